/*-------------------------------------------------------------------------
 *
 * label.c
 *	  Text forms of values, and placeholders for what is not modelled.
 *
 * A category is known by the text its type's output function writes under
 * pinned settings, so that a label means the same in every session, and is
 * read back by the input function.  Labels are compared as bytes: a type
 * needs neither an equality operator nor a collation to be a category.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "access/tupdesc.h"
#include "access/xact.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/catcache.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "attempt.h"
#include "value.h"

/* settings that output functions of built-in types obey */
static const char *const pinned[][2] = {
	{"datestyle", "ISO, YMD"}, {"intervalstyle", "postgres"}, {"extra_float_digits", "3"},
	{"bytea_output", "hex"},   {"lc_monetary", "C"},
};

int
value_label_begin(void)
{
	int level = NewGUCNestLevel();
	int i;

	/* GUC_ACTION_SAVE is allowed in parallel workers and undone by level */
	for (i = 0; i < lengthof(pinned); i++)
		(void) set_config_option(pinned[i][0], pinned[i][1], PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0,
								 false);
	return level;
}

void
value_label_end(int level)
{
	AtEOXact_GUC(true, level);
}

/* the functions live in CurrentMemoryContext */
void
value_label_init(ValueLabelIO *io, Oid type, int32 typmod)
{
	Oid output;
	Oid input;
	bool varlena;

	getTypeOutputInfo(type, &output, &varlena);
	getTypeInputInfo(type, &input, &io->typioparam);
	fmgr_info(output, &io->out);
	fmgr_info(input, &io->in);
	io->typmod = typmod;
	io->type = type;
}

char *
value_to_label(ValueLabelIO *io, Datum value)
{
	return OutputFunctionCall(&io->out, value);
}

Datum
value_from_label(ValueLabelIO *io, const char *label)
{
	return InputFunctionCall(&io->in, unconstify(char *, label), io->typioparam, io->typmod);
}

/* errors that say nothing about a value and must never be swallowed */
static bool
error_must_pass(int sqlerrcode)
{
	int category = ERRCODE_TO_CATEGORY(sqlerrcode);

	/* not internal errors: input functions of extensions raise those for what they cannot read */
	return category == ERRCODE_OPERATOR_INTERVENTION || category == ERRCODE_INSUFFICIENT_RESOURCES
		   || sqlerrcode == ERRCODE_DATA_CORRUPTED || sqlerrcode == ERRCODE_INDEX_CORRUPTED;
}

/* fn must leave nothing behind but memory */
bool
value_attempt(void (*fn)(void *arg), void *arg)
{
	ErrorData *error = attempt_run(fn, arg);

	if (error == NULL)
		return true;
	if (error_must_pass(error->sqlerrcode))
		ReThrowError(error);
	FreeErrorData(error);
	return false;
}

typedef struct LabelAttempt
{
	ValueLabelIO *io;
	const char *label;
	Datum value;
} LabelAttempt;

static void
attempt_label(void *arg)
{
	LabelAttempt *attempt = (LabelAttempt *) arg;

	attempt->value = value_from_label(attempt->io, attempt->label);
}

/*
 * Does the type's input function call nothing of its owner's?  Arrays, rows and
 * ranges pass their parts to the input of the part's type, and that of a
 * domain evaluates CHECKs, with whatever functions its owner wrote, while we
 * run with the rights of whoever plans or fits.  I/O functions of base types
 * are C code, which only a superuser can install.
 */
static bool
input_is_harmless(Oid type)
{
	Oid element;

	switch (get_typtype(type))
	{
		case TYPTYPE_ENUM:
			return true;
		case TYPTYPE_BASE:
			element = get_element_type(type);
			return !OidIsValid(element) || input_is_harmless(element);
		case TYPTYPE_RANGE:
			return input_is_harmless(get_range_subtype(type));
		case TYPTYPE_MULTIRANGE:
			return input_is_harmless(get_multirange_range(type));
		default:
			return false;
	}
}

static bool
try_label(ValueLabelIO *io, const char *label, Datum *value)
{
	LabelAttempt attempt = {io, label, (Datum) 0};

	if (!value_attempt(attempt_label, &attempt))
		return false;
	*value = attempt.value;
	return true;
}

/* false also for a label whose input could run somebody else's code: it is not tried */
bool
value_try_label(ValueLabelIO *io, const char *label, Datum *value)
{
	return input_is_harmless(io->type) && try_label(io, label, value);
}

/* 'synthetic', cut to the declared length; "synthetic" has one byte a character */
static char *
text_placeholder(int32 typmod)
{
	char *text = pstrdup("synthetic");
	int length = typmod < (int32) VARHDRSZ ? -1 : typmod - (int32) VARHDRSZ;

	if (length >= 0 && length < (int) strlen(text))
		text[length] = '\0';
	return text;
}

/* bit(n) wants exactly n digits; varbit is happy with none */
static char *
bit_placeholder(Oid type, int32 typmod)
{
	int length = type == VARBITOID ? 0 : Max(typmod, 1);
	char *text = (char *) palloc((Size) length + 1);

	memset(text, '0', length);
	text[length] = '\0';
	return text;
}

static char *
enum_placeholder(Oid type)
{
	CatCList *list = SearchSysCacheList1(ENUMTYPOIDNAME, ObjectIdGetDatum(type));
	char *text = NULL;
	float4 order = 0;
	int i;

	for (i = 0; i < list->n_members; i++)
	{
		Form_pg_enum member = (Form_pg_enum) GETSTRUCT(&list->members[i]->tuple);

		if (text == NULL || member->enumsortorder < order)
		{
			text = pstrdup(NameStr(member->enumlabel));
			order = member->enumsortorder;
		}
	}
	ReleaseCatCacheList(list);
	return text;
}

/* a row of NULLs */
static char *
composite_placeholder(Oid type)
{
	TupleDesc desc = lookup_rowtype_tupdesc(type, -1);
	StringInfoData text;
	int fields = 0;
	int i;

	initStringInfo(&text);
	appendStringInfoChar(&text, '(');
	for (i = 0; i < desc->natts; i++)
	{
		if (TupleDescAttr(desc, i)->attisdropped)
			continue;
		if (fields++ > 0)
			appendStringInfoChar(&text, ',');
	}
	appendStringInfoChar(&text, ')');
	ReleaseTupleDesc(desc);
	return text.data;
}

/* constants of built-in types; NULL for those that need a look at the type */
static const char *
constant_placeholder(Oid type)
{
	static const struct
	{
		Oid type;
		const char *text;
	} constant[] = {
		{BOOLOID, "false"},
		{INT2OID, "0"},
		{INT4OID, "0"},
		{INT8OID, "0"},
		{NUMERICOID, "0"},
		{FLOAT4OID, "0"},
		{FLOAT8OID, "0"},
		{MONEYOID, "0"},
		{OIDOID, "0"},
		{XIDOID, "0"},
		{XID8OID, "0"},
		{CIDOID, "0"},
		{TIDOID, "(0,0)"},
		{PG_LSNOID, "0/0"},
		{DATEOID, "epoch"},
		{TIMESTAMPOID, "epoch"},
		{TIMESTAMPTZOID, "epoch"},
		{TIMEOID, "00:00:00"},
		{TIMETZOID, "00:00:00+00"},
		{INTERVALOID, "0"},
		{CHAROID, "s"},
		{NAMEOID, "synthetic"},
		{UUIDOID, "00000000-0000-0000-0000-000000000000"},
		{INETOID, "0.0.0.0"},
		{CIDROID, "0.0.0.0/0"},
		{MACADDROID, "00:00:00:00:00:00"},
		{MACADDR8OID, "00:00:00:00:00:00:00:00"},
		{JSONOID, "{\"synthetic\": true}"},
		{JSONBOID, "{\"synthetic\": true}"},
		{JSONPATHOID, "$"},
		{XMLOID, "<synthetic/>"},
		{BYTEAOID, "\\x"},
		{TSVECTOROID, "'synthetic'"},
		{TSQUERYOID, "'synthetic'"},
		{POINTOID, "(0,0)"},
		{LSEGOID, "[(0,0),(0,0)]"},
		{BOXOID, "(0,0),(0,0)"},
		{PATHOID, "((0,0))"},
		{POLYGONOID, "((0,0))"},
		{CIRCLEOID, "<(0,0),0>"},
		{LINEOID, "{1,0,0}"},
	};
	int i;

	for (i = 0; i < lengthof(constant); i++)
	{
		if (constant[i].type == type)
			return constant[i].text;
	}
	return NULL;
}

/* what an unknown base type may accept */
static char *
tried_placeholder(Oid type, int32 typmod, const char *const *candidate, int n)
{
	ValueLabelIO io;
	Datum value;
	int i;

	/* no subtransactions in a parallel worker: the input function will say */
	if (IsInParallelMode())
		return n > 0 ? pstrdup(candidate[0]) : NULL;
	value_label_init(&io, type, typmod);
	for (i = 0; i < n; i++)
	{
		if (try_label(&io, candidate[i], &value))
			return pstrdup(candidate[i]);
	}
	return NULL;
}

char *
value_placeholder(Oid type, int32 typmod)
{
	static const char *const guess[] = {"synthetic", "0", "", "{}", "()"};
	const char *constant;

	if (get_typtype(type) == TYPTYPE_DOMAIN)
	{
		int32 basetypmod = typmod;
		Oid base = getBaseTypeAndTypmod(type, &basetypmod);
		const char *text = value_placeholder(base, basetypmod);

		/* the domain's own constraints have the last word */
		return text == NULL ? NULL : tried_placeholder(type, typmod, &text, 1);
	}
	switch (type)
	{
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
			return text_placeholder(typmod);
		case BITOID:
		case VARBITOID:
			return bit_placeholder(type, typmod);
		default:
			break;
	}
	constant = constant_placeholder(type);
	if (constant != NULL)
		return pstrdup(constant);
	if (OidIsValid(get_element_type(type)))
		return pstrdup("{}");
	switch (get_typtype(type))
	{
		case TYPTYPE_ENUM:
			return enum_placeholder(type);
		case TYPTYPE_RANGE:
			return pstrdup("empty");
		case TYPTYPE_MULTIRANGE:
			return pstrdup("{}");
		case TYPTYPE_COMPOSITE:
			return composite_placeholder(type);
		default:
			return tried_placeholder(type, typmod, guess, lengthof(guess));
	}
}
