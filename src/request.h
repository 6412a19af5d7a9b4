/*-------------------------------------------------------------------------
 *
 * request.h
 *	  What the user asks of a plan or a fit, checked, and the source opened.
 *
 * Options are first taken as they were given (RequestOptions), by
 * synth_plan() and synth_fit() from their arguments, by synth_fit_schema() for
 * each of its tables; then, table by table, joined with what was set for the
 * table (setting.h), checked, and turned into a Request in three steps:
 *
 *	 request_describe	the source, as its schema and the user describe it
 *	 request_link		its place among other tables
 *	 request_ready		the budget and the grids
 *
 * All of it is public knowledge: no row is read.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_REQUEST_H
#define SYNTH_REQUEST_H

#include "synth.h"

#include "core/fitter.h"
#include "fitlink.h"
#include "relation.h"

/* rows that must share a value before it is shown, where nobody says another number */
#define REQUEST_MIN_COUNT 10

/* as given: what is left out is 0, NULL or InvalidOid */
typedef struct RequestOptions
{
	bool is_plan; /* texts are not looked at, and nothing is too little to model */
	bool is_private;
	double epsilon; /* 0 if not private */
	double delta;	/* 0 if not private */
	char *method;
	int64 max_model_bytes;
	int64 min_leaf;
	int64 min_count;
	Oid constraints_from;	  /* table that says what the source's columns are */
	bool counts_rows;		  /* a table without anything to model is counted: schemas need its size */
	DescribeOptions describe; /* is_private, read_content and min_count are set by request_describe() */
} RequestOptions;

typedef struct Request
{
	bool is_private;
	double epsilon; /* of the statement, 0 if not private */
	double delta;	/* 0 if not private */
	/* what the fit of this table may spend: the same, or its share of a schema's */
	double fit_epsilon;
	double fit_delta;
	SynthMethod method;
	int64 max_model_bytes; /* 0: default */
	int64 min_leaf;		   /* tree, else 0 */
	int64 min_count;	   /* rows that a category needs in a fit without privacy; 1 none */
	bool is_plan;
	bool counts_rows;
	DescribeOptions describe;
	Relation rel;		/* the source, locked AccessShareLock */
	Relation describes; /* what says what its columns are: the source, or constraints_from */
	SourceTable *source;
	const FitLinks *links;	  /* NULL: of the table by itself */
	SynthAttributeSpec *spec; /* [nattributes] */
	SynthBagSpec *bag;		  /* [source->nbags] */
	SynthCharge paid;		  /* for max_rows, where the fit has estimated it; then request_ready() is called again */
	SynthFitter *fitter;	  /* made from public knowledge: budget and grids; NULL without attributes */
} Request;

/* positions of the arguments that synth_plan() and synth_fit() share; private -1 in a plan */
typedef struct RequestArguments
{
	int is_private;
	int epsilon;
	int delta;
	int method;
	int columns;
	int exclude;
	int target;
	int bounds;
	int categories;
	int other;
	int text;
	int unit;
	int max_rows;
	int rules;
	int constraints_from;
	int max_model_bytes; /* -1 in a plan, as are the next two */
	int min_leaf;
	int min_count;
} RequestArguments;

/* request_option.c: arguments to options; 22004 and 22023 with HINT */
extern RequestOptions *request_arguments(FunctionCallInfo fcinfo, const RequestArguments *arg);
/* argument 0, a regclass; 22004 with HINT */
extern Oid request_source(FunctionCallInfo fcinfo);
/* private, epsilon, delta as functions take them: checked, with a WARNING where epsilon is large */
extern void request_privacy(RequestOptions *options, bool is_private, double epsilon, double delta);
/* what only the options together, and those that were set for the table, decide: method, protections, unit */
extern void request_resolve(Request *request, const RequestOptions *options);

/* all three steps for one table by itself; 42P01 and 42809 with HINT for what is no source */
extern Request *request_make(Oid relid, const RequestOptions *options,
							 void (*progress)(const char *phase, int done, int total));
extern Request *request_describe(Oid relid, const RequestOptions *options);
/* links NULL: of the table by itself */
extern void request_link(Request *request, const FitLinks *links);
/* fit_epsilon and fit_delta may be set before; `progress` may be NULL */
extern void request_ready(Request *request, void (*progress)(const char *phase, int done, int total));
/* keeps the locks until the end of the transaction */
extern void request_close(Request *request);
/*
 * Rows below which a private fit gives mostly noise: from public knowledge
 * only; 0 if not private.
 */
extern double request_rows_needed(const Request *request);
/* cells of attribute a before anything is discovered or refined, with NULL, other and specials */
extern int request_codes(const Request *request, int attribute);

#endif /* SYNTH_REQUEST_H */
