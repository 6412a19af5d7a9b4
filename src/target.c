/*-------------------------------------------------------------------------
 *
 * target.c
 *	  The table that synth_generate() writes to, and the keys it holds.
 *
 * Everything that is read here is read as the invoker by a schema-qualified
 * query, so rights and row security of the target apply; keys hidden by row
 * security may still collide, which the target's own index then reports.
 *
 * Integer keys continue after the largest one.  Other keys and composite keys
 * are loaded into the maker's sets, whose memory is limited by
 * maintenance_work_mem.
 *
 *-------------------------------------------------------------------------
 */
#include "target.h"

#include "access/table.h"
#include "catalog/namespace.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/syscache.h"

#include "keyalloc.h"
#include "ledger.h"
#include "value.h"

/* keys fetched at a time */
#define FETCH_ROWS 4096

Relation
target_open(Oid relid)
{
	char relkind = get_rel_relkind(relid);

	if (relkind == '\0')
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("target of synth_generate does not exist"),
						errhint("Write the target as 'schema.table'.")));
	if (relkind != RELKIND_RELATION && relkind != RELKIND_PARTITIONED_TABLE && relkind != RELKIND_VIEW
		&& relkind != RELKIND_FOREIGN_TABLE)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE), errmsg("cannot insert rows into \"%s\"", get_rel_name(relid)),
				 errhint("Use a table, a foreign table or an updatable view as target.")));
	if (pg_class_aclcheck(relid, GetUserId(), ACL_INSERT) != ACLCHECK_OK
		&& pg_attribute_aclcheck_all(relid, GetUserId(), ACL_INSERT, ACLMASK_ANY) != ACLCHECK_OK)
		aclcheck_error(ACLCHECK_NO_PRIV, get_relkind_objtype(relkind), get_rel_name(relid));
	return table_open(relid, RowExclusiveLock);
}

char *
target_name(Relation rel)
{
	return quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)), RelationGetRelationName(rel));
}

/* do the rows of a relation live in one of these tables? */
static bool
shares_root(Oid relid, List *roots)
{
	bool simple;
	ListCell *lc;

	if (!OidIsValid(relid) || get_rel_relkind(relid) == '\0')
		return false;
	foreach(lc, ledger_roots(relid, &simple))
		if (list_member_oid(roots, lfirst_oid(lc)))
			return true;
	return false;
}

void
target_refuse_source(const CatalogModel *model, Oid relid)
{
	bool simple;
	List *roots = ledger_roots(relid, &simple);
	Oid namespace = get_namespace_oid(model->source_schema, true);
	Oid named = InvalidOid;

	if (OidIsValid(namespace))
		named = get_relname_relid(model->source_name, namespace);
	if (!shares_root(model->source_oid, roots) && !shares_root(named, roots))
		return;
	ereport(
		ERROR,
		(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
		 errmsg("target \"%s\" is the source of model \"%s\", or shares its rows", get_rel_name(relid), model->name),
		 errhint(
			 "Synthetic rows would mix with real ones. Give another table, or \"into_source => true\" if that is what you want.")));
}

static bool
may_read(Relation rel, int attribute)
{
	return pg_class_aclcheck(RelationGetRelid(rel), GetUserId(), ACL_SELECT) == ACLCHECK_OK
		   || pg_attribute_aclcheck(RelationGetRelid(rel), (AttrNumber) (attribute + 1), GetUserId(), ACL_SELECT)
				  == ACLCHECK_OK;
}

static bool
may_read_all(Relation rel, List *attributes)
{
	ListCell *lc;

	foreach(lc, attributes)
		if (!may_read(rel, lfirst_int(lc)))
			return false;
	return true;
}

static void
refuse_unreadable(Relation rel)
{
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("permission denied to read the keys of \"%s\"", RelationGetRelationName(rel)),
			 errhint(
				 "Ask for SELECT on its key columns, or give \"key_start =>\" so that existing keys need not be read.")));
}

static const char *
column_identifier(Relation rel, int attribute)
{
	return quote_identifier(NameStr(TupleDescAttr(RelationGetDescr(rel), attribute)->attname));
}

int64
target_next_key(Relation rel, const RowMaker *maker)
{
	int64 next = 1;
	ListCell *lc;

	foreach(lc, rowmaker_keys(maker))
	{
		int attribute = lfirst_int(lc);
		char *query;
		Datum largest;
		bool isnull;

		if (!rowmaker_key_is_integer(maker, attribute) || keyalloc_has_sequence(maker, attribute))
			continue;
		if (!may_read(rel, attribute))
			refuse_unreadable(rel);
		query = psprintf("SELECT pg_catalog.max(k.%s)::pg_catalog.numeric FROM %s k", column_identifier(rel, attribute),
						 target_name(rel));
		if (SPI_execute(query, false, 1) != SPI_OK_SELECT || SPI_processed != 1)
			elog(ERROR, "could not read the largest key");
		largest = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);
		if (!isnull)
		{
			/* a numeric key may have a fraction; one that bigint cannot hold is an error */
			largest = DirectFunctionCall1(numeric_floor, largest);
			next = Max(next, DatumGetInt64(DirectFunctionCall1(numeric_int8, largest)));
			if (next == PG_INT64_MAX)
				ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
								errmsg("keys of \"%s\" run out", RelationGetRelationName(rel)),
								errhint("Give \"key_start =>\" where there is room.")));
			next++;
		}
		SPI_freetuptable(SPI_tuptable);
	}
	return next;
}

/* calls take(maker, number, values, isnull) for each row of these columns */
static void
scan_columns(Relation rel, List *attributes, RowMaker *maker, int number,
			 void (*take)(RowMaker *maker, int number, const Datum *values, const bool *isnull))
{
	int n = list_length(attributes);
	Datum *values = palloc(sizeof(Datum) * (Size) n);
	bool *isnull = palloc(sizeof(bool) * (Size) n);
	StringInfoData query;
	ListCell *lc;
	Portal portal;
	/* texts of the keys, a batch at a time: the target may have very many rows */
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "synth keys read", ALLOCSET_DEFAULT_SIZES);

	initStringInfo(&query);
	foreach(lc, attributes)
		appendStringInfo(&query, "%s k.%s", query.len > 0 ? "," : "SELECT", column_identifier(rel, lfirst_int(lc)));
	appendStringInfo(&query, " FROM %s k", target_name(rel));
	portal = SPI_cursor_open_with_args(NULL, query.data, 0, NULL, NULL, NULL, false, 0);
	for (;;)
	{
		MemoryContext old;
		int level;

		CHECK_FOR_INTERRUPTS();
		SPI_cursor_fetch(portal, true, FETCH_ROWS);
		if (SPI_processed == 0)
			break;
		level = value_label_begin();
		old = MemoryContextSwitchTo(scratch);
		for (uint64 i = 0; i < SPI_processed; i++)
		{
			for (int c = 0; c < n; c++)
				values[c] = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, c + 1, &isnull[c]);
			take(maker, number, values, isnull);
		}
		MemoryContextSwitchTo(old);
		MemoryContextReset(scratch);
		value_label_end(level);
		SPI_freetuptable(SPI_tuptable);
	}
	SPI_freetuptable(SPI_tuptable);
	SPI_cursor_close(portal);
	MemoryContextDelete(scratch);
}

static void
take_key(RowMaker *maker, int attribute, const Datum *values, const bool *isnull)
{
	if (!isnull[0])
		rowmaker_key_taken(maker, attribute, values[0]);
}

static void
take_text(RowMaker *maker, int attribute, const Datum *values, const bool *isnull)
{
	if (!isnull[0])
		rowmaker_text_taken(maker, attribute, values[0]);
}

void
target_load_keys(Relation rel, RowMaker *maker, bool lenient)
{
	ListCell *lc;

	keyalloc_load_taken(maker, rel);
	foreach(lc, rowmaker_keys(maker))
	{
		int attribute = lfirst_int(lc);

		/* integers start after the largest */
		if (rowmaker_key_is_integer(maker, attribute))
			continue;
		if (may_read(rel, attribute))
			scan_columns(rel, list_make1_int(attribute), maker, attribute, take_key);
		else if (!lenient)
			refuse_unreadable(rel);
	}
	foreach(lc, rowmaker_texts(maker))
	{
		int attribute = lfirst_int(lc);

		if (may_read(rel, attribute))
			scan_columns(rel, list_make1_int(attribute), maker, attribute, take_text);
		else if (!lenient)
			refuse_unreadable(rel);
	}
	for (int k = 0; k < rowmaker_uniques(maker); k++)
	{
		List *attributes = rowmaker_unique(maker, k);

		if (may_read_all(rel, attributes))
			scan_columns(rel, attributes, maker, k, rowmaker_unique_taken);
		else if (!lenient)
			refuse_unreadable(rel);
	}
}
