/*-------------------------------------------------------------------------
 *
 * region.c
 *	  Which values a CHECK expression allows: an interval, or a list.
 *
 * The expression is walked as a tree of AND, OR and NOT over comparisons of
 * the value with constants, after PostgreSQL has folded its constants.  AND
 * intersects, OR takes the hull (or the union of two lists), NOT is pushed to
 * the leaves.  What is not understood counts as everything, so a region is
 * never smaller than what the constraint allows.
 *
 * The end of an interval is found by bisection over the raw values with the
 * comparison itself as the oracle: that is exact for every type, cross-type
 * comparisons, exclusive ends and declared precisions included, because
 * value_from_raw() is monotone, and takes at most 64 calls.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "catalog/pg_namespace.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "constraint.h"

typedef enum Comparison
{
	REGION_NONE,
	REGION_EQ,
	REGION_NE,
	REGION_LT,
	REGION_LE,
	REGION_GT,
	REGION_GE
} Comparison;

/* of a built-in operator; by name, which no server version has ever changed */
static Comparison
comparison_of(Oid operator)
{
	static const struct
	{
		const char *name;
		Comparison comparison;
	} known[] = {
		{"=", REGION_EQ}, {"<>", REGION_NE}, {"<", REGION_LT}, {"<=", REGION_LE}, {">", REGION_GT}, {">=", REGION_GE},
	};
	HeapTuple tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(operator));
	Form_pg_operator form;
	Comparison comparison = REGION_NONE;
	int i;

	if (!HeapTupleIsValid(tuple))
		return REGION_NONE;
	form = (Form_pg_operator) GETSTRUCT(tuple);
	for (i = 0; i < lengthof(known) && form->oprnamespace == PG_CATALOG_NAMESPACE; i++)
	{
		if (strcmp(NameStr(form->oprname), known[i].name) == 0)
			comparison = known[i].comparison;
	}
	ReleaseSysCache(tuple);
	return comparison;
}

static Comparison
negate(Comparison c)
{
	static const Comparison negated[] = {REGION_NONE, REGION_NE, REGION_EQ, REGION_GE, REGION_GT, REGION_LE, REGION_LT};

	return negated[c];
}

static Comparison
commute(Comparison c)
{
	static const Comparison commuted[] = {REGION_NONE, REGION_EQ, REGION_NE, REGION_GT,
										  REGION_GE,   REGION_LT, REGION_LE};

	return commuted[c];
}

Region
region_everything(const ColumnConstraint *c)
{
	Region r = {false, false, c->lo, c->hi, false, NIL};

	return r;
}

/* no value at all (but NULL) */
static Region
region_nothing(const ColumnConstraint *c)
{
	Region r = {true, true, PG_INT64_MAX, PG_INT64_MIN, true, NIL};

	return r;
}

static bool
has_label(List *labels, const char *label)
{
	ListCell *cell;

	foreach(cell, labels)
	{
		if (strcmp((char *) lfirst(cell), label) == 0)
			return true;
	}
	return false;
}

Region
region_intersect(Region a, Region b)
{
	Region r;
	ListCell *cell;

	r.lo = Max(a.lo, b.lo);
	r.hi = Min(a.hi, b.hi);
	r.lo_known = a.lo_known || b.lo_known;
	r.hi_known = a.hi_known || b.hi_known;
	r.finite = a.finite || b.finite;
	r.labels = a.finite ? a.labels : b.labels;
	if (a.finite && b.finite)
	{
		r.labels = NIL;
		foreach(cell, a.labels)
		{
			if (has_label(b.labels, (char *) lfirst(cell)))
				r.labels = lappend(r.labels, lfirst(cell));
		}
	}
	return r;
}

static Region
region_union(Region a, Region b)
{
	Region r;
	ListCell *cell;

	r.lo = Min(a.lo, b.lo);
	r.hi = Max(a.hi, b.hi);
	r.lo_known = a.lo_known && b.lo_known;
	r.hi_known = a.hi_known && b.hi_known;
	r.finite = a.finite && b.finite;
	r.labels = NIL;
	if (r.finite)
	{
		r.labels = list_copy(a.labels);
		foreach(cell, b.labels)
		{
			if (!has_label(r.labels, (char *) lfirst(cell)))
				r.labels = lappend(r.labels, lfirst(cell));
		}
	}
	return r;
}

/* numbers in the order of PostgreSQL's implicit casts, 0 for other types */
static int
number_rank(Oid type)
{
	switch (type)
	{
		case INT2OID:
			return 1;
		case INT4OID:
			return 2;
		case INT8OID:
			return 3;
		case NUMERICOID:
			return 4;
		case FLOAT4OID:
			return 5;
		case FLOAT8OID:
			return 6;
		default:
			return 0;
	}
}

static bool
is_text(Oid type)
{
	return type == TEXTOID || type == VARCHAROID || type == BPCHAROID || type == NAMEOID || type == CHAROID;
}

/*
 * Is the node the value, or the value through casts that keep its order (for
 * numbers and times) or its text (for the rest)?  A narrowing cast does
 * neither.
 */
static bool
is_value(const ColumnConstraint *c, Node *node)
{
	for (;;)
	{
		Node *arg = NULL;
		Oid from;
		Oid to;

		if (node == NULL)
			return false;
		if (IsA(node, CoerceToDomainValue))
			return true;
		if (IsA(node, RelabelType))
		{
			node = (Node *) ((RelabelType *) node)->arg;
			continue;
		}
		if (IsA(node, FuncExpr) && list_length(((FuncExpr *) node)->args) == 1
			&& (((FuncExpr *) node)->funcformat == COERCE_IMPLICIT_CAST
				|| ((FuncExpr *) node)->funcformat == COERCE_EXPLICIT_CAST))
			arg = (Node *) linitial(((FuncExpr *) node)->args);
		else if (IsA(node, CoerceViaIO) && c->form == VALUE_LABEL)
			arg = (Node *) ((CoerceViaIO *) node)->arg;
		if (arg == NULL)
			return false;
		from = getBaseType(exprType(arg));
		to = exprType(node);
		if (c->form == VALUE_LABEL)
		{
			if (!is_text(to))
				return false;
		}
		else if (number_rank(from) == 0 || number_rank(from) >= number_rank(to))
			return false;
		node = arg;
	}
}

/* the region's own label of a constant; NULL if the type cannot hold it */
static char *
constant_label(const ColumnConstraint *c, Oid type, Datum constant, int64 *raw)
{
	ValueLabelIO io;
	ValueLabelIO own;
	Datum value;

	value_label_init(&own, c->basetype, c->basetypmod);
	if (c->form != VALUE_LABEL)
	{
		if (!value_constant_to_raw(c->form, c->scale, type, constant, raw))
			return NULL;
		value = value_from_raw(c->form, c->scale, c->basetypmod, *raw);
		return value_to_label(&own, value);
	}
	value_label_init(&io, type, -1);
	/* through text, so that char(n) is padded and varchar(n) refuses what is too long */
	if (!value_try_label(&own, value_to_label(&io, constant), &value))
		return NULL;
	return value_to_label(&own, value);
}

/* { constants } */
static Region
region_list(const ColumnConstraint *c, Oid type, const Datum *constant, int n)
{
	Region r = region_nothing(c);
	int i;

	/* a constant of a foreign type is no label of ours: not understood */
	if (c->form != VALUE_LABEL && type != c->basetype && (number_rank(type) == 0 || number_rank(c->basetype) == 0))
		return region_everything(c);
	if (n > CONSTRAINT_MAX_LABELS)
		return region_everything(c);
	for (i = 0; i < n; i++)
	{
		int64 raw = 0;
		char *label = constant_label(c, type, constant[i], &raw);

		if (label == NULL)
		{
			/* NaN and the infinities are values, but no points: not a list for us */
			if (c->form != VALUE_LABEL)
				return region_everything(c);
			continue;
		}
		r.lo = Min(r.lo, raw);
		r.hi = Max(r.hi, raw);
		if (!has_label(r.labels, label))
			r.labels = lappend(r.labels, label);
	}
	return r;
}

/* does the comparison hold at a raw value? */
static bool
holds_at(ColumnConstraint *c, ExprState *state, bool negated, int64 raw)
{
	bool isnull;
	Datum result;

	c->econtext->domainValue_datum = value_from_raw(c->form, c->scale, c->basetypmod, raw);
	c->econtext->domainValue_isNull = false;
	result = ExecEvalExprSwitchContext(state, c->econtext, &isnull);
	ResetExprContext(c->econtext);
	return isnull || DatumGetBool(result) != negated;
}

/* the value that a raw value stands for, as a raw value: declared precision applied */
static int64
canonical(const ColumnConstraint *c, int64 raw)
{
	return value_to_raw(c->form, c->scale, value_from_raw(c->form, c->scale, c->basetypmod, raw));
}

/* all that is on one side of a constant */
static Region
region_side(ColumnConstraint *c, Expr *leaf, bool negated, bool below)
{
	Region r = region_everything(c);
	ExprState *state = ExecInitExpr(leaf, NULL);
	int64 good = below ? c->lo : c->hi;
	int64 bad = below ? c->hi : c->lo;

	if (!holds_at(c, state, negated, good))
		return region_nothing(c);
	if (holds_at(c, state, negated, bad))
		good = bad;
	/* invariant: holds at good, not at bad; distances as unsigned, they may exceed int64 */
	while (below ? (uint64) bad - (uint64) good > 1 : (uint64) good - (uint64) bad > 1)
	{
		int64 middle;

		if (good == bad)
			break;
		if (below)
			middle = (int64) ((uint64) good + ((uint64) bad - (uint64) good) / 2);
		else
			middle = (int64) ((uint64) bad + ((uint64) good - (uint64) bad) / 2);
		if (holds_at(c, state, negated, middle))
			good = middle;
		else
			bad = middle;
	}
	if (below)
	{
		r.hi = canonical(c, good);
		r.hi_known = true;
	}
	else
	{
		r.lo = canonical(c, good);
		r.lo_known = true;
	}
	return r;
}

static Region
region_of_comparison(ColumnConstraint *c, OpExpr *op, bool negated)
{
	Comparison comparison = comparison_of(op->opno);
	Node *left;
	Node *right;
	Const *constant;

	if (comparison == REGION_NONE || list_length(op->args) != 2)
		return region_everything(c);
	left = (Node *) linitial(op->args);
	right = (Node *) lsecond(op->args);
	if (IsA(left, Const))
	{
		Node *swap = left;

		left = right;
		right = swap;
		comparison = commute(comparison);
	}
	/* a comparison with NULL is NULL, and NULL passes */
	if (!IsA(right, Const) || ((Const *) right)->constisnull || !is_value(c, left))
		return region_everything(c);
	constant = (Const *) right;
	switch (negated ? negate(comparison) : comparison)
	{
		case REGION_EQ:
			return region_list(c, constant->consttype, &constant->constvalue, 1);
		case REGION_LT:
		case REGION_LE:
			if (c->form != VALUE_LABEL)
				return region_side(c, (Expr *) op, negated, true);
			break;
		case REGION_GT:
		case REGION_GE:
			if (c->form != VALUE_LABEL)
				return region_side(c, (Expr *) op, negated, false);
			break;
		default:
			break;
	}
	return region_everything(c);
}

/* value = ANY (array), NOT (value <> ALL (array)) */
static Region
region_of_array(ColumnConstraint *c, ScalarArrayOpExpr *op, bool negated)
{
	Comparison comparison = comparison_of(op->opno);
	Node *right = (Node *) lsecond(op->args);
	ArrayType *array;
	int16 length;
	bool byval;
	char align;
	Datum *element;
	bool *isnull;
	int n;
	int i;

	if (negated ? (comparison != REGION_NE || op->useOr) : (comparison != REGION_EQ || !op->useOr))
		return region_everything(c);
	if (!IsA(right, Const) || ((Const *) right)->constisnull || !is_value(c, (Node *) linitial(op->args)))
		return region_everything(c);
	array = DatumGetArrayTypeP(((Const *) right)->constvalue);
	get_typlenbyvalalign(ARR_ELEMTYPE(array), &length, &byval, &align);
	deconstruct_array(array, ARR_ELEMTYPE(array), length, byval, align, &element, &isnull, &n);
	for (i = 0; i < n; i++)
	{
		/* x IN (1, NULL) is never false, so it allows everything */
		if (isnull[i])
			return region_everything(c);
	}
	return region_list(c, ARR_ELEMTYPE(array), element, n);
}

static Region
region_of_node(ColumnConstraint *c, Node *node, bool negated)
{
	if (IsA(node, BoolExpr))
	{
		BoolExpr *expr = (BoolExpr *) node;
		bool intersect = (expr->boolop == AND_EXPR) != negated;
		Region r;
		ListCell *cell;

		if (expr->boolop == NOT_EXPR)
			return region_of_node(c, (Node *) linitial(expr->args), !negated);
		r = intersect ? region_everything(c) : region_nothing(c);
		foreach(cell, expr->args)
		{
			Region arm = region_of_node(c, (Node *) lfirst(cell), negated);

			r = intersect ? region_intersect(r, arm) : region_union(r, arm);
		}
		return r;
	}
	if (IsA(node, OpExpr))
		return region_of_comparison(c, (OpExpr *) node, negated);
	if (IsA(node, ScalarArrayOpExpr))
		return region_of_array(c, (ScalarArrayOpExpr *) node, negated);
	if (IsA(node, NullTest) && is_value(c, (Node *) ((NullTest *) node)->arg))
		return (((NullTest *) node)->nulltesttype == IS_NULL) != negated ? region_nothing(c) : region_everything(c);
	return region_everything(c);
}

Region
region_of_constraint(ColumnConstraint *c, Expr *expr)
{
	return region_of_node(c, (Node *) expr, false);
}
