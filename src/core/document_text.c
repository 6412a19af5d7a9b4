/*-------------------------------------------------------------------------
 *
 * document_text.c
 *	  Texts as JSON writes them: one canonical spelling.
 *
 * Quotes, backslashes and control characters are escaped, the latter by a
 * letter where JSON has one and by \u00XX elsewhere; everything else is itself.
 * Equal texts are equal bytes, and no byte is below 0x20.
 *
 *-------------------------------------------------------------------------
 */
#include "document.h"

#include <string.h>

/* one byte of a text in its canonical spelling */
int
synth_document_escape_byte(char c, char *out)
{
	static const char hex[] = "0123456789abcdef";
	char letter = '\0';

	switch (c)
	{
		case '"':
		case '\\':
			letter = c;
			break;
		case '\b':
			letter = 'b';
			break;
		case '\f':
			letter = 'f';
			break;
		case '\n':
			letter = 'n';
			break;
		case '\r':
			letter = 'r';
			break;
		case '\t':
			letter = 't';
			break;
		default:
			break;
	}
	if (letter != '\0')
	{
		out[0] = '\\';
		out[1] = letter;
		return 2;
	}
	if ((unsigned char) c >= 0x20)
	{
		out[0] = c;
		return 1;
	}
	out[0] = '\\';
	out[1] = 'u';
	out[2] = out[3] = '0';
	out[4] = hex[(unsigned char) c >> 4];
	out[5] = hex[c & 15];
	return 6;
}

int
synth_document_escape(const char *text, int n, char *out)
{
	int at = 0;

	for (int i = 0; i < n; i++)
		at += synth_document_escape_byte(text[i], out + at);
	out[at] = '\0';
	return at;
}

/* what follows a backslash: its length in bytes, 0 if it is no escape of the canonical spelling */
static int
escape_length(const char *s, int n)
{
	if (n < 1 || s[0] == '\0' || strchr("\"\\bfnrtu", s[0]) == NULL)
		return 0;
	if (s[0] != 'u')
		return 1;
	if (n < 5 || s[1] != '0' || s[2] != '0' || (s[3] != '0' && s[3] != '1') || s[4] == '\0'
		|| strchr("0123456789abcdef", s[4]) == NULL || (s[3] == '0' && s[4] == '0'))
		return 0;
	return 5;
}

bool
synth_document_is_escaped(const char *text, int n)
{
	for (int i = 0; i < n; i++)
	{
		int escape;

		if ((unsigned char) text[i] < 0x20 || text[i] == '"')
			return false;
		if (text[i] != '\\')
			continue;
		escape = escape_length(text + i + 1, n - i - 1);
		if (escape == 0)
			return false;
		i += escape;
	}
	return true;
}
