/*-------------------------------------------------------------------------
 *
 * letters.c
 *	  Characters of a text in the server's encoding: count, cut, capitals.
 *
 * Only env.char_bytes knows where a character ends.  It is never believed
 * beyond the end of the text, so even bytes that are no valid text of the
 * encoding cannot make anyone read or write out of bounds.
 *
 *-------------------------------------------------------------------------
 */
#include "letters.h"

#include <string.h>

static int
utf8_bytes(const char *s)
{
	unsigned char c = (unsigned char) *s;

	if (c < 0xC0)
		return 1;
	if (c < 0xE0)
		return 2;
	return c < 0xF0 ? 3 : 4;
}

int
synth_letters_step(const char *s, int bytes)
{
	int n;

	if ((unsigned char) *s < 0x80)
		return 1;
	n = synth_env.char_bytes != NULL ? synth_env.char_bytes(s) : utf8_bytes(s);
	if (n < 1)
		return 1;
	return n < bytes ? n : bytes;
}

int
synth_letters_count(const char *s, int bytes)
{
	int n = 0;

	for (int i = 0; i < bytes; i += synth_letters_step(s + i, bytes - i))
		n++;
	return n;
}

int
synth_letters_cut(const char *s, int bytes, int max_chars)
{
	int i = 0;

	if (bytes <= max_chars)
		return bytes;
	for (int n = 0; i < bytes && n < max_chars; n++)
		i += synth_letters_step(s + i, bytes - i);
	if (i < bytes)
		while (i > 1 && s[i - 1] == ' ')
			i--;
	return i;
}

/*
 * The server has no other encoding in which these three begin characters of
 * two, three and four bytes.
 */
bool
synth_letters_are_utf8(void)
{
	return synth_env.char_bytes == NULL
		   || (synth_env.char_bytes("\xC3\xA4") == 2 && synth_env.char_bytes("\xE2\x82\xAC") == 3
			   && synth_env.char_bytes("\xF0\x9F\x98\x80") == 4);
}

/* second byte of the capital of the letter U+0080 .. U+017F; 0: has none of two bytes with that first byte */
static unsigned char
latin_capital(unsigned char first, unsigned char second)
{
	if (first == 0xC3)
		return second >= 0xA0 && second <= 0xBE && second != 0xB7 ? (unsigned char) (second - 0x20) : 0;
	if (first == 0xC4)
	{
		/* small letters are odd up to U+0137, even from U+013A; the dotless i and ij stay */
		if (second <= 0xB7)
			return (second & 1) != 0 && second != 0xB1 ? (unsigned char) (second - 1) : 0;
		return second >= 0xBA && (second & 1) == 0 ? (unsigned char) (second - 1) : 0;
	}
	if (first == 0xC5)
	{
		if (second >= 0x82 && second <= 0x88)
			return (second & 1) == 0 ? (unsigned char) (second - 1) : 0;
		if (second >= 0x8B && second <= 0xB7)
			return (second & 1) != 0 ? (unsigned char) (second - 1) : 0;
		return second >= 0xBA && second <= 0xBE && (second & 1) == 0 ? (unsigned char) (second - 1) : 0;
	}
	return 0;
}

void
synth_letters_raise(char *s, int bytes, bool utf8)
{
	for (int i = 0; i < bytes;)
	{
		int step = synth_letters_step(s + i, bytes - i);

		if (step == 1 && s[i] >= 'a' && s[i] <= 'z')
			s[i] = (char) (s[i] - 'a' + 'A');
		else if (step == 2 && utf8)
		{
			unsigned char capital = latin_capital((unsigned char) s[i], (unsigned char) s[i + 1]);

			if (capital != 0)
				s[i + 1] = (char) capital;
		}
		i += step;
	}
}

int
synth_letters_number(uint64_t n, char *out)
{
	char digits[20];
	int len = 0;

	do
	{
		digits[len++] = (char) ('0' + n % 10);
		n /= 10;
	} while (n > 0);
	for (int i = 0; i < len; i++)
		out[i] = digits[len - 1 - i];
	return len;
}

static int
small(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char) c;
}

bool
synth_letters_equal(const char *a, const char *b)
{
	while (*a != '\0' && small(*a) == small(*b))
	{
		a++;
		b++;
	}
	return *a == '\0' && *b == '\0';
}
