/*-------------------------------------------------------------------------
 *
 * decoder.c
 *	  Raw values of one modelled column to Datums of a target's column.
 *
 * Three quarters of the time of a sample go into making tuples, so a column is
 * decoded as a whole: categories by a look-up in a table of finished Datums,
 * numbers in loops without calls where the type allows it.
 *
 * The target is usually of the source's type.  Where it is not, it must be
 * able to hold every value that the model can make (floating point may round);
 * that is decided from the model and the type alone, before the first row, so
 * that a long insert never stops in its middle.  What a domain's CHECK says is
 * the target's own affair: it is evaluated for each value.
 *
 *-------------------------------------------------------------------------
 */
#include "decoder.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "holds.h"

typedef enum DecoderPath
{
	PATH_LABEL,			/* dictionary of Datums */
	PATH_VALUE,			/* value_from_raw() in the form below */
	PATH_INT_FLOAT,		/* integer to floating point */
	PATH_NUMERIC_FLOAT, /* numeric(p,s) to floating point */
	PATH_DAY_TIMESTAMP, /* date to timestamp */
	PATH_TEXT			/* integer or numeric to its text */
} DecoderPath;

struct Decoder
{
	const SynthAttribute *attribute;
	DecoderPath path;
	ValueForm form; /* of value_from_raw() */
	int scale;
	int32 typmod;
	int64 lo; /* ordinary raw values that need no care */
	int64 hi;
	Oid type;
	Oid base;
	bool byval;
	Datum *dictionary; /* PATH_LABEL: [nvalues], then `other` */
	int *sorted;	   /* PATH_LABEL: [nvalues] labels in byte order, made when needed */
	ValueLabelIO label;
	Oid output; /* PATH_TEXT: of the form's type */
	bool is_domain;
	void *domain_extra;
	MemoryContext context;
};

static inline bool
is_integer(ValueForm form)
{
	return form == VALUE_INT2 || form == VALUE_INT4 || form == VALUE_INT8;
}

static inline bool
is_real(ValueForm form)
{
	return form == VALUE_FLOAT4 || form == VALUE_FLOAT8 || form == VALUE_NUMERIC_REAL;
}

/* chooses the path of a number; false if the type cannot hold it */
static bool
decoder_plan_number(Decoder *d, const SynthColumn *column, int32 typmod)
{
	const SynthAttribute *a = d->attribute;
	ValueForm from = (ValueForm) column->form;
	int to_scale;
	ValueForm to = value_form(d->base, typmod, &to_scale);
	bool exact = is_integer(from) || from == VALUE_NUMERIC;
	int scale = from == VALUE_NUMERIC ? column->scale : 0;
	bool varlena;

	d->path = PATH_VALUE;
	d->form = to;
	d->scale = to_scale;

	if (from == to && (from != VALUE_NUMERIC || scale == to_scale))
		return (from != VALUE_NUMERIC && from != VALUE_NUMERIC_REAL) || holds_axis(a, to, typmod, 1);
	if (is_integer(from) && is_integer(to))
		return to > from || holds_axis(a, to, typmod, 1);
	if (from == VALUE_NUMERIC && scale == 0 && is_integer(to))
		return holds_axis(a, to, typmod, 1);
	if (exact && d->base == NUMERICOID)
	{
		/* value_from_raw() takes the model's scale and the target's type modifier */
		d->form = VALUE_NUMERIC;
		d->scale = scale;
		return holds_decimal(a, scale, typmod);
	}
	if (exact && (to == VALUE_FLOAT8 || to == VALUE_FLOAT4))
	{
		d->path = from == VALUE_NUMERIC ? PATH_NUMERIC_FLOAT : PATH_INT_FLOAT;
		d->scale = scale;
		return true;
	}
	if (is_real(from) && is_real(to))
		return (to != VALUE_NUMERIC_REAL || typmod < 0) && holds_axis(a, to, typmod, 1);
	if (from == VALUE_DATE && (to == VALUE_TIMESTAMP || to == VALUE_TIMESTAMPTZ))
	{
		/* a day has no zone, so only the type without one keeps it */
		d->path = PATH_DAY_TIMESTAMP;
		return to == VALUE_TIMESTAMP && holds_axis(a, to, typmod, USECS_PER_DAY);
	}
	if (exact && (d->base == TEXTOID || (d->base == VARCHAROID && typmod < 0)))
	{
		d->path = PATH_TEXT;
		d->form = from;
		d->scale = scale;
		d->typmod = -1;
		getTypeOutputInfo(from == VALUE_NUMERIC ? NUMERICOID
						  : from == VALUE_INT8	? INT8OID
						  : from == VALUE_INT4	? INT4OID
												: INT2OID,
						  &d->output, &varlena);
		return true;
	}
	return false;
}

static void
decoder_error_context(void *arg)
{
	errcontext("values of column \"%s\" in the target's type", (const char *) arg);
}

/* Datums of all labels, once: what a row then costs is one look-up */
static void
decoder_fill_dictionary(Decoder *d, const SynthColumn *column)
{
	const SynthAttribute *a = d->attribute;
	ErrorContextCallback callback;

	callback.callback = decoder_error_context;
	callback.arg = column->name;
	callback.previous = error_context_stack;
	error_context_stack = &callback;
	d->dictionary = palloc0(sizeof(Datum) * ((Size) a->nvalues + 1));
	for (int i = 0; i < a->nvalues; i++)
		d->dictionary[i] = value_from_label(&d->label, a->label[i]);
	/* where texts are made of it, its label is only a stand-in */
	if (a->other_code >= 0 && a->other == SYNTH_OTHER_LABEL && column->text == NULL)
		d->dictionary[a->nvalues] = value_from_label(&d->label, a->other_label);
	error_context_stack = callback.previous;
}

Decoder *
decoder_new(const SynthAttribute *attribute, const SynthColumn *column, Oid type, int32 typmod)
{
	Decoder *d = palloc0(sizeof *d);
	int16 typlen;
	bool specials[3];

	d->attribute = attribute;
	d->type = type;
	d->typmod = typmod;
	d->base = getBaseTypeAndTypmod(type, &d->typmod);
	d->is_domain = d->base != type;
	d->context = CurrentMemoryContext;
	get_typlenbyval(d->base, &typlen, &d->byval);

	if (attribute->kind == SYNTH_CATEGORY)
	{
		d->path = PATH_LABEL;
		if (!holds_labels(attribute, column, type, d->typmod))
			return NULL;
		value_label_init(&d->label, type, typmod);
		decoder_fill_dictionary(d, column);
		return d;
	}
	if (!decoder_plan_number(d, column, d->typmod))
		return NULL;
	if (d->path == PATH_VALUE)
		value_range(d->form, d->typmod, &d->lo, &d->hi, specials);
	return d;
}

static Datum
decoder_value(const Decoder *d, int64 raw)
{
	Datum value;

	switch (d->path)
	{
		case PATH_INT_FLOAT:
			return d->base == FLOAT4OID ? Float4GetDatum((float4) raw) : Float8GetDatum((float8) raw);
		case PATH_NUMERIC_FLOAT:
			value = value_from_raw(VALUE_NUMERIC, d->scale, -1, raw);
			return DirectFunctionCall1(d->base == FLOAT4OID ? numeric_float4 : numeric_float8, value);
		case PATH_DAY_TIMESTAMP:
			if (raw >= SYNTH_RAW_FIRST)
				raw *= USECS_PER_DAY;
			return value_from_raw(VALUE_TIMESTAMP, -1, d->typmod, raw);
		case PATH_TEXT:
			value = value_from_raw(d->form, d->scale, -1, raw);
			return CStringGetTextDatum(OidOutputFunctionCall(d->output, value));
		default:
			return value_from_raw(d->form, d->scale, d->typmod, raw);
	}
}

/* what the domain says of a value, with the column's name in the error's context */
static void
decoder_check_domain(Decoder *d, Datum value, bool isnull)
{
	ErrorContextCallback callback;

	callback.callback = decoder_error_context;
	callback.arg = d->attribute->name;
	callback.previous = error_context_stack;
	error_context_stack = &callback;
	domain_check(value, isnull, d->type, &d->domain_extra, d->context);
	error_context_stack = callback.previous;
}

/*
 * The types that are stored as they are drawn.  Anything outside of [lo, hi],
 * NULL and the specials among it, takes the general way.
 */
#define DECODE_LOOP(make)                                           \
	for (int i = 0; i < n; i++)                                     \
	{                                                               \
		int64 x = raw[i];                                           \
		isnull[i] = x == SYNTH_RAW_NULL;                            \
		if (likely(x >= lo && x <= hi))                             \
			value[i] = make;                                        \
		else                                                        \
			value[i] = isnull[i] ? (Datum) 0 : decoder_value(d, x); \
	}

static void
decoder_run_numbers(Decoder *d, const int64_t *raw, int n, Datum *value, bool *isnull)
{
	int64 lo = d->lo;
	int64 hi = d->hi;
	ValueForm form = d->path == PATH_VALUE ? d->form : VALUE_NONE;

	if ((form == VALUE_TIMESTAMP || form == VALUE_TIMESTAMPTZ || form == VALUE_TIME) && d->typmod >= 0)
		form = VALUE_NONE;
	switch (form)
	{
		case VALUE_INT2:
			DECODE_LOOP(Int16GetDatum((int16) x));
			break;
		case VALUE_INT4:
		case VALUE_DATE:
			DECODE_LOOP(Int32GetDatum((int32) x));
			break;
		case VALUE_INT8:
		case VALUE_MONEY:
		case VALUE_TIME:
		case VALUE_TIMESTAMP:
		case VALUE_TIMESTAMPTZ:
			DECODE_LOOP(Int64GetDatum(x));
			break;
		default:
			for (int i = 0; i < n; i++)
			{
				isnull[i] = raw[i] == SYNTH_RAW_NULL;
				value[i] = isnull[i] ? (Datum) 0 : decoder_value(d, raw[i]);
			}
			break;
	}
	if (d->is_domain)
	{
		for (int i = 0; i < n; i++)
			decoder_check_domain(d, value[i], isnull[i]);
	}
}

void
decoder_run(Decoder *d, const int64_t *raw, int n, Datum *value, bool *isnull)
{
	const int nvalues = d->attribute->nvalues;

	if (d->path != PATH_LABEL)
	{
		decoder_run_numbers(d, raw, n, value, isnull);
		return;
	}
	for (int i = 0; i < n; i++)
	{
		int64 x = raw[i];

		isnull[i] = false;
		if (likely(x >= 0 && x < nvalues))
			value[i] = d->dictionary[x];
		else if (x == SYNTH_RAW_OTHER)
			value[i] = d->dictionary[nvalues];
		else
		{
			value[i] = (Datum) 0;
			isnull[i] = true;
			/* labels passed the domain when they were read; NULL has not */
			if (d->is_domain)
				decoder_check_domain(d, value[i], true);
		}
	}
}

bool
decoder_rounds(const Decoder *d)
{
	return d->attribute->kind == SYNTH_NUMBER
		   && (d->path != PATH_VALUE || !(is_integer(d->form) || d->form == VALUE_DATE || d->form == VALUE_MONEY));
}

/*
 * Through the value and back.  The palloc'd value is freed with the caller's
 * context; only keys of rounded types come here.
 */
int64_t
decoder_canonical(void *ctx, int64_t raw)
{
	Decoder *d = ctx;
	Datum value = decoder_value(d, raw);

	switch (d->path)
	{
		case PATH_VALUE:
			return value_to_raw(d->form, d->scale, value);
		case PATH_INT_FLOAT:
		case PATH_NUMERIC_FLOAT:
			return value_to_raw(d->base == FLOAT4OID ? VALUE_FLOAT4 : VALUE_FLOAT8, -1, value);
		case PATH_DAY_TIMESTAMP:
			return value_to_raw(VALUE_TIMESTAMP, -1, value);
		default:
			return raw;
	}
}

/* labels in byte order, for decoder_encode() */
static int
compare_labels(const void *a, const void *b, void *arg)
{
	char **label = arg;

	return strcmp(label[*(const int *) a], label[*(const int *) b]);
}

static void
decoder_sort_labels(Decoder *d)
{
	const SynthAttribute *a = d->attribute;

	d->sorted = MemoryContextAlloc(d->context, sizeof(int) * ((Size) a->nvalues + 1));
	for (int i = 0; i < a->nvalues; i++)
		d->sorted[i] = i;
	qsort_arg(d->sorted, a->nvalues, sizeof(int), compare_labels, a->label);
}

/* the conversions that lose nothing, backwards; SYNTH_RAW_NULL for what they cannot have made */
static int64
decoder_invert(const Decoder *d, Datum value)
{
	double x;
	Timestamp t;
	Datum number;

	switch (d->path)
	{
		case PATH_TEXT:
			if (!value_numeric_from_text(TextDatumGetCString(value), &number))
				return SYNTH_RAW_NULL;
			return value_numeric_to_raw(number, d->form == VALUE_NUMERIC ? d->scale : 0);
		case PATH_INT_FLOAT:
		case PATH_NUMERIC_FLOAT:
			x = d->base == FLOAT4OID ? (double) DatumGetFloat4(value) : DatumGetFloat8(value);
			if (d->path == PATH_NUMERIC_FLOAT)
				x *= pow(10, d->scale);
			return fabs(x) < 9e18 ? (int64) rint(x) : SYNTH_RAW_NULL;
		case PATH_DAY_TIMESTAMP:
			t = DatumGetTimestamp(value);
			if (TIMESTAMP_NOT_FINITE(t))
				return TIMESTAMP_IS_NOBEGIN(t) ? SYNTH_RAW_NEG_INF : SYNTH_RAW_POS_INF;
			return t / USECS_PER_DAY - (t % USECS_PER_DAY < 0);
		default:
			return SYNTH_RAW_NULL;
	}
}

int64_t
decoder_written(Decoder *d, int64_t raw)
{
	Datum value = decoder_value(d, raw);
	int64 back = d->path == PATH_VALUE ? value_to_raw(d->form, d->scale, value) : decoder_invert(d, value);

	/* what nothing can be compared with counts as it was */
	return back >= SYNTH_RAW_FIRST ? back : raw;
}

int64_t
decoder_encode(Decoder *d, Datum value, bool isnull)
{
	const SynthAttribute *a = d->attribute;
	char *label;
	int lo = 0;
	int hi = a->nvalues - 1;

	if (isnull)
		return SYNTH_RAW_NULL;
	if (d->path == PATH_VALUE)
		return value_to_raw(d->form, d->scale, value);
	if (d->path != PATH_LABEL)
		return decoder_invert(d, value);

	if (d->sorted == NULL)
		decoder_sort_labels(d);
	label = value_to_label(&d->label, value);
	while (lo <= hi)
	{
		int mid = (lo + hi) / 2;
		int cmp = strcmp(a->label[d->sorted[mid]], label);

		if (cmp == 0)
			return d->sorted[mid];
		if (cmp < 0)
			lo = mid + 1;
		else
			hi = mid - 1;
	}
	if (a->other_label != NULL && strcmp(a->other_label, label) == 0)
		return SYNTH_RAW_OTHER;
	/* a label of the table that the model does not publish */
	return SYNTH_RAW_NULL;
}
