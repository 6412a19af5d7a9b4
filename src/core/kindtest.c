/*-------------------------------------------------------------------------
 *
 * kindtest.c
 *	  What kind of text a column holds, by its content.
 *
 * Values are counted, not kept: how many have the form of each kind that a
 * form tells (kindmatch.h), and how words, letters and digits are used.  Nine
 * in ten make a verdict; a tenth is left for what people type by mistake.
 *
 *-------------------------------------------------------------------------
 */
#include "kindtest.h"

#include "kindmatch.h"
#include "shape.h"

/* in the order in which they are believed: a MAC address is also several other things */
static const SynthTextKind told_by_form[] = {
	SYNTH_TEXT_EMAIL,	 SYNTH_TEXT_URL,	   SYNTH_TEXT_USER_AGENT,	SYNTH_TEXT_UUID,	 SYNTH_TEXT_MAC,
	SYNTH_TEXT_IPV6,	 SYNTH_TEXT_IP,		   SYNTH_TEXT_IBAN,			SYNTH_TEXT_CARD,	 SYNTH_TEXT_NATIONAL_ID,
	SYNTH_TEXT_PASSWORD, SYNTH_TEXT_FILE_NAME, SYNTH_TEXT_DOMAIN,		SYNTH_TEXT_COLOUR,	 SYNTH_TEXT_TITLE,
	SYNTH_TEXT_CURRENCY, SYNTH_TEXT_LANGUAGE,  SYNTH_TEXT_COUNTRY_CODE, SYNTH_TEXT_POSTCODE, SYNTH_TEXT_PHONE,
};
#define NTOLD ((int) (sizeof(told_by_form) / sizeof(told_by_form[0])))

typedef struct Letters
{
	int64_t characters;
	int64_t words;
	bool small;
	bool letter;
	bool digit;
	bool space;
	bool sign; /* neither letter nor digit nor what stands between words */
} Letters;

/* is a letter beyond ASCII a small one?  Latin, Greek and Cyrillic; others have no case */
static bool
is_small(uint32_t c)
{
	if (c >= 0xdf && c <= 0xff)
		return c != 0xf7;
	if ((c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177))
		return c % 2 == 1;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
		return c % 2 == 0;
	return (c >= 0x3ac && c <= 0x3ce) || (c >= 0x430 && c <= 0x45f);
}

static void
look_at(const char *s, int n, Letters *l)
{
	bool in_word = false;

	*l = (Letters){0};
	for (int i = 0; i < n; i++)
	{
		unsigned char c = (unsigned char) s[i];

		/* continuation bytes belong to the character before */
		if (c >= 0x80 && c < 0xc0)
			continue;
		l->characters++;
		if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
		{
			l->space = true;
			in_word = false;
			continue;
		}
		l->words += !in_word;
		in_word = true;
		if (c >= '0' && c <= '9')
			l->digit = true;
		else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
		{
			l->letter = true;
			l->small = l->small || c >= 'a';
		}
		else if (c >= 0xf0)
			l->sign = true; /* emoji; the letters beyond are rare */
		else if (c >= 0xc0)
		{
			l->letter = true;
			if (c < 0xe0 && i + 1 < n)
				l->small = l->small || is_small((uint32_t) (c & 0x1f) << 6 | ((unsigned char) s[i + 1] & 0x3f));
		}
		else if (c != '.' && c != ',' && c != '\'' && c != '-' && c != '&' && c != '(' && c != ')')
			l->sign = true;
	}
}

void
synth_kindtest_add(SynthKindTest *t, const char *value, int length)
{
	char shape[SYNTH_SHAPE_MAX_TEXT];
	Letters l;

	/* char(n) and careless typing */
	while (length > 0 && value[length - 1] == ' ')
		length--;
	while (length > 0 && value[0] == ' ')
	{
		value++;
		length--;
	}
	/* an empty text is what others write as NULL */
	if (length == 0)
		return;
	look_at(value, length, &l);
	t->values++;
	t->characters += l.characters;
	t->words += l.words;
	t->longest = l.characters > t->longest ? l.characters : t->longest;
	t->spaced += l.space;
	t->capital += !l.small;
	t->lettered += l.letter;
	t->digits += l.digit;
	t->coded += (l.characters == 2 || l.characters == 3) && l.words == 1 && l.letter && !l.small && !l.digit && !l.sign;
	t->wordy += l.letter && !l.digit && !l.sign;
	for (int k = 0; k < NTOLD; k++)
		t->match[told_by_form[k]] += synth_kind_matches(told_by_form[k], value, length);
	t->match[SYNTH_TEXT_FULL_NAME] += synth_kind_matches(SYNTH_TEXT_FULL_NAME, value, length);
	/* a word of small letters has a shape as well, but is no code */
	t->match[SYNTH_TEXT_PATTERN] += (l.digit || !l.small) && synth_shape_fine(value, length, shape);
	t->match[SYNTH_TEXT_LOREM] += l.words >= 3 || (l.words == 2 && !l.digit);
}

/* at least `tenths` tenths of the values */
static bool
most(const SynthKindTest *t, int64_t n, int tenths)
{
	return 10 * n >= tenths * t->values;
}

/* kinds of which a random text of the same pattern may exist */
static bool
is_somebodys(SynthTextKind kind)
{
	return kind == SYNTH_TEXT_EMAIL || kind == SYNTH_TEXT_URL || kind == SYNTH_TEXT_DOMAIN || kind == SYNTH_TEXT_IBAN
		   || kind == SYNTH_TEXT_CARD || kind == SYNTH_TEXT_NATIONAL_ID || kind == SYNTH_TEXT_PHONE;
}

SynthTextKind
synth_kindtest_verdict(const SynthKindTest *t)
{
	if (t->values < SYNTH_KINDTEST_LEAST)
		return SYNTH_TEXT_NONE;
	for (int k = 0; k < NTOLD; k++)
		if (most(t, t->match[told_by_form[k]], 9))
			return told_by_form[k];
	if (most(t, t->match[SYNTH_TEXT_IP] + t->match[SYNTH_TEXT_IPV6], 9))
		return SYNTH_TEXT_IP;
	/* what has the pattern of these may be somebody's: half is enough */
	for (int k = 0; k < NTOLD; k++)
		if (is_somebodys(told_by_form[k]) && most(t, t->match[told_by_form[k]], 5))
			return told_by_form[k];
	if (most(t, t->match[SYNTH_TEXT_PATTERN], 9))
		return SYNTH_TEXT_PATTERN;
	/* half of the values with several words is a text, the rest are short ones */
	if (most(t, t->match[SYNTH_TEXT_LOREM], 5))
		return SYNTH_TEXT_LOREM;
	return SYNTH_TEXT_NONE;
}

bool
synth_kindtest_contradicts(const SynthKindTest *t, SynthTextKind kind)
{
	if (t->values < SYNTH_KINDTEST_LEAST)
		return false;
	switch (kind)
	{
		case SYNTH_TEXT_GIVEN:
		case SYNTH_TEXT_FAMILY:
		case SYNTH_TEXT_CITY:
		case SYNTH_TEXT_REGION:
		case SYNTH_TEXT_COUNTRY:
			return !most(t, t->wordy, 5) || t->words > 4 * t->values;
		case SYNTH_TEXT_JOB:
			return !most(t, t->wordy, 5) || t->words > 8 * t->values;
		case SYNTH_TEXT_FULL_NAME:
			/* several people, bands and nicknames are still more like names than like anything else */
			return !most(t, t->wordy, 5) || !most(t, t->spaced, 5) || t->words > 12 * t->values;
		case SYNTH_TEXT_COMPANY:
			return !most(t, t->lettered, 5) || most(t, t->match[SYNTH_TEXT_PATTERN], 9) || t->words > 12 * t->values;
		case SYNTH_TEXT_STREET:
		case SYNTH_TEXT_ADDRESS:
			return !most(t, t->lettered, 5) || !most(t, t->spaced, 5);
		case SYNTH_TEXT_USERNAME:
		case SYNTH_TEXT_LANGUAGE:
		case SYNTH_TEXT_CURRENCY:
		case SYNTH_TEXT_COUNTRY_CODE:
			if (most(t, t->spaced, 5) || !most(t, t->lettered, 5))
				return true;
			/* codes are short; names of languages are not */
			return kind != SYNTH_TEXT_USERNAME && t->characters > 5 * t->values;
		case SYNTH_TEXT_TITLE:
			return t->characters > 12 * t->values;
		case SYNTH_TEXT_NATIONAL_ID:
		case SYNTH_TEXT_PHONE:
			return !most(t, t->digits, 5);
		case SYNTH_TEXT_COLOUR:
			return !most(t, t->wordy, 5) && !most(t, t->match[SYNTH_TEXT_COLOUR], 5);
		case SYNTH_TEXT_CARD:
		case SYNTH_TEXT_EMAIL:
		case SYNTH_TEXT_FILE_NAME:
		case SYNTH_TEXT_DOMAIN:
		case SYNTH_TEXT_MAC:
		case SYNTH_TEXT_URL:
			return !most(t, t->match[kind], 5);
		case SYNTH_TEXT_LOREM:
			/* what has a better name, or is a code */
			return synth_kindtest_verdict(t) != SYNTH_TEXT_LOREM && synth_kindtest_verdict(t) != SYNTH_TEXT_NONE;
		default:
			return false;
	}
}
