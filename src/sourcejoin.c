/*-------------------------------------------------------------------------
 *
 * sourcejoin.c
 *	  What a fit reads beside its table: joined parents, hidden columns.
 *
 * A parent is joined by a LEFT JOIN over the foreign key's own equality
 * operators.  What a foreign key refers to is unique, so a row of the source
 * stays one row whatever is joined: that is what keeps one row's influence one
 * row's (privacy.md, sensitivity).  Names are quoted and qualified, so nobody's
 * search_path decides what is read.
 *
 *-------------------------------------------------------------------------
 */
#include "sourcejoin.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_operator.h"
#include "core/mutate.h"
#include "lib/stringinfo.h"
#include "parser/parse_coerce.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

/* a parent that was joined */
typedef struct SourceJoin
{
	Oid child; /* relation behind child_alias */
	const char *child_alias;
	const char *edge; /* constraint; together with the child its identity */
	char *alias;
} SourceJoin;

static char *
own_name(const SourceTable *t)
{
	return psprintf("%s AS %s", relation_quoted_name(t->relid), SOURCEJOIN_SELF);
}

void
sourcejoin_append(SourceTable *t, const char *join)
{
	t->from = psprintf("%s%s", t->from == NULL ? own_name(t) : t->from, join);
}

char *
sourcejoin_alias(SourceTable *t)
{
	return psprintf("j%d", ++t->naliases);
}

char *
sourcejoin_column(const char *alias, Oid relid, AttrNumber attnum)
{
	return psprintf("%s.%s", alias, quote_identifier(get_attname(relid, attnum, false)));
}

char *
sourcejoin_operator(Oid op)
{
	HeapTuple tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(op));
	Form_pg_operator form;
	char *result;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for operator %u", op);
	form = (Form_pg_operator) GETSTRUCT(tuple);
	/* an operator's name is made of symbols alone and is never quoted */
	result = psprintf("OPERATOR(%s.%s)", quote_identifier(get_namespace_name(form->oprnamespace)),
					  NameStr(form->oprname));
	ReleaseSysCache(tuple);
	return result;
}

/* a type without domains, for a cast: with its schema, and without a length that would cut */
static char *
type_sql(Oid type)
{
	return format_type_extended(type, -1, FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_FORCE_QUALIFY);
}

/* does the server take the child's value for one of the key's type before it compares? */
static bool
becomes_key(Oid child, const GraphEdge *e, int k, Oid *key)
{
	Oid own = getBaseType(get_atttype(child, e->child_attnum[k]));

	*key = getBaseType(get_atttype(e->parent_relid, e->parent_attnum[k]));
	return own != *key && can_coerce_type(1, &own, key, COERCION_IMPLICIT);
}

Oid
sourcejoin_key_type(Oid child, const GraphEdge *e, int k)
{
	Oid key;

	return becomes_key(child, e, k, &key) ? key : get_atttype(child, e->child_attnum[k]);
}

char *
sourcejoin_as_key(const char *alias, Oid child, const GraphEdge *e, int k)
{
	char *column = sourcejoin_column(alias, child, e->child_attnum[k]);
	Oid type;
	int32 typmod;
	Oid own;
	Oid key;
	HeapTuple tuple;
	Form_pg_collation form;
	char *result;

	/* different values of the child's type may be one of the key's: 'a' and 'a ' of character */
	if (becomes_key(child, e, k, &type))
		column = psprintf("CAST(%s AS %s)", column, type_sql(type));
	get_atttypetypmodcoll(child, e->child_attnum[k], &type, &typmod, &own);
	get_atttypetypmodcoll(e->parent_relid, e->parent_attnum[k], &type, &typmod, &key);
	if (own == key || !OidIsValid(own) || !OidIsValid(key))
		return column;
	tuple = SearchSysCache1(COLLOID, ObjectIdGetDatum(key));
	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for collation %u", key);
	form = (Form_pg_collation) GETSTRUCT(tuple);
	result = psprintf("(%s COLLATE %s)", column,
					  quote_qualified_identifier(get_namespace_name(form->collnamespace), NameStr(form->collname)));
	ReleaseSysCache(tuple);
	return result;
}

void
sourcejoin_equal(StringInfo sql, Oid child, const GraphEdge *e, int k, const char *parent_value,
				 const char *child_value)
{
	/* with casts to the types that the operator takes, as the server's own checks have: else the parser may choose another */
	generate_operator_clause(sql, parent_value, get_atttype(e->parent_relid, e->parent_attnum[k]), e->equal[k],
							 child_value, sourcejoin_key_type(child, e, k));
}

char *
sourcejoin_match(const char *parent_alias, const char *child_alias, Oid child, const GraphEdge *e)
{
	StringInfoData sql;

	initStringInfo(&sql);
	for (int k = 0; k < e->ncolumns; k++)
	{
		if (k > 0)
			appendStringInfoString(&sql, " AND ");
		sourcejoin_equal(&sql, child, e, k, sourcejoin_column(parent_alias, e->parent_relid, e->parent_attnum[k]),
						 sourcejoin_as_key(child_alias, child, e, k));
	}
	return sql.data;
}

/* a key is unique in its table, and not among the rows of tables that inherit from it */
static bool
has_heirs(Oid relid)
{
	return get_rel_relkind(relid) == RELKIND_RELATION && has_subclass(relid) && !SYNTH_BUG(HEIRS_JOINED);
}

char *
sourcejoin_parent(SourceTable *t, const Graph *g, const GraphEdge *e, const char *child_alias)
{
	Oid child = g->table[e->child].relid;
	SourceJoin *join;
	ListCell *cell;

	foreach(cell, t->joins)
	{
		join = (SourceJoin *) lfirst(cell);
		if (join->child == child && strcmp(join->child_alias, child_alias) == 0 && strcmp(join->edge, e->name) == 0)
			return join->alias;
	}

	join = palloc(sizeof(SourceJoin));
	join->child = child;
	join->child_alias = pstrdup(child_alias);
	join->edge = pstrdup(e->name);
	join->alias = sourcejoin_alias(t);
	t->joins = lappend(t->joins, join);
	t->reads = list_append_unique_oid(t->reads, e->parent_relid);

	sourcejoin_append(t, psprintf(" LEFT JOIN %s%s AS %s ON (%s)", has_heirs(e->parent_relid) ? "ONLY " : "",
								  relation_quoted_name(e->parent_relid), join->alias,
								  sourcejoin_match(join->alias, child_alias, child, e)));
	return join->alias;
}

int
sourcejoin_hidden(SourceTable *t, const char *name, const char *expression, Oid type, int32 typmod, Oid collation)
{
	SourceColumn col = {0};

	col.hidden = true;
	col.name = pstrdup(name);
	col.expression = pstrdup(expression);
	col.typid = type;
	col.typmod = typmod;
	col.basetypmod = typmod;
	col.basetypid = getBaseTypeAndTypmod(type, &col.basetypmod);
	col.collation = collation;
	col.type_text = "";
	col.form = value_form(col.basetypid, col.basetypmod, &col.scale);
	col.role = SYNTH_COLUMN_PLACEHOLDER;
	col.attribute = -1;
	col.bag = -1;
	/* whoever reads the source reads it by a query from now on */
	if (t->from == NULL)
		t->from = own_name(t);
	t->column = repalloc(t->column, (t->ncolumns + 1) * sizeof(SourceColumn));
	t->column[t->ncolumns] = col;
	return t->ncolumns++;
}
