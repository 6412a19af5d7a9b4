/*-------------------------------------------------------------------------
 *
 * localcopy.c
 *	  constraints_from =>: a source described by an empty table of the same
 *	  columns.
 *
 * Servers that load no extensions are read through a foreign table, which has
 * neither keys nor CHECKs, and often plain types where the origin has enums
 * and domains.  An empty copy of the origin's table, made from its schema
 * dump, says all that; so the copy is described, and the source is scanned.
 * Columns go by name.  Where types differ a value is taken through its text
 * form; an error of that is an error of the scan.
 *
 *-------------------------------------------------------------------------
 */
#include "localcopy.h"

#include "access/relation.h"
#include "catalog/pg_class.h"
#include "lib/stringinfo.h"
#include "sourcejoin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

static void
check_columns(Relation table, Relation source)
{
	TupleDesc desc = RelationGetDescr(table);
	StringInfoData missing;

	initStringInfo(&missing);
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);

		if (att->attisdropped || att->attgenerated != '\0'
			|| get_attnum(RelationGetRelid(source), NameStr(att->attname)) > 0)
			continue;
		appendStringInfo(&missing, "%s\"%s\"", missing.len > 0 ? ", " : "", NameStr(att->attname));
	}
	if (missing.len > 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("%s lacks columns of %s: %s", relation_quoted_name(RelationGetRelid(source)),
						relation_quoted_name(RelationGetRelid(table)), missing.data),
				 errhint(
					 "Import the foreign table anew, or name the table that it is a copy of by \"constraints_from =>\".")));
}

Relation
localcopy_open(Oid relid, Relation source)
{
	Relation table = try_relation_open(relid, AccessShareLock);

	if (table == NULL)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("relation with OID %u does not exist", relid),
						errhint("Name a table, as in constraints_from => 'local.patients'.")));
	if (table->rd_rel->relkind != RELKIND_RELATION && table->rd_rel->relkind != RELKIND_PARTITIONED_TABLE)
		ereport(ERROR, (errcode(ERRCODE_WRONG_OBJECT_TYPE),
						errmsg("\"%s\" in \"constraints_from\" is not a table", RelationGetRelationName(table)),
						errhint("Name a table, as in constraints_from => 'local.patients'.")));
	check_columns(table, source);
	return table;
}

void
localcopy_apply(SourceTable *t, Relation source)
{
	Oid relid = RelationGetRelid(source);
	bool casts = false;

	t->relid = relid;
	t->relkind = source->rd_rel->relkind;
	t->schema = get_namespace_name(RelationGetNamespace(source));
	t->name = pstrdup(RelationGetRelationName(source));
	for (int c = 0; c < t->ncolumns; c++)
	{
		SourceColumn *column = &t->column[c];
		AttrNumber attnum = get_attnum(relid, column->name);
		Oid type;
		int32 typmod;
		Oid collation;

		if (attnum <= 0)
			continue; /* generated in the table, and left to the server */
		get_atttypetypmodcoll(relid, attnum, &type, &typmod, &collation);
		if (getBaseType(type) == column->basetypid)
			continue;
		column->expression = psprintf("CAST(CAST(%s.%s AS pg_catalog.text) AS %s)", SOURCEJOIN_SELF,
									  quote_identifier(column->name), column->type_text);
		casts = true;
	}
	if (casts && t->from == NULL)
		t->from = psprintf("%s AS %s", relation_quoted_name(relid), SOURCEJOIN_SELF);
}

void
localcopy_numbers(SourceTable *t)
{
	for (int c = 0; c < t->ncolumns; c++)
		if (!t->column[c].hidden)
			t->column[c].attnum = get_attnum(t->relid, t->column[c].name);
}
