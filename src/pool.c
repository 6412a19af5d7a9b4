/*-------------------------------------------------------------------------
 *
 * pool.c
 *	  Parents that children can be given.
 *
 * Columns, not rows: children ask for one column of very many parents.  Values
 * by reference are copied into the pool's own context.  A pool holds whole
 * tables, so it counts its memory and stops at maintenance_work_mem, long
 * before the server would.
 *
 *-------------------------------------------------------------------------
 */
#include "pool.h"

#include "access/table.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

#include "relation.h"

/* rows are fetched this many at a time */
#define FETCH_ROWS 4096
/* parents are numbered by int32 */
#define MOST_ROWS INT64CONST(2147483647)

typedef struct PoolColumn
{
	char *name;
	int attribute; /* of the table's row type, 0-based */
	Oid type;
	int32 typmod;
	int16 typlen;
	bool byval;
	Datum *value;
	bool *isnull; /* NULL while no value is NULL */
} PoolColumn;

typedef struct PoolFanout
{
	char *child_schema;
	char *child_table;
	char *edge;
	int32 *children;
} PoolFanout;

struct Pool
{
	Oid relid;
	MemoryContext context;
	MemoryContext data; /* values by reference */
	int ncolumns;
	PoolColumn *column;
	List *fanouts; /* PoolFanout * */
	int64 nrows;
	int64 room;
};

Pool *
pool_new(Oid relid, List *columns)
{
	Pool *pool = palloc0(sizeof *pool);
	ListCell *lc;

	pool->relid = relid;
	pool->context = AllocSetContextCreate(CurrentMemoryContext, "synth parents", ALLOCSET_DEFAULT_SIZES);
	pool->data = AllocSetContextCreate(pool->context, "synth parents' values", ALLOCSET_DEFAULT_SIZES);
	pool->column = palloc0(sizeof(PoolColumn) * (Size) Max(list_length(columns), 1));
	foreach(lc, columns)
	{
		PoolColumn *c = &pool->column[pool->ncolumns];
		AttrNumber attnum = get_attnum(relid, (char *) lfirst(lc));
		Oid collation;

		/* a target may lack a column of the source: children then do without */
		if (attnum <= 0)
			continue;
		pool->ncolumns++;
		c->name = pstrdup((char *) lfirst(lc));
		c->attribute = attnum - 1;
		get_atttypetypmodcoll(relid, attnum, &c->type, &c->typmod, &collation);
		get_typlenbyval(c->type, &c->typlen, &c->byval);
	}
	return pool;
}

static void
pool_check_memory(const Pool *pool)
{
	Size bytes = MemoryContextMemAllocated(pool->context, true);

	if (bytes / 1024 > (Size) maintenance_work_mem)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the keys of \"%s\" need more memory than \"maintenance_work_mem\"", get_rel_name(pool->relid)),
				 errhint("Raise it for this session with SET maintenance_work_mem = '%ld MB', or make fewer rows.",
						 (long) (bytes / 1048576) * 2 + 1)));
}

static void *
pool_grow_array(void *old, int64 room, Size size)
{
	if (old == NULL)
		return MemoryContextAllocExtended(CurrentMemoryContext, size * (Size) room, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	return repalloc_huge(old, size * (Size) room);
}

static void
pool_grow(Pool *pool)
{
	MemoryContext old = MemoryContextSwitchTo(pool->context);
	int64 room = pool->room > 0 ? pool->room * 2 : 1024;
	ListCell *lc;

	if (pool->nrows >= MOST_ROWS)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("\"%s\" has too many rows to choose parents from", get_rel_name(pool->relid)),
						errhint("At most " INT64_FORMAT " parents can be kept.", MOST_ROWS)));
	pool_check_memory(pool);
	for (int i = 0; i < pool->ncolumns; i++)
	{
		PoolColumn *c = &pool->column[i];

		c->value = pool_grow_array(c->value, room, sizeof(Datum));
		if (c->isnull != NULL)
			c->isnull = pool_grow_array(c->isnull, room, sizeof(bool));
	}
	foreach(lc, pool->fanouts)
	{
		PoolFanout *f = lfirst(lc);

		f->children = pool_grow_array(f->children, room, sizeof(int32));
	}
	pool->room = room;
	MemoryContextSwitchTo(old);
}

static void
pool_put(Pool *pool, PoolColumn *c, Datum value, bool isnull)
{
	MemoryContext old;

	if (isnull && c->isnull == NULL)
	{
		old = MemoryContextSwitchTo(pool->context);
		c->isnull = pool_grow_array(NULL, pool->room, sizeof(bool));
		MemoryContextSwitchTo(old);
	}
	if (c->isnull != NULL)
		c->isnull[pool->nrows] = isnull;
	c->value[pool->nrows] = (Datum) 0;
	if (isnull)
		return;
	old = MemoryContextSwitchTo(pool->data);
	/* toasted values point into a table that may be truncated before they are used */
	if (c->typlen == -1)
		c->value[pool->nrows] = PointerGetDatum(PG_DETOAST_DATUM_COPY(value));
	else
		c->value[pool->nrows] = datumCopy(value, c->byval, c->typlen);
	MemoryContextSwitchTo(old);
}

/* values: of the columns, or of the whole row where by_attribute is set */
static void
pool_append(Pool *pool, const Datum *values, const bool *isnull, bool by_attribute)
{
	ListCell *lc;

	if (pool->nrows == pool->room)
		pool_grow(pool);
	for (int i = 0; i < pool->ncolumns; i++)
	{
		int at = by_attribute ? pool->column[i].attribute : i;

		pool_put(pool, &pool->column[i], values[at], isnull[at]);
	}
	foreach(lc, pool->fanouts)
		((PoolFanout *) lfirst(lc))->children[pool->nrows] = 0;
	pool->nrows++;
}

void
pool_add(Pool *pool, const Datum *values, const bool *isnull)
{
	pool_append(pool, values, isnull, true);
}

static PoolFanout *
pool_find_fanout(const Pool *pool, const char *child_schema, const char *child_table, const char *edge)
{
	ListCell *lc;

	foreach(lc, pool->fanouts)
	{
		PoolFanout *f = lfirst(lc);

		if (strcmp(f->edge, edge) == 0 && strcmp(f->child_table, child_table) == 0
			&& strcmp(f->child_schema, child_schema) == 0)
			return f;
	}
	return NULL;
}

void
pool_add_fanout(Pool *pool, const char *child_schema, const char *child_table, const char *edge, int64 children)
{
	PoolFanout *f = pool_find_fanout(pool, child_schema, child_table, edge);

	if (f == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(pool->context);

		f = palloc0(sizeof *f);
		f->child_schema = pstrdup(child_schema);
		f->child_table = pstrdup(child_table);
		f->edge = pstrdup(edge);
		f->children = pool_grow_array(NULL, Max(pool->room, 1), sizeof(int32));
		pool->fanouts = lappend(pool->fanouts, f);
		MemoryContextSwitchTo(old);
	}
	f->children[pool->nrows - 1] = (int32) Max(0, Min(children, MOST_ROWS));
}

/* all columns that cannot be read are named at once */
static void
pool_check_rights(const Pool *pool)
{
	StringInfoData names;
	bool any = pg_class_aclcheck(pool->relid, GetUserId(), ACL_SELECT) == ACLCHECK_OK;

	if (any)
		return;
	initStringInfo(&names);
	for (int i = 0; i < pool->ncolumns; i++)
	{
		AttrNumber attnum = (AttrNumber) (pool->column[i].attribute + 1);

		if (pg_attribute_aclcheck(pool->relid, attnum, GetUserId(), ACL_SELECT) != ACLCHECK_OK)
			appendStringInfo(&names, "%s%s", names.len > 0 ? ", " : "", quote_identifier(pool->column[i].name));
	}
	if (names.len == 0 && pool->ncolumns > 0)
		return;
	ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					errmsg("permission denied to read the keys of \"%s\", which the new rows are to refer to",
						   get_rel_name(pool->relid)),
					errhint("Ask its owner to GRANT SELECT%s%s%s ON %s.", names.len > 0 ? " (" : "", names.data,
							names.len > 0 ? ")" : "", relation_quoted_name(pool->relid))));
}

Pool *
pool_read(Oid relid, List *columns)
{
	Pool *pool = pool_new(relid, columns);
	Datum *values = palloc0(sizeof(Datum) * (Size) Max(pool->ncolumns, 1));
	bool *isnull = palloc0(sizeof(bool) * (Size) Max(pool->ncolumns, 1));
	StringInfoData query;
	Portal portal;

	pool_check_rights(pool);
	initStringInfo(&query);
	appendStringInfoString(&query, "SELECT");
	for (int i = 0; i < pool->ncolumns; i++)
		appendStringInfo(&query, "%s p.%s", i > 0 ? "," : "", quote_identifier(pool->column[i].name));
	appendStringInfo(&query, " FROM %s p", relation_quoted_name(relid));
	portal = SPI_cursor_open_with_args(NULL, query.data, 0, NULL, NULL, NULL, false, 0);
	for (;;)
	{
		CHECK_FOR_INTERRUPTS();
		SPI_cursor_fetch(portal, true, FETCH_ROWS);
		if (SPI_processed == 0)
			break;
		for (uint64 i = 0; i < SPI_processed; i++)
		{
			for (int c = 0; c < pool->ncolumns; c++)
				values[c] = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, c + 1, &isnull[c]);
			pool_append(pool, values, isnull, false);
		}
		SPI_freetuptable(SPI_tuptable);
	}
	SPI_freetuptable(SPI_tuptable);
	SPI_cursor_close(portal);
	pool_check_memory(pool);
	return pool;
}

int64
pool_rows(const Pool *pool)
{
	return pool->nrows;
}

int
pool_column(const Pool *pool, const char *name)
{
	for (int i = 0; i < pool->ncolumns; i++)
		if (strcmp(pool->column[i].name, name) == 0)
			return i;
	return -1;
}

Oid
pool_column_type(const Pool *pool, int column)
{
	return pool->column[column].type;
}

int32
pool_column_typmod(const Pool *pool, int column)
{
	return pool->column[column].typmod;
}

Datum
pool_value(const Pool *pool, int column, int64 at, bool *isnull)
{
	const PoolColumn *c = &pool->column[column];

	*isnull = c->isnull != NULL && c->isnull[at];
	return c->value[at];
}

const int32 *
pool_fanout(const Pool *pool, const char *child_schema, const char *child_table, const char *edge)
{
	PoolFanout *f = pool_find_fanout(pool, child_schema, child_table, edge);

	return f == NULL ? NULL : f->children;
}
