/*-------------------------------------------------------------------------
 *
 * rangevalue.c
 *	  Ranges as two raw numbers, and back.
 *
 * What is made is always [lower, upper).  Where the subtype has ticks (whole
 * numbers, days, microseconds) a range that is not empty has at least one; the
 * others may have a single value, [a, a].  An upper end that its type cannot
 * hold is cut off there.  Whether the upper end belonged to a range of the
 * source is forgotten; of integers and days the server has made it exclusive
 * anyway.
 *
 *-------------------------------------------------------------------------
 */
#include "rangevalue.h"

#include "catalog/pg_type.h"
#include "common/int.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

#include "core/axis.h"
#include "jsonrow.h"

struct RangeMaker
{
	TypeCacheEntry *range;
	ValueForm form;
	int scale;
	int64 first; /* of the subtype */
	int64 last;
	bool is_real;
	Oid output; /* of the subtype: the column is a text; InvalidOid: it is a range */
};

static TypeCacheEntry *
lookup(Oid basetype)
{
	return lookup_type_cache(basetype, TYPECACHE_RANGE_INFO);
}

ValueForm
rangevalue_form(Oid basetype, int *scale)
{
	ValueForm form;
	Oid subtype;
	int32 typmod = -1;

	*scale = -1;
	if (get_typtype(basetype) != TYPTYPE_RANGE)
		return VALUE_NONE;
	subtype = getBaseTypeAndTypmod(get_range_subtype(basetype), &typmod);
	form = value_form(subtype, typmod, scale);
	/* times of the day with a zone have no order of their own axis */
	return form > VALUE_LABEL && form != VALUE_TIMETZ ? form : VALUE_NONE;
}

ValueForm
rangevalue_length_form(ValueForm form)
{
	switch (form)
	{
		case VALUE_TIME:
		case VALUE_TIMESTAMP:
		case VALUE_TIMESTAMPTZ:
			/* microseconds, with the cells of durations */
			return VALUE_INTERVAL;
		case VALUE_DATE:
			return VALUE_INT8;
		case VALUE_FLOAT4:
			return VALUE_FLOAT8;
		default:
			return form;
	}
}

static double
real_of(ValueForm form, Datum value)
{
	if (form == VALUE_FLOAT4)
		return DatumGetFloat4(value);
	return DatumGetFloat8(value);
}

/* two finite ends */
static int64
length_raw(ValueForm form, int scale, Datum lower, Datum upper)
{
	int64 from;
	int64 to;
	int64 length;

	if (form == VALUE_NUMERIC_REAL)
	{
		Datum difference = DirectFunctionCall2(numeric_sub, upper, lower);

		return value_to_raw(form, scale, difference);
	}
	if (value_axis_form(form) == SYNTH_AXIS_REAL)
		return value_to_raw(VALUE_FLOAT8, -1, Float8GetDatum(real_of(form, upper) - real_of(form, lower)));
	from = value_to_raw(form, scale, lower);
	to = value_to_raw(form, scale, upper);
	if (from < SYNTH_RAW_FIRST || to < SYNTH_RAW_FIRST || pg_sub_s64_overflow(to, from, &length))
		return SYNTH_RAW_LAST;
	return length;
}

static int64
zero_length(ValueForm form)
{
	return value_axis_form(form) == SYNTH_AXIS_REAL ? synth_key_from_double(0) : 0;
}

int64
rangevalue_raw(RangeEnd end, ValueForm form, int scale, Oid basetype, Datum range, bool isnull)
{
	TypeCacheEntry *cache;
	RangeBound lower;
	RangeBound upper;
	bool empty;

	if (isnull)
		return end == RANGE_LOWER ? SYNTH_RAW_NULL : zero_length(form);
	cache = lookup(basetype);
	range_deserialize(cache, DatumGetRangeTypeP(range), &lower, &upper, &empty);
	if (empty)
		return end == RANGE_LOWER ? SYNTH_RAW_NAN : zero_length(form);
	if (end == RANGE_LOWER)
		return lower.infinite ? SYNTH_RAW_NEG_INF : value_to_raw(form, scale, lower.val);
	if (upper.infinite)
		return SYNTH_RAW_POS_INF;
	if (lower.infinite)
		return value_to_raw(form, scale, upper.val);
	return length_raw(form, scale, lower.val, upper.val);
}

static RangeMaker *
new_maker(ValueForm form, int scale)
{
	RangeMaker *maker = palloc0(sizeof *maker);
	bool specials[3];

	maker->form = form;
	maker->scale = scale;
	maker->is_real = value_axis_form(form) == SYNTH_AXIS_REAL;
	value_range(form, -1, &maker->first, &maker->last, specials);
	return maker;
}

RangeMaker *
rangevalue_maker(Oid basetype)
{
	RangeMaker *maker;
	int scale;
	ValueForm form = rangevalue_form(basetype, &scale);

	if (form == VALUE_NONE)
		return NULL;
	maker = new_maker(form, scale);
	maker->range = lookup(basetype);
	return maker;
}

RangeMaker *
rangevalue_new(const SynthColumn *column, Oid type, int32 typmod)
{
	Oid base = getBaseTypeAndTypmod(type, &typmod);
	RangeMaker *maker;
	bool varlena;

	if (base == TEXTOID)
	{
		Oid subtype = jsonrow_form_type((ValueForm) column->form);

		if (column->form <= VALUE_LABEL || subtype == TEXTOID)
			return NULL;
		maker = new_maker((ValueForm) column->form, column->scale);
		getTypeOutputInfo(subtype, &maker->output, &varlena);
		return maker;
	}
	maker = rangevalue_maker(base);
	if (maker == NULL || (int) maker->form != column->form || maker->scale != column->scale)
		return NULL;
	return maker;
}

/* the value that lies `length` behind `lower`, as a Datum; lower itself for lengths below 0 */
static Datum
add_real(const RangeMaker *maker, Datum lower, int64 length)
{
	if (maker->form == VALUE_NUMERIC_REAL)
	{
		Datum by = value_from_raw(maker->form, maker->scale, -1, Max(length, synth_key_from_double(0)));

		return DirectFunctionCall2(numeric_add, lower, by);
	}
	else
	{
		double to = real_of(maker->form, lower) + Max(synth_double_from_key(length), 0);

		to = Min(to, synth_double_from_key(maker->last));
		return maker->form == VALUE_FLOAT4 ? Float4GetDatum((float4) to) : Float8GetDatum(to);
	}
}

/* "[1,2)": ends as their type writes them */
static Datum
text_of(const RangeMaker *maker, const RangeBound *from, const RangeBound *to)
{
	return CStringGetTextDatum(psprintf("%s%s,%s%s", from->infinite ? "(" : "[",
										from->infinite ? "" : OidOutputFunctionCall(maker->output, from->val),
										to->infinite ? "" : OidOutputFunctionCall(maker->output, to->val),
										to->inclusive && !to->infinite ? "]" : ")"));
}

static bool
is_discrete(ValueForm form)
{
	return form == VALUE_INT4 || form == VALUE_INT8 || form == VALUE_DATE;
}

Datum
rangevalue_make(const RangeMaker *maker, int64 lower, int64 length)
{
	RangeBound from = {.inclusive = true, .lower = true};
	RangeBound to = {.inclusive = false, .lower = false};

	from.infinite = lower == SYNTH_RAW_NEG_INF;
	to.infinite = length == SYNTH_RAW_POS_INF;
	if (lower == SYNTH_RAW_NAN)
		return OidIsValid(maker->output) ? CStringGetTextDatum("empty")
										 : RangeTypePGetDatum(make_empty_range(maker->range));
	/* closed at the last value of all, a range of a discrete type could not be written as "[a,b)" */
	if (is_discrete(maker->form) && lower >= maker->last)
		lower = maker->last - 1;
	if (!from.infinite)
		from.val = value_from_raw(maker->form, maker->scale, -1, lower);
	if (!to.infinite && from.infinite)
		to.val = value_from_raw(maker->form, maker->scale, -1, length);
	else if (!to.infinite && maker->is_real)
	{
		to.val = add_real(maker, from.val, length);
		to.inclusive = length <= synth_key_from_double(0);
	}
	else if (!to.infinite)
	{
		int64 upper;

		if (pg_add_s64_overflow(lower, Max(length, 1), &upper) || upper > maker->last)
			upper = maker->last;
		/* the last tick of all has no room behind it */
		to.inclusive = upper <= lower;
		to.val = value_from_raw(maker->form, maker->scale, -1, upper);
	}
	if (OidIsValid(maker->output))
		return text_of(maker, &from, &to);
	return RangeTypePGetDatum(compat_make_range(maker->range, &from, &to));
}

void
rangevalue_run(RangeMaker *maker, const int64 *lower, const int64 *length, int n, Datum *value, bool *isnull)
{
	for (int i = 0; i < n; i++)
	{
		isnull[i] = lower[i] == SYNTH_RAW_NULL;
		value[i] = isnull[i] ? (Datum) 0 : rangevalue_make(maker, lower[i], length[i]);
	}
}
