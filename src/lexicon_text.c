/*-------------------------------------------------------------------------
 *
 * lexicon_text.c
 *	  Words between UTF-8 and the encoding of the database, without errors.
 *
 * The install script is plain ASCII and the same for every database; words
 * with other letters are written with \uXXXX.  A database whose encoding lacks
 * a letter goes without the word: CREATE EXTENSION must not fail over a name.
 * SQL_ASCII says nothing of what bytes mean, so it gets ASCII words only.
 *
 *-------------------------------------------------------------------------
 */
#include "lexicon_text.h"

#include "catalog/namespace.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "core/fold.h"

PG_FUNCTION_INFO_V1(synth_dictionary_text);

static bool
lexicon_is_ascii(const char *text, int length)
{
	for (int i = 0; i < length; i++)
		if (IS_HIGHBIT_SET(text[i]))
			return false;
	return true;
}

/* NULL if there is no conversion or something has no counterpart */
static char *
lexicon_convert(const char *text, int length, int from, int to)
{
	Oid conversion = FindDefaultConversionProc(from, to);
	int size = length * MAX_CONVERSION_GROWTH + 1;
	char *out;

	if (!OidIsValid(conversion))
		return NULL;
	out = palloc(size);
	/* with noError it returns how many bytes it got through */
	if (pg_do_encoding_conversion_buf(conversion, from, to, (unsigned char *) unconstify(char *, text), length,
									  (unsigned char *) out, size, true)
		< length)
	{
		pfree(out);
		return NULL;
	}
	return out;
}

/* palloc'ed text in the database's encoding; NULL if that cannot hold it */
static char *
lexicon_from_utf8(const char *text, int length)
{
	int encoding = GetDatabaseEncoding();

	if (encoding == PG_UTF8 ? pg_verify_mbstr(PG_UTF8, text, length, true) : lexicon_is_ascii(text, length))
		return pnstrdup(text, length);
	if (encoding == PG_UTF8 || encoding == PG_SQL_ASCII)
		return NULL;
	return lexicon_convert(text, length, PG_UTF8, encoding);
}

char *
lexicon_fold(const char *text, bool german)
{
	int length = strlen(text);
	int encoding = GetDatabaseEncoding();
	char *utf8 = NULL;
	char *fold;
	int folded;
	bool plain;

	/* in SQL_ASCII it is most likely UTF-8, and what is not is left out */
	if (encoding != PG_UTF8 && encoding != PG_SQL_ASCII && !lexicon_is_ascii(text, length))
		utf8 = lexicon_convert(text, length, encoding, PG_UTF8);
	if (utf8 != NULL)
	{
		text = utf8;
		length = strlen(utf8);
	}
	fold = palloc(SYNTH_FOLD_BYTES(length));
	folded = synth_fold(text, length, german, fold);
	plain = folded == length;
	for (int i = 0; plain && i < length; i++)
		plain = fold[i] == pg_ascii_tolower((unsigned char) text[i]);
	if (utf8 != NULL)
		pfree(utf8);
	if (plain)
	{
		pfree(fold);
		return NULL;
	}
	return fold;
}

/* four hexadecimal digits at s, -1 if they are not */
static int
lexicon_hex4(const char *s, int left)
{
	int result = 0;

	if (left < 4)
		return -1;
	for (int i = 0; i < 4; i++)
	{
		char c = s[i];

		if (c >= '0' && c <= '9')
			result = result * 16 + (c - '0');
		else if (c >= 'a' && c <= 'f')
			result = result * 16 + (c - 'a' + 10);
		else if (c >= 'A' && c <= 'F')
			result = result * 16 + (c - 'A' + 10);
		else
			return -1;
	}
	return result;
}

/* SQL: synth_dictionary_text(escaped), for the install script */
Datum
synth_dictionary_text(PG_FUNCTION_ARGS)
{
	text *escaped = PG_GETARG_TEXT_PP(0);
	const char *s = VARDATA_ANY(escaped);
	int length = VARSIZE_ANY_EXHDR(escaped);
	StringInfoData utf8;
	char *result;

	initStringInfo(&utf8);
	for (int i = 0; i < length;)
	{
		unsigned char out[4];
		int c;

		if (s[i] != '\\')
		{
			appendStringInfoChar(&utf8, s[i++]);
			continue;
		}
		c = i + 1 < length && s[i + 1] == 'u' ? lexicon_hex4(s + i + 2, length - i - 2) : -1;
		/* no NUL, no half of a surrogate pair */
		if (c <= 0 || (c >= 0xD800 && c <= 0xDFFF))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("invalid escape in dictionary word"),
							errhint("Write \\uXXXX with four hexadecimal digits; a backslash itself is \\u005c.")));
		unicode_to_utf8(c, out);
		appendBinaryStringInfo(&utf8, (char *) out, pg_utf_mblen(out));
		i += 6;
	}
	result = lexicon_from_utf8(utf8.data, utf8.len);
	if (result == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(result));
}
