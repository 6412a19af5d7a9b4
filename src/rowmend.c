/*-------------------------------------------------------------------------
 *
 * rowmend.c
 *	  What a CHECK that does not hold says about how to make it hold.
 *
 * Columns are often computed: a weekday from a date, a flag from what it
 * flags.  Drawing such a column again and again until it happens to be right
 * would be slow and sometimes hopeless, but the CHECK says what is right.  A
 * value is taken over only if the column's type holds it exactly; nothing here
 * raises an error that the CHECK itself would not raise.
 *
 *-------------------------------------------------------------------------
 */
#include "rowmend.h"

#include "catalog/pg_namespace.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "mb/pg_wchar.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "ruleexpr.h"
#include "value.h"

typedef struct Way
{
	int attribute;
	bool to_null;	  /* if `value` is true, or there is none; else the column gets its value */
	bool negated;	  /* of a boolean value */
	ExprState *value; /* NULL with to_null: always; otherwise `fixed` */
	bool fixed;
	Oid type; /* of the value */
	/* the column's */
	Oid base;
	int32 typmod;
	ValueForm form;
	int scale;
	bool byval;
	int16 length;
} Way;

typedef struct Search
{
	TupleDesc desc;
	const bool *may;
	List *ways;
} Search;

/* "=" or "<>" of pg_catalog */
static bool
is_equality(Oid operator, bool * negated)
{
	HeapTuple tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(operator));
	bool found = false;

	if (!HeapTupleIsValid(tuple))
		return false;
	if (((Form_pg_operator) GETSTRUCT(tuple))->oprnamespace == PG_CATALOG_NAMESPACE)
	{
		const char *name = NameStr(((Form_pg_operator) GETSTRUCT(tuple))->oprname);

		*negated = strcmp(name, "<>") == 0;
		found = *negated || strcmp(name, "=") == 0;
	}
	ReleaseSysCache(tuple);
	return found;
}

/* the column behind casts, NULL: something else */
static Var *
bare_column(Node *node)
{
	while (node != NULL)
	{
		if (IsA(node, RelabelType))
			node = (Node *) ((RelabelType *) node)->arg;
		else if (IsA(node, CoerceToDomain))
			node = (Node *) ((CoerceToDomain *) node)->arg;
		else if (IsA(node, FuncExpr) && list_length(((FuncExpr *) node)->args) == 1
				 && (((FuncExpr *) node)->funcformat == COERCE_IMPLICIT_CAST
					 || ((FuncExpr *) node)->funcformat == COERCE_EXPLICIT_CAST))
			node = linitial(((FuncExpr *) node)->args);
		else
			break;
	}
	return node != NULL && IsA(node, Var) && ((Var *) node)->varattno > 0 ? (Var *) node : NULL;
}

static Way *
add_way(Search *search, const Var *column, Node *value)
{
	int at = column->varattno - 1;
	Form_pg_attribute att = TupleDescAttr(search->desc, at);
	Way *way;

	if (!search->may[at] || att->attisdropped || (value != NULL && list_member_int(ruleexpr_attributes(value), at)))
		return NULL;
	way = palloc0(sizeof *way);
	way->attribute = at;
	way->typmod = att->atttypmod;
	way->base = getBaseTypeAndTypmod(att->atttypid, &way->typmod);
	way->form = value_form(way->base, way->typmod, &way->scale);
	get_typlenbyval(way->base, &way->length, &way->byval);
	if (value != NULL)
	{
		way->type = getBaseType(exprType(value));
		way->value = ExecInitExpr(expression_planner((Expr *) copyObject(value)), NULL);
	}
	search->ways = lappend(search->ways, way);
	return way;
}

static void
add_null(Search *search, const Var *column, Node *value, bool negated)
{
	Way *way;

	if (TupleDescAttr(search->desc, column->varattno - 1)->attnotnull)
		return;
	way = add_way(search, column, value);
	if (way == NULL)
		return;
	way->to_null = true;
	way->negated = negated;
}

/* one side says what the other is to be */
static void
ways_of_side(Search *search, Node *side, Node *other, bool negated)
{
	Var *column = bare_column(side);

	if (column != NULL && (!negated || exprType(other) == BOOLOID))
	{
		Way *way = add_way(search, column, other);

		if (way != NULL)
			way->negated = negated;
	}
	if (IsA(side, NullTest) && !((NullTest *) side)->argisrow && exprType(other) == BOOLOID)
	{
		column = bare_column((Node *) ((NullTest *) side)->arg);
		if (column != NULL)
			add_null(search, column, other, negated != (((NullTest *) side)->nulltesttype == IS_NOT_NULL));
	}
}

static void
ways_that_follow(Search *search, Node *node)
{
	bool negated = false;
	bool not = IsA(node, BoolExpr) && ((BoolExpr *) node)->boolop == NOT_EXPR;
	Node *inner = not ? linitial(((BoolExpr *) node)->args) : node;
	Var *column = bare_column(inner);

	if ((IsA(inner, OpExpr) || IsA(inner, DistinctExpr)) && list_length(((OpExpr *) inner)->args) == 2
		&& is_equality(((OpExpr *) inner)->opno, &negated))
	{
		Node *left = linitial(((OpExpr *) inner)->args);
		Node *right = lsecond(((OpExpr *) inner)->args);

		/* "is distinct" is the negation of its operator */
		negated = (negated != not ) != IsA(inner, DistinctExpr);
		ways_of_side(search, left, right, negated);
		ways_of_side(search, right, left, negated);
	}
	else if (column != NULL && exprType(inner) == BOOLOID)
	{
		Way *way = add_way(search, column, NULL);

		if (way != NULL)
		{
			way->type = BOOLOID;
			way->fixed = !not ;
		}
	}
	else if (IsA(inner, NullTest) && !((NullTest *) inner)->argisrow
			 && (((NullTest *) inner)->nulltesttype == IS_NULL) != not )
	{
		column = bare_column((Node *) ((NullTest *) inner)->arg);
		if (column != NULL)
			add_null(search, column, NULL, false);
	}
}

/* alternatives: the least drastic first, which is a NULL; then what makes an alternative true */
static void
ways_of_choice(Search *search, Node *node)
{
	List *columns;
	ListCell *lc;

	if (IsA(node, BoolExpr) && ((BoolExpr *) node)->boolop == OR_EXPR)
	{
		foreach(lc, ((BoolExpr *) node)->args)
		{
			if (!IsA(lfirst(lc), BoolExpr) || ((BoolExpr *) lfirst(lc))->boolop == NOT_EXPR)
				ways_that_follow(search, lfirst(lc));
		}
	}
	/* a comparison with NULL is NULL, and passes */
	columns = pull_var_clause(node, 0);
	foreach(lc, columns)
	{
		if (((Var *) lfirst(lc))->varattno > 0)
			add_null(search, lfirst(lc), NULL, false);
	}
}

List *
rowmend_ways(Node *expr, TupleDesc desc, const bool *may, bool weak)
{
	Search search = {desc, may, NIL};
	ListCell *lc;

	foreach(lc, ruleexpr_conjuncts(expr))
	{
		if (weak)
			ways_of_choice(&search, lfirst(lc));
		else
			ways_that_follow(&search, lfirst(lc));
	}
	return search.ways;
}

/* a value of the way's type as one of the column's; false if the column cannot hold it exactly */
static bool
convert(const Way *way, Datum value, Datum *result)
{
	int64 raw;

	if (way->type == BOOLOID && way->base == BOOLOID)
	{
		*result = BoolGetDatum(DatumGetBool(value) != way->negated);
		return true;
	}
	if (way->negated)
		return false;
	if (way->form != VALUE_LABEL && way->form != VALUE_NONE)
	{
		int64 lo;
		int64 hi;
		bool specials[3];

		value_range(way->form, way->typmod, &lo, &hi, specials);
		if (!value_constant_to_raw(way->form, way->scale, way->type, value, &raw) || raw < lo || raw > hi)
			return false;
		*result = value_from_raw(way->form, way->scale, way->typmod, raw);
		return true;
	}
	if (value_is_text(way->base) && value_is_text(way->type))
	{
		int most = value_max_chars(way->base, way->typmod);

		if (way->base == BPCHAROID && most > 0 && way->type != BPCHAROID)
			return false;
		if (most > 0 && pg_mbstrlen(TextDatumGetCString(value)) > most)
			return false;
	}
	else if (way->type != way->base)
		return false;
	*result = datumCopy(value, way->byval, way->length);
	return true;
}

static bool
apply(const Way *way, ExprContext *econtext, TupleTableSlot *row)
{
	bool isnull = false;
	Datum value = BoolGetDatum(way->fixed);
	Datum result;

	if (way->value != NULL)
		value = ExecEvalExpr(way->value, econtext, &isnull);
	if (way->to_null)
	{
		if (row->tts_isnull[way->attribute] || (way->value != NULL && (isnull || DatumGetBool(value) == way->negated)))
			return false;
		row->tts_isnull[way->attribute] = true;
		row->tts_values[way->attribute] = (Datum) 0;
		return true;
	}
	if (isnull || !convert(way, value, &result))
		return false;
	row->tts_isnull[way->attribute] = false;
	row->tts_values[way->attribute] = result;
	return true;
}

bool
rowmend_try(List *ways, ExprState *state, ExprContext *econtext, TupleTableSlot *row)
{
	ListCell *lc;

	econtext->ecxt_scantuple = row;
	foreach(lc, ways)
	{
		const Way *way = lfirst(lc);
		Datum value = row->tts_values[way->attribute];
		bool isnull = row->tts_isnull[way->attribute];

		if (apply(way, econtext, row) && ExecCheck(state, econtext))
			return true;
		row->tts_values[way->attribute] = value;
		row->tts_isnull[way->attribute] = isnull;
	}
	return false;
}
