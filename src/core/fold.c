/*-------------------------------------------------------------------------
 *
 * fold.c
 *	  The spelling that a name has in an e-mail address.
 *
 * Tables by ranges of code points: Latin with accents (Latin-1 Supplement,
 * Latin Extended-A, the Romanian letters with commas), and the Cyrillic and
 * Greek alphabets in a plain, not a scholarly, romanisation.
 *
 *-------------------------------------------------------------------------
 */
#include "fold.h"

#include <string.h>

/* U+00C0 .. U+00FF */
static const char *const latin1[64] = {
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",	 "i",  /* C0 */
	"d", "n", "o", "o", "o", "o", "o",	"",	 "o", "u", "u", "u", "u", "y", "th", "ss", /* D0 */
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",	 "i",  /* E0 */
	"d", "n", "o", "o", "o", "o", "o",	"",	 "o", "u", "u", "u", "u", "y", "th", "y"   /* F0 */
};

/* U+0100 .. U+017F: pairs of a capital and its small letter, with a few breaks */
static const char latin_a[] = "aaaaaaccccccccdd"  /* 100 */
							  "ddeeeeeeeeeegggg"  /* 110 */
							  "gggghhhhiiiiiiii"  /* 120 */
							  "iiiijjkkklllllll"  /* 130: 132, 133 are ij, below */
							  "lllnnnnnnnnnoooo"  /* 140 */
							  "oooorrrrrrssssss"  /* 150: 152, 153 are oe, below */
							  "ssttttttuuuuuuuu"  /* 160 */
							  "uuuuwwyyyzzzzzzs"; /* 170 */

/* U+0430 .. U+044F; the capitals are U+0410 .. U+042F */
static const char *const cyrillic[32] = {"a",  "b",	 "v",  "g",	   "d", "e", "zh", "z", "i",  "y", "k",
										 "l",  "m",	 "n",  "o",	   "p", "r", "s",  "t", "u",  "f", "h",
										 "ts", "ch", "sh", "shch", "",	"y", "",   "e", "yu", "ya"};
/* U+0450 .. U+045F; the capitals are U+0400 .. U+040F */
static const char *const cyrillic_more[16] = {"e", "yo", "dj", "g", "ye", "z", "i", "yi",
											  "j", "lj", "nj", "c", "k",  "i", "u", "dz"};

/* U+03B1 .. U+03C9; the capitals are U+0391 .. U+03A9 */
static const char *const greek[25] = {"a", "v", "g", "d", "e", "z", "i", "th", "i", "k",  "l",	"m", "n",
									  "x", "o", "p", "r", "s", "s", "t", "y",  "f", "ch", "ps", "o"};

/* next code point and its bytes; a byte that begins no character: 0 and 1 */
static uint32_t
fold_next(const unsigned char *s, int left, int *bytes)
{
	static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
	int n = s[0] < 0x80					  ? 1
			: s[0] >= 0xC2 && s[0] < 0xE0 ? 2
			: (s[0] & 0xF0) == 0xE0		  ? 3
			: s[0] >= 0xF0 && s[0] < 0xF5 ? 4
										  : 0;
	uint32_t c;

	*bytes = 1;
	if (n == 1)
		return s[0];
	if (n == 0 || n > left)
		return 0;
	c = s[0] & (0xFF >> (n + 1));
	for (int i = 1; i < n; i++)
	{
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3F);
	}
	if (c < least[n])
		return 0;
	*bytes = n;
	return c;
}

static const char *
fold_letter(uint32_t c, bool german, char one[2])
{
	one[1] = '\0';
	if (c >= 0x80 && german)
		switch (c)
		{
			case 0xC4:
			case 0xE4:
				return "ae";
			case 0xD6:
			case 0xF6:
				return "oe";
			case 0xDC:
			case 0xFC:
				return "ue";
			default:
				break;
		}
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		one[0] = (char) c;
	else if (c >= 'A' && c <= 'Z')
		one[0] = (char) (c - 'A' + 'a');
	/* hyphens and the dashes that people write for them */
	else if (c == '-' || (c >= 0x2010 && c <= 0x2014))
		return "-";
	else if (c >= 0xC0 && c <= 0xFF)
		return latin1[c - 0xC0];
	else if (c == 0x132 || c == 0x133)
		return "ij";
	else if (c == 0x152 || c == 0x153)
		return "oe";
	else if (c >= 0x100 && c <= 0x17F)
		one[0] = latin_a[c - 0x100];
	else if (c == 0x218 || c == 0x219 || c == 0x1E9E)
		return c == 0x1E9E ? "ss" : "s";
	else if (c == 0x21A || c == 0x21B)
		return "t";
	else if (c >= 0x410 && c <= 0x44F)
		return cyrillic[(c - 0x410) % 32];
	else if ((c >= 0x400 && c <= 0x40F) || (c >= 0x450 && c <= 0x45F))
		return cyrillic_more[c & 0xF];
	else if (c == 0x490 || c == 0x491)
		return "g";
	else if (c >= 0x391 && c <= 0x3A9)
		return greek[c - 0x391];
	else if (c >= 0x3B1 && c <= 0x3C9)
		return greek[c - 0x3B1];
	else
		switch (c)
		{
			/* Greek with accents */
			case 0x386:
			case 0x3AC:
				return "a";
			case 0x388:
			case 0x3AD:
				return "e";
			case 0x389:
			case 0x38A:
			case 0x3AE:
			case 0x3AF:
			case 0x3CA:
			case 0x390:
				return "i";
			case 0x38C:
			case 0x38F:
			case 0x3CC:
			case 0x3CE:
				return "o";
			case 0x38E:
			case 0x3CD:
			case 0x3CB:
			case 0x3B0:
				return "y";
			default:
				return "";
		}
	return one;
}

int
synth_fold(const char *text, int length, bool german, char *out)
{
	const unsigned char *s = (const unsigned char *) text;
	bool hyphen = false;
	int n = 0;

	for (int i = 0, bytes; i < length; i += bytes)
	{
		char one[2];
		const char *letter = fold_letter(fold_next(s + i, length - i, &bytes), german, one);
		int letters = (int) strlen(letter);

		/* a hyphen is written when something follows it */
		if (letter[0] == '-')
			hyphen = n > 0;
		else if (letters > 0)
		{
			if (hyphen)
				out[n++] = '-';
			hyphen = false;
			memcpy(out + n, letter, letters);
			n += letters;
		}
	}
	if (n == 0)
		out[n++] = 'x';
	out[n] = '\0';
	return n;
}
