/*-------------------------------------------------------------------------
 *
 * undo_rows.c
 *	  Which rows of a table are those of a batch, as a condition in SQL.
 *
 * By what the record kept of their keys: runs of integers; for other types
 * the index of the first key, from which the seed makes all of them again;
 * the rows of a public table by the keys that its model holds.  A table whose
 * rows have no key of ours (one that links two others) is known by its
 * references to rows of the batch.  Nothing here is guessed: synth_undo()
 * compares the numbers of rows, and refuses if they differ.
 *
 *-------------------------------------------------------------------------
 */
#include "undo_rows.h"

#include "access/tupdesc.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/queryenvironment.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"

#include "catalog.h"
#include "generate_schema.h"
#include "key.h"
#include "public_rows.h"
#include "sourcejoin.h"
#include "target.h"

#define KEYS_NAME "synth_keys"

static char *
undo_keys_name(const UndoTable *t)
{
	return psprintf(KEYS_NAME "_%d", t->number);
}

/* a store that the statements can read, with columns of the keys' types */
static TupleDesc
undo_keys_desc(const UndoTable *t)
{
	TupleDesc desc = CreateTemplateTupleDesc(list_length(t->keys));
	AttrNumber n = 0;
	ListCell *lc;

	foreach(lc, t->keys)
	{
		Form_pg_attribute att = TupleDescAttr(RelationGetDescr(t->rel), lfirst_int(lc));

		TupleDescInitEntry(desc, ++n, NameStr(att->attname), att->atttypid, att->atttypmod, 0);
		TupleDescInitEntryCollation(desc, n, att->attcollation);
	}
	return desc;
}

static void
undo_register_keys(UndoTable *t, TupleDesc desc, Tuplestorestate *store)
{
	EphemeralNamedRelation rows = palloc0(sizeof *rows);

	rows->md.name = undo_keys_name(t);
	rows->md.reliddesc = InvalidOid;
	rows->md.tupdesc = desc;
	rows->md.enrtype = ENR_NAMED_TUPLESTORE;
	rows->md.enrtuples = (double) tuplestore_tuple_count(store);
	rows->reldata = store;
	if (SPI_register_relation(rows) != SPI_OK_REL_REGISTER)
		elog(ERROR, "could not register the keys");
	t->by = UNDO_KEYS;
}

/*
 * Keys that are no integers are made in order of their indexes, apart from
 * those that the table held then.  If the last one is where it would be
 * without any of these, there were none.
 */
static void
undo_make_keys(UndoTable *t, AttrNumber attnum)
{
	const BatchPart *p = t->part;
	Form_pg_attribute att = TupleDescAttr(RelationGetDescr(t->rel), attnum - 1);
	int64 seed = p->scale > 0 ? schema_table_seed(p->seed, p->target_name) : p->seed;
	KeyMaker *maker = key_new(p->key_column, att->atttypid, att->atttypmod, seed);
	Tuplestorestate *store;
	TupleDesc desc;

	if (maker != NULL)
		key_collate(maker, att->attcollation);
	if (maker == NULL || p->first_key == NULL || p->last_key == NULL || p->rows_made < 1
		|| strcmp(key_text(maker, p->key_start), p->first_key) != 0
		|| strcmp(key_text(maker, p->key_start + p->rows_made - 1), p->last_key) != 0)
	{
		t->unknown = "its keys cannot be made again";
		return;
	}
	t->keys = list_make1_int(attnum - 1);
	desc = undo_keys_desc(t);
	store = tuplestore_begin_heap(true, false, work_mem);
	for (int64 i = 0; i < p->rows_made; i++)
	{
		Datum key = key_make(maker, p->key_start + i);
		bool isnull = false;

		CHECK_FOR_INTERRUPTS();
		tuplestore_putvalues(store, desc, &key, &isnull);
		if (!att->attbyval)
			pfree(DatumGetPointer(key));
	}
	undo_register_keys(t, desc, store);
}

/* columns of the primary key, or of no key at all */
static List *
undo_primary_key(const UndoTable *t)
{
	Bitmapset *columns = RelationGetIndexAttrBitmap(t->rel, INDEX_ATTR_BITMAP_PRIMARY_KEY);
	List *keys = NIL;
	int at = -1;

	while ((at = bms_next_member(columns, at)) >= 0)
		keys = lappend_int(keys, at + FirstLowInvalidHeapAttributeNumber - 1);
	return keys;
}

static void
undo_public_keys(UndoTable *t, const SynthModel *model)
{
	TupleDesc target = RelationGetDescr(t->rel);
	PublicRows *rows = public_rows_open(model, target);
	Datum *values = palloc0(sizeof(Datum) * (Size) Max(target->natts, 1));
	bool *isnull = palloc0(sizeof(bool) * (Size) Max(target->natts, 1));
	Tuplestorestate *store;
	TupleDesc desc;
	ListCell *lc;

	if (t->part->rows_inserted < public_rows_count(rows))
	{
		t->kept = true;
		return;
	}
	t->keys = undo_primary_key(t);
	foreach(lc, t->keys)
		if (!public_rows_fills(rows, lfirst_int(lc)))
			t->keys = NIL;
	if (t->keys == NIL)
	{
		t->unknown = "it has no primary key";
		return;
	}
	desc = undo_keys_desc(t);
	store = tuplestore_begin_heap(true, false, work_mem);
	while (public_rows_next(rows, values, isnull))
	{
		int n = 0;

		foreach(lc, t->keys)
		{
			values[n] = values[lfirst_int(lc)];
			isnull[n++] = isnull[lfirst_int(lc)];
		}
		tuplestore_putvalues(store, desc, values, isnull);
	}
	undo_register_keys(t, desc, store);
}

static void
undo_by_keys(UndoTable *t)
{
	const BatchPart *p = t->part;
	AttrNumber attnum = p->key_column != NULL ? get_attnum(RelationGetRelid(t->rel), p->key_column) : 0;
	CatalogModel *row;

	if (attnum > 0 && p->nruns > 0)
	{
		t->keys = list_make1_int(attnum - 1);
		t->by = UNDO_RUNS;
		return;
	}
	if (attnum > 0)
	{
		undo_make_keys(t, attnum);
		return;
	}
	t->unknown = "its rows have no generated key";
	row = catalog_find(p->model);
	if (row == NULL || !catalog_may_use(row))
		return;
	row = catalog_load(p->model, CATALOG_SAMPLE);
	if (row->model->method == SYNTH_METHOD_PUBLIC)
		undo_public_keys(t, row->model);
}

static UndoTable *
undo_table_of(List *tables, Oid relid)
{
	ListCell *lc;

	foreach(lc, tables)
		if (RelationGetRelid(((UndoTable *) lfirst(lc))->rel) == relid)
			return lfirst(lc);
	return NULL;
}

/* all references to known rows at once: the more, the fewer rows of others meet them */
static bool
undo_by_references(List *tables, UndoTable *t)
{
	ListCell *lc;

	foreach(lc, t->graph->table[0].edges)
	{
		const GraphEdge *e = lfirst(lc);
		UndoTable *parent = undo_table_of(tables, e->parent_relid);
		UndoReference *r;

		if (e->nullable || parent == NULL || parent == t || parent->by == UNDO_UNKNOWN || parent->kept)
			continue;
		r = palloc(sizeof *r);
		r->edge = e;
		r->parent = parent;
		t->references = lappend(t->references, r);
	}
	if (t->references == NIL)
		return false;
	t->by = UNDO_REFERENCES;
	return true;
}

void
undo_find_rows(List *tables)
{
	ListCell *lc;
	bool found = true;

	foreach(lc, tables)
		undo_by_keys(lfirst(lc));
	/* a table that is known by its references may make others known */
	while (found)
	{
		found = false;
		foreach(lc, tables)
		{
			UndoTable *t = lfirst(lc);

			if (t->by == UNDO_UNKNOWN && !t->kept)
				found |= undo_by_references(tables, t);
		}
	}
}

static char *
undo_column(const UndoTable *t, const char *alias, int attribute)
{
	return psprintf("%s.%s", alias,
					quote_identifier(NameStr(TupleDescAttr(RelationGetDescr(t->rel), attribute)->attname)));
}

/* the ends let an index be used, the multirange sorts out the gaps */
static void
undo_append_runs(StringInfo s, const UndoTable *t, const char *alias)
{
	const BatchPart *p = t->part;
	char *key = undo_column(t, alias, linitial_int(t->keys));

	appendStringInfo(s,
					 "%s OPERATOR(pg_catalog.>=) '" INT64_FORMAT "'::pg_catalog.int8 AND"
					 " %s OPERATOR(pg_catalog.<=) '" INT64_FORMAT "'::pg_catalog.int8",
					 key, p->run[0].first, key, p->run[p->nruns - 1].last);
	if (p->nruns == 1)
		return;
	appendStringInfo(s, " AND %s::pg_catalog.int8 OPERATOR(pg_catalog.<@) '{", key);
	for (int i = 0; i < p->nruns; i++)
		appendStringInfo(s, "%s[" INT64_FORMAT "," INT64_FORMAT "]", i > 0 ? "," : "", p->run[i].first, p->run[i].last);
	appendStringInfoString(s, "}'::pg_catalog.int8multirange");
}

static void
undo_append_keys(StringInfo s, const UndoTable *t, const char *alias)
{
	ListCell *lc;

	appendStringInfo(s, "EXISTS (SELECT FROM %s k WHERE true", undo_keys_name(t));
	foreach(lc, t->keys)
	{
		Form_pg_attribute att = TupleDescAttr(RelationGetDescr(t->rel), lfirst_int(lc));
		Oid equal = lookup_type_cache(att->atttypid, TYPECACHE_EQ_OPR)->eq_opr;

		appendStringInfo(s, " AND k.%s %s %s", quote_identifier(NameStr(att->attname)), sourcejoin_operator(equal),
						 undo_column(t, alias, lfirst_int(lc)));
	}
	appendStringInfoChar(s, ')');
}

char *
undo_join(const GraphEdge *e, const char *parent_alias, Oid parent, const char *child_alias, Oid child)
{
	return sourcejoin_match(parent_alias, child_alias, child, e);
}

static void
undo_append_references(StringInfo s, const UndoTable *t, const char *alias)
{
	ListCell *lc;

	foreach(lc, t->references)
	{
		const UndoReference *r = lfirst(lc);
		char *inner = psprintf("p%d", r->parent->number);

		appendStringInfo(s, "%sEXISTS (SELECT FROM %s %s WHERE %s AND %s)",
						 lc != list_head(t->references) ? " AND " : "", target_name(r->parent->rel), inner,
						 undo_join(r->edge, inner, RelationGetRelid(r->parent->rel), alias, RelationGetRelid(t->rel)),
						 undo_condition(r->parent, inner));
	}
}

char *
undo_condition(const UndoTable *t, const char *alias)
{
	StringInfoData s;

	check_stack_depth();
	initStringInfo(&s);
	appendStringInfoChar(&s, '(');
	switch (t->by)
	{
		case UNDO_RUNS:
			undo_append_runs(&s, t, alias);
			break;
		case UNDO_KEYS:
			undo_append_keys(&s, t, alias);
			break;
		case UNDO_REFERENCES:
			undo_append_references(&s, t, alias);
			break;
		case UNDO_UNKNOWN:
			elog(ERROR, "rows of a batch are not known");
	}
	appendStringInfoChar(&s, ')');
	return s.data;
}
