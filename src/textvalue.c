/*-------------------------------------------------------------------------
 *
 * textvalue.c
 *	  What a fit learns of a text: its shape, its length, its tokens.
 *
 * Everything here looks at one value alone, and errors of no value.  A value
 * that is too long to look at counts as irregular, by its size as stored: a
 * public constant.
 *
 *-------------------------------------------------------------------------
 */
#include "textvalue.h"

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "parser/parse_coerce.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "arraytext.h"
#include "core/shape.h"
#include "core/token.h"
#include "document.h"

/* bytes of a text beyond which its length is the greatest and it has no tokens */
#define MOST_BYTES (4 * SYNTH_TEXT_MAX_CHARS)

/* are the bytes of a value the text that it is?  Those of other types of varying length may be anything */
static bool
is_stored_as_text(Oid basetype)
{
	return value_is_text(basetype) || (get_typlen(basetype) == -1 && IsBinaryCoercible(basetype, TEXTOID));
}

/* the bytes of a text of any string type, NULL if there are too many; trailing blanks of char(n) are no text */
static const char *
text_bytes(const SourceColumn *col, Datum value, int *length)
{
	text *datum;
	const char *bytes;

	if (col->basetypid == NAMEOID)
	{
		*length = (int) strlen(NameStr(*DatumGetName(value)));
		return NameStr(*DatumGetName(value));
	}
	if (!is_stored_as_text(col->basetypid))
	{
		Oid output;
		bool varlena;

		if (get_typlen(col->basetypid) == -1 && toast_raw_datum_size(value) - VARHDRSZ > MOST_BYTES)
			return NULL;
		getTypeOutputInfo(col->basetypid, &output, &varlena);
		bytes = OidOutputFunctionCall(output, value);
		*length = (int) strlen(bytes);
		return *length > MOST_BYTES ? NULL : bytes;
	}
	if (toast_raw_datum_size(value) - VARHDRSZ > MOST_BYTES)
		return NULL;
	datum = DatumGetTextPP(value);
	bytes = VARDATA_ANY(datum);
	*length = VARSIZE_ANY_EXHDR(datum);
	if (col->basetypid == BPCHAROID)
		*length = bpchartruelen(unconstify(char *, bytes), *length);
	return bytes;
}

static void
take_words(const char *bytes, int length, BagCount *bag)
{
	SynthTokenReader reader;

	synth_token_begin(&reader, bytes, (size_t) length);
	while (synth_token_next(&reader))
		bagcount_token(bag, reader.token, (Size) reader.length);
}

int64
textvalue_raw(const SourceColumn *col, Datum value)
{
	const char *bytes;
	int length;

	if (col->text->basis == SYNTH_BASIS_ELEMENTS)
		return arraytext_length(value);
	bytes = text_bytes(col, value, &length);
	if (bytes == NULL)
		return Min(SYNTH_TEXT_MAX_CHARS, col->spec.hi);
	if (col->text->basis == SYNTH_BASIS_WORDS)
		return Min(synth_token_words(bytes, (size_t) length), SYNTH_TEXT_MAX_CHARS);
	return Min(Min(pg_mbstrlen_with_len(bytes, length), SYNTH_TEXT_MAX_CHARS), col->spec.hi);
}

bool
textvalue_label(const SourceColumn *col, Datum value, StringInfo label)
{
	char shape[SYNTH_SHAPE_MAX_TEXT];
	const char *bytes;
	int length;

	if (col->text->basis == SYNTH_BASIS_DOCUMENT)
		return document_shape(value, col->basetypid, label);
	bytes = text_bytes(col, value, &length);
	if (bytes == NULL || !synth_shape_fine(bytes, length, shape))
		return false;
	appendStringInfoString(label, shape);
	return true;
}

void
textvalue_tokens(const SourceColumn *col, Datum value, bool isnull, BagCount *bag)
{
	const char *bytes;
	int length;

	if (isnull)
		return;
	bagcount_row_begin(bag);
	if (col->text->basis == SYNTH_BASIS_DOCUMENT)
		document_tokens(value, col->basetypid, bag);
	else if (col->text->basis == SYNTH_BASIS_ELEMENTS)
		arraytext_tokens(value, col->basetypid, bag);
	else if ((bytes = text_bytes(col, value, &length)) != NULL)
		take_words(bytes, length, bag);
	bagcount_row_end(bag);
}
