/*-------------------------------------------------------------------------
 *
 * number.c
 *	  The numeric type as a raw value and back.
 *
 * numeric(p,s) with at most 18 digits is an integer of 10^-s and loses
 * nothing.  Every other numeric is the order-preserving key of a double: it
 * may have 131072 digits, of which the model remembers about 15, and none
 * after the thirtieth decimal.
 *
 * Both directions are total: what does not fit is moved to the nearest value
 * that does, because an error here would depend on data.  The digits are read
 * through numeric_send(), the wire format, which is the only stable public
 * view of a numeric's inside.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include <float.h>
#include <math.h>

#include "catalog/pg_type.h"
#include "common/int.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "value.h"

/* wire format, see numeric_send(): digits in base 10000, these signs */
#define WIRE_BASE 10000
#define WIRE_DIGITS 4
#define WIRE_NEGATIVE 0x4000
#define WIRE_NAN 0xC000
#define WIRE_POSINF 0xD000
#define WIRE_NEGINF 0xF000

#define MAX_RAW_DIGITS 18

/* closer to zero is zero: nobody means the 300 decimals that a double could ask for */
#define SMALLEST_NUMERIC 1e-30

static const int64 power_of_ten[MAX_RAW_DIGITS + 1] = {INT64CONST(1),
													   INT64CONST(10),
													   INT64CONST(100),
													   INT64CONST(1000),
													   INT64CONST(10000),
													   INT64CONST(100000),
													   INT64CONST(1000000),
													   INT64CONST(10000000),
													   INT64CONST(100000000),
													   INT64CONST(1000000000),
													   INT64CONST(10000000000),
													   INT64CONST(100000000000),
													   INT64CONST(1000000000000),
													   INT64CONST(10000000000000),
													   INT64CONST(100000000000000),
													   INT64CONST(1000000000000000),
													   INT64CONST(10000000000000000),
													   INT64CONST(100000000000000000),
													   INT64CONST(1000000000000000000)};

/*
 * Precision and scale of a type modifier; precision 0 for plain numeric.  The
 * scale is an 11-bit signed number since PostgreSQL 15; earlier ones only have
 * values that read the same.
 */
void
value_numeric_digits(int32 typmod, int *precision, int *scale)
{
	if (typmod < (int32) VARHDRSZ)
	{
		*precision = 0;
		*scale = 0;
		return;
	}
	*precision = ((typmod - VARHDRSZ) >> 16) & 0xffff;
	*scale = (((typmod - VARHDRSZ) & 0x7ff) ^ 1024) - 1024;
}

/* NaN and the infinities; numeric_in() is the only public maker of all three */
Datum
value_numeric_special(int64 raw)
{
	const char *text = raw == SYNTH_RAW_NAN ? "NaN" : raw == SYNTH_RAW_NEG_INF ? "-Infinity" : "Infinity";

	return DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

/* largest raw value of a numeric(typmod) in units of its own scale, see value_form() */
int64
value_numeric_limit(int32 typmod)
{
	int precision;
	int scale;

	value_numeric_digits(typmod, &precision, &scale);
	scale = Min(scale, 0);
	if (precision == 0 || precision - scale > MAX_RAW_DIGITS)
		return SYNTH_RAW_LAST;
	return power_of_ten[precision - scale] - power_of_ten[-scale];
}

static inline int
wire_int16(const unsigned char *p)
{
	return (int) (int16) (((uint16) p[0] << 8) | p[1]);
}

/* |acc| * 10^digits, or -1 if it is beyond int64 */
static int64
times_power(int64 acc, int digits)
{
	while (acc > 0 && digits > 0)
	{
		int step = Min(digits, MAX_RAW_DIGITS);

		if (pg_mul_s64_overflow(acc, power_of_ten[step], &acc))
			return -1;
		digits -= step;
	}
	return acc;
}

/*
 * value * 10^scale, half away from zero as numeric itself rounds, saturated.
 * Returns one of the special raw values for NaN and the infinities.
 */
int64
value_numeric_to_raw(Datum value, int scale)
{
	bytea *wire = DatumGetByteaP(DirectFunctionCall1(numeric_send, value));
	const unsigned char *p = (const unsigned char *) VARDATA(wire);
	int ndigits = wire_int16(p);
	int weight = wire_int16(p + 2);
	int sign = wire_int16(p + 4) & 0xffff;
	int64 acc = 0;
	int i;

	if (sign == WIRE_NAN || sign == WIRE_POSINF || sign == WIRE_NEGINF)
	{
		pfree(wire);
		return sign == WIRE_NAN ? SYNTH_RAW_NAN : sign == WIRE_POSINF ? SYNTH_RAW_POS_INF : SYNTH_RAW_NEG_INF;
	}

	for (i = 0; i < ndigits && acc >= 0; i++)
	{
		int digit = wire_int16(p + 8 + 2 * i);
		int exponent = WIRE_DIGITS * (weight - i) + scale;

		if (exponent >= 0)
		{
			if (pg_mul_s64_overflow(acc, WIRE_BASE, &acc) || pg_add_s64_overflow(acc, digit, &acc))
				acc = -1;
			else if (i == ndigits - 1)
				acc = times_power(acc, exponent);
			continue;
		}
		if (exponent > -WIRE_DIGITS)
		{
			/* the digit that is cut: keep its upper part, round by what follows */
			int keep = WIRE_DIGITS + exponent;
			int divisor = (int) power_of_ten[-exponent];
			int upper = digit / divisor;

			if (2 * (digit % divisor) >= divisor)
				upper++;
			if (pg_mul_s64_overflow(acc, power_of_ten[keep], &acc) || pg_add_s64_overflow(acc, upper, &acc))
				acc = -1;
		}
		else if (exponent == -WIRE_DIGITS && 2 * digit >= WIRE_BASE && pg_add_s64_overflow(acc, 1, &acc))
			acc = -1;
		break;
	}
	pfree(wire);

	if (acc < 0)
		acc = PG_INT64_MAX;
	return sign == WIRE_NEGATIVE ? Max(-acc, SYNTH_RAW_FIRST) : acc;
}

/* longer texts are no numbers, so that numeric_in() can refuse none */
#define NUMBER_TEXT_BYTES 1024

bool
value_numeric_from_text(const char *text, Datum *value)
{
	const char *at = text + (*text == '-');
	Size whole = strspn(at, "0123456789");
	Size part = at[whole] == '.' ? strspn(at + whole + 1, "0123456789") : 0;

	if (whole + part == 0 || whole + part > NUMBER_TEXT_BYTES || at[whole + (at[whole] == '.') + part] != '\0')
		return false;
	*value = DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	return true;
}

/* through double; what a double cannot hold becomes its largest finite value */
int64
value_numeric_to_key(Datum value)
{
	Numeric num = DatumGetNumeric(value);
	double x;

	if (numeric_is_nan(num))
		return SYNTH_RAW_NAN;
	x = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, value));
	if (numeric_is_inf(num))
		return x < 0 ? SYNTH_RAW_NEG_INF : SYNTH_RAW_POS_INF;
	x = Max(Min(x, DBL_MAX), -DBL_MAX);
	return synth_key_from_double(x == 0 ? 0.0 : x);
}

/*
 * raw * 10^-scale as numeric(typmod).  The clamp to the precision comes before
 * numeric() rounds, so that it has nothing to complain about.
 */
Datum
value_numeric_from_raw(int scale, int32 typmod, int64 raw)
{
	int precision;
	int target;
	Datum num;

	value_numeric_digits(typmod, &precision, &target);
	scale = Max(scale, 0);
	if (precision > 0)
	{
		/* largest |raw| that still fits after rounding to the target's scale */
		int whole = precision - target + scale;

		if (whole <= MAX_RAW_DIGITS)
		{
			int64 limit = whole <= 0 ? 0 : power_of_ten[whole];
			int step = Max(scale - target, 0);

			limit = step >= MAX_RAW_DIGITS ? 0 : Max(limit - power_of_ten[step], 0);
			raw = Max(Min(raw, limit), -limit);
		}
	}
	num = NumericGetDatum(int64_div_fast_to_numeric(raw, scale));
	if (precision > 0 && target != scale)
		num = DirectFunctionCall2(numeric, num, Int32GetDatum(typmod));
	return num;
}

/* largest value of numeric(typmod): precision nines */
static Datum
largest_numeric(int precision, int scale)
{
	StringInfoData text;
	Datum result;
	int i;

	initStringInfo(&text);
	for (i = 0; i < precision; i++)
		appendStringInfoChar(&text, '9');
	appendStringInfo(&text, "e%d", -scale);
	result = DirectFunctionCall3(numeric_in, CStringGetDatum(text.data), ObjectIdGetDatum(InvalidOid),
								 Int32GetDatum(-1));
	pfree(text.data);
	return result;
}

/*
 * The numeric(typmod) of a double's key.  float8_numeric() keeps 15 digits,
 * which is monotone, so bounds that hold at the ends hold in between.
 */
Datum
value_numeric_from_key(int32 typmod, int64 key)
{
	double x = synth_double_from_key(key);
	int precision;
	int scale;
	Datum num;

	if (isnan(x))
		x = 0;
	x = Max(Min(x, DBL_MAX), -DBL_MAX);
	if (fabs(x) < SMALLEST_NUMERIC)
		x = 0;
	num = DirectFunctionCall1(float8_numeric, Float8GetDatum(x));
	value_numeric_digits(typmod, &precision, &scale);
	if (precision == 0)
		return num;
	/* only near the limit is the exact comparison worth its price */
	if (fabs(x) >= pow(10, precision - scale) * 0.999)
	{
		Datum limit = largest_numeric(precision, scale);

		if (DatumGetBool(DirectFunctionCall2(numeric_gt, num, limit)))
			num = limit;
		else
		{
			limit = DirectFunctionCall1(numeric_uminus, limit);
			if (DatumGetBool(DirectFunctionCall2(numeric_lt, num, limit)))
				num = limit;
		}
	}
	return DirectFunctionCall2(numeric, num, Int32GetDatum(typmod));
}

/*
 * Cross-type constants: `smallint_column = 5`, `real_column = 0.5`.  Everything
 * numeric goes through numeric, which holds all of them; other types must be
 * the column's own.
 */
bool
value_constant_to_raw(ValueForm form, int scale, Oid type, Datum constant, int64 *raw)
{
	int own_scale;
	Datum num;

	if (value_form(type, -1, &own_scale) == form && form != VALUE_NUMERIC && form != VALUE_LABEL)
	{
		*raw = value_to_raw(form, scale, constant);
		return *raw >= SYNTH_RAW_FIRST;
	}
	switch (type)
	{
		case INT2OID:
			num = NumericGetDatum(int64_to_numeric(DatumGetInt16(constant)));
			break;
		case INT4OID:
			num = NumericGetDatum(int64_to_numeric(DatumGetInt32(constant)));
			break;
		case INT8OID:
			num = NumericGetDatum(int64_to_numeric(DatumGetInt64(constant)));
			break;
		case FLOAT4OID:
		case FLOAT8OID:
		{
			double x = type == FLOAT4OID ? (double) DatumGetFloat4(constant) : DatumGetFloat8(constant);

			if (!isfinite(x))
				return false;
			num = DirectFunctionCall1(float8_numeric, Float8GetDatum(x));
			break;
		}
		case NUMERICOID:
			num = constant;
			break;
		default:
			return false;
	}
	switch (form)
	{
		case VALUE_INT2:
		case VALUE_INT4:
		case VALUE_INT8:
			*raw = value_numeric_to_raw(num, 0);
			scale = 0;
			break;
		case VALUE_NUMERIC:
			*raw = value_numeric_to_raw(num, scale);
			break;
		case VALUE_FLOAT4:
		case VALUE_FLOAT8:
		case VALUE_NUMERIC_REAL:
			*raw = value_numeric_to_key(num);
			if (form == VALUE_FLOAT4 && *raw >= SYNTH_RAW_FIRST)
				*raw = value_to_raw(form, 0, value_from_raw(form, 0, -1, *raw));
			return *raw >= SYNTH_RAW_FIRST;
		default:
			return false;
	}
	/* equal, not merely near: 2.5 is no integer */
	return *raw >= SYNTH_RAW_FIRST
		   && DatumGetBool(
			   DirectFunctionCall2(numeric_eq, num, NumericGetDatum(int64_div_fast_to_numeric(*raw, scale))));
}
