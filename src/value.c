/*-------------------------------------------------------------------------
 *
 * value.c
 *	  Datums of numbers and times to raw int64 values and back.
 *
 * The order of the raw values is the order of the type, with two exceptions
 * that SQL itself makes arbitrary: timetz wraps to UTC, and -0.0 is 0.0.
 * value_to_raw() accepts every value of the type and never raises an error:
 * an error would tell that the value exists.
 *
 * value_from_raw() is monotone, and what it returns is accepted by a column of
 * the type and type modifier: the raw value is clamped to value_range() first,
 * and then cut (times) or rounded (numeric) to the declared precision.
 * Constraint bounds rely on monotony, see constraint.c.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include <float.h>
#include <math.h>

#include "catalog/pg_type.h"
#include "common/int.h"
#include "common/shortest_dec.h"
#include "datatype/timestamp.h"
#include "utils/fmgrprotos.h"
#include "utils/cash.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "value.h"

/* shortest decimals of FLT_MAX, which round to it */
#define FLOAT4_LARGEST 3.4028235e38

#define DATE_FIRST (DATETIME_MIN_JULIAN - POSTGRES_EPOCH_JDATE)
#define DATE_LAST (DATE_END_JULIAN - POSTGRES_EPOCH_JDATE - 1)

/* microseconds of the last digit that a time's type modifier keeps */
static int64
time_tick(int32 typmod)
{
	static const int64 tick[MAX_TIMESTAMP_PRECISION + 1] = {INT64CONST(1000000), INT64CONST(100000), INT64CONST(10000),
															INT64CONST(1000),	 INT64CONST(100),	 INT64CONST(10),
															INT64CONST(1)};

	return typmod < 0 || typmod > MAX_TIMESTAMP_PRECISION ? 1 : tick[typmod];
}

/* form of a base type (domains already stripped); scale gets numeric's digits, else -1 */
bool
value_is_text(Oid basetype)
{
	return basetype == TEXTOID || basetype == VARCHAROID || basetype == BPCHAROID;
}

int
value_max_chars(Oid basetype, int32 typmod)
{
	if ((basetype == VARCHAROID || basetype == BPCHAROID) && typmod >= (int32) VARHDRSZ)
		return typmod - (int32) VARHDRSZ;
	return 0;
}

ValueForm
value_form(Oid basetype, int32 typmod, int *scale)
{
	int precision;
	int digits;

	*scale = -1;
	switch (basetype)
	{
		case INT2OID:
			return VALUE_INT2;
		case INT4OID:
			return VALUE_INT4;
		case INT8OID:
			return VALUE_INT8;
		case NUMERICOID:
			value_numeric_digits(typmod, &precision, &digits);
			/* a negative scale is kept as whole numbers and rounded on the way out */
			if (precision == 0 || Max(precision - Min(digits, 0), digits) > 18)
				return VALUE_NUMERIC_REAL;
			*scale = Max(digits, 0);
			return VALUE_NUMERIC;
		case FLOAT4OID:
			return VALUE_FLOAT4;
		case FLOAT8OID:
			return VALUE_FLOAT8;
		case MONEYOID:
			return VALUE_MONEY;
		case DATEOID:
			return VALUE_DATE;
		case TIMEOID:
			return VALUE_TIME;
		case TIMETZOID:
			return VALUE_TIMETZ;
		case TIMESTAMPOID:
			return VALUE_TIMESTAMP;
		case TIMESTAMPTZOID:
			return VALUE_TIMESTAMPTZ;
		case INTERVALOID:
			return VALUE_INTERVAL;
		default:
			return VALUE_LABEL;
	}
}

SynthAxisForm
value_axis_form(ValueForm form)
{
	switch (form)
	{
		case VALUE_FLOAT4:
		case VALUE_FLOAT8:
		case VALUE_NUMERIC_REAL:
			return SYNTH_AXIS_REAL;
		case VALUE_DATE:
			return SYNTH_AXIS_DATE;
		case VALUE_TIME:
		case VALUE_TIMETZ:
		case VALUE_TIMESTAMP:
		case VALUE_TIMESTAMPTZ:
		case VALUE_INTERVAL:
			return SYNTH_AXIS_TIME;
		default:
			return SYNTH_AXIS_INTEGER;
	}
}

/*
 * Whether it pays to spend budget on how round the values are.  Integers and
 * dates have a coarse tick of their own; a declared whole-second time says
 * itself how round it is.
 */
bool
value_wants_grain(ValueForm form, int32 typmod)
{
	int precision;
	int scale;

	switch (form)
	{
		case VALUE_FLOAT4:
		case VALUE_FLOAT8:
		case VALUE_MONEY:
			return true;
		case VALUE_NUMERIC:
		case VALUE_NUMERIC_REAL:
			value_numeric_digits(typmod, &precision, &scale);
			return precision == 0 || scale > 0;
		case VALUE_TIME:
		case VALUE_TIMETZ:
		case VALUE_TIMESTAMP:
		case VALUE_TIMESTAMPTZ:
			return typmod != 0;
		case VALUE_INTERVAL:
			return typmod < 0 || INTERVAL_PRECISION(typmod) != 0;
		default:
			return false;
	}
}

/* representable raw range, inclusive, and which of -inf, +inf, NaN the type has */
void
value_range(ValueForm form, int32 typmod, int64 *lo, int64 *hi, bool specials[3])
{
	int64 tick = time_tick(typmod);
	int precision;
	int scale;
	double limit;

	specials[0] = specials[1] = specials[2] = false;
	*lo = SYNTH_RAW_FIRST;
	*hi = SYNTH_RAW_LAST;
	switch (form)
	{
		case VALUE_NONE:
		case VALUE_LABEL:
		case VALUE_INT8:
		case VALUE_MONEY:
			break;
		case VALUE_INTERVAL:
			specials[0] = specials[1] = COMPAT_INTERVAL_INFINITY;
			break;
		case VALUE_INT2:
			*lo = PG_INT16_MIN;
			*hi = PG_INT16_MAX;
			break;
		case VALUE_INT4:
			*lo = PG_INT32_MIN;
			*hi = PG_INT32_MAX;
			break;
		case VALUE_NUMERIC:
			*hi = value_numeric_limit(typmod);
			*lo = -*hi;
			specials[2] = true;
			break;
		case VALUE_NUMERIC_REAL:
			value_numeric_digits(typmod, &precision, &scale);
			limit = precision == 0 ? DBL_MAX : Min(pow(10, precision - scale), DBL_MAX);
			*lo = synth_key_from_double(-limit);
			*hi = synth_key_from_double(limit);
			/* a declared precision excludes the infinities, but not NaN */
			specials[0] = specials[1] = precision == 0;
			specials[2] = true;
			break;
		case VALUE_FLOAT4:
			*lo = synth_key_from_double(-FLOAT4_LARGEST);
			*hi = synth_key_from_double(FLOAT4_LARGEST);
			specials[0] = specials[1] = specials[2] = true;
			break;
		case VALUE_FLOAT8:
			*lo = synth_key_from_double(-DBL_MAX);
			*hi = synth_key_from_double(DBL_MAX);
			specials[0] = specials[1] = specials[2] = true;
			break;
		case VALUE_DATE:
			*lo = DATE_FIRST;
			*hi = DATE_LAST;
			specials[0] = specials[1] = true;
			break;
		case VALUE_TIME:
		case VALUE_TIMETZ:
			*lo = 0;
			*hi = USECS_PER_DAY; /* 24:00:00 is a value of its own */
			break;
		case VALUE_TIMESTAMP:
		case VALUE_TIMESTAMPTZ:
			*lo = MIN_TIMESTAMP; /* a multiple of every tick */
			*hi = END_TIMESTAMP - tick;
			specials[0] = specials[1] = true;
			break;
	}
}

/* microseconds with a month of 30 days, as interval's own comparison counts; saturated */
static int64
interval_to_raw(const Interval *span)
{
	int64 days = (int64) span->month * DAYS_PER_MONTH + span->day;
	int64 raw;

	if (compat_interval_is_begin(span))
		return SYNTH_RAW_NEG_INF;
	if (compat_interval_is_end(span))
		return SYNTH_RAW_POS_INF;
	if (pg_mul_s64_overflow(days, USECS_PER_DAY, &raw))
		return days < 0 ? SYNTH_RAW_FIRST : SYNTH_RAW_LAST;
	if (pg_add_s64_overflow(raw, span->time, &raw))
		return days < 0 ? SYNTH_RAW_FIRST : SYNTH_RAW_LAST;
	return raw;
}

/* days and time; months only where the declared fields have nothing smaller */
static Datum
interval_from_raw(int32 typmod, int64 raw)
{
	Interval *span = (Interval *) palloc0(sizeof(Interval));
	int fields = typmod < 0 ? INTERVAL_FULL_RANGE : INTERVAL_RANGE(typmod);

	if (raw == SYNTH_RAW_NEG_INF || raw == SYNTH_RAW_POS_INF)
	{
		compat_interval_set_infinite(span, raw == SYNTH_RAW_POS_INF);
		return IntervalPGetDatum(span);
	}
	if (fields != INTERVAL_FULL_RANGE && (fields & ~(INTERVAL_MASK(YEAR) | INTERVAL_MASK(MONTH))) == 0)
		span->month = (int32) (raw / (DAYS_PER_MONTH * USECS_PER_DAY));
	else
	{
		span->day = (int32) (raw / USECS_PER_DAY);
		span->time = raw % USECS_PER_DAY;
	}
	if (typmod < 0)
		return IntervalPGetDatum(span);
	return DirectFunctionCall2(interval_scale, IntervalPGetDatum(span), Int32GetDatum(typmod));
}

static int64
double_to_raw(double x)
{
	if (isnan(x))
		return SYNTH_RAW_NAN;
	if (isinf(x))
		return x < 0 ? SYNTH_RAW_NEG_INF : SYNTH_RAW_POS_INF;
	return synth_key_from_double(x == 0 ? 0.0 : x); /* one zero */
}

/*
 * A float4 as the double of its shortest decimals: 3.14 and not 3.140000104904175,
 * so that the axis can see how round the values are.  Monotone, and rounding
 * to float4 gives the value back.
 */
static double
widen_float4(float4 x)
{
	char text[FLOAT_SHORTEST_DECIMAL_LEN];

	if (!isfinite(x))
		return (double) x;
	float_to_shortest_decimal_buf(x, text);
	return strtod(text, NULL);
}

static int64
timestamp_to_raw(Timestamp t)
{
	if (TIMESTAMP_IS_NOBEGIN(t))
		return SYNTH_RAW_NEG_INF;
	if (TIMESTAMP_IS_NOEND(t))
		return SYNTH_RAW_POS_INF;
	return t;
}

/* microseconds of the day in UTC; 24:00:00 at UTC keeps its place at the end */
static int64
timetz_to_raw(const TimeTzADT *t)
{
	int64 utc = t->time + (int64) t->zone * USECS_PER_SEC;

	if (utc == USECS_PER_DAY)
		return utc;
	utc %= USECS_PER_DAY;
	return utc < 0 ? utc + USECS_PER_DAY : utc;
}

/* never raises an error for any value of the type */
int64
value_to_raw(ValueForm form, int scale, Datum value)
{
	switch (form)
	{
		case VALUE_INT2:
			return DatumGetInt16(value);
		case VALUE_INT4:
			return DatumGetInt32(value);
		case VALUE_INT8:
		case VALUE_MONEY:
			/* the very lowest values share one, the highest loses one */
			return Min(Max(DatumGetInt64(value), SYNTH_RAW_FIRST), SYNTH_RAW_LAST);
		case VALUE_NUMERIC:
			return value_numeric_to_raw(value, scale);
		case VALUE_NUMERIC_REAL:
			return value_numeric_to_key(value);
		case VALUE_FLOAT4:
			return double_to_raw(widen_float4(DatumGetFloat4(value)));
		case VALUE_FLOAT8:
			return double_to_raw(DatumGetFloat8(value));
		case VALUE_DATE:
		{
			DateADT date = DatumGetDateADT(value);

			if (DATE_NOT_FINITE(date))
				return DATE_IS_NOBEGIN(date) ? SYNTH_RAW_NEG_INF : SYNTH_RAW_POS_INF;
			return date;
		}
		case VALUE_TIME:
			return DatumGetTimeADT(value);
		case VALUE_TIMETZ:
			return timetz_to_raw(DatumGetTimeTzADTP(value));
		case VALUE_TIMESTAMP:
			return timestamp_to_raw(DatumGetTimestamp(value));
		case VALUE_TIMESTAMPTZ:
			return timestamp_to_raw(DatumGetTimestampTz(value));
		case VALUE_INTERVAL:
			return interval_to_raw(DatumGetIntervalP(value));
		case VALUE_NONE:
		case VALUE_LABEL:
			break;
	}
	elog(ERROR, "value form %d has no raw values", (int) form);
	return 0;
}

/* value of the column's base type; typmod applied, never an error */
Datum
value_from_raw(ValueForm form, int scale, int32 typmod, int64 raw)
{
	int64 lo;
	int64 hi;
	int64 tick;
	bool specials[3];
	bool infinite = raw == SYNTH_RAW_NEG_INF || raw == SYNTH_RAW_POS_INF;
	bool positive = raw == SYNTH_RAW_POS_INF;

	value_range(form, typmod, &lo, &hi, specials);
	/* NULL and `other` have no value of their own; specials only where the type has them */
	if (infinite && specials[positive])
	{
		switch (form)
		{
			case VALUE_FLOAT4:
				return Float4GetDatum(positive ? INFINITY : -INFINITY);
			case VALUE_FLOAT8:
				return Float8GetDatum(positive ? INFINITY : -INFINITY);
			case VALUE_DATE:
				return DateADTGetDatum(positive ? DATEVAL_NOEND : DATEVAL_NOBEGIN);
			case VALUE_TIMESTAMP:
			case VALUE_TIMESTAMPTZ:
				return TimestampGetDatum(positive ? DT_NOEND : DT_NOBEGIN);
			case VALUE_INTERVAL:
				return interval_from_raw(typmod, raw);
			default:
				return value_numeric_special(raw);
		}
	}
	if (raw == SYNTH_RAW_NAN && specials[2])
	{
		if (form == VALUE_FLOAT4)
			return Float4GetDatum(NAN);
		if (form == VALUE_FLOAT8)
			return Float8GetDatum(NAN);
		return value_numeric_special(raw);
	}
	if (positive)
		raw = hi;
	/* numeric clamps by its own precision: the model's scale may differ from the target's */
	if (form == VALUE_NUMERIC)
		return value_numeric_from_raw(scale, typmod, Min(Max(raw, SYNTH_RAW_FIRST), SYNTH_RAW_LAST));
	raw = Min(Max(raw, lo), hi);

	switch (form)
	{
		case VALUE_INT2:
			return Int16GetDatum((int16) raw);
		case VALUE_INT4:
			return Int32GetDatum((int32) raw);
		case VALUE_INT8:
		case VALUE_MONEY:
			return Int64GetDatum(raw);
		case VALUE_NUMERIC_REAL:
			return value_numeric_from_key(typmod, raw);
		case VALUE_FLOAT4:
		{
			/* the range ends where rounding still gives FLT_MAX */
			float4 x = (float4) synth_double_from_key(raw);

			return Float4GetDatum(x == 0 ? 0 : x); /* no -0 from underflow */
		}
		case VALUE_FLOAT8:
			return Float8GetDatum(synth_double_from_key(raw));
		case VALUE_DATE:
			return DateADTGetDatum((DateADT) raw);
		case VALUE_TIME:
			return TimeADTGetDatum(raw - raw % time_tick(typmod));
		case VALUE_TIMETZ:
		{
			TimeTzADT *t = (TimeTzADT *) palloc(sizeof(TimeTzADT));

			t->time = raw - raw % time_tick(typmod);
			t->zone = 0;
			return TimeTzADTPGetDatum(t);
		}
		case VALUE_TIMESTAMP:
		case VALUE_TIMESTAMPTZ:
			tick = time_tick(typmod);
			/* towards the past also before 2000; the lower end is a multiple of every tick */
			raw -= ((raw % tick) + tick) % tick;
			return TimestampGetDatum(raw);
		case VALUE_INTERVAL:
			return interval_from_raw(typmod, raw);
		default:
			break;
	}
	elog(ERROR, "value form %d has no raw values", (int) form);
	return (Datum) 0;
}
