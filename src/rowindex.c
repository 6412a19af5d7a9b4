/*-------------------------------------------------------------------------
 *
 * rowindex.c
 *	  What an index of the target would hold for a made row.
 *
 * The index' own expressions are evaluated, as an INSERT does, so nothing is
 * deparsed and no name is looked up.  Generated columns that are part of a key
 * are computed here too.  Existing rows are read column by column with a
 * schema-qualified query, and put through the same expressions.
 *
 *-------------------------------------------------------------------------
 */
#include "rowindex.h"

#include "access/attmap.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "rewrite/rewriteHandler.h"
#include "rewrite/rewriteManip.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/partcache.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "core/unique.h"
#include "relation.h"
#include "rowplan.h"
#include "rowrepair.h"

/* rows fetched at a time */
#define FETCH_ROWS 4096

#define TEXT_SEED UINT64CONST(0x696E646578206B79)

/* the table's columns as those of the target */
static AttrMap *
map_columns(TupleDesc table, TupleDesc target)
{
	AttrMap *map = make_attrmap(table->natts);

	for (int i = 0; i < table->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(table, i);

		for (int k = 0; k < target->natts && !att->attisdropped; k++)
			if (!TupleDescAttr(target, k)->attisdropped
				&& strcmp(NameStr(TupleDescAttr(target, k)->attname), NameStr(att->attname)) == 0)
				map->attnums[i] = (AttrNumber) (k + 1);
	}
	return map;
}

static Node *
mapped(Node *expr, const AttrMap *map, Oid rowtype)
{
	bool whole_row;

	return map_variable_attnos(expr, 1, 0, map, rowtype, &whole_row);
}

static void
add_attributes(RowIndex *x, Node *expr)
{
	ListCell *lc;

	foreach(lc, pull_var_clause(expr, PVC_RECURSE_AGGREGATES | PVC_RECURSE_PLACEHOLDERS))
	{
		Var *var = lfirst(lc);

		if (var->varattno > 0)
			x->attributes = list_append_unique_int(x->attributes, var->varattno - 1);
		else
		{
			/* the whole row */
			for (int i = 0; i < x->maker->ncolumns; i++)
				x->attributes = list_append_unique_int(x->attributes, i);
		}
	}
}

static void
find_hash(RowIndexColumn *c)
{
	TypeCacheEntry *cache = lookup_type_cache(c->type, TYPECACHE_HASH_EXTENDED_PROC_FINFO);

	c->has_hash = OidIsValid(cache->hash_extended_proc);
	if (c->has_hash)
		fmgr_info_copy(&c->hash, &cache->hash_extended_proc_finfo, CurrentMemoryContext);
}

int
rowindex_column_of(Node *node, Oid type)
{
	while (node != NULL && IsA(node, RelabelType))
		node = (Node *) ((RelabelType *) node)->arg;
	if (node == NULL || !IsA(node, Var) || ((Var *) node)->varattno <= 0
		|| getBaseType(((Var *) node)->vartype) != type)
		return -1;
	return ((Var *) node)->varattno - 1;
}

/* the server's own constructor: it has the name of the type and stands beside it */
static bool
is_constructor(const FuncExpr *call)
{
	HeapTuple tuple;
	char *name;
	bool result;

	if (get_typtype(call->funcresulttype) != TYPTYPE_RANGE || list_length(call->args) < 2)
		return false;
	name = get_func_name(call->funcid);
	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(call->funcresulttype));
	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for type %u", call->funcresulttype);
	result = name != NULL && strcmp(name, NameStr(((Form_pg_type) GETSTRUCT(tuple))->typname)) == 0
			 && get_func_namespace(call->funcid) == ((Form_pg_type) GETSTRUCT(tuple))->typnamespace;
	ReleaseSysCache(tuple);
	return result;
}

bool
rowindex_constructor(Node *node, int *lower, int *upper)
{
	FuncExpr *call = (FuncExpr *) node;
	Oid subtype;

	if (node == NULL || !IsA(node, FuncExpr) || !is_constructor(call))
		return false;
	subtype = getBaseType(get_range_subtype(call->funcresulttype));
	*lower = rowindex_column_of(linitial(call->args), subtype);
	*upper = rowindex_column_of(lsecond(call->args), subtype);
	return *lower >= 0 && *upper >= 0 && *lower != *upper;
}

static bool
find_orders(Node *node, void *context)
{
	RowIndex *x = context;
	int lower;
	int upper;

	if (node == NULL)
		return false;
	if (rowindex_constructor(node, &lower, &upper))
	{
		TypeCacheEntry *range = lookup_type_cache(((FuncExpr *) node)->funcresulttype, TYPECACHE_RANGE_INFO);
		RowIndexOrder *order = palloc0(sizeof *order);

		order->lower = lower;
		order->upper = upper;
		order->collation = range->rng_collation;
		fmgr_info_copy(&order->compare, &range->rng_cmp_proc_finfo, CurrentMemoryContext);
		x->orders = lappend(x->orders, order);
		return false;
	}
	return expression_tree_walker(node, find_orders, context);
}

RowIndex *
rowindex_new(RowMaker *maker, Relation target, Relation table, Relation index)
{
	RowIndex *x = palloc0(sizeof *x);
	Form_pg_index form = index->rd_index;
	AttrMap *map = map_columns(RelationGetDescr(table), RelationGetDescr(target));
	Oid rowtype = RelationGetForm(target)->reltype;
	List *expressions = RelationGetIndexExpressions(index);
	List *predicate = list_copy(RelationGetIndexPredicate(index));
	ListCell *next = list_head(expressions);

	x->maker = maker;
	x->name = pstrdup(RelationGetRelationName(index));
	x->table = RelationGetRelid(table);
	x->econtext = CreateExprContext(CreateExecutorState());
	x->ncolumns = form->indnkeyatts;
	x->column = palloc0(sizeof(RowIndexColumn) * (Size) x->ncolumns);
	for (int i = 0; i < x->ncolumns; i++)
	{
		RowIndexColumn *c = &x->column[i];
		AttrNumber attnum = form->indkey.values[i];
		Node *expr = NULL;

		if (attnum == 0)
		{
			expr = lfirst(next);
			next = lnext(expressions, next);
		}
		else if (TupleDescAttr(RelationGetDescr(table), attnum - 1)->attgenerated != '\0')
			expr = build_column_default(table, attnum);

		c->attribute = -1;
		if (expr != NULL)
		{
			c->expr = (Expr *) mapped(copyObject(expr), map, rowtype);
			add_attributes(x, (Node *) c->expr);
			(void) find_orders((Node *) c->expr, x);
			c->state = ExecPrepareExpr(c->expr, x->econtext->ecxt_estate);
			c->type = getBaseType(exprType((Node *) c->expr));
		}
		else
		{
			c->attribute = map->attnums[attnum - 1] - 1;
			c->type = getBaseType(TupleDescAttr(RelationGetDescr(table), attnum - 1)->atttypid);
			x->attributes = list_append_unique_int(x->attributes, c->attribute);
		}
		c->collation = index->rd_indcollation[i];
		get_typlenbyval(c->type, &c->length, &c->byval);
		find_hash(c);
	}
	/* rows of other partitions are none of its business */
	if (table->rd_rel->relispartition && RelationGetRelid(table) != RelationGetRelid(target))
		predicate = list_concat(predicate, copyObject(RelationGetPartitionQual(table)));
	if (predicate != NIL)
	{
		predicate = (List *) mapped(copyObject((Node *) predicate), map, rowtype);
		add_attributes(x, (Node *) predicate);
		x->predicate = ExecPrepareQual(predicate, x->econtext->ecxt_estate);
	}
	free_attrmap(map);
	return x;
}

bool
rowindex_is_made(const RowIndex *index)
{
	ListCell *lc;

	foreach(lc, index->attributes)
	{
		int i = lfirst_int(lc);

		if (i < 0 || i >= index->maker->ncolumns || index->maker->column[i].kind == ROW_SKIPPED)
			return false;
	}
	return true;
}

static bool
is_ordered(RowIndexOrder *order, TupleTableSlot *row)
{
	return row->tts_isnull[order->lower] || row->tts_isnull[order->upper]
		   || DatumGetInt32(FunctionCall2Coll(&order->compare, order->collation, row->tts_values[order->lower],
											  row->tts_values[order->upper]))
				  <= 0;
}

RowIndexTake
rowindex_values(RowIndex *index, TupleTableSlot *row, Datum *values, bool *isnull)
{
	ExprContext *econtext = index->econtext;
	ListCell *lc;

	ResetExprContext(econtext);
	econtext->ecxt_scantuple = row;
	if (index->predicate != NULL && !ExecQual(index->predicate, econtext))
		return ROWINDEX_LEAVES;
	foreach(lc, index->orders)
		if (!is_ordered(lfirst(lc), row))
			return ROWINDEX_FAILS;
	for (int i = 0; i < index->ncolumns; i++)
	{
		RowIndexColumn *c = &index->column[i];

		if (c->state != NULL)
			values[i] = ExecEvalExprSwitchContext(c->state, econtext, &isnull[i]);
		else
		{
			values[i] = row->tts_values[c->attribute];
			isnull[i] = row->tts_isnull[c->attribute];
		}
	}
	return ROWINDEX_TAKES;
}

bool
rowindex_mend(RowIndex *index, TupleTableSlot *row)
{
	bool changed = false;
	ListCell *lc;

	foreach(lc, index->orders)
	{
		RowIndexOrder *order = lfirst(lc);
		Datum lower = row->tts_values[order->lower];

		if (is_ordered(order, row) || !rowrepair_may_change(index->maker, order->lower)
			|| !rowrepair_may_change(index->maker, order->upper))
			continue;
		row->tts_values[order->lower] = row->tts_values[order->upper];
		row->tts_values[order->upper] = lower;
		changed = true;
	}
	return changed;
}

static uint64
hash_value(const RowIndexColumn *c, Datum value)
{
	Oid output;
	bool varlena;
	char *text;

	if (c->has_hash)
		return DatumGetUInt64(
			FunctionCall2Coll(unconstify(FmgrInfo *, &c->hash), c->collation, value, UInt64GetDatum(0)));
	/* money, bit strings and the like: equal values are written alike */
	getTypeOutputInfo(c->type, &output, &varlena);
	text = OidOutputFunctionCall(output, value);
	return synth_hash_bytes(TEXT_SEED, text, strlen(text));
}

uint64
rowindex_hash(const RowIndex *index, const Datum *values, const bool *isnull, const bool *which)
{
	uint64 hash = TEXT_SEED;
	MemoryContext old = MemoryContextSwitchTo(index->econtext->ecxt_per_tuple_memory);

	for (int i = 0; i < index->ncolumns; i++)
	{
		uint64 pair[2] = {hash, 0};

		if (which != NULL && !which[i])
			continue;
		pair[1] = isnull[i] ? UINT64CONST(1) : hash_value(&index->column[i], values[i]);
		hash = synth_hash_bytes(TEXT_SEED + (uint64) isnull[i], pair, sizeof pair);
	}
	MemoryContextSwitchTo(old);
	return hash;
}

static bool
may_read(const RowIndex *index)
{
	ListCell *lc;

	if (pg_class_aclcheck(index->table, GetUserId(), ACL_SELECT) == ACLCHECK_OK)
		return true;
	foreach(lc, index->attributes)
	{
		AttrNumber attnum = get_attnum(index->table, index->maker->column[lfirst_int(lc)].name);

		if (pg_attribute_aclcheck(index->table, attnum, GetUserId(), ACL_SELECT) != ACLCHECK_OK)
			return false;
	}
	return true;
}

void
rowindex_scan(const RowIndex *index, void (*take)(void *ctx, TupleTableSlot *row), void *ctx)
{
	TupleTableSlot *slot;
	StringInfoData query;
	Portal portal;
	ListCell *lc;
	MemoryContext caller = CurrentMemoryContext;

	if (!may_read(index))
		return;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
	slot = MakeSingleTupleTableSlot(index->maker->desc, &TTSOpsVirtual);
	initStringInfo(&query);
	appendStringInfoString(&query, "SELECT");
	foreach(lc, index->attributes)
		appendStringInfo(&query, "%s k.%s", lc == list_head(index->attributes) ? "" : ",",
						 quote_identifier(index->maker->column[lfirst_int(lc)].name));
	/* an index does not reach the children of a plain table */
	appendStringInfo(&query, " FROM %s%s k", get_rel_relkind(index->table) == RELKIND_PARTITIONED_TABLE ? "" : "ONLY ",
					 relation_quoted_name(index->table));
	portal = SPI_cursor_open_with_args(NULL, query.data, 0, NULL, NULL, NULL, false, 0);
	for (;;)
	{
		CHECK_FOR_INTERRUPTS();
		SPI_cursor_fetch(portal, true, FETCH_ROWS);
		if (SPI_processed == 0)
			break;
		for (uint64 r = 0; r < SPI_processed; r++)
		{
			int k = 0;
			MemoryContext spi;

			ExecClearTuple(slot);
			memset(slot->tts_isnull, true, sizeof(bool) * (Size) slot->tts_tupleDescriptor->natts);
			foreach(lc, index->attributes)
			{
				int i = lfirst_int(lc);

				k++;
				slot->tts_values[i] = SPI_getbinval(SPI_tuptable->vals[r], SPI_tuptable->tupdesc, k,
													&slot->tts_isnull[i]);
			}
			ExecStoreVirtualTuple(slot);
			spi = MemoryContextSwitchTo(caller);
			take(ctx, slot);
			MemoryContextSwitchTo(spi);
		}
		SPI_freetuptable(SPI_tuptable);
	}
	SPI_freetuptable(SPI_tuptable);
	SPI_cursor_close(portal);
	ExecDropSingleTupleTableSlot(slot);
	SPI_finish();
}

void
rowindex_check_memory(const RowIndex *index, Size bytes)
{
	if (bytes > (Size) maintenance_work_mem * 1024)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("remembering the keys of \"%s\" needs more than \"maintenance_work_mem\"", index->name),
				 errhint("Raise it for this session with SET maintenance_work_mem, or ask for fewer rows at a time.")));
}
