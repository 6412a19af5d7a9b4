/*-------------------------------------------------------------------------
 *
 * ruleexpr.c
 *	  One rule: an expression over the columns of a row, parsed and checked.
 *
 * A rule is looked at three times.  The raw parse tree may hold only what a
 * scalar expression is made of, with unqualified functions and operators and
 * casts to built-in types and enums: turning a literal into any other type
 * runs its input function, which may end in the CHECK of a domain that anybody
 * wrote.  Then names are resolved, with search_path pinned to pg_catalog; last,
 * the functions that were found must be immutable ones of pg_catalog.
 *
 * "a, b -> c" is no SQL: columns on the left decide those on the right.
 *
 *-------------------------------------------------------------------------
 */
#include "ruleexpr.h"

#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_coerce.h"
#include "parser/parse_collate.h"
#include "parser/parse_expr.h"
#include "parser/parse_type.h"
#include "parser/parser.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

#include "constraint.h"
#include "rulename.h"

#define RULE_HINT                                                                                                    \
	"A rule is one condition on the columns of a row, such as 'elapsed = air + taxi', or a dependency 'a, b -> c'; " \
	"it may call immutable built-in functions only."

static int
pin_search_path(void)
{
	int level = NewGUCNestLevel();

	(void) set_config_option("search_path", "pg_catalog, pg_temp", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0,
							 false);
	return level;
}

/* positions in errors are those in the rule, not in the statement that we are called from */
static void
error_context(void *arg)
{
	int position = geterrposition();

	if (position > 0)
	{
		errposition(0);
		internalerrposition(position);
		internalerrquery((const char *) arg);
	}
	/* the parser speaks of CHECKs, and gives hints for statements; ours name the columns */
	if ((ERRCODE_TO_CATEGORY(geterrcode()) == ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION
		 || ERRCODE_TO_CATEGORY(geterrcode()) == ERRCODE_FEATURE_NOT_SUPPORTED)
		&& geterrcode() != ERRCODE_UNDEFINED_COLUMN)
		errhint("%s", RULE_HINT);
	errcontext("rule \"%s\"", (const char *) arg);
}

static void refuse(const char *what) __attribute__((noreturn));
static void
refuse(const char *what)
{
	ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("%s in a rule", what), errhint("%s", RULE_HINT)));
	pg_unreachable();
}

/* the names of a function or an operator: bare, or of pg_catalog */
static void
check_name(List *names)
{
	if (list_length(names) == 1 || (list_length(names) == 2 && strcmp(strVal(linitial(names)), "pg_catalog") == 0))
		return;
	refuse("functions and operators of other schemas than pg_catalog cannot be used");
}

/* a built-in type or an enum, or an array of them */
static void
check_type(const TypeName *name)
{
	Oid type = typenameTypeId(NULL, name);
	Oid element = get_element_type(type);
	HeapTuple tuple;
	bool fine;

	if (OidIsValid(element))
		type = element;
	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(type));
	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for type %u", type);
	fine = ((Form_pg_type) GETSTRUCT(tuple))->typtype == TYPTYPE_ENUM
		   || (((Form_pg_type) GETSTRUCT(tuple))->typnamespace == PG_CATALOG_NAMESPACE
			   && ((Form_pg_type) GETSTRUCT(tuple))->typtype == TYPTYPE_BASE);
	ReleaseSysCache(tuple);
	if (!fine)
		refuse("casts to other types than built-in ones and enums cannot be used");
}

static void
check_call(const FuncCall *call)
{
	check_name(call->funcname);
	if (call->agg_order != NIL || call->agg_filter != NULL || call->agg_within_group || call->agg_star
		|| call->agg_distinct || call->over != NULL)
		refuse("aggregates and window functions cannot be used");
}

/* what a rule may be made of, before any name in it has been looked up */
static bool
raw_walker(Node *node, void *context)
{
	if (node == NULL)
		return false;
	switch (nodeTag(node))
	{
		case T_A_Expr:
			check_name(((A_Expr *) node)->name);
			break;
		case T_FuncCall:
			check_call((FuncCall *) node);
			break;
		case T_TypeCast:
			check_type(((TypeCast *) node)->typeName);
			return raw_walker(((TypeCast *) node)->arg, context);
		case T_List:
		case T_A_Const:
		case T_ColumnRef:
		case T_A_ArrayExpr:
		case T_BoolExpr:
		case T_NullTest:
		case T_BooleanTest:
		case T_CaseExpr:
		case T_CaseWhen:
		case T_CoalesceExpr:
		case T_MinMaxExpr:
		case T_RowExpr:
		case T_CollateClause:
			break;
		case T_SubLink:
			refuse("subqueries cannot be used");
		case T_ParamRef:
			refuse("parameters cannot be used");
		case T_SQLValueFunction:
			refuse("functions that are not immutable cannot be used");
		default:
			refuse("only operators and functions of columns and constants can be used");
	}
	return raw_expression_tree_walker(node, raw_walker, context);
}

/* the one expression that the text is */
static Node *
parse_raw(const char *text)
{
	List *parsed = raw_parser(text, RAW_PARSE_PLPGSQL_EXPR);
	SelectStmt *select = NULL;
	ResTarget *target = NULL;

	if (list_length(parsed) == 1 && IsA(((RawStmt *) linitial(parsed))->stmt, SelectStmt))
		select = (SelectStmt *) ((RawStmt *) linitial(parsed))->stmt;
	if (select != NULL && list_length(select->targetList) == 1 && IsA(linitial(select->targetList), ResTarget))
		target = linitial(select->targetList);
	if (target == NULL || target->name != NULL || target->indirection != NIL || select->distinctClause != NIL
		|| select->intoClause != NULL || select->fromClause != NIL || select->whereClause != NULL
		|| select->groupClause != NIL || select->havingClause != NULL || select->windowClause != NIL
		|| select->valuesLists != NIL || select->sortClause != NIL || select->limitOffset != NULL
		|| select->limitCount != NULL || select->lockingClause != NIL || select->withClause != NULL
		|| select->op != SETOP_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_SYNTAX_ERROR), errmsg("a rule must be one expression"), errhint("%s", RULE_HINT)));
	(void) raw_walker(target->val, NULL);
	return target->val;
}

/* a bare name: a column */
static Node *
resolve_column(ParseState *pstate, ColumnRef *ref, Node *var)
{
	TupleDesc desc = pstate->p_ref_hook_state;
	Form_pg_attribute att;
	Var *column;
	int at;

	if (list_length(ref->fields) != 1 || !IsA(linitial(ref->fields), String))
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("columns in a rule must be bare names"),
						errhint("%s", RULE_HINT), parser_errposition(pstate, ref->location)));
	at = rulename_find(desc, strVal(linitial(ref->fields)));
	if (at < 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("column \"%s\" in a rule does not exist", strVal(linitial(ref->fields))),
				 errhint("The columns are %s.", rulename_list(desc)), parser_errposition(pstate, ref->location)));
	att = TupleDescAttr(desc, at);
	column = makeVar(1, (AttrNumber) (at + 1), att->atttypid, att->atttypmod, att->attcollation, 0);
	column->location = ref->location;
	return (Node *) column;
}

static Expr *
parse_condition(const char *text, TupleDesc desc)
{
	int level = pin_search_path();
	ParseState *pstate = make_parsestate(NULL);
	Node *raw;
	Node *expr;

	pstate->p_sourcetext = text;
	pstate->p_post_columnref_hook = resolve_column;
	pstate->p_ref_hook_state = desc;
	raw = parse_raw(text);
	expr = transformExpr(pstate, raw, EXPR_KIND_CHECK_CONSTRAINT);
	if (exprType(expr) == UNKNOWNOID)
		expr = coerce_to_boolean(pstate, expr, "RULE");
	if (exprType(expr) != BOOLOID || expression_returns_set(expr))
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("a rule must be boolean, not %s", format_type_be(exprType(expr))), errhint("%s", RULE_HINT)));
	assign_expr_collations(pstate, expr);
	if (!constraint_is_safe(expr))
		refuse("functions other than immutable ones of pg_catalog cannot be used");
	fix_opfuncids(expr);
	free_parsestate(pstate);
	AtEOXact_GUC(true, level);
	return (Expr *) expr;
}

/* attribute numbers of names that must be columns */
static List *
resolve_names(List *names, TupleDesc desc)
{
	List *attributes = NIL;
	ListCell *lc;

	foreach(lc, names)
	{
		int at = rulename_find(desc, lfirst(lc));

		if (at < 0)
			ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
							errmsg("column \"%s\" in a rule does not exist", (char *) lfirst(lc)),
							errhint("The columns are %s.", rulename_list(desc))));
		attributes = list_append_unique_int(attributes, at);
	}
	return attributes;
}

RuleExpr *
ruleexpr_parse(const char *text, TupleDesc desc)
{
	RuleExpr *rule = palloc0(sizeof *rule);
	ErrorContextCallback callback = {.callback = error_context, .arg = unconstify(char *, text)};
	List *left;
	List *right;

	callback.previous = error_context_stack;
	error_context_stack = &callback;
	rule->text = text;
	if (rulename_dependency(text, &left, &right))
	{
		rule->determinant = resolve_names(left, desc);
		rule->determined = resolve_names(right, desc);
		rule->attributes = list_concat_unique_int(list_copy(rule->determinant), rule->determined);
		list_sort(rule->attributes, list_int_cmp);
	}
	else
	{
		rule->expr = parse_condition(text, desc);
		rule->attributes = ruleexpr_attributes((Node *) rule->expr);
	}
	error_context_stack = callback.previous;
	return rule;
}

static bool
missing_walker(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, ColumnRef))
	{
		List *fields = ((ColumnRef *) node)->fields;

		return list_length(fields) == 1 && IsA(linitial(fields), String)
			   && rulename_find(context, strVal(linitial(fields))) < 0;
	}
	if (IsA(node, TypeCast))
		return missing_walker(((TypeCast *) node)->arg, context);
	return raw_expression_tree_walker(node, missing_walker, context);
}

bool
ruleexpr_applies(const char *text, TupleDesc desc)
{
	ErrorContextCallback callback = {.callback = error_context, .arg = unconstify(char *, text)};
	bool applies;
	int level;

	callback.previous = error_context_stack;
	error_context_stack = &callback;
	level = pin_search_path();
	applies = !missing_walker(parse_raw(text), desc);
	AtEOXact_GUC(true, level);
	error_context_stack = callback.previous;
	return applies;
}

/* constants of types of our own become bare literals, which the column beside them gives a type again */
static Node *
bare_constants(Node *node, void *context)
{
	if (node == NULL)
		return NULL;
	if (IsA(node, Const) && !((Const *) node)->constisnull)
	{
		Const *constant = (Const *) node;
		Oid element = get_element_type(constant->consttype);
		Oid output;
		bool varlena;

		if (get_typtype(OidIsValid(element) ? element : constant->consttype) != TYPTYPE_ENUM)
			return copyObject(node);
		getTypeOutputInfo(constant->consttype, &output, &varlena);
		return (Node *) makeConst(UNKNOWNOID, -1, InvalidOid, -2,
								  CStringGetDatum(OidOutputFunctionCall(output, constant->constvalue)), false, false);
	}
	return expression_tree_mutator(node, bare_constants, context);
}

char *
ruleexpr_text(Node *expr, Relation rel)
{
	int level = pin_search_path();
	char *text;

	expr = eval_const_expressions(NULL, copyObject(expr));
	expr = bare_constants(expr, NULL);
	text = deparse_expression(expr, deparse_context_for(RelationGetRelationName(rel), RelationGetRelid(rel)), false,
							  false);
	AtEOXact_GUC(true, level);
	return text;
}

List *
ruleexpr_attributes(Node *expr)
{
	Bitmapset *columns = NULL;
	List *attributes = NIL;
	int member = -1;

	pull_varattnos(expr, 1, &columns);
	while ((member = bms_next_member(columns, member)) >= 0)
	{
		int attnum = member + FirstLowInvalidHeapAttributeNumber;

		attributes = list_append_unique_int(attributes, attnum > 0 ? attnum - 1 : -1);
	}
	bms_free(columns);
	return attributes;
}

static List *
add_conjuncts(List *pieces, Node *node, bool negated)
{
	if (node != NULL && IsA(node, List))
	{
		ListCell *lc;

		foreach(lc, (List *) node)
			pieces = add_conjuncts(pieces, lfirst(lc), negated);
		return pieces;
	}
	if (IsA(node, BoolExpr) && ((BoolExpr *) node)->boolop == NOT_EXPR)
	{
		Node *arg = linitial(((BoolExpr *) node)->args);

		if (IsA(arg, BoolExpr))
			return add_conjuncts(pieces, arg, !negated);
	}
	else if (IsA(node, BoolExpr) && ((BoolExpr *) node)->boolop == (negated ? OR_EXPR : AND_EXPR))
	{
		ListCell *lc;

		foreach(lc, ((BoolExpr *) node)->args)
			pieces = add_conjuncts(pieces, lfirst(lc), negated);
		return pieces;
	}
	return lappend(pieces, negated ? (Node *) makeBoolExpr(NOT_EXPR, list_make1(node), -1) : node);
}

List *
ruleexpr_conjuncts(Node *expr)
{
	return expr == NULL ? NIL : add_conjuncts(NIL, expr, false);
}
