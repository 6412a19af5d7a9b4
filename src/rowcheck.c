/*-------------------------------------------------------------------------
 *
 * rowcheck.c
 *	  CHECKs and rules as conditions of made rows.
 *
 * The model's own come as texts, which are parsed and checked as if nobody had
 * done so before (ruleexpr.h): a model may have been imported.  Constraints of
 * its source are soft, since the target may not have them; rules are not.  The
 * target's
 * are what an INSERT would evaluate, with the same rights; there they may call
 * anything.  Those that the server alone can evaluate (over its own columns,
 * or over columns that it fills) are left to it.
 *
 *-------------------------------------------------------------------------
 */
#include "rowcondition.h"

#include "access/htup_details.h"
#include "executor/executor.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "rewrite/rewriteHandler.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "rowmend.h"
#include "rowrepair.h"
#include "rowtry.h"
#include "ruleexpr.h"

typedef struct Check
{
	RowCondition condition; /* first: the maker knows no more of us */
	Node *expr;
	ExprState *state;
	ExprContext *econtext;
	List *strict; /* ways to mend that follow, and that choose */
	List *weak;
	bool raises; /* it may, so it is evaluated with care; then the next three serve */
	MemoryContext context;
	TupleDesc desc;
	const bool *may_change;
} Check;

typedef struct CheckTask
{
	Check *check;
	List *ways; /* NIL: whether it holds */
	TupleTableSlot *row;
} CheckTask;

/* everything that evaluates; once more after an error, which leaves functions in the middle of things */
static void
prepare(Check *check)
{
	MemoryContext old;

	MemoryContextReset(check->context);
	old = MemoryContextSwitchTo(check->context);
	check->state = ExecInitExpr(expression_planner((Expr *) copyObject(check->expr)), NULL);
	check->econtext = CreateStandaloneExprContext();
	check->strict = rowmend_ways(check->expr, check->desc, check->may_change, false);
	check->weak = rowmend_ways(check->expr, check->desc, check->may_change, true);
	MemoryContextSwitchTo(old);
}

static bool
evaluate(void *arg)
{
	const CheckTask *task = arg;
	Check *check = task->check;
	bool result;

	if (task->ways != NIL)
		result = rowmend_try(task->ways, check->state, check->econtext, task->row);
	else
	{
		check->econtext->ecxt_scantuple = task->row;
		result = ExecCheck(check->state, check->econtext);
	}
	ResetExprContext(check->econtext);
	return result;
}

static bool
evaluate_with_care(Check *check, List *ways, TupleTableSlot *row)
{
	CheckTask task = {check, ways, row};
	bool raised;
	bool result;

	if (!check->raises)
		return evaluate(&task);
	result = rowtry(evaluate, &task, &raised);
	if (raised)
		prepare(check);
	return result;
}

static bool
check_holds(RowCondition *condition, TupleTableSlot *row)
{
	return evaluate_with_care((Check *) condition, NIL, row);
}

static bool
mend(Check *check, List *ways, TupleTableSlot *row)
{
	int n = row->tts_tupleDescriptor->natts;
	Datum *value;
	bool *isnull;
	bool mended;

	if (ways == NIL)
		return false;
	if (!check->raises)
		return evaluate_with_care(check, ways, row);
	/* what was tried when an error came stays in the row */
	value = palloc(sizeof(Datum) * (Size) Max(n, 1));
	isnull = palloc(sizeof(bool) * (Size) Max(n, 1));
	memcpy(value, row->tts_values, sizeof(Datum) * (Size) n);
	memcpy(isnull, row->tts_isnull, sizeof(bool) * (Size) n);
	mended = evaluate_with_care(check, ways, row);
	if (!mended)
	{
		memcpy(row->tts_values, value, sizeof(Datum) * (Size) n);
		memcpy(row->tts_isnull, isnull, sizeof(bool) * (Size) n);
	}
	pfree(value);
	pfree(isnull);
	return mended;
}

static bool
check_mend(RowCondition *condition, TupleTableSlot *row)
{
	return mend((Check *) condition, ((Check *) condition)->strict, row);
}

static bool
check_settle(RowCondition *condition, TupleTableSlot *row)
{
	return mend((Check *) condition, ((Check *) condition)->weak, row);
}

/* columns whose value may be replaced by another one: what is drawn, and is no key */
static bool *
may_change(const RowMaker *maker)
{
	bool *may = palloc0(sizeof(bool) * (Size) Max(maker->ncolumns, 1));

	for (int i = 0; i < maker->ncolumns; i++)
		may[i] = rowrepair_may_change(maker, i);
	return may;
}

static Check *
find_check(const RowMaker *maker, Node *expr)
{
	ListCell *lc;

	foreach(lc, maker->conditions)
	{
		Check *check = lfirst(lc);

		if (check->condition.holds == check_holds && equal(check->expr, expr))
			return check;
	}
	return NULL;
}

/* only conditions of this file come before those of this file, so the list may be searched */
static void
add_check(RowMaker *maker, Node *expr, TupleDesc desc, const char *name, bool is_constraint, bool soft)
{
	Check *check = find_check(maker, expr);

	if (check != NULL)
	{
		check->condition.soft &= soft;
		return;
	}
	check = palloc0(sizeof *check);
	check->expr = copyObject(expr);
	check->condition.name = pstrdup(name);
	check->condition.is_constraint = is_constraint;
	check->condition.attributes = ruleexpr_attributes(expr);
	check->condition.sqlstate = ERRCODE_CHECK_VIOLATION;
	check->condition.soft = soft;
	check->condition.holds = check_holds;
	check->raises = rowtry_may_raise(expr);
	check->context = AllocSetContextCreate(CurrentMemoryContext, "synth condition", ALLOCSET_SMALL_SIZES);
	check->desc = desc;
	check->may_change = may_change(maker);
	prepare(check);
	check->condition.mend = check->strict != NIL ? check_mend : NULL;
	check->condition.settle = check->weak != NIL ? check_settle : NULL;
	rowmaker_require(maker, &check->condition);
}

/* are all columns made here? */
static bool
is_made_here(const RowMaker *maker, List *attributes)
{
	ListCell *lc;

	foreach(lc, attributes)
	{
		if (lfirst_int(lc) < 0 || !rowmaker_fills(maker, lfirst_int(lc)))
			return false;
	}
	return attributes != NIL;
}

void
rowcheck_model(RowMaker *maker, const SynthModel *model, TupleDesc desc)
{
	for (int i = 0; i < model->nchecks; i++)
	{
		const SynthCheck *stored = &model->check[i];
		RuleExpr *rule;

		/* a target may lack columns of the model: nothing can be said of them then */
		if (!ruleexpr_applies(stored->text, desc))
			continue;
		rule = ruleexpr_parse(stored->text, desc);
		if (rule->expr != NULL && is_made_here(maker, rule->attributes))
			add_check(maker, (Node *) rule->expr, desc, stored->name[0] != '\0' ? stored->name : stored->text,
					  stored->name[0] != '\0', stored->name[0] != '\0');
	}
	rowdomain_require(maker);
}

typedef struct Expansion
{
	Relation rel;
	bool found;
} Expansion;

/* generated columns are what they are generated from */
static Node *
expand_generated(Node *node, void *context)
{
	Expansion *expansion = context;

	if (node == NULL)
		return NULL;
	if (IsA(node, Var) && ((Var *) node)->varattno > 0
		&& TupleDescAttr(RelationGetDescr(expansion->rel), ((Var *) node)->varattno - 1)->attgenerated != '\0')
	{
		expansion->found = true;
		return build_column_default(expansion->rel, ((Var *) node)->varattno);
	}
	return expression_tree_mutator(node, expand_generated, context);
}

/* NOT NULL columns for which the model may draw a NULL */
typedef struct NotNull
{
	RowCondition condition;
	int attribute;
} NotNull;

static bool
notnull_holds(RowCondition *condition, TupleTableSlot *row)
{
	return !row->tts_isnull[((NotNull *) condition)->attribute];
}

static bool
draws_null(const RowMaker *maker, const RowColumn *c)
{
	if ((c->kind != ROW_ATTRIBUTE && c->kind != ROW_TEXT) || c->attribute < 0)
		return false;
	return maker->model->attribute[c->attribute].null_code >= 0;
}

static void
require_not_null(RowMaker *maker, Relation rel)
{
	TupleDesc desc = RelationGetDescr(rel);

	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);
		NotNull *required;

		if (att->attisdropped || !att->attnotnull || !draws_null(maker, &maker->column[i]))
			continue;
		required = palloc0(sizeof *required);
		required->condition.name = psprintf("NOT NULL of column %s", NameStr(att->attname));
		required->condition.is_constraint = true;
		required->condition.attributes = list_make1_int(i);
		required->condition.sqlstate = ERRCODE_NOT_NULL_VIOLATION;
		required->condition.holds = notnull_holds;
		required->attribute = i;
		rowmaker_require(maker, &required->condition);
	}
}

/* a generated column can be computed, and is not NULL where it must not be */
static void
require_generated(RowMaker *maker, Relation rel)
{
	TupleDesc desc = RelationGetDescr(rel);

	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);
		NullTest *test;
		BooleanTest *known;

		if (att->attisdropped || att->attgenerated == '\0')
			continue;
		test = makeNode(NullTest);
		test->arg = (Expr *) build_column_default(rel, i + 1);
		test->nulltesttype = IS_NOT_NULL;
		test->location = -1;
		if (test->arg == NULL || (!att->attnotnull && !rowtry_may_raise((Node *) test->arg))
			|| !is_made_here(maker, ruleexpr_attributes((Node *) test->arg)))
			continue;
		/* true of whatever it is, unless that is an error */
		known = makeNode(BooleanTest);
		known->arg = (Expr *) test;
		known->booltesttype = IS_NOT_UNKNOWN;
		known->location = -1;
		fix_opfuncids((Node *) test);
		add_check(maker, att->attnotnull ? (Node *) test : (Node *) known, desc,
				  psprintf("GENERATED of column %s", NameStr(att->attname)), true, false);
	}
}

void
rowcheck_target(RowMaker *maker, Relation rel)
{
	TupleConstr *constr = RelationGetDescr(rel)->constr;

	require_not_null(maker, rel);
	require_generated(maker, rel);
	for (int i = 0; constr != NULL && i < constr->num_check; i++)
	{
		Node *expr = stringToNode(constr->check[i].ccbin);
		Expansion expansion = {rel, false};

		/* generated columns refer to no others of their kind */
		expr = expand_generated(expr, &expansion);
		fix_opfuncids(expr);
		if (is_made_here(maker, ruleexpr_attributes(expr)))
			add_check(maker, expr, RelationGetDescr(rel), constr->check[i].ccname, true, false);
	}
}
