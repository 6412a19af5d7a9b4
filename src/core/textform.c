/*-------------------------------------------------------------------------
 *
 * textform.c
 *	  The form of a short text, as a token: for texts that no token is.
 *
 * A word that people can read is no code, though it has a shape: "Kabul" made
 * of letters at random would be unpronounceable, so words are made of words.
 *
 *-------------------------------------------------------------------------
 */
#include "textform.h"

#include <string.h>

#include "shape.h"
#include "shapetext.h"

/* patterns that are compiled at most: their automata take memory */
#define MAX_PATTERNS 256
/* letters in a row that make a word of a text without digits */
#define WORD_LETTERS 3
#define CODE 's'
#define WORDS 'w'

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
looks_like_words(const char *text, int n)
{
	int run = 0;
	int longest = 0;

	for (int i = 0; i < n; i++)
	{
		if (is_digit(text[i]))
			return false;
		run = is_small(text[i]) ? run + 1 : 0;
		if (run > longest)
			longest = run;
	}
	return longest >= WORD_LETTERS;
}

/* few numbers of words, so that there are few tokens */
static int
round_words(int words)
{
	return words <= 3 ? words : words <= 6 ? 5 : words <= 10 ? 8 : 15;
}

int
synth_textform_token(const char *text, int length, char *out)
{
	char shape[SYNTH_SHAPE_MAX_TEXT];
	int words = 0;
	int n = 0;

	if (length <= 0)
		return 0;
	out[n++] = SYNTH_TEXTFORM_MARK;
	if (length <= SYNTH_SHAPE_MAX_VALUE && memchr(text, '\\', (size_t) length) == NULL
		&& !looks_like_words(text, length) && synth_shape_fine(text, length, shape)
		&& strlen(shape) + 2 < SYNTH_TEXTFORM_TOKEN)
	{
		out[n++] = CODE;
		memcpy(out + n, shape, strlen(shape) + 1);
		return n + (int) strlen(shape);
	}
	for (int i = 0; i < length; i++)
		words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
	words = round_words(words > 0 ? words : 1);
	out[n++] = WORDS;
	if (words >= 10)
		out[n++] = (char) ('0' + words / 10);
	out[n++] = (char) ('0' + words % 10);
	out[n++] = is_small(text[0]) ? 'l' : 'u';
	out[n] = '\0';
	return n;
}

/* what a token says, behind the separator if there is one; NULL: nothing */
static const char *
value_of(const char *token, char separator)
{
	const char *before;

	if (separator == '\0')
		return token;
	before = strchr(token, separator);
	return before != NULL ? before + 1 : NULL;
}

/* the form in a token, NULL if it is of something else */
static const char *
form_of(const char *token, char separator)
{
	const char *value = value_of(token, separator);

	return value != NULL && value[0] == SYNTH_TEXTFORM_MARK ? value + 1 : NULL;
}

static void
reserve(SynthTextForms *f, int room)
{
	if (room <= f->room)
		return;
	synth_release(f->out);
	f->out = synth_alloc((size_t) room);
	f->room = room;
}

/* takes a published text's weight off that of its form; text: behind the token's mark */
static void
take_off(SynthTextForms *f, double *weight, int token, const char *text)
{
	const SynthBag *bag = f->drawer->bag;
	char other[SYNTH_BAG_MAX_TOKEN + SYNTH_TEXTFORM_TOKEN];
	int n = (int) (text - 1 - bag->token[token]);
	SynthDrawerRange r;

	if (n >= SYNTH_BAG_MAX_TOKEN)
		return;
	memcpy(other, bag->token[token], (size_t) n);
	n += synth_textform_token(text, (int) strlen(text), other + n);
	r = synth_drawer_range(f->drawer, other, n);
	/* the form itself comes before longer ones */
	if (r.n == 0 || bag->token[r.first][n] != '\0' || r.first == token)
		return;
	weight[r.first] -= bag->weight[token];
	if (weight[r.first] < 0)
		weight[r.first] = 0;
}

/* weights of forms that published texts leave */
static void
weigh_rest(SynthTextForms *f)
{
	const SynthBag *bag = f->drawer->bag;
	double *weight;

	f->rest = *f->drawer;
	if (bag == NULL)
		return;
	weight = synth_alloc_array((size_t) bag->ntokens + 1, sizeof *weight);
	memcpy(weight, bag->weight, (size_t) bag->ntokens * sizeof *weight);
	for (int i = 0; i < bag->ntokens; i++)
	{
		const char *text = value_of(bag->token[i], f->separator);

		synth_poll();
		if (text != NULL && *text == '"')
			take_off(f, weight, i, text + 1);
	}
	f->rest.before = synth_alloc_array((size_t) bag->ntokens + 1, sizeof *f->rest.before);
	for (int i = 0; i < bag->ntokens; i++)
		f->rest.before[i + 1] = f->rest.before[i] + weight[i];
	synth_release(weight);
}

void
synth_textforms_init(SynthTextForms *f, const SynthDrawer *drawer, char separator, SynthTextMaker *texts)
{
	int n = drawer->bag == NULL ? 0 : drawer->bag->ntokens;

	memset(f, 0, sizeof *f);
	f->drawer = drawer;
	f->texts = texts;
	f->separator = separator;
	f->slot = synth_alloc_array((size_t) n + 1, sizeof *f->slot);
	/* the first ones have patterns: a rule that does not depend on which are used first */
	for (int i = 0; i < n; i++)
	{
		const char *form = form_of(drawer->bag->token[i], separator);

		f->slot[i] = form != NULL && form[0] == CODE && f->nslots < MAX_PATTERNS ? f->nslots++ : -1;
	}
	f->pattern = synth_alloc_array((size_t) f->nslots + 1, sizeof *f->pattern);
	f->bad = synth_alloc_array((size_t) f->nslots + 1, sizeof *f->bad);
	reserve(f, 256);
	weigh_rest(f);
}

/* the pattern of a token, NULL if there is none */
static SynthPattern *
pattern_of(SynthTextForms *f, int token, const char *shape)
{
	int slot = f->slot[token];
	SynthPatternError error;

	if (slot < 0 || f->bad[slot])
		return NULL;
	if (f->pattern[slot] == NULL)
	{
		if (synth_shape_is_spelt(shape))
			f->pattern[slot] = synth_pattern_new(shape, SYNTH_SHAPE_MAX_VALUE, true, &error);
		f->bad[slot] = f->pattern[slot] == NULL;
	}
	return f->pattern[slot];
}

/* the first words of a text, without what ends or divides sentences behind them */
static int
cut_words(const char *text, int length, int words)
{
	int n = 0;

	while (n < length && (text[n] != ' ' || --words > 0))
		n++;
	while (n > 1 && (text[n - 1] == '.' || text[n - 1] == ',' || text[n - 1] == ' '))
		n--;
	return n;
}

static const char *
make_words(SynthTextForms *f, int words, bool small, uint64_t row, int item, int *length)
{
	int n = 9;
	const char *text = "synthetic";

	if (f->texts != NULL)
		text = synth_textmaker_kind(f->texts, SYNTH_TEXT_LOREM, row, item, &n);
	n = cut_words(text, n, words);
	reserve(f, n + 1);
	memcpy(f->out, text, (size_t) n);
	if (small && f->out[0] >= 'A' && f->out[0] <= 'Z')
		f->out[0] = (char) (f->out[0] + ('a' - 'A'));
	*length = n;
	return f->out;
}

const char *
synth_textforms_make(SynthTextForms *f, SynthDrawerRange forms, SynthTextKind kind, SynthStream *st, uint64_t row,
					 int item, uint32_t salt, int *length)
{
	int token;
	const char *form;
	int words = 0;

	if (kind != SYNTH_TEXT_NONE && kind != SYNTH_TEXT_LOREM && f->texts != NULL)
		return synth_textmaker_kind(f->texts, kind, row, item, length);
	/* what is no person's may differ from place to place */
	item = (int) ((salt * UINT32_C(0x9e3779b9) + (uint32_t) item) & INT32_MAX);
	token = synth_drawer_draw(synth_drawer_weight(&f->rest, forms) > 0 ? &f->rest : f->drawer, forms, st);
	if (token < 0)
		return make_words(f, kind == SYNTH_TEXT_LOREM ? INT32_MAX : 1, false, row, item, length);
	form = form_of(f->drawer->bag->token[token], f->separator);
	if (form == NULL || form[0] == '\0')
		return make_words(f, 1, false, row, item, length);
	if (form[0] == CODE)
	{
		SynthPattern *p = pattern_of(f, token, form + 1);

		if (p == NULL || synth_pattern_bytes(p) == 0)
			return make_words(f, 1, false, row, item, length);
		reserve(f, synth_pattern_bytes(p) + 1);
		*length = synth_pattern_draw(p, st, f->out);
		return f->out;
	}
	for (form++; *form >= '0' && *form <= '9' && words < 100; form++)
		words = words * 10 + (*form - '0');
	return make_words(f, words > 0 ? words : 1, *form == 'l', row, item, length);
}
