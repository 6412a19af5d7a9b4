/*-------------------------------------------------------------------------
 *
 * wantedlabel.c
 *	  Labels that a user asks for, found among those of a model.
 *
 * A condition may list very many values of a column with very many labels, so
 * the labels are put in order once a column: by their bytes, and, where the
 * column has numbers, by their value.
 *
 *-------------------------------------------------------------------------
 */
#include "wanted.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

typedef struct WantedNumber
{
	Datum value; /* numeric */
	int code;
} WantedNumber;

static int
compare_texts(const void *a, const void *b, void *arg)
{
	char **label = arg;

	return strcmp(label[*(const int *) a], label[*(const int *) b]);
}

static int
compare_values(Datum a, Datum b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, a, b));
}

static int
compare_numbers(const void *a, const void *b)
{
	return compare_values(((const WantedNumber *) a)->value, ((const WantedNumber *) b)->value);
}

static void
sort_texts(const WantedColumn *w)
{
	const SynthAttribute *a = w->a;

	w->labels->by_text = palloc(sizeof(int) * (Size) Max(a->nvalues, 1));
	for (int i = 0; i < a->nvalues; i++)
		w->labels->by_text[i] = i;
	qsort_arg(w->labels->by_text, a->nvalues, sizeof(int), compare_texts, a->label);
}

static void
sort_numbers(const WantedColumn *w)
{
	const SynthAttribute *a = w->a;
	WantedLabels *labels = w->labels;

	labels->by_number = palloc(sizeof(WantedNumber) * (Size) Max(a->nvalues, 1));
	for (int i = 0; i < a->nvalues; i++)
	{
		WantedNumber *number = &labels->by_number[labels->nnumbers];

		CHECK_FOR_INTERRUPTS();
		/* a model of unknown origin may say that anything is a number */
		if (!value_numeric_from_text(a->label[i], &number->value))
			continue;
		number->code = i;
		labels->nnumbers++;
	}
	qsort(labels->by_number, labels->nnumbers, sizeof(WantedNumber), compare_numbers);
}

bool
wanted_mark_label(const WantedColumn *w, WantedSet *set, const char *text)
{
	const SynthAttribute *a = w->a;
	int lo = 0;
	int hi = a->nvalues;
	bool found = false;

	if (w->labels->by_text == NULL)
		sort_texts(w);
	while (lo < hi)
	{
		int mid = lo + (hi - lo) / 2;

		if (strcmp(a->label[w->labels->by_text[mid]], text) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < a->nvalues && strcmp(a->label[w->labels->by_text[lo]], text) == 0; lo++)
		found = set->code[w->labels->by_text[lo]] = true;
	/* where texts are made of it, its label is only a stand-in */
	if (a->other_code >= 0 && a->other == SYNTH_OTHER_LABEL && w->column->text == NULL
		&& strcmp(a->other_label, text) == 0)
		found = set->code[a->other_code] = true;
	return found;
}

/* numbers are compared as numbers: 2.0 is 2, and 0.54 is not 0.5 in numeric(4,1) */
bool
wanted_mark_number(const WantedColumn *w, WantedSet *set, Datum number)
{
	WantedLabels *labels = w->labels;
	int lo = 0;
	int hi;
	bool found = false;

	if (labels->by_number == NULL)
		sort_numbers(w);
	hi = labels->nnumbers;
	while (lo < hi)
	{
		int mid = lo + (hi - lo) / 2;

		if (compare_values(labels->by_number[mid].value, number) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < labels->nnumbers && compare_values(labels->by_number[lo].value, number) == 0; lo++)
		found |= wanted_mark_label(w, set, w->a->label[labels->by_number[lo].code]);
	return found;
}
