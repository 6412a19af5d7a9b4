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
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "rewrite/rewriteHandler.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

#include "rowplan.h"

typedef struct KeyRun
{
	int64 first;
	int64 step;
	int64 count;
} KeyRun;

struct KeyRuns
{
	Oid sequence;
	int nruns;
	int room;
	KeyRun *run;
	int at; /* of the next value */
	int64 used;
	int64 taken; /* values in all */
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
					errhint("Ask its owner to GRANT USAGE ON SEQUENCE %s.",
							quote_qualified_identifier(get_namespace_name(get_rel_namespace(sequence)),
													   get_rel_name(sequence)))));
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

void
keyalloc_take(KeyRuns *runs, int64 n)
{
	keyalloc_rewind(runs);
	for (int64 i = runs->taken; i < n; i++)
	{
		int64 value = nextval_internal(runs->sequence, true);
		KeyRun *last = runs->nruns > 0 ? &runs->run[runs->nruns - 1] : NULL;

		if ((i & 1023) == 0)
			CHECK_FOR_INTERRUPTS();
		if (last != NULL && last->count == 1)
		{
			last->step = value - last->first;
			last->count = 2;
			continue;
		}
		if (last != NULL && value == last->first + last->step * last->count)
		{
			last->count++;
			continue;
		}
		if (runs->nruns == runs->room)
		{
			MemoryContext old = MemoryContextSwitchTo(runs->context);

			runs->room = runs->room > 0 ? runs->room * 2 : 8;
			if (runs->run == NULL)
				runs->run = palloc(sizeof(KeyRun) * (Size) runs->room);
			else
				runs->run = repalloc_huge(runs->run, sizeof(KeyRun) * (Size) runs->room);
			MemoryContextSwitchTo(old);
		}
		runs->run[runs->nruns++] = (KeyRun){value, 0, 1};
	}
	runs->taken = Max(runs->taken, n);
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
	KeyRun *run;

	/* more than were taken: rows that had to skip a value */
	if (runs->at == runs->nruns)
		return nextval_internal(runs->sequence, true);
	run = &runs->run[runs->at];
	if (runs->used + 1 == run->count)
	{
		runs->at++;
		runs->used = 0;
		return run->first + run->step * (run->count - 1);
	}
	return run->first + run->step * runs->used++;
}
