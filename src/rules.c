/*-------------------------------------------------------------------------
 *
 * rules.c
 *	  What CHECKs over several columns and rules => say of a source's rows.
 *
 * Every condition is kept as text, for the rows that are made to be put to it.
 * Those that relate numbers, or NULLs, to each other shape the model as well
 * (rules_shape.c), so that hardly any row needs a repair: in a private model
 * the relation is public knowledge that costs no budget.
 *
 * CHECKs that call anything but immutable functions of pg_catalog are not
 * kept: whoever samples would run them.  Where the target has them, they are
 * evaluated there.
 *
 *-------------------------------------------------------------------------
 */
#include "rules.h"

#include "access/htup_details.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "constraint.h"
#include "ruleexpr.h"
#include "rules_parts.h"
#include "value.h"

/* conditions of one model; the core takes no more */
#define MOST_CHECKS 1024
/* characters of a rule, as the core stores them */
#define MOST_TEXT 65535

int
rules_column(const SourceTable *t, int attribute)
{
	for (int i = 0; i < t->ncolumns; i++)
		if (!t->column[i].hidden && t->column[i].attnum == attribute + 1)
			return i;
	return -1;
}

/* will the column's values be drawn, so that a condition can be met? */
static bool
is_drawn(const SourceTable *t, int attribute)
{
	int column = rules_column(t, attribute);

	return column >= 0
		   && (t->column[column].role == SYNTH_COLUMN_ATTRIBUTE || t->column[column].role == SYNTH_COLUMN_TEXT);
}

/* is it a parent that gives the column its values? */
static bool
is_given(const SourceTable *t, int attribute)
{
	int column = rules_column(t, attribute);

	return column >= 0 && t->column[column].role == SYNTH_COLUMN_REFERENCE;
}

/* does the edge give the column its values?  *copied: as a copy of what the parent says */
static bool
edge_gives(const SynthEdge *edge, int column, bool *copied)
{
	for (int i = 0; i < edge->ncolumns; i++)
		if (edge->column[i] == column)
			return true;
	for (int i = 0; i < edge->ncopies; i++)
	{
		if (edge->copy[i].column != column)
			continue;
		*copied = true;
		return true;
	}
	return false;
}

/* is everything that a rule speaks of said by one parent?  Its rows have to be made so: another parent is no cure */
static bool
is_of_parent(const SourceTable *t, List *attributes)
{
	for (int e = 0; e < t->nedges; e++)
	{
		bool all = true;
		bool copied = false;
		ListCell *lc;

		foreach(lc, attributes)
			all &= edge_gives(&t->edge[e], rules_column(t, lfirst_int(lc)), &copied);
		if (all && copied)
			return true;
	}
	return false;
}

static void
notice_left_to_parents(const SourceTable *t, const char *text)
{
	ereport(NOTICE, (errmsg("rule \"%s\" of \"%s\" is left to the parents that rows refer to", text, t->name)));
}

/* ---------------------------------------------------------------- conjuncts */

static NullTest *
null_test(Node *node)
{
	NullTest *test = (NullTest *) node;

	return IsA(node, NullTest) && !test->argisrow && IsA(test->arg, Var) ? test : NULL;
}

/* column of a NullTest, an index into t->column or -1 */
static int
tested_column(const SourceTable *t, const NullTest *test)
{
	return rules_column(t, ((Var *) test->arg)->varattno - 1);
}

static bool
is_operator(Oid operator, const char * name)
{
	HeapTuple tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(operator));
	bool found;

	if (!HeapTupleIsValid(tuple))
		return false;
	found = ((Form_pg_operator) GETSTRUCT(tuple))->oprnamespace == PG_CATALOG_NAMESPACE
			&& strcmp(NameStr(((Form_pg_operator) GETSTRUCT(tuple))->oprname), name) == 0;
	ReleaseSysCache(tuple);
	return found;
}

/* two tests that must agree, or disagree */
static bool
null_pair(const SourceTable *t, Node *left, Node *right, bool agree, RuleNulls *result)
{
	NullTest *a = null_test(left);
	NullTest *b = null_test(right);

	if (a == NULL || b == NULL || (a->nulltesttype == b->nulltesttype) != agree)
		return false;
	result->a = tested_column(t, a);
	result->b = tested_column(t, b);
	return result->a >= 0 && result->b >= 0 && result->a != result->b;
}

/* a IS NULL AND b IS NULL, or the same with IS NOT NULL: the kind of test, and the columns */
static bool
null_arm(const SourceTable *t, Node *node, NullTestType *kind, int column[2])
{
	NullTest *a;
	NullTest *b;

	if (!IsA(node, BoolExpr) || ((BoolExpr *) node)->boolop != AND_EXPR || list_length(((BoolExpr *) node)->args) != 2)
		return false;
	a = null_test(linitial(((BoolExpr *) node)->args));
	b = null_test(lsecond(((BoolExpr *) node)->args));
	if (a == NULL || b == NULL || a->nulltesttype != b->nulltesttype)
		return false;
	*kind = a->nulltesttype;
	column[0] = Min(tested_column(t, a), tested_column(t, b));
	column[1] = Max(tested_column(t, a), tested_column(t, b));
	return column[0] >= 0 && column[0] != column[1];
}

/* (a IS NULL) = (b IS NULL), in its several spellings */
static bool
read_nulls(const SourceTable *t, Node *node, RuleNulls *result)
{
	if (IsA(node, OpExpr) && list_length(((OpExpr *) node)->args) == 2)
	{
		OpExpr *op = (OpExpr *) node;
		bool agree = is_operator(op->opno, "=");

		return (agree || is_operator(op->opno, "<>"))
			   && null_pair(t, linitial(op->args), lsecond(op->args), agree, result);
	}
	if (IsA(node, BoolExpr) && ((BoolExpr *) node)->boolop == OR_EXPR && list_length(((BoolExpr *) node)->args) == 2)
	{
		NullTestType kind[2];
		int left[2];
		int right[2];

		if (!null_arm(t, linitial(((BoolExpr *) node)->args), &kind[0], left)
			|| !null_arm(t, lsecond(((BoolExpr *) node)->args), &kind[1], right) || kind[0] == kind[1]
			|| left[0] != right[0] || left[1] != right[1])
			return false;
		result->a = left[0];
		result->b = left[1];
		return true;
	}
	return false;
}

static void
read_conjuncts(const SourceTable *t, RuleWishes *wishes, Node *expr, const char *text, bool by_user)
{
	ListCell *lc;

	foreach(lc, ruleexpr_conjuncts(expr))
	{
		RuleLinear linear = {0};
		RuleNulls nulls = {0};

		if (rulelinear_read(t, lfirst(lc), &linear))
		{
			linear.text = pstrdup(text);
			linear.by_user = by_user;
			wishes->linear = lappend(wishes->linear, memcpy(palloc(sizeof linear), &linear, sizeof linear));
		}
		else if (read_nulls(t, lfirst(lc), &nulls))
		{
			nulls.text = pstrdup(text);
			wishes->nulls = lappend(wishes->nulls, memcpy(palloc(sizeof nulls), &nulls, sizeof nulls));
		}
	}
}

/* ---------------------------------------------------------------- conditions */

typedef struct Spelling
{
	Relation rel;
	Node *expr;
	char *text;
} Spelling;

/* the text, if it means the same when it is read again */
static void
spell(void *arg)
{
	Spelling *spelling = arg;
	char *text = ruleexpr_text(spelling->expr, spelling->rel);

	(void) ruleexpr_parse(text, RelationGetDescr(spelling->rel));
	spelling->text = text;
}

static void
keep_condition(RuleWishes *wishes, Relation rel, Node *expr, const char *name)
{
	MemoryContext context = CurrentMemoryContext;
	Spelling spelling = {rel, expr, NULL};
	SynthCheck *check;
	bool spelled = value_attempt(spell, &spelling);

	MemoryContextSwitchTo(context);
	if (!spelled || strlen(spelling.text) >= MOST_TEXT || list_length(wishes->checks) >= MOST_CHECKS)
		return;
	check = palloc0(sizeof *check);
	check->name = pstrdup(name);
	check->text = pstrdup(spelling.text);
	wishes->checks = lappend(wishes->checks, check);
}

static void
read_constraints(const SourceTable *t, Relation rel, RuleWishes *wishes)
{
	TupleConstr *constr = RelationGetDescr(rel)->constr;

	for (int i = 0; constr != NULL && i < constr->num_check; i++)
	{
		Node *expr = stringToNode(constr->check[i].ccbin);
		List *attributes = ruleexpr_attributes(expr);
		bool drawn = true;
		ListCell *lc;

		if (list_length(attributes) < 2 || !constraint_is_safe(expr))
			continue;
		fix_opfuncids(expr);
		foreach(lc, attributes)
			drawn &= lfirst_int(lc) >= 0 && is_drawn(t, lfirst_int(lc));
		read_conjuncts(t, wishes, expr, constr->check[i].ccname, false);
		if (drawn)
			keep_condition(wishes, rel, expr, constr->check[i].ccname);
	}
}

/* ---------------------------------------------------------------- rules of the user */

static void
check_columns(const SourceTable *t, const RuleExpr *rule)
{
	ListCell *lc;

	if (rule->attributes == NIL)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rule \"%s\" names no column", rule->text),
						errhint("A rule says what columns of a row have to do with each other.")));
	foreach(lc, rule->attributes)
	{
		int column = rules_column(t, lfirst_int(lc));

		if (column < 0 || (!is_drawn(t, lfirst_int(lc)) && !is_given(t, lfirst_int(lc))))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("column \"%s\" of rule \"%s\" is not modelled", column < 0 ? "?" : t->column[column].name,
							rule->text),
					 errhint(
						 "Run synth_plan() to see what becomes of each column; rules are about those that are drawn.")));
	}
}

typedef struct Folding
{
	Node *expr;
} Folding;

static void
fold(void *arg)
{
	Folding *folding = arg;

	folding->expr = eval_const_expressions(NULL, copyObject(folding->expr));
}

static void
refuse_never(const char *text)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("no row can meet rule \"%s\"", text),
					errhint("Check it against the columns' types, their constraints and the other rules.")));
}

static void
check_possible(const RuleExpr *rule)
{
	MemoryContext context = CurrentMemoryContext;
	Folding folding = {(Node *) rule->expr};
	bool folded = value_attempt(fold, &folding);

	MemoryContextSwitchTo(context);
	if (folded && IsA(folding.expr, Const)
		&& (((Const *) folding.expr)->constisnull || !DatumGetBool(((Const *) folding.expr)->constvalue)))
		refuse_never(rule->text);
}

static void
add_dependencies(const SourceTable *t, RuleWishes *wishes, const RuleExpr *rule)
{
	List *by = NIL;
	ListCell *lc;

	foreach(lc, rule->determinant)
		by = lappend_int(by, rules_column(t, lfirst_int(lc)));
	foreach(lc, rule->determined)
	{
		RuleDependency *dependency = palloc0(sizeof *dependency);

		/* a column decides itself */
		if (list_member_int(rule->determinant, lfirst_int(lc)))
			continue;
		dependency->column = rules_column(t, lfirst_int(lc));
		dependency->by = by;
		dependency->text = pstrdup(rule->text);
		wishes->dependencies = lappend(wishes->dependencies, dependency);
	}
}

static void
read_rule(const SourceTable *t, Relation rel, RuleWishes *wishes, const char *text)
{
	RuleExpr *rule;
	bool given = false;
	bool made = false;
	ListCell *lc;

	if (strlen(text) >= MOST_TEXT)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("a rule in \"rules\" is too long"),
						errhint("Cut it into several rules: all of them will hold.")));
	rule = ruleexpr_parse(text, RelationGetDescr(rel));
	check_columns(t, rule);
	foreach(lc, rule->attributes)
		given |= is_given(t, lfirst_int(lc));
	/* what is drawn of a text is its format or length, and rows that agree in that have nothing else in common */
	foreach(lc, rule->determinant)
		made |= t->column[rules_column(t, lfirst_int(lc))].role == SYNTH_COLUMN_TEXT;
	foreach(lc, rule->determined)
		made |= t->column[rules_column(t, lfirst_int(lc))].role == SYNTH_COLUMN_TEXT;
	if (rule->expr == NULL)
	{
		if (made)
			ereport(NOTICE,
					(errmsg("rule \"%s\" of \"%s\" is left out: its texts are made anew for each row", text, t->name)));
		else if (given)
			notice_left_to_parents(t, text);
		else
			add_dependencies(t, wishes, rule);
		return;
	}
	check_possible(rule);
	if (is_of_parent(t, rule->attributes))
	{
		notice_left_to_parents(t, text);
		return;
	}
	/* what parents give cannot be shaped, only tried */
	if (!given)
		read_conjuncts(t, wishes, (Node *) rule->expr, text, true);
	keep_condition(wishes, rel, (Node *) rule->expr, "");
}

static void
read_rules(const SourceTable *t, Relation rel, RuleWishes *wishes, ArrayType *rules)
{
	Datum *element;
	bool *isnull;
	int n;

	if (rules == NULL)
		return;
	deconstruct_array(rules, TEXTOID, -1, false, TYPALIGN_INT, &element, &isnull, &n);
	if (n > SYNTH_MAX_RULES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("\"rules\" has more than %d rules", SYNTH_MAX_RULES),
				 errhint("Join some of them with AND.")));
	for (int i = 0; i < n; i++)
	{
		if (isnull[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("\"rules\" must not contain NULL"),
							errhint("Write rules => '{\"a <= b\", \"code IS NULL OR cancelled\"}'.")));
		read_rule(t, rel, wishes, TextDatumGetCString(element[i]));
	}
}

void
rules_describe(SourceTable *t, Relation rel, const DescribeOptions *opt)
{
	RuleWishes wishes = {0};
	ListCell *lc;

	read_constraints(t, rel, &wishes);
	read_rules(t, rel, &wishes, opt->rules);
	rules_shape(t, opt, &wishes);
	t->check = palloc0(sizeof(SynthCheck) * (Size) Max(list_length(wishes.checks), 1));
	foreach(lc, wishes.checks)
		t->check[t->nchecks++] = *(SynthCheck *) lfirst(lc);
}
