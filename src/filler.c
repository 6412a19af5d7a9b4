/*-------------------------------------------------------------------------
 *
 * filler.c
 *	  What a column gets that no model says anything about.
 *
 * A sample reads no table, calls no sequence and runs nobody's code but the
 * CHECKs of the domains that its caller names by the row type, so of a column's
 * default only what is a constant is used: literals, and immutable
 * built-in functions of literals ('{}'::jsonb, '2000-01-01'::date).  nextval()
 * or now() give NULL here; INSERT with a column list, and synth_generate(),
 * leave such columns to the server.
 *
 *-------------------------------------------------------------------------
 */
#include "filler.h"

#include "access/htup_details.h"
#include "access/transam.h"
#include "access/tupdesc_details.h"
#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "value.h"

static bool
is_foreign_code(Oid function, void *context)
{
	return function >= FirstGenbkiObjectId;
}

/* anything that could run code which did not come with the server */
static bool
runs_foreign_code(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, CoerceToDomain) || IsA(node, NextValueExpr))
		return true;
	if (check_functions_in_node(node, is_foreign_code, context))
		return true;
	return expression_tree_walker(node, runs_foreign_code, context);
}

/* the stored expression of a default, or NULL */
static Node *
default_expression(TupleDesc desc, int attribute)
{
	AttrNumber attnum = (AttrNumber) (attribute + 1);

	if (desc->constr == NULL)
		return NULL;
	for (int i = 0; i < desc->constr->num_defval; i++)
		if (desc->constr->defval[i].adnum == attnum)
			return (Node *) stringToNode(desc->constr->defval[i].adbin);
	return NULL;
}

Filler
filler_default(TupleDesc desc, int attribute)
{
	Form_pg_attribute att = TupleDescAttr(desc, attribute);
	Filler fill = {(Datum) 0, true};
	Node *node;
	int16 typlen;
	bool typbyval;

	if (!att->atthasdef || att->attgenerated != '\0')
		return fill;
	node = default_expression(desc, attribute);
	/* the domain of the column is checked below, not by running it here */
	while (node != NULL && IsA(node, CoerceToDomain))
		node = (Node *) ((CoerceToDomain *) node)->arg;
	if (node == NULL || runs_foreign_code(node, NULL) || contain_mutable_functions(node))
		return fill;
	node = eval_const_expressions(NULL, node);
	if (!IsA(node, Const) || ((Const *) node)->constisnull)
		return fill;
	get_typlenbyval(((Const *) node)->consttype, &typlen, &typbyval);
	fill.value = datumCopy(((Const *) node)->constvalue, typbyval, typlen);
	fill.isnull = false;
	if (getBaseType(att->atttypid) != att->atttypid)
		domain_check(fill.value, false, att->atttypid, NULL, NULL);
	return fill;
}

/* NOT NULL of the domain or of one it is based on */
static bool
domain_not_null(Oid type)
{
	bool notnull = false;

	while (!notnull)
	{
		HeapTuple tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(type));
		Form_pg_type form;

		if (!HeapTupleIsValid(tuple))
			elog(ERROR, "cache lookup failed for type %u", type);
		form = (Form_pg_type) GETSTRUCT(tuple);
		if (form->typtype != TYPTYPE_DOMAIN)
		{
			ReleaseSysCache(tuple);
			break;
		}
		notnull = form->typnotnull;
		type = form->typbasetype;
		ReleaseSysCache(tuple);
	}
	return notnull;
}

Filler
filler_placeholder(TupleDesc desc, int attribute)
{
	Form_pg_attribute att = TupleDescAttr(desc, attribute);
	Filler fill = {(Datum) 0, true};
	char *text;
	ValueLabelIO io;

	if (!att->attnotnull && !domain_not_null(att->atttypid))
		return fill;
	fill = filler_default(desc, attribute);
	if (!fill.isnull)
		return fill;
	text = value_placeholder(att->atttypid, att->atttypmod);
	if (text == NULL)
		return fill;
	value_label_init(&io, att->atttypid, att->atttypmod);
	fill.value = value_from_label(&io, text);
	fill.isnull = false;
	return fill;
}
