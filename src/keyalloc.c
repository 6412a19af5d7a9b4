/*-------------------------------------------------------------------------
 *
 * keyalloc.c
 *	  Keys that the server would number, known before the rows are inserted.
 *
 * The values of a sequence are kept as runs (first, step, count): a sequence
 * that nobody else uses meanwhile gives a single one.
 *
 *-------------------------------------------------------------------------
 */
#include "keyalloc.h"

#include "access/table.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/sequence.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "rewrite/rewriteHandler.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

#include "relation.h"
#include "rowplan.h"

#define FETCH_ROWS 4096

typedef struct SequenceRun
{
	int64 first;
	int64 step;
	int64 count;
} SequenceRun;

struct KeyRuns
{
	Oid sequence;
	int nruns;
	int room;
	SequenceRun *run;
	int at; /* of the next value */
	int64 used;
	int64 taken; /* values in all */
	int64 lowest;
	MemoryContext context;
};

/* the sequence that a default calls nextval() of; anything around it counts as another default */
static Oid
default_sequence(Relation rel, int attribute)
{
	Node *node = build_column_default(rel, attribute + 1);
	FuncExpr *call;
	Const *sequence;

	/* serial columns of smaller types cast the bigint */
	while (node != NULL && IsA(node, FuncExpr) && ((FuncExpr *) node)->funcid != F_NEXTVAL
		   && ((FuncExpr *) node)->funcformat == COERCE_IMPLICIT_CAST && list_length(((FuncExpr *) node)->args) > 0)
		node = linitial(((FuncExpr *) node)->args);
	if (node != NULL && IsA(node, NextValueExpr))
		return ((NextValueExpr *) node)->seqid;
	if (node == NULL || !IsA(node, FuncExpr))
		return InvalidOid;
	call = (FuncExpr *) node;
	if (call->funcid != F_NEXTVAL || list_length(call->args) != 1 || !IsA(linitial(call->args), Const))
		return InvalidOid;
	sequence = linitial(call->args);
	return sequence->constisnull ? InvalidOid : DatumGetObjectId(sequence->constvalue);
}

static void
check_right(Oid sequence, const char *column)
{
	if (pg_class_aclcheck(sequence, GetUserId(), ACL_USAGE | ACL_UPDATE) == ACLCHECK_OK)
		return;
	ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					errmsg("permission denied for sequence \"%s\", which numbers column \"%s\"", get_rel_name(sequence),
						   column),
					errhint("Ask its owner to GRANT USAGE ON SEQUENCE %s.", relation_quoted_name(sequence))));
}

void
keyalloc_column(RowMaker *maker, Relation rel, int attribute)
{
	Form_pg_attribute att = TupleDescAttr(RelationGetDescr(rel), attribute);
	RowColumn *c = &maker->column[attribute];
	KeyMaker *key;
	Oid sequence;
	bool varlena;
	ListCell *lc;

	if (att->attisdropped || att->attgenerated != '\0' || c->kind != ROW_SKIPPED)
		return;
	key = key_new(NameStr(att->attname), att->atttypid, att->atttypmod, maker->seed);
	if (key == NULL)
		return;
	key_collate(key, att->attcollation);
	sequence = key_is_integer(key) ? default_sequence(rel, attribute) : InvalidOid;
	if (OidIsValid(sequence))
	{
		check_right(sequence, NameStr(att->attname));
		c->runs = palloc0(sizeof(KeyRuns));
		c->runs->sequence = sequence;
		c->runs->context = CurrentMemoryContext;
	}
	c->kind = ROW_KEY;
	c->key = key;
	getTypeOutputInfo(att->atttypid, &c->key_output, &varlena);
	foreach(lc, maker->missing)
		if (strcmp(lfirst(lc), c->name) == 0)
			maker->missing = foreach_delete_current(maker->missing, lc);
}

void
keyalloc_plan(RowMaker *maker, TupleDesc desc)
{
	Relation rel = table_open(get_typ_typrelid(desc->tdtypeid), AccessShareLock);

	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);
		const RowColumn *c = &maker->column[i];
		bool key = c->model_column >= 0 && maker->model->column[c->model_column].role == SYNTH_COLUMN_KEY;

		if (att->attisdropped || c->kind != ROW_SKIPPED || att->attgenerated != '\0')
			continue;
		if (key || att->attidentity != '\0' || (att->atthasdef && OidIsValid(default_sequence(rel, i))))
			keyalloc_column(maker, rel, i);
	}
	table_close(rel, NoLock);
}

bool
keyalloc_has_sequence(const RowMaker *maker, int attribute)
{
	return maker->column[attribute].runs != NULL;
}

static void
take_one(KeyRuns *runs)
{
	int64 value = nextval_internal(runs->sequence, true);
	SequenceRun *last = runs->nruns > 0 ? &runs->run[runs->nruns - 1] : NULL;

	runs->lowest = runs->taken > 0 ? Min(runs->lowest, value) : value;
	runs->taken++;
	/* not the run that is being read: where it ends must not change under the reader */
	if (last != NULL && last->count == 1 && runs->at < runs->nruns - 1)
	{
		last->step = value - last->first;
		last->count = 2;
		return;
	}
	if (last != NULL && value == last->first + last->step * last->count && runs->at < runs->nruns)
	{
		last->count++;
		return;
	}
	if (runs->nruns == runs->room)
	{
		MemoryContext old = MemoryContextSwitchTo(runs->context);

		runs->room = runs->room > 0 ? runs->room * 2 : 8;
		if (runs->run == NULL)
			runs->run = palloc(sizeof(SequenceRun) * (Size) runs->room);
		else
			runs->run = repalloc_huge(runs->run, sizeof(SequenceRun) * (Size) runs->room);
		MemoryContextSwitchTo(old);
	}
	runs->run[runs->nruns++] = (SequenceRun){value, 0, 1};
}

void
keyalloc_take(KeyRuns *runs, int64 n)
{
	/* nothing is read yet: a run may begin with any two values */
	runs->at = -1;
	while (runs->taken < n)
	{
		if ((runs->taken & 1023) == 0)
			CHECK_FOR_INTERRUPTS();
		take_one(runs);
	}
	keyalloc_rewind(runs);
}

/*
 * A sequence that lags behind its column gives values that are there already;
 * rows skip them.
 */
void
keyalloc_load_taken(RowMaker *maker, Relation rel)
{
	for (int i = 0; i < maker->ncolumns; i++)
	{
		const RowColumn *c = &maker->column[i];
		const char *column;
		char *query;
		Portal portal;

		if (c->runs == NULL || c->runs->taken == 0
			|| (pg_class_aclcheck(RelationGetRelid(rel), GetUserId(), ACL_SELECT) != ACLCHECK_OK
				&& pg_attribute_aclcheck(RelationGetRelid(rel), (AttrNumber) (i + 1), GetUserId(), ACL_SELECT)
					   != ACLCHECK_OK))
			continue;
		column = quote_identifier(c->name);
		query = psprintf("SELECT k.%s FROM %s k WHERE k.%s OPERATOR(pg_catalog.>=) " INT64_FORMAT, column,
						 quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)),
													RelationGetRelationName(rel)),
						 column, c->runs->lowest);
		portal = SPI_cursor_open_with_args(NULL, query, 0, NULL, NULL, NULL, false, 0);
		for (;;)
		{
			SPI_cursor_fetch(portal, true, FETCH_ROWS);
			if (SPI_processed == 0)
				break;
			for (uint64 r = 0; r < SPI_processed; r++)
			{
				bool isnull;
				Datum key = SPI_getbinval(SPI_tuptable->vals[r], SPI_tuptable->tupdesc, 1, &isnull);

				if (!isnull)
					rowmaker_key_taken(maker, i, key);
			}
			SPI_freetuptable(SPI_tuptable);
		}
		SPI_freetuptable(SPI_tuptable);
		SPI_cursor_close(portal);
		pfree(query);
	}
}

void
keyalloc_rewind(KeyRuns *runs)
{
	runs->at = 0;
	runs->used = 0;
}

int64
keyalloc_next(KeyRuns *runs)
{
	SequenceRun *run;

	/* more than were taken: rows that had to skip a value */
	if (runs->at == runs->nruns)
		take_one(runs);
	run = &runs->run[runs->at];
	if (runs->used + 1 == run->count)
	{
		runs->at++;
		runs->used = 0;
		return run->first + run->step * (run->count - 1);
	}
	return run->first + run->step * runs->used++;
}
