/*-------------------------------------------------------------------------
 *
 * schemafit.h
 *	  Requests for all tables of a schema, made together from public
 *	  knowledge: what synth_fit_schema() does, and synth_schema_plan() shows.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SCHEMAFIT_H
#define SYNTH_SCHEMAFIT_H

#include "synth.h"

#include "fitrun.h"
#include "graph.h"
#include "problems.h"
#include "request.h"
#include "unitpath.h"

typedef struct SchemaTable
{
	struct SchemaFit *fit;
	int index; /* in the graph */
	bool chosen;
	bool refused; /* rights are missing: no step goes on */
	FitLinks links;
	FitRun run;	   /* request NULL: not described yet */
	double weight; /* of its share of the budget; 0: none */
} SchemaTable;

typedef struct SchemaFit
{
	const char *schema;
	RequestOptions options; /* of all tables */
	bool replace;
	Graph *graph;
	UnitPlan *unit;
	ArrayType **rules;	/* [ntables] */
	SchemaTable *table; /* [ntables] */
	Problems problems;
	double total_rho; /* 0: not private, or a single table has it all */
} SchemaFit;

/* what the user says; options are read already */
typedef struct SchemaArguments
{
	const char *schema;
	const RequestOptions *options;
	const char *unit;
	Jsonb *max_rows;
	Jsonb *rules;
	ArrayType *public_tables;
	ArrayType *tables;
	ArrayType *skip;
	bool replace;
} SchemaArguments;

/*
 * Reads schema, and from argument `unit` on unit, max_rows, public_tables,
 * tables, skip and rules, which both functions have in this order.
 */
extern void schemafit_arguments(FunctionCallInfo fcinfo, SchemaArguments *arguments, int schema, int unit);
/* 3F000, 42P01, 22023 with HINT; then every table is described, linked and given its budget: errors of tables together */
extern SchemaFit *schemafit_prepare(const SchemaArguments *arguments);
/* rights on all tables and their models' names: errors together */
extern void schemafit_check(SchemaFit *fit);
/* runs a step for all chosen tables, the public ones only on demand, and reports all errors */
extern void schemafit_each(SchemaFit *fit, void (*step)(void *arg), bool public_too);
extern void schemafit_close(SchemaFit *fit);
/* "person", "child", "public", "table" */
extern const char *schemafit_role(const SchemaFit *fit, int table);

#endif /* SYNTH_SCHEMAFIT_H */
