/*-------------------------------------------------------------------------
 *
 * constraint.c
 *	  Collects the constraints of one column and evaluates them.
 *
 * Table CHECKs, the CHECKs of a domain and of the domains below it, and the
 * bounds of a partition are cut at their top-level ANDs; the pieces that see
 * nothing but this column are its conjuncts.  In each the column is replaced
 * by the node that domains use for their value, so that all kinds are
 * evaluated alike, without a tuple.
 *
 * The functions in a CHECK belong to whoever wrote the table, while we run
 * with the rights of whoever fits it.  So a conjunct is evaluated (constant
 * folding included) only if it holds nothing but immutable functions of
 * pg_catalog; the others remain as "unknown", which never makes a wrong claim
 * about what is allowed.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/partcache.h"
#include "utils/syscache.h"

#include "constraint.h"

static bool
unsafe_function(Oid function, void *context)
{
	/* reads the partitioned table, whatever its label says */
	if (function == F_SATISFIES_HASH_PARTITION)
		return true;
	/* labels of enums can be renamed, so these are called stable */
	if (function == F_ENUM_OUT || function == F_ENUM_IN)
		return false;
	return func_volatile(function) != PROVOLATILE_IMMUTABLE || get_func_namespace(function) != PG_CATALOG_NAMESPACE;
}

/* a list of what is harmless, not of what is not: new node types are refused */
static bool
unsafe_walker(Node *node, void *context)
{
	if (node == NULL)
		return false;
	switch (nodeTag(node))
	{
		case T_List:
		case T_Var:
		case T_Const:
		case T_CoerceToDomainValue:
		case T_OpExpr:
		case T_DistinctExpr:
		case T_NullIfExpr:
		case T_ScalarArrayOpExpr:
		case T_FuncExpr:
		case T_BoolExpr:
		case T_RelabelType:
		case T_CoerceViaIO:
		case T_ArrayCoerceExpr:
		case T_ArrayExpr:
		case T_NullTest:
		case T_BooleanTest:
		case T_CaseExpr:
		case T_CaseWhen:
		case T_CaseTestExpr:
		case T_CoalesceExpr:
		case T_MinMaxExpr:
		case T_RowCompareExpr:
			break;
		default:
			return true;
	}
	if (check_functions_in_node(node, unsafe_function, context))
		return true;
	return expression_tree_walker(node, unsafe_walker, context);
}

bool
constraint_is_safe(Node *expr)
{
	return !unsafe_walker(expr, NULL);
}

/* Var of the column -> the value under test */
static Node *
replace_column(Node *node, void *context)
{
	if (node == NULL)
		return NULL;
	if (IsA(node, Var))
	{
		Var *var = (Var *) node;
		CoerceToDomainValue *value = makeNode(CoerceToDomainValue);

		value->typeId = var->vartype;
		value->typeMod = var->vartypmod;
		value->collation = var->varcollid;
		value->location = -1;
		return (Node *) value;
	}
	return expression_tree_mutator(node, replace_column, context);
}

/* appends the AND-ed pieces of an expression */
static List *
flatten_and(List *pieces, Node *node)
{
	if (node != NULL && IsA(node, BoolExpr) && ((BoolExpr *) node)->boolop == AND_EXPR)
	{
		ListCell *cell;

		foreach(cell, ((BoolExpr *) node)->args)
			pieces = flatten_and(pieces, (Node *) lfirst(cell));
		return pieces;
	}
	if (node != NULL && IsA(node, List))
	{
		ListCell *cell;

		foreach(cell, (List *) node)
			pieces = flatten_and(pieces, (Node *) lfirst(cell));
		return pieces;
	}
	return node == NULL ? pieces : lappend(pieces, node);
}

/* appends the AND-ed pieces of a constraint as conjuncts; name may be NULL */
static List *
add_conjuncts(List *conjuncts, List *pieces, const char *name)
{
	ListCell *cell;

	foreach(cell, pieces)
	{
		Conjunct *conjunct = (Conjunct *) palloc0(sizeof(Conjunct));

		conjunct->expr = (Expr *) lfirst(cell);
		conjunct->name = name == NULL ? NULL : pstrdup(name);
		conjuncts = lappend(conjuncts, conjunct);
	}
	return conjuncts;
}

/* does the expression read this column and no other? */
static bool
reads_only(Node *node, AttrNumber attnum)
{
	Bitmapset *columns = NULL;
	int member;
	bool only;

	pull_varattnos(node, 1, &columns);
	only = bms_get_singleton_member(columns, &member) && member + FirstLowInvalidHeapAttributeNumber == attnum;
	bms_free(columns);
	return only;
}

/* CHECKs of the domain and of every domain below it; *notnull is set by any of them */
static List *
domain_conjuncts(List *conjuncts, Oid type, bool *notnull)
{
	while (OidIsValid(type))
	{
		HeapTuple typetup = SearchSysCache1(TYPEOID, ObjectIdGetDatum(type));
		Form_pg_type form;
		Relation catalog;
		ScanKeyData key;
		SysScanDesc scan;
		HeapTuple tuple;
		Oid base;

		if (!HeapTupleIsValid(typetup))
			elog(ERROR, "cache lookup failed for type %u", type);
		form = (Form_pg_type) GETSTRUCT(typetup);
		if (form->typtype != TYPTYPE_DOMAIN)
		{
			ReleaseSysCache(typetup);
			break;
		}
		*notnull |= form->typnotnull;
		base = form->typbasetype;
		ReleaseSysCache(typetup);

		catalog = table_open(ConstraintRelationId, AccessShareLock);
		ScanKeyInit(&key, Anum_pg_constraint_contypid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(type));
		scan = systable_beginscan(catalog, ConstraintTypidIndexId, true, NULL, 1, &key);
		while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		{
			bool isnull;
			Datum conbin;

			Form_pg_constraint constraint = (Form_pg_constraint) GETSTRUCT(tuple);

			if (constraint->contype != CONSTRAINT_CHECK)
				continue;
			conbin = heap_getattr(tuple, Anum_pg_constraint_conbin, RelationGetDescr(catalog), &isnull);
			if (!isnull)
				conjuncts = add_conjuncts(conjuncts, flatten_and(NIL, stringToNode(TextDatumGetCString(conbin))),
										  NameStr(constraint->conname));
		}
		systable_endscan(scan);
		table_close(catalog, AccessShareLock);
		type = base;
	}
	return conjuncts;
}

/* those of the pieces that read this column alone */
static List *
own_conjuncts(List *conjuncts, List *pieces, AttrNumber attnum, const char *name)
{
	List *own = NIL;
	ListCell *cell;

	foreach(cell, pieces)
	{
		Node *node = (Node *) lfirst(cell);

		if (reads_only(node, attnum))
			own = lappend(own, replace_column(node, NULL));
	}
	return add_conjuncts(conjuncts, own, name);
}

/* CHECKs of the table and bounds of the partition */
static List *
table_conjuncts(List *conjuncts, Relation rel, AttrNumber attnum)
{
	TupleConstr *constr = RelationGetDescr(rel)->constr;
	int i;

	for (i = 0; constr != NULL && i < constr->num_check; i++)
		conjuncts = own_conjuncts(conjuncts, flatten_and(NIL, stringToNode(constr->check[i].ccbin)), attnum,
								  constr->check[i].ccname);
	if (rel->rd_rel->relispartition)
		conjuncts = own_conjuncts(conjuncts, flatten_and(NIL, (Node *) copyObject(RelationGetPartitionQual(rel))),
								  attnum, NULL);
	return conjuncts;
}

/* false only if the conjunct is known to be false: NULL passes a CHECK */
static bool
conjunct_holds(ColumnConstraint *c, Conjunct *conjunct, Datum value, bool isnull)
{
	Datum result;
	bool unknown;

	c->econtext->domainValue_datum = value;
	c->econtext->domainValue_isNull = isnull;
	result = ExecEvalExprSwitchContext(conjunct->state, c->econtext, &unknown);
	ResetExprContext(c->econtext);
	return unknown || DatumGetBool(result);
}

typedef struct Trial
{
	ColumnConstraint *c;
	Conjunct *conjunct;
	Region region;
	Datum value;
	bool isnull;
	bool holds;
} Trial;

static void
try_conjunct(void *arg)
{
	Trial *trial = (Trial *) arg;

	trial->holds = conjunct_holds(trial->c, trial->conjunct, trial->value, trial->isnull);
}

/* folds constants, compiles, and learns what the conjunct allows */
static void
try_region(void *arg)
{
	Trial *trial = (Trial *) arg;
	Conjunct *conjunct = trial->conjunct;

	conjunct->expr = (Expr *) eval_const_expressions(NULL, (Node *) conjunct->expr);
	/* a negated operator comes without its function */
	fix_opfuncids((Node *) conjunct->expr);
	conjunct->state = ExecInitExpr(conjunct->expr, NULL);
	trial->region = region_of_constraint(trial->c, conjunct->expr);
}

bool
constraint_allows(ColumnConstraint *c, Datum value, bool isnull, bool unknown)
{
	ListCell *cell;

	foreach(cell, c->conjuncts)
	{
		Trial trial = {c, (Conjunct *) lfirst(cell)};
		bool holds = unknown;

		trial.value = value;
		trial.isnull = isnull;
		if (trial.conjunct->state != NULL && value_attempt(try_conjunct, &trial))
			holds = trial.holds;
		if (!holds)
			return false;
	}
	return true;
}

static int
compare_raw(const void *a, const void *b)
{
	int64 x = *(const int64 *) a;
	int64 y = *(const int64 *) b;

	return (x > y) - (x < y);
}

/*
 * The labels of a finite region that all conjuncts accept: the region alone
 * may be too large, because what is not understood counts as everything.
 */
static void
close_list(ColumnConstraint *c, List *labels)
{
	ValueLabelIO io;
	ListCell *cell;
	int64 *raw;
	int i;

	if (list_length(labels) > CONSTRAINT_MAX_LABELS)
		return;
	value_label_init(&io, c->basetype, c->basetypmod);
	c->label = (char **) palloc0(sizeof(char *) * (list_length(labels) + 1));
	foreach(cell, labels)
	{
		char *label = (char *) lfirst(cell);
		Datum value;

		if (strlen(label) <= VALUE_MAX_LABEL && value_try_label(&io, label, &value)
			&& constraint_allows(c, value, false, true))
			c->label[c->nlabels++] = label;
	}
	/* a list that leaves nothing is a constraint that we misunderstood, or a table without rows */
	c->closed = c->nlabels > 0;
	if (c->form == VALUE_LABEL || !c->closed)
		return;

	/* numbers and times in their own order, whatever the order in the CHECK */
	raw = (int64 *) palloc(sizeof(int64) * c->nlabels);
	for (i = 0; i < c->nlabels; i++)
		raw[i] = value_to_raw(c->form, c->scale, value_from_label(&io, c->label[i]));
	qsort(raw, c->nlabels, sizeof(int64), compare_raw);
	for (i = 0; i < c->nlabels; i++)
		c->label[i] = value_to_label(&io, value_from_raw(c->form, c->scale, c->basetypmod, raw[i]));
}

ColumnConstraint *
constraint_read(Relation rel, AttrNumber attnum, ValueForm form, int scale)
{
	Form_pg_attribute att = TupleDescAttr(RelationGetDescr(rel), attnum - 1);
	ColumnConstraint *c = (ColumnConstraint *) palloc0(sizeof(ColumnConstraint));
	static const int64 special[3] = {SYNTH_RAW_NEG_INF, SYNTH_RAW_POS_INF, SYNTH_RAW_NAN};
	ListCell *cell;
	Region region;
	int i;

	c->basetypmod = att->atttypmod;
	c->basetype = getBaseTypeAndTypmod(att->atttypid, &c->basetypmod);
	c->form = form;
	c->scale = scale;
	c->estate = CreateExecutorState();
	c->econtext = GetPerTupleExprContext(c->estate);
	if (form != VALUE_LABEL)
		value_range(form, c->basetypmod, &c->lo, &c->hi, c->specials);

	c->conjuncts = domain_conjuncts(NIL, att->atttypid, &c->forbids_null);
	c->conjuncts = table_conjuncts(c->conjuncts, rel, attnum);

	region = region_everything(c);
	foreach(cell, c->conjuncts)
	{
		Conjunct *conjunct = (Conjunct *) lfirst(cell);
		Trial trial = {c, conjunct};

		if (!constraint_is_safe((Node *) conjunct->expr))
			continue;
		if (!value_attempt(try_region, &trial))
		{
			conjunct->state = NULL;
			continue;
		}
		region = region_intersect(region, trial.region);
	}

	if (c->conjuncts != NIL && !constraint_allows(c, (Datum) 0, true, true))
		c->forbids_null = true;
	if (region.finite)
		close_list(c, region.labels);
	if (form == VALUE_LABEL || c->closed)
		return c;
	/* contradictory constraints allow no row: say nothing about the bounds then */
	if (region.lo <= region.hi)
	{
		c->lo_known = region.lo_known;
		c->hi_known = region.hi_known;
		c->lo = region.lo;
		c->hi = region.hi;
	}
	for (i = 0; i < 3; i++)
	{
		if (c->specials[i] && c->conjuncts != NIL)
			c->specials[i] = constraint_allows(c, value_from_raw(form, scale, c->basetypmod, special[i]), false, true);
	}
	return c;
}

void
constraint_free(ColumnConstraint *c)
{
	FreeExecutorState(c->estate);
	pfree(c);
}
