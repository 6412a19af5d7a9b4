/*-------------------------------------------------------------------------
 *
 * rulelinear.c
 *	  Comparisons of sums and differences of columns, as bounds on one sum.
 *
 * Columns must be integers of one unit in the model: whole numbers, numerics of
 * one scale, money, days, microseconds.  Times with a zone compare like times
 * without one, and so do their differences.  Everything else (products, months,
 * floating point) is no sum for us, and remains a condition that is evaluated.
 *
 *-------------------------------------------------------------------------
 */
#include "rulelinear.h"

#include "access/htup_details.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "common/int.h"
#include "datatype/timestamp.h"
#include "nodes/nodeFuncs.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"

/* constants beyond are not looked at: nothing overflows */
#define LARGEST (INT64CONST(1) << 61)

typedef enum Unit
{
	UNIT_NONE,
	UNIT_NUMBER, /* 10^-scale */
	UNIT_MONEY,
	UNIT_DAY,
	UNIT_CLOCK,	 /* microseconds of the day: compared, but not added */
	UNIT_MOMENT, /* microseconds */
	UNIT_MOMENT_TZ
} Unit;

typedef struct Sum
{
	const SourceTable *t;
	Unit unit;
	int scale;
	bool adds; /* there is a + or a - in it */
	int n;
	int column[SYNTH_MAX_TERMS + 1];
	int sign[SYNTH_MAX_TERMS + 1];
	int nconstants;
	const Const *constant[SYNTH_MAX_TERMS + 1];
	int constant_sign[SYNTH_MAX_TERMS + 1];
} Sum;

static Unit
unit_of(const SourceColumn *col)
{
	switch (col->form)
	{
		case VALUE_INT2:
		case VALUE_INT4:
		case VALUE_INT8:
		case VALUE_NUMERIC:
			return UNIT_NUMBER;
		case VALUE_MONEY:
			return UNIT_MONEY;
		case VALUE_DATE:
			return UNIT_DAY;
		case VALUE_TIME:
			return UNIT_CLOCK;
		case VALUE_TIMESTAMP:
			return UNIT_MOMENT;
		case VALUE_TIMESTAMPTZ:
			return UNIT_MOMENT_TZ;
		default:
			return UNIT_NONE;
	}
}

/* name of a built-in operator, "" for others */
static void
operator_name(Oid operator, NameData * name)
{
	HeapTuple tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(operator));

	namestrcpy(name, "");
	if (!HeapTupleIsValid(tuple))
		return;
	if (((Form_pg_operator) GETSTRUCT(tuple))->oprnamespace == PG_CATALOG_NAMESPACE)
		*name = ((Form_pg_operator) GETSTRUCT(tuple))->oprname;
	ReleaseSysCache(tuple);
}

static bool
add_column(Sum *sum, const Var *var, int sign)
{
	const SourceTable *t = sum->t;
	int at = 0;
	Unit unit;
	int scale;

	while (at < t->ncolumns && (t->column[at].hidden || t->column[at].attnum != var->varattno))
		at++;
	if (at == t->ncolumns || t->column[at].role != SYNTH_COLUMN_ATTRIBUTE || t->column[at].attribute < 0
		|| t->column[at].spec.kind != SYNTH_NUMBER || t->column[at].spec.form == SYNTH_AXIS_REAL)
		return false;
	unit = unit_of(&t->column[at]);
	scale = t->column[at].form == VALUE_NUMERIC ? t->column[at].scale : 0;
	if (unit == UNIT_NONE || sum->n > SYNTH_MAX_TERMS)
		return false;
	if (sum->n > 0 && (unit != sum->unit || scale != sum->scale))
		return false;
	for (int i = 0; i < sum->n; i++)
		if (sum->column[i] == at)
			return false;
	sum->unit = unit;
	sum->scale = scale;
	sum->column[sum->n] = at;
	sum->sign[sum->n++] = sign;
	return true;
}

/* a cast that changes no value that the column can have */
static bool
is_widening(const FuncExpr *call)
{
	Oid from;
	Oid to = call->funcresulttype;

	if (list_length(call->args) != 1
		|| (call->funcformat != COERCE_IMPLICIT_CAST && call->funcformat != COERCE_EXPLICIT_CAST))
		return false;
	from = getBaseType(exprType(linitial(call->args)));
	switch (from)
	{
		case INT2OID:
			return to == INT4OID || to == INT8OID || to == NUMERICOID;
		case INT4OID:
			return to == INT8OID || to == NUMERICOID;
		case INT8OID:
			return to == NUMERICOID;
		default:
			return false;
	}
}

/* adds sign * node; false if it is not of columns and constants */
static bool
add_node(Sum *sum, Node *node, int sign)
{
	NameData name;
	OpExpr *op;

	while (IsA(node, RelabelType))
		node = (Node *) ((RelabelType *) node)->arg;
	if (IsA(node, Var))
		return ((Var *) node)->varattno > 0 && add_column(sum, (Var *) node, sign);
	if (IsA(node, Const))
	{
		if (((Const *) node)->constisnull || sum->nconstants > SYNTH_MAX_TERMS)
			return false;
		sum->constant[sum->nconstants] = (Const *) node;
		sum->constant_sign[sum->nconstants++] = sign;
		return true;
	}
	if (IsA(node, FuncExpr))
		return is_widening((FuncExpr *) node) && add_node(sum, linitial(((FuncExpr *) node)->args), sign);
	if (!IsA(node, OpExpr))
		return false;
	op = (OpExpr *) node;
	operator_name(op->opno, &name);
	sum->adds = true;
	if (strcmp(NameStr(name), "-") == 0 && list_length(op->args) == 1)
		return add_node(sum, linitial(op->args), -sign);
	if (list_length(op->args) != 2 || (strcmp(NameStr(name), "+") != 0 && strcmp(NameStr(name), "-") != 0))
		return false;
	return add_node(sum, linitial(op->args), sign)
		   && add_node(sum, lsecond(op->args), NameStr(name)[0] == '+' ? sign : -sign);
}

/* a constant in the sum's unit: a point, or a distance */
static bool
constant_raw(const Sum *sum, const Const *constant, int64 *raw)
{
	Oid type = constant->consttype;
	int scale;

	switch (sum->unit)
	{
		case UNIT_NUMBER:
			return value_constant_to_raw(sum->scale > 0 ? VALUE_NUMERIC : VALUE_INT8, sum->scale, type,
										 constant->constvalue, raw);
		case UNIT_MONEY:
			return type == MONEYOID && value_constant_to_raw(VALUE_MONEY, -1, type, constant->constvalue, raw);
		case UNIT_DAY:
			if (type == INT4OID || type == INT8OID)
				return value_constant_to_raw(VALUE_INT8, -1, type, constant->constvalue, raw);
			return type == DATEOID && value_constant_to_raw(VALUE_DATE, -1, type, constant->constvalue, raw)
				   && *raw >= SYNTH_RAW_FIRST;
		case UNIT_MOMENT:
		case UNIT_MOMENT_TZ:
			if (type == INTERVALOID)
			{
				const Interval *span = DatumGetIntervalP(constant->constvalue);

				/* months have no length, and days of a zone have several */
				if (span->month != 0 || compat_interval_is_begin(span) || compat_interval_is_end(span))
					return false;
				return !pg_mul_s64_overflow(span->day, USECS_PER_DAY, raw)
					   && !pg_add_s64_overflow(*raw, span->time, raw);
			}
			return type == (sum->unit == UNIT_MOMENT ? TIMESTAMPOID : TIMESTAMPTZOID)
				   && value_constant_to_raw(value_form(type, -1, &scale), -1, type, constant->constvalue, raw)
				   && *raw >= SYNTH_RAW_FIRST;
		case UNIT_CLOCK:
			return type == TIMEOID && value_constant_to_raw(VALUE_TIME, -1, type, constant->constvalue, raw);
		case UNIT_NONE:
			break;
	}
	return false;
}

static void
sort_columns(Sum *sum)
{
	for (int i = 1; i < sum->n; i++)
		for (int j = i; j > 0 && sum->column[j] < sum->column[j - 1]; j--)
		{
			int column = sum->column[j];
			int sign = sum->sign[j];

			sum->column[j] = sum->column[j - 1];
			sum->sign[j] = sum->sign[j - 1];
			sum->column[j - 1] = column;
			sum->sign[j - 1] = sign;
		}
}

/* smallest step of values, so that < becomes <= */
static int64
tick_of(const Sum *sum)
{
	int64 tick = 1;

	if (sum->unit != UNIT_CLOCK && sum->unit != UNIT_MOMENT && sum->unit != UNIT_MOMENT_TZ)
		return 1;
	for (int i = 0; i < sum->n; i++)
	{
		int32 typmod = sum->t->column[sum->column[i]].basetypmod;
		int64 own = 1;

		for (int digits = typmod; digits >= 0 && digits < 6; digits++)
			own *= 10;
		tick = i == 0 ? own : Min(tick, own);
	}
	return tick;
}

bool
rulelinear_read(const SourceTable *t, Node *condition, RuleLinear *result)
{
	static const char *const negations[][2] = {{"<", ">="}, {"<=", ">"}, {">", "<="}, {">=", "<"}, {"<>", "="}};
	Sum sum = {.t = t};
	NameData name;
	const char *comparison;
	bool not = IsA(condition, BoolExpr) && ((BoolExpr *) condition)->boolop == NOT_EXPR;
	OpExpr *op = not ? linitial(((BoolExpr *) condition)->args) : (OpExpr *) condition;
	int64 offset = 0;

	if (!IsA(op, OpExpr) || list_length(op->args) != 2)
		return false;
	operator_name(op->opno, &name);
	comparison = NameStr(name);
	for (int i = 0; not &&i < lengthof(negations); i++)
		if (strcmp(comparison, negations[i][0]) == 0)
		{
			comparison = negations[i][1];
			not = false;
		}
	if (not || strpbrk(comparison, "<=>") == NULL)
		return false;
	/* left - right is compared with 0 */
	if (!add_node(&sum, linitial(op->args), 1) || !add_node(&sum, lsecond(op->args), -1) || sum.n == 0
		|| (sum.unit == UNIT_CLOCK && sum.adds))
		return false;
	for (int i = 0; i < sum.nconstants; i++)
	{
		int64 raw;

		if (!constant_raw(&sum, sum.constant[i], &raw) || raw < -LARGEST || raw > LARGEST)
			return false;
		offset -= sum.constant_sign[i] * raw;
		if (offset < -LARGEST || offset > LARGEST)
			return false;
	}
	sort_columns(&sum);

	result->n = sum.n;
	memcpy(result->column, sum.column, sizeof(sum.column));
	memcpy(result->sign, sum.sign, sizeof(sum.sign));
	result->lo = PG_INT64_MIN;
	result->hi = PG_INT64_MAX;
	if (strcmp(comparison, "=") == 0)
		result->lo = result->hi = offset;
	else if (strcmp(comparison, "<=") == 0)
		result->hi = offset;
	else if (strcmp(comparison, ">=") == 0)
		result->lo = offset;
	else if (strcmp(comparison, "<") == 0)
		result->hi = offset - tick_of(&sum);
	else if (strcmp(comparison, ">") == 0)
		result->lo = offset + tick_of(&sum);
	else
		return false;
	if (result->sign[0] < 0)
	{
		int64 lo = result->hi == PG_INT64_MAX ? PG_INT64_MIN : -result->hi;
		int64 hi = result->lo == PG_INT64_MIN ? PG_INT64_MAX : -result->lo;

		for (int i = 0; i < result->n; i++)
			result->sign[i] = -result->sign[i];
		result->lo = lo;
		result->hi = hi;
	}
	return true;
}

bool
rulelinear_same(const RuleLinear *a, const RuleLinear *b)
{
	if (a->n != b->n)
		return false;
	for (int i = 0; i < a->n; i++)
		if (a->column[i] != b->column[i] || a->sign[i] != b->sign[i])
			return false;
	return true;
}
