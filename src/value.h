/*-------------------------------------------------------------------------
 *
 * value.h
 *	  Datums to raw values and back, by type family.
 *
 * A NUMBER column's Datum becomes a raw int64 (see core/axis.h); a CATEGORY
 * column's Datum becomes its text form under fixed output settings (ISO dates,
 * extra_float_digits 3, hex bytea, postgres intervals), which the dictionary
 * numbers.  The form is stored in the model as a small integer, so its values
 * never change meaning: add, never renumber.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_VALUE_H
#define SYNTH_VALUE_H

#include "synth.h"
#include "core/axis.h"
#include "core/model.h"

/* the axis keeps its last edge exclusive, so the largest int64 is left out */
#define SYNTH_RAW_LAST (PG_INT64_MAX - 1)

typedef enum ValueForm
{
	VALUE_NONE = 0,	 /* not modelled */
	VALUE_LABEL = 1, /* any type through its own input/output functions */
	VALUE_INT2 = 2,
	VALUE_INT4 = 3,
	VALUE_INT8 = 4,
	VALUE_NUMERIC = 5,		/* numeric(p,s), p <= 18: integer of 10^-s */
	VALUE_NUMERIC_REAL = 6, /* any other numeric: through double, overflow to +-inf's neighbours */
	VALUE_FLOAT4 = 7,
	VALUE_FLOAT8 = 8,
	VALUE_MONEY = 9,
	VALUE_DATE = 10,
	VALUE_TIME = 11,
	VALUE_TIMETZ = 12, /* UTC microseconds of the day; zone written as +00 */
	VALUE_TIMESTAMP = 13,
	VALUE_TIMESTAMPTZ = 14,
	VALUE_INTERVAL = 15 /* microseconds, a month 30 days */
} ValueForm;

/* form of a base type (domains already stripped); scale gets numeric's digits, else -1 */
/* text, varchar(n), char(n): a Datum of theirs is a header and the characters */
extern bool value_is_text(Oid basetype);
/* characters that a varchar(n) or char(n) holds, 0 for no limit and for other types */
extern int value_max_chars(Oid basetype, int32 typmod);
extern ValueForm value_form(Oid basetype, int32 typmod, int *scale);
/* axis, representable raw range, and which specials (-inf, +inf, NaN) a number form can hold */
extern SynthAxisForm value_axis_form(ValueForm form);
extern void value_range(ValueForm form, int32 typmod, int64 *lo, int64 *hi, bool specials[3]);
/* grain makes sense (no declared precision coarser than the type's tick) */
extern bool value_wants_grain(ValueForm form, int32 typmod);

/* never raises an error for any value of the type */
extern int64 value_to_raw(ValueForm form, int scale, Datum value);
/* value of the column's base type; typmod applied (rounding, never an error) */
extern Datum value_from_raw(ValueForm form, int scale, int32 typmod, int64 raw);
/*
 * A constant of any type, as found in a CHECK, to a raw value of the form that
 * equals it; false if there is none (2.5 for an integer, a text, NaN).
 */
extern bool value_constant_to_raw(ValueForm form, int scale, Oid type, Datum constant, int64 *raw);

/* number.c: numeric without loss, never an error */
extern int64 value_numeric_to_raw(Datum value, int scale);
extern int64 value_numeric_to_key(Datum value);
extern Datum value_numeric_from_raw(int scale, int32 typmod, int64 raw);
extern Datum value_numeric_from_key(int32 typmod, int64 key);
/* digits, at most one point, perhaps a sign; false for any other text */
extern bool value_numeric_from_text(const char *text, Datum *value);
extern int64 value_numeric_limit(int32 typmod);
extern void value_numeric_digits(int32 typmod, int *precision, int *scale);
extern Datum value_numeric_special(int64 raw);

/*
 * Runs fn(arg) in a subtransaction; false if it raised an error that is about
 * values (cancel, shutdown and exhausted resources pass through).  Not in
 * parallel mode.
 */
extern bool value_attempt(void (*fn)(void *arg), void *arg);

/* labels longer than this (in bytes) count as `other`: a public constant */
#define VALUE_MAX_LABEL 1024

/*
 * Text forms.  value_label_begin() pins the output GUCs that text forms depend
 * on until value_label_end(level) (an error resets them too).
 */
extern int value_label_begin(void);
extern void value_label_end(int level);
typedef struct ValueLabelIO
{
	FmgrInfo out;
	FmgrInfo in;
	Oid typioparam;
	int32 typmod;
	Oid type; /* domain included: its constraints are checked on input */
} ValueLabelIO;
extern void value_label_init(ValueLabelIO *io, Oid type, int32 typmod);
extern char *value_to_label(ValueLabelIO *io, Datum value);
extern Datum value_from_label(ValueLabelIO *io, const char *label);
/* the same, false where the type refuses the label */
extern bool value_try_label(ValueLabelIO *io, const char *label, Datum *value);

/*
 * The text form of an unmistakable placeholder of a type that is not modelled
 * (e.g. 'synthetic' cut to the length, {} for arrays, '{"synthetic": true}'
 * for json, zero or the epoch for the rest), accepted by the type's input
 * function under typmod; NULL if there is none.
 */
extern char *value_placeholder(Oid type, int32 typmod);

#endif /* SYNTH_VALUE_H */
