/*-------------------------------------------------------------------------
 *
 * pool.h
 *	  Parents that children can be given: rows of a table, the columns of them
 *	  that children need, and how many children each is to have.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_POOL_H
#define SYNTH_POOL_H

#include "synth.h"
#include "access/tupdesc.h"
#include "nodes/pg_list.h"

typedef struct Pool Pool;

/*
 * columns: names (char *) of the table's columns to keep, without duplicates.
 * Memory is counted against maintenance_work_mem (54000 with HINT naming the
 * setting).  Lives in the current context.
 */
extern Pool *pool_new(Oid relid, List *columns);
/* one row, by attribute number of the table's row type (0-based) */
extern void pool_add(Pool *pool, const Datum *values, const bool *isnull);
/* number of children of the row added last along an edge, as (child table, constraint name) */
extern void pool_add_fanout(Pool *pool, const char *child_schema, const char *child_table, const char *edge,
							int64 children);
/*
 * The rows that a table holds, read with the caller's rights through SPI
 * (which must be connected): 42501 with HINT if they may not be read.
 */
extern Pool *pool_read(Oid relid, List *columns);

extern int64 pool_rows(const Pool *pool);
extern int pool_column(const Pool *pool, const char *name); /* -1: not kept */
extern Oid pool_column_type(const Pool *pool, int column);
extern int32 pool_column_typmod(const Pool *pool, int column);
extern Datum pool_value(const Pool *pool, int column, int64 at, bool *isnull);
/* [pool_rows], NULL if not known for this edge */
extern const int32 *pool_fanout(const Pool *pool, const char *child_schema, const char *child_table, const char *edge);

#endif /* SYNTH_POOL_H */
