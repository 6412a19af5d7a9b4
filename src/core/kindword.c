/*-------------------------------------------------------------------------
 *
 * kindword.c
 *	  Cuts the names of columns and tables into words of known meaning.
 *
 * Names are cut where the writing changes (snake_case, camelCase, digits) and
 * what is left unknown once more where it falls into known words without a
 * rest ("zipcode", "kundenname").  Letters lose their accents first, so that a
 * word is listed once; German umlauts are also listed as ae, oe, ue.
 *
 *-------------------------------------------------------------------------
 */
#include "kindword.h"

#include <string.h>

#define MAX_TOKEN 48
/* shortest word that an unknown token may be cut into */
#define MIN_PIECE 3
/* the same for what says nothing itself, and for the end of a token that begins with an unknown word */
#define MIN_FILLER 5
#define MIN_END 5

/* words by hash, made at the first use and never changed */
#define SLOTS 8192
typedef struct Slot
{
	const char *text;
	uint8_t length;
	uint8_t concept;
	bool english;
} Slot;
static Slot slots[SLOTS];
static bool slots_ready = false;

static uint32_t
hash_word(const char *text, int length)
{
	uint32_t h = 2166136261u;

	for (int i = 0; i < length; i++)
		h = (h ^ (unsigned char) text[i]) * 16777619u;
	return h ^ h >> 15;
}

static Slot *
find_slot(const char *text, int length)
{
	uint32_t at = hash_word(text, length) & (SLOTS - 1);

	while (slots[at].text != NULL && (slots[at].length != length || memcmp(slots[at].text, text, (size_t) length) != 0))
		at = (at + 1) & (SLOTS - 1);
	return &slots[at];
}

/* a word that two lists have keeps its first meaning */
static void
add_words(const char *list, SynthConcept concept, bool english)
{
	while (*list != '\0')
	{
		int length = (int) strcspn(list, " ");
		Slot *s = find_slot(list, length);

		if (s->text == NULL)
			*s = (Slot){.text = list, .length = (uint8_t) length, .concept = (uint8_t) concept, .english = english};
		list += length;
		list += *list == ' ';
	}
}

static const Slot *
look_up(const char *text, int length)
{
	const Slot *s;

	if (!slots_ready)
	{
		for (int i = 0; i < synth_kind_nwordlists; i++)
		{
			add_words(synth_kind_wordlist[i].english, synth_kind_wordlist[i].concept, true);
			add_words(synth_kind_wordlist[i].other, synth_kind_wordlist[i].concept, false);
		}
		slots_ready = true;
	}
	s = find_slot(text, length);
	return s->text != NULL ? s : NULL;
}

/* the base letter of U+00C0 to U+017F, in code order */
static const char base_letter[] = "aaaaaaaceeeeiiiidnooooo*ouuuuyts"
								  "aaaaaaaceeeeiiiidnooooo/ouuuuyty"
								  "aaaaaaccccccccddddeeeeeeeeeegggggggghhhh"
								  "iiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooo"
								  "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* what one character of a name is: a small letter, a capital as such, a digit, '\0' anything else */
static char
fold(const char *name, int *bytes)
{
	unsigned char c = (unsigned char) name[0];
	unsigned char d;

	*bytes = 1;
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
		return (char) c;
	if (c < 0xc3 || c > 0xc5)
		return '\0';
	d = (unsigned char) name[1];
	if (d < 0x80 || d > 0xbf)
		return '\0';
	*bytes = 2;
	c = (unsigned char) base_letter[(c - 0xc3) * 64 + (d - 0x80)];
	return c >= 'a' && c <= 'z' ? (char) c : '\0';
}

static bool
is_plural(const Slot *s)
{
	return s->english && s->text[s->length - 1] == 's';
}

static void
put_word(SynthNameWords *w, SynthConcept concept, bool english, bool plural, int end)
{
	if (w->n == SYNTH_NAME_WORDS)
		return;
	w->concept[w->n] = concept;
	w->english[w->n] = english;
	w->plural[w->n] = plural;
	w->end[w->n++] = end;
	w->has[concept] = true;
}

/* may a word stand inside of an unknown token?  two letters only at its end */
static const Slot *
look_up_piece(const char *text, int length, bool last)
{
	const Slot *s;

	if (length < MIN_PIECE
		&& !(last && length == 2
			 && (memcmp(text, "id", 2) == 0 || memcmp(text, "nr", 2) == 0 || memcmp(text, "no", 2) == 0)))
		return NULL;
	s = look_up(text, length);
	return s != NULL && (s->concept != SYNTH_W_FILLER || length >= MIN_FILLER) ? s : NULL;
}

/*
 * An unknown word, perhaps with a known one at its end: names that were
 * written in camelCase and lost it ("profilephotourl").
 */
static void
put_unknown(SynthNameWords *w, const char *token, int length, int end)
{
	/* c_name, p_name: the initial of the table */
	SynthConcept first = length == 1 ? SYNTH_W_FILLER : SYNTH_W_UNKNOWN;

	put_word(w, first, true, false, end);
	for (int at = MIN_PIECE; at <= length - MIN_PIECE; at++)
	{
		const Slot *s = look_up(token + at, length - at);

		if (s != NULL && s->concept != SYNTH_W_FILLER && (length - at >= MIN_END || s->concept == SYNTH_W_URL))
		{
			put_word(w, (SynthConcept) s->concept, s->english, is_plural(s), end);
			return;
		}
	}
}

/* a token as one word, or as the fewest known words, or as one unknown word */
static void
put_token(SynthNameWords *w, const char *token, int length, int begin, int end)
{
	const Slot *s = look_up(token, length);
	int pieces[MAX_TOKEN + 1];
	int from[MAX_TOKEN + 1];
	int cut[MAX_TOKEN + 1];
	int ncuts = 0;

	/* "e" was kept for the next word; after all it was "and" */
	if (s == NULL && length > 2 && token[0] == 'e')
		s = look_up(token + 1, length - 1);
	if (s != NULL)
	{
		put_word(w, (SynthConcept) s->concept, s->english, is_plural(s), end);
		return;
	}
	pieces[0] = 0;
	for (int i = 1; i <= length; i++)
	{
		pieces[i] = MAX_TOKEN;
		for (int j = 0; j < i; j++)
			if (pieces[j] + 1 < pieces[i] && look_up_piece(token + j, i - j, i == length) != NULL)
			{
				pieces[i] = pieces[j] + 1;
				from[i] = j;
			}
	}
	if (pieces[length] >= MAX_TOKEN)
	{
		put_unknown(w, token, length, end);
		return;
	}
	for (int i = length; i > 0; i = from[i])
		cut[ncuts++] = i;
	for (int k = ncuts - 1, at = 0; k >= 0; at = cut[k--])
	{
		s = look_up(token + at, cut[k] - at);
		/* letters with accents are longer than their fold: then only the last cut is known, which is all that matters */
		put_word(w, (SynthConcept) s->concept, s->english, is_plural(s), k == 0 ? end : begin + cut[k]);
	}
}

void
synth_name_words(const char *name, SynthNameWords *w)
{
	char token[MAX_TOKEN];
	int length = 0;
	int begin = 0;
	char before = '\0';
	int i = 0;

	memset(w, 0, sizeof(*w));
	w->number = -1;
	while (name[i] != '\0')
	{
		int bytes;
		char c = fold(name + i, &bytes);
		bool capital = c >= 'A' && c <= 'Z';
		bool letter = capital || (c >= 'a' && c <= 'z');
		int after_bytes;
		char after = name[i + bytes] != '\0' ? fold(name + i + bytes, &after_bytes) : '\0';
		bool before_capital = before >= 'A' && before <= 'Z';

		/* camelCase, and the last capital of URLPath; "e" goes with "mail" */
		if (length > 0
			&& (!letter || (capital && !before_capital && before != '\0')
				|| (capital && before_capital && after >= 'a' && after <= 'z')))
		{
			bool is_e = length == 1 && token[0] == 'e' && !(c >= '0' && c <= '9');

			if (!is_e)
			{
				int end = i;

				while (name[end] == '_' || name[end] == ' ' || name[end] == '-' || name[end] == '.')
					end++;
				put_token(w, token, length, begin, end);
				length = 0;
			}
		}
		if (letter)
		{
			if (length == 0)
				begin = i;
			if (length < MAX_TOKEN)
				token[length++] = capital ? (char) (c - 'A' + 'a') : c;
		}
		else if (c >= '0' && c <= '9')
		{
			bool more = before >= '0' && before <= '9';

			w->number = more && w->number < 1000 ? 10 * w->number + (c - '0') : c - '0';
		}
		before = c;
		i += bytes;
	}
	if (length > 0)
		put_token(w, token, length, begin, i);
}
