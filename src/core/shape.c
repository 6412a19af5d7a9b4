/*-------------------------------------------------------------------------
 *
 * shape.c
 *	  The format of a code as a pattern in one canonical spelling.
 *
 * A value is cut into runs of one class: capitals, small letters, digits.  What
 * is between them, printable ASCII, stays as it is; a run becomes its class and
 * its length.  "85123A" is [0-9]{5}A, finely, and [0-9]{5}[A-Z], roughly.
 *
 * Three refinements make equal formats equal texts:
 *
 *	 - Random mixtures have no runs worth a name.  A word of 8 characters or
 *	   more that keeps changing between digits and letters is one class:
 *	   [0-9a-f]{40}, [0-9A-Z]{10}.  So are the words of a key whose words are
 *	   all as long ("A1B2-C3D4"), and the groups of a UUID or a MAC address
 *	   even if they happen to hold digits alone.
 *
 *	 - A few letters at an end that touch no other letter are most often what
 *	   the code is about ("INV-", "C", "/DE").  The fine shape keeps them, up
 *	   to 4, if 3 variable characters are left besides, one of them a digit:
 *	   without digits it may be a name, and names have rough shapes only.
 *
 *	 - The rough shape joins more: whatever mixes digits and letters more than
 *	   once in a word of 8 or more is one class, so that what the fine rule
 *	   happened to see as runs meets its like.
 *
 * No shape: longer than SYNTH_SHAPE_MAX_VALUE; not one letter or digit;
 * several words (a space beside a word of 4 letters or more, or without a
 * digit anywhere); spaces at an end or in a row; control characters; anything
 * but ASCII, since codes are typed on any keyboard and letters beyond ASCII
 * mean a language.  Nor what is so irregular that its shape does not fit.
 *
 * A shape is a function of its value alone, and the rough one of the fine one.
 *
 *-------------------------------------------------------------------------
 */
#include <string.h>

#include "shape_parts.h"

#define MIXED_LEAST 8 /* characters of a word that may be a random mixture */
#define KEPT_MOST 4	  /* letters of a prefix or suffix */
#define LEFT_LEAST 3  /* variable characters besides */
#define WORD_LETTERS 4
#define GROUP_LEAST 4 /* characters of each word of a key */
/* room that the rough shape may need beyond the fine one: 4 letters, "[A-Z]" each, at either end */
#define ROUGH_ROOM 32

static bool
is_letters(const ShapeRun *r)
{
	return r->class == CLASS_UPPER || r->class == CLASS_LOWER;
}

/* is it a code at all? */
static bool
is_code(const char *value, int length)
{
	bool digit = false;
	bool letter = false;
	bool space = false;
	bool word = false;
	int letters = 0;

	if (length < 1 || length > SYNTH_SHAPE_MAX_VALUE || value[0] == ' ' || value[length - 1] == ' ')
		return false;
	for (int i = 0; i < length; i++)
	{
		ShapeClass class = synth_shape_class(value[i]);

		if (value[i] < ' ' || value[i] > '~' || (value[i] == ' ' && value[i - 1] == ' '))
			return false;
		digit |= class == CLASS_DIGIT;
		letter |= class == CLASS_UPPER || class == CLASS_LOWER;
		space |= value[i] == ' ';
		letters = class == CLASS_UPPER || class == CLASS_LOWER ? letters + 1 : 0;
		word |= letters >= WORD_LETTERS;
	}
	return (digit || letter) && !(space && (word || !digit));
}

/* runs of the value; separators are runs of their own, each */
static void
cut_runs(Shape *s, const char *value, int length)
{
	s->n = 0;
	for (int i = 0; i < length; i++)
	{
		ShapeClass class = synth_shape_class(value[i]);
		ShapeRun *last = s->n > 0 ? &s->run[s->n - 1] : NULL;

		if (class != CLASS_LITERAL && last != NULL && last->class == class)
		{
			last->length++;
			continue;
		}
		s->run[s->n].class = class;
		s->run[s->n].from = i;
		s->run[s->n].length = 1;
		s->run[s->n++].literal = class == CLASS_LITERAL ? value[i] : '\0';
	}
}

/* what the letters and digits of a word, or of several, are like */
typedef struct WordSummary
{
	int length;
	int changes; /* of class, within words */
	bool digit;
	bool upper;
	bool lower;
	bool hex; /* no letter beyond f */
} WordSummary;

/* adds the word that begins with run `from`; returns the run behind it */
static int
summarize_word(WordSummary *w, const Shape *s, int from, const char *value)
{
	int end = from;

	for (; end < s->n && s->run[end].class != CLASS_LITERAL; end++)
	{
		const ShapeRun *r = &s->run[end];

		w->length += r->length;
		w->changes += end > from;
		w->digit |= r->class == CLASS_DIGIT;
		w->upper |= r->class == CLASS_UPPER;
		w->lower |= r->class == CLASS_LOWER;
		for (int i = 0; value != NULL && is_letters(r) && i < r->length; i++)
			w->hex &= (value[r->from + i] | 0x20) <= 'f';
	}
	return end;
}

static ShapeClass
mixed_class(const WordSummary *w)
{
	if (w->hex && !(w->upper && w->lower))
		return w->upper ? CLASS_HEX_UPPER : CLASS_HEX_LOWER;
	if (w->upper && w->lower)
		return CLASS_MIXED;
	return w->upper ? CLASS_MIXED_UPPER : CLASS_MIXED_LOWER;
}

/* replaces runs from .. end - 1 by one of that class */
static void
join_runs(Shape *s, int from, int end, ShapeClass class)
{
	int length = 0;

	for (int i = from; i < end; i++)
		length += s->run[i].length;
	s->run[from].class = class;
	s->run[from].length = length;
	memmove(&s->run[from + 1], &s->run[end], (size_t) (s->n - end) * sizeof(ShapeRun));
	s->n -= end - from - 1;
}

/*
 * Lengths of the words if there is exactly one separator, always the same,
 * between two; their number, or 0.
 */
static int
word_lengths(const Shape *s, int *length)
{
	int nwords = 0;
	char separator = '\0';

	for (int i = 0; i < s->n;)
	{
		WordSummary w = {0};
		int end = summarize_word(&w, s, i, NULL);

		if (end == i || end == s->n - 1)
			return 0;
		length[nwords++] = w.length;
		if (end == s->n)
			break;
		if (separator != '\0' && s->run[end].literal != separator)
			return 0;
		separator = s->run[end].literal;
		i = end + 1;
	}
	return nwords;
}

/* every word of the value becomes one run of the class */
static void
join_all(Shape *s, ShapeClass class)
{
	for (int i = 0; i < s->n; i++)
	{
		int end = i;

		while (end < s->n && s->run[end].class != CLASS_LITERAL)
			end++;
		if (end > i)
			join_runs(s, i, end, class);
	}
}

/* UUIDs, MAC addresses, keys of words that are all as long; true if it was one */
static bool
join_groups(Shape *s, const char *value)
{
	static const int uuid[5] = {8, 4, 4, 4, 12};
	int length[SYNTH_SHAPE_MAX_VALUE];
	WordSummary all = {.hex = true};
	int nwords = word_lengths(s, length);
	bool even = true;

	if (nwords < 2)
		return false;
	for (int i = 0; i < s->n; i++)
	{
		i = summarize_word(&all, s, i, value);
	}
	for (int i = 1; i < nwords; i++)
		even &= length[i] == length[0];
	if (all.hex && !(all.upper && all.lower)
		&& ((nwords == 5 && memcmp(length, uuid, sizeof(uuid)) == 0) || (nwords == 6 && even && length[0] == 2)))
	{
		join_all(s, mixed_class(&all));
		return true;
	}
	if (!even || length[0] < GROUP_LEAST || all.length < MIXED_LEAST || !all.digit || !(all.upper || all.lower)
		|| all.changes < 3 || 4 * all.changes < all.length)
		return false;
	/* words that are all alike are no mixture: AB12-CD34-EF56-GH78 */
	for (int i = 0, first = 0; i < s->n; i++)
	{
		if (s->run[i].class == CLASS_LITERAL)
			first = i + 1;
		else if (s->run[i].class != s->run[i - first].class || s->run[i].length != s->run[i - first].length)
		{
			join_all(s, mixed_class(&all));
			return true;
		}
	}
	return false;
}

/* words that are random mixtures become one run */
static void
join_mixtures(Shape *s, const char *value)
{
	for (int i = 0; i < s->n; i++)
	{
		WordSummary w = {.hex = true};
		int end = summarize_word(&w, s, i, value);
		int least = w.length > 12 ? (w.length + 3) / 4 : 3;

		if (end == i)
			continue;
		/* hexadecimal in small letters is hardly ever anything else */
		if (w.hex && !w.upper)
			least = 2;
		if (w.length >= MIXED_LEAST && w.digit && (w.upper || w.lower) && w.changes >= least)
		{
			join_runs(s, i, end, mixed_class(&w));
			end = i + 1;
		}
		i = end;
	}
}

/* letters at the beginning (step 1) or the end (step -1) that touch no other: how many runs, or 0 */
static int
letters_at_end(const Shape *s, int step, int *letters)
{
	int at = step > 0 ? 0 : s->n - 1;
	int runs = 0;

	*letters = 0;
	while (at >= 0 && at < s->n && is_letters(&s->run[at]))
	{
		*letters += s->run[at].length;
		runs++;
		at += step;
	}
	return *letters <= KEPT_MOST ? runs : 0;
}

/* turns letters that are kept into literals, one run each is one text */
static void
keep_ends(Shape *s)
{
	int variable = 0;
	bool digit = false;
	int first_letters;
	int last_letters;
	int first = letters_at_end(s, 1, &first_letters);
	int last = letters_at_end(s, -1, &last_letters);

	for (int i = 0; i < s->n; i++)
	{
		if (s->run[i].class == CLASS_LITERAL)
			continue;
		variable += s->run[i].length;
		digit |= !is_letters(&s->run[i]);
	}
	if (!digit || first == s->n)
		return;
	if (first > 0 && variable - first_letters >= LEFT_LEAST)
	{
		variable -= first_letters;
		for (int i = 0; i < first; i++)
			s->run[i].class = CLASS_LITERAL;
	}
	if (last > 0 && variable - last_letters >= LEFT_LEAST)
	{
		for (int i = s->n - last; i < s->n; i++)
			s->run[i].class = CLASS_LITERAL;
	}
}

bool
synth_shape_fine(const char *value, int length, char *out)
{
	Shape s = {0};

	out[0] = '\0';
	if (!is_code(value, length))
		return false;
	cut_runs(&s, value, length);
	if (!join_groups(&s, value))
	{
		join_mixtures(&s, value);
		keep_ends(&s);
	}
	return synth_shape_spell(&s, value, out, SYNTH_SHAPE_MAX_TEXT - ROUGH_ROOM);
}

/* class of a word, whatever its runs are made of */
static ShapeClass
joined_class(const Shape *s, int from, int end)
{
	bool upper = false;
	bool lower = false;

	for (int i = from; i < end; i++)
	{
		ShapeClass c = s->run[i].class;

		upper |= c == CLASS_UPPER || c == CLASS_HEX_UPPER || c == CLASS_MIXED_UPPER || c == CLASS_MIXED;
		lower |= c == CLASS_LOWER || c == CLASS_HEX_LOWER || c == CLASS_MIXED_LOWER || c == CLASS_MIXED;
	}
	if (upper && lower)
		return CLASS_MIXED;
	return upper ? CLASS_MIXED_UPPER : CLASS_MIXED_LOWER;
}

void
synth_shape_rough(const char *fine, char *out)
{
	Shape s = {0};

	synth_shape_read(&s, fine);
	for (int i = 0; i < s.n; i++)
	{
		WordSummary w = {0};
		int end = summarize_word(&w, &s, i, NULL);

		if (w.length >= MIXED_LEAST && w.digit && w.changes >= 2)
			join_runs(&s, i, end, joined_class(&s, i, end));
	}
	if (!synth_shape_spell(&s, NULL, out, SYNTH_SHAPE_MAX_TEXT))
		synth_fail(SYNTH_ERR_PARAMETER, "a shape is longer than shapes can be");
}
