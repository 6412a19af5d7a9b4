/*-------------------------------------------------------------------------
 *
 * elements.c
 *	  Which elements the arrays of a sample have.
 *
 * Texts are not repeated within an array while there are others, or forms of
 * others: most arrays are sets.  Buckets of numbers may come again, the numbers
 * then differ.
 *
 *-------------------------------------------------------------------------
 */
#include "elements.h"

#include "bucket.h"
#include "textform.h"

#define STREAM_ELEMENTS UINT64_C(0x656c656d656e7473)

/* elements that were looked at in all rows, as far as lengths were published */
static double
elements_seen(const SynthDrawer *d)
{
	SynthDrawerRange lengths = synth_drawer_range(d, "=", 1);
	double sum = 0;

	for (int i = lengths.first; i < lengths.first + lengths.n; i++)
	{
		int n = 0;

		for (const char *s = d->bag->token[i] + 1; *s >= '0' && *s <= '9' && n <= SYNTH_ELEMENTS_MAX; s++)
			n = n * 10 + (*s - '0');
		if (n > SYNTH_ELEMENTS_LOOKED_AT)
			n = SYNTH_ELEMENTS_LOOKED_AT;
		sum += n * d->bag->weight[i];
	}
	return sum;
}

void
synth_elements_init(SynthElements *e, const SynthBag *bag, int column, uint64_t seed)
{
	const char text = SYNTH_ELEMENTS_TEXT_MARK;
	const char number = SYNTH_BUCKET_MARK;
	const char form = SYNTH_TEXTFORM_MARK;
	double seen;
	double known;

	synth_drawer_init(&e->drawer, bag);
	e->texts = synth_drawer_range(&e->drawer, &text, 1);
	e->numbers = synth_drawer_range(&e->drawer, &number, 1);
	e->forms = synth_drawer_range(&e->drawer, &form, 1);
	e->seed = seed;
	e->stream = STREAM_ELEMENTS + (uint64_t) column;
	seen = elements_seen(&e->drawer);
	known = synth_drawer_weight(&e->drawer, e->texts) + synth_drawer_weight(&e->drawer, e->numbers);
	/* numbers that no bucket covers are like those that one does, for all that is known */
	e->covered = known <= 0 ? 0 : e->texts.n > 0 && seen > known ? known / seen : 1;
}

void
synth_elements_row(SynthElements *e, uint64_t row)
{
	synth_poll();
	synth_stream_init(&e->st, e->seed, e->stream, row);
	synth_drawer_begin(&e->drawer);
}

int
synth_elements_next(SynthElements *e)
{
	double texts = synth_drawer_weight(&e->drawer, e->texts);
	double numbers = synth_drawer_weight(&e->drawer, e->numbers);
	int token;

	if (e->covered < 1 && synth_stream_unit(&e->st) >= e->covered)
		return -1;
	if (synth_stream_unit(&e->st) * (texts + numbers) >= texts)
		return synth_drawer_draw(&e->drawer, e->numbers, &e->st);
	token = synth_drawer_take(&e->drawer, e->texts, &e->st);
	/* all were taken: something new if its form is known, else one again */
	return token >= 0 || e->forms.n > 0 ? token : synth_drawer_draw(&e->drawer, e->texts, &e->st);
}

int
synth_elements_count_token(int64_t n, char out[8])
{
	int at = 0;
	int divisor = 100;

	if (n > SYNTH_ELEMENTS_LOOKED_AT)
		n = SYNTH_ELEMENTS_LOOKED_AT;
	out[at++] = '=';
	while (divisor > 1 && n < divisor)
		divisor /= 10;
	for (; divisor > 0; divisor /= 10)
		out[at++] = (char) ('0' + n / divisor % 10);
	out[at] = '\0';
	return at;
}
