/*-------------------------------------------------------------------------
 *
 * document.c
 *	  JSON documents: what a fit takes from them, and how a sample makes them.
 *
 * json and jsonb are both read as text by the core's own reader, which knows
 * no errors: casting a json value to jsonb would raise one for escapes and
 * numbers that only a few documents have, and so tell of them.
 *
 *-------------------------------------------------------------------------
 */
#include "document.h"

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "core/documentmaker.h"
#include "value.h"

/*
 * Documents that take more, compressed or not, or have longer numbers, are
 * irregular: rules that look at this value alone, so that what a fit may have
 * to write out stays small.
 */
#define DOCUMENT_MAX_SIZE 16384
#define DOCUMENT_MOST "1e400" /* a double is below */
#define DOCUMENT_MAX_SCALE 1000

struct DocumentMaker
{
	MemoryContext context; /* of what the core allocates */
	SynthDocumentMaker *core;
	ValueLabelIO io;
};

bool
document_type(Oid basetype)
{
	return basetype == JSONOID || basetype == JSONBOID;
}

/*
 * Can all numbers be written in few digits?  A few bytes of jsonb can be a
 * number of 130,000 of them, and one small document a hundred megabytes.
 */
static bool
numbers_are_short(Jsonb *jsonb)
{
	JsonbIterator *it = JsonbIteratorInit(&jsonb->root);
	JsonbIteratorToken token;
	JsonbValue v;
	Datum most = 0;

	while ((token = JsonbIteratorNext(&it, &v, false)) != WJB_DONE)
	{
		Datum number;

		if ((token != WJB_ELEM && token != WJB_VALUE) || v.type != jbvNumeric)
			continue;
		if (most == 0)
			most = DirectFunctionCall3(numeric_in, CStringGetDatum(DOCUMENT_MOST), ObjectIdGetDatum(InvalidOid),
									   Int32GetDatum(-1));
		number = NumericGetDatum(v.val.numeric);
		if (numeric_is_nan(v.val.numeric) || numeric_is_inf(v.val.numeric)
			|| DatumGetInt32(DirectFunctionCall1(numeric_scale, number)) > DOCUMENT_MAX_SCALE
			|| DatumGetBool(DirectFunctionCall2(numeric_gt, DirectFunctionCall1(numeric_abs, number), most)))
			return false;
	}
	return true;
}

/* NULL: irregular */
static SynthDocument *
read_document(Datum value, Oid basetype)
{
	bool utf8 = GetDatabaseEncoding() == PG_UTF8;

	if (toast_raw_datum_size(value) > DOCUMENT_MAX_SIZE)
		return NULL;
	if (basetype == JSONBOID)
	{
		Jsonb *jsonb = DatumGetJsonbP(value);
		StringInfoData text;

		if (!numbers_are_short(jsonb))
			return NULL;
		initStringInfo(&text);
		(void) JsonbToCString(&text, &jsonb->root, VARSIZE(jsonb));
		return synth_document_read(text.data, (size_t) text.len, utf8);
	}
	else
	{
		text *json = DatumGetTextPP(value);

		return synth_document_read(VARDATA_ANY(json), VARSIZE_ANY_EXHDR(json), utf8);
	}
}

bool
document_shape(Datum value, Oid basetype, StringInfo out)
{
	SynthDocument *d = read_document(value, basetype);

	resetStringInfo(out);
	enlargeStringInfo(out, SYNTH_DOCUMENT_MAX_SHAPE + 1);
	if (d == NULL || !synth_document_shape(d, out->data))
		return false;
	out->len = strlen(out->data);
	return true;
}

static void
document_token(void *ctx, const char *token, int length)
{
	bagcount_token((BagCount *) ctx, token, length);
}

void
document_tokens(Datum value, Oid basetype, BagCount *bag)
{
	/* names of keys and what they suggest: the same in every session */
	static SynthDocumentNames names;
	SynthDocument *d = read_document(value, basetype);

	if (d != NULL)
		synth_document_tokens(d, "", &names, document_token, bag);
}

DocumentMaker *
document_maker_new(const SynthModel *m, int model_column, Oid type, int32 typmod, uint64 seed)
{
	Oid base = getBaseTypeAndTypmod(type, &typmod);
	DocumentMaker *maker;
	MemoryContext old;

	if (!document_type(base) && base != TEXTOID && !(base == VARCHAROID && typmod < 0))
		return NULL;
	maker = palloc0(sizeof *maker);
	maker->context = AllocSetContextCreate(CurrentMemoryContext, "synth documents", ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(maker->context);
	maker->core = synth_documentmaker_new(m, model_column, synth_textmaker_new(m, 0, NULL, seed), seed);
	value_label_init(&maker->io, type, typmod);
	MemoryContextSwitchTo(old);
	return maker;
}

Datum
document_make(DocumentMaker *maker, int64 raw, uint64 row)
{
	MemoryContext old = MemoryContextSwitchTo(maker->context);
	int length;
	const char *text = synth_documentmaker_text(maker->core, raw, row, &length);

	MemoryContextSwitchTo(old);
	return value_from_label(&maker->io, text);
}
