/*-------------------------------------------------------------------------
 *
 * generate_schema.h
 *	  Parts of CALL synth_generate_schema(): private to generate_schema*.c.
 *
 * A RUN fills tables of the target, those that refer to others after these:
 *
 *	 choose		which model belongs to which table
 *	 check		all that stands against it, of all tables at once
 *	 fill		component by component of the target's graph
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_GENERATE_SCHEMA_H
#define SYNTH_GENERATE_SCHEMA_H

#include "synth.h"

#include "nodes/pg_list.h"
#include "utils/timestamp.h"

#include "catalog.h"
#include "generation.h"
#include "graph.h"
#include "pool.h"

typedef enum SchemaExisting
{
	EXISTING_ERROR,
	EXISTING_APPEND,
	EXISTING_TRUNCATE
} SchemaExisting;

typedef struct SchemaTable
{
	const GraphTable *target;
	int index;		   /* in the graph */
	const char *model; /* name */
	CatalogModel *row; /* as loaded by the checks; NULL: that failed */
	bool is_public;	   /* rows are written as they are */
	int64 n;		   /* rows to be made */
	Generation *g;	   /* while its component is being filled */
	Pool *pool;		   /* its rows, as long as a later table needs them */
	bool in_circle;
	bool placed; /* in a circle: its turn has come, so that its pool is there or being filled */
	bool twice;	 /* in a circle: some of its references wait for tables that come after it */
	MemoryContext pool_context;
	List *pool_columns; /* char * */
	int needed_by;		/* component that needs the pool last, -1: none */
	uint64 inserted;	/* when done */
	int64 repaired;
} SchemaTable;

typedef struct SchemaRun
{
	char *source_schema;
	char *target_schema;
	double scale;
	int64 seed;
	List *only; /* char *; NIL: all */
	List *skip; /* char * */
	SchemaExisting existing;
	char *shift; /* NULL: none */
	bool into_source;
	Graph *graph; /* of the target */
	int ntables;
	SchemaTable *table;	   /* [ntables] in the graph's order */
	List *unmodelled;	   /* GraphTable *: in the target, without a model */
	List *problems;		   /* SchemaProblem * */
	MemoryContext context; /* lives as long as the run */
} SchemaRun;

typedef struct SchemaProblem
{
	int sqlstate;
	char *text;
	char *hint; /* or NULL */
} SchemaProblem;

/* generate_schema_choose.c: fills table[], unmodelled and problems */
extern void schema_choose(SchemaRun *run);

/* generate_schema_check.c */
extern void schema_add_problem(SchemaRun *run, int sqlstate, char *text, char *hint);
/* loads the models; rights, columns, rows that are there, needed parents; one error for all problems */
extern void schema_check(SchemaRun *run);
/* the table of the run that fills a relation of the target, or NULL */
extern SchemaTable *schema_table(const SchemaRun *run, int index);

/* generate_schema_fill.c: SPI must be connected */
extern int64 schema_table_seed(int64 seed, const char *table);
extern void schema_fill(SchemaRun *run, int64 batch, TimestampTz started);

#endif /* SYNTH_GENERATE_SCHEMA_H */
