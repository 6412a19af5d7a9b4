/*-------------------------------------------------------------------------
 *
 * schema_tables.h
 *	  Which tables of a schema are fitted, and which of them are public.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SCHEMA_TABLES_H
#define SYNTH_SCHEMA_TABLES_H

#include "synth.h"
#include "utils/array.h"
#include "utils/jsonb.h"

#include "graph.h"
#include "unitpath.h"

/* lists of tables that the user gave, NULL: none; "table" or "schema.table" */
typedef struct SchemaChoice
{
	ArrayType *tables; /* only these */
	ArrayType *skip;
	ArrayType *public_tables;
} SchemaChoice;

/*
 * [g->ntables] which tables are to be fitted.  Marks tables that are public
 * (by the list, or by synth_set), and edges that lead to tables which are left
 * out: nothing of these is read.  42P01 with HINT for names that are no tables
 * of the schema.
 */
extern bool *schema_tables(Graph *g, const char *schema, const SchemaChoice *choice);
/* edges to tables that are left out carry neither contexts nor numbers of children */
extern void schema_tables_cut(Graph *g, const bool *chosen);
/* [g->ntables] text[] of rules for each table, NULL where it names none: '{"visits": ["a <= b"]}' */
extern ArrayType **schema_tables_rules(const Graph *g, const char *schema, Jsonb *rules);

#endif /* SYNTH_SCHEMA_TABLES_H */
