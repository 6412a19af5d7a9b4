/*-------------------------------------------------------------------------
 *
 * textwriter.c
 *	  Made texts as values of a target's type.
 *
 * The character types get their values straight: a header and the bytes, many
 * in one piece of memory, because a call and an allocation a row would cost
 * more than making the text.  All other types read the text with their own
 * input function.  Texts are made short enough beforehand (core/textmaker.h),
 * so nothing is cut here.
 *
 *-------------------------------------------------------------------------
 */
#include "textwriter.h"

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "arraytext.h"
#include "core/unique.h"
#include "document.h"
#include "holds.h"
#include "key.h"

/* memory is asked for in pieces of this size */
#define PIECE_BYTES 16384
/* any constant will do */
#define HASH_SEED UINT64CONST(0x7465787476616C75)

struct TextWriter
{
	char *column;
	Oid type; /* as declared */
	Oid base;
	bool direct; /* text, varchar, bpchar */
	bool folds;	 /* citext and the like: perhaps compared without regard to case */
	int pad;	 /* bpchar: characters, else 0 */
	int max_chars;
	bool is_domain;
	void *domain_extra;
	FmgrInfo in;
	FmgrInfo out;
	Oid typioparam;
	int32 typmod;
	MemoryContext context;
	DocumentMaker *document; /* instead of all else but the domain */
	ArrayMaker *array;
	char *room; /* of the current piece */
	Size left;
};

/* besides the character types and the source's own */
static bool
holds_kind(SynthTextKind kind, Oid base)
{
	switch (base)
	{
		case INETOID:
		case CIDROID:
			return kind == SYNTH_TEXT_IP || kind == SYNTH_TEXT_IPV6;
		case MACADDROID:
		case MACADDR8OID:
			return kind == SYNTH_TEXT_MAC;
		case UUIDOID:
			return kind == SYNTH_TEXT_UUID;
		default:
			return false;
	}
}

static void
plan_text(TextWriter *w, const SynthText *text, Oid type, int32 basemod)
{
	bool varlena;
	Oid function;

	w->direct = value_is_text(w->base);
	w->max_chars = text->max_chars;
	if (w->base == NAMEOID)
		basemod = (int32) VARHDRSZ + NAMEDATALEN - 1;
	if ((w->base == VARCHAROID || w->base == BPCHAROID || w->base == NAMEOID) && basemod >= (int32) VARHDRSZ)
	{
		int chars = basemod - (int32) VARHDRSZ;

		w->max_chars = w->max_chars > 0 ? Min(w->max_chars, chars) : chars;
		if (w->base == BPCHAROID)
			w->pad = chars;
	}
	/* what a domain says is checked by its own input function */
	getTypeInputInfo(type, &function, &w->typioparam);
	fmgr_info(function, &w->in);
	getTypeOutputInfo(type, &function, &varlena);
	fmgr_info(function, &w->out);
}

TextWriter *
textwriter_new(const SynthModel *model, int model_column, Oid type, int32 typmod, int64 seed)
{
	const SynthColumn *column = &model->column[model_column];
	TextWriter *w = palloc0(sizeof *w);
	int32 basemod = typmod;
	bool is_string;

	w->column = pstrdup(column->name);
	w->type = type;
	w->typmod = typmod;
	w->base = getBaseTypeAndTypmod(type, &basemod);
	w->is_domain = w->base != type;
	w->context = CurrentMemoryContext;
	if (column->text->kind == SYNTH_TEXT_DOCUMENT)
	{
		w->document = document_maker_new(model, model_column, type, typmod, (uint64) seed);
		return w->document != NULL ? w : NULL;
	}
	if (column->text->kind == SYNTH_TEXT_ARRAY)
	{
		w->array = array_maker_new(model, model_column, type, typmod, (uint64) seed);
		return w->array != NULL ? w : NULL;
	}
	is_string = key_is_string(w->base);
	if (!is_string && !holds_kind(column->text->kind, w->base) && !holds_base(column->type, w->base))
		return NULL;
	plan_text(w, column->text, type, basemod);
	w->folds = is_string && !w->direct && w->base != NAMEOID;
	return w;
}

bool
textwriter_takes_text(const TextWriter *w)
{
	return w->document == NULL && w->array == NULL;
}

Datum
textwriter_make(TextWriter *w, int64 raw, uint64 row)
{
	return w->array != NULL ? array_make(w->array, raw, row) : document_make(w->document, raw, row);
}

int
textwriter_max_chars(const TextWriter *w)
{
	return w->max_chars;
}

bool
textwriter_folds(const TextWriter *w)
{
	return w->folds;
}

void
textwriter_begin(TextWriter *w)
{
	w->room = NULL;
	w->left = 0;
}

/* a header and room for n bytes */
static struct varlena *
take_room(TextWriter *w, Size n)
{
	Size size = INTALIGN(VARHDRSZ + n);
	struct varlena *value;

	if (size > w->left)
	{
		w->left = Max(size, PIECE_BYTES);
		w->room = palloc(w->left);
	}
	value = (struct varlena *) w->room;
	w->room += size;
	w->left -= size;
	SET_VARSIZE(value, VARHDRSZ + n);
	return value;
}

static Datum
write_by_input(TextWriter *w, const char *text, int length)
{
	return InputFunctionCall(&w->in, pnstrdup(text, (Size) length), w->typioparam, w->typmod);
}

static Datum
write_directly(TextWriter *w, const char *text, int length)
{
	int blanks = 0;
	struct varlena *value;

	if (w->pad > 0)
		blanks = Max(w->pad - pg_mbstrlen_with_len(text, length), 0);
	value = take_room(w, (Size) length + (Size) blanks);
	memcpy(VARDATA(value), text, (size_t) length);
	if (blanks > 0)
		memset(VARDATA(value) + length, ' ', (size_t) blanks);
	return PointerGetDatum(value);
}

static void
textwriter_error_context(void *arg)
{
	errcontext("texts of column \"%s\" in the target's type", ((TextWriter *) arg)->column);
}

Datum
textwriter_write(TextWriter *w, const char *text, int length)
{
	ErrorContextCallback callback;
	Datum value;

	/* nothing that can fail */
	if (w->direct && !w->is_domain)
		return write_directly(w, text, length);
	callback.callback = textwriter_error_context;
	callback.arg = w;
	callback.previous = error_context_stack;
	error_context_stack = &callback;
	value = w->direct ? write_directly(w, text, length) : write_by_input(w, text, length);
	if (w->direct)
		domain_check(value, false, w->type, &w->domain_extra, w->context);
	error_context_stack = callback.previous;
	return value;
}

void
textwriter_check_null(TextWriter *w)
{
	ErrorContextCallback callback;

	if (!w->is_domain)
		return;
	callback.callback = textwriter_error_context;
	callback.arg = w;
	callback.previous = error_context_stack;
	error_context_stack = &callback;
	domain_check((Datum) 0, true, w->type, &w->domain_extra, w->context);
	error_context_stack = callback.previous;
}

/* trailing blanks of bpchar count for nothing, nor does case where the type may ignore it */
static uint64
hash_text(const TextWriter *w, const char *text, int length)
{
	char *folded;
	uint64 hash;

	if (w->base == BPCHAROID)
		length = bpchartruelen(unconstify(char *, text), length);
	if (!w->folds)
		return synth_hash_bytes(HASH_SEED, text, (size_t) length);
	folded = pnstrdup(text, (Size) length);
	for (int i = 0; i < length; i++)
		folded[i] = (char) pg_ascii_tolower((unsigned char) folded[i]);
	hash = synth_hash_bytes(HASH_SEED, folded, (size_t) length);
	pfree(folded);
	return hash;
}

uint64
textwriter_hash(TextWriter *w, Datum value)
{
	char *text = OutputFunctionCall(&w->out, value);
	uint64 hash = hash_text(w, text, (int) strlen(text));

	pfree(text);
	return hash;
}

uint64
textwriter_hash_text(TextWriter *w, const char *text, int length)
{
	/* a type that is not text may write it in another way than it reads it */
	if (!w->direct && !w->folds)
		return textwriter_hash(w, write_by_input(w, text, length));
	return hash_text(w, text, length);
}
