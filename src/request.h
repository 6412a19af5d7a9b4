/*-------------------------------------------------------------------------
 *
 * request.h
 *	  What the user asks of a plan or a fit, checked, and the source opened.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_REQUEST_H
#define SYNTH_REQUEST_H

#include "synth.h"

#include "core/fitter.h"
#include "relation.h"

/* rows that must share a value before it is shown, where nobody says another number */
#define REQUEST_MIN_COUNT 10

typedef struct Request
{
	bool is_private;
	double epsilon; /* 0 if not private */
	double delta;	/* 0 if not private */
	SynthMethod method;
	int64 max_model_bytes; /* 0: default */
	int64 min_leaf;		   /* tree, else 0 */
	int64 min_count;	   /* rows that a category needs in a fit without privacy; 1 none */
	DescribeOptions describe;
	Relation rel; /* locked AccessShareLock */
	SourceTable *source;
	SynthAttributeSpec *spec; /* [nattributes] */
	SynthBagSpec *bag;		  /* [source->nbags] */
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
	int max_model_bytes; /* -1 in a plan, as are the next two */
	int min_leaf;
	int min_count;
} RequestArguments;

/*
 * Checks the options (22023 with HINT), opens argument 0 and describes it.
 * Reads no row.  `progress` may be NULL.
 */
extern Request *request_open(FunctionCallInfo fcinfo, const RequestArguments *arg,
							 void (*progress)(const char *phase, int done, int total));
/* keeps the lock until the end of the transaction */
extern void request_close(Request *request);
/*
 * Rows below which a private fit gives mostly noise: from public knowledge
 * only; 0 if not private.
 */
extern double request_rows_needed(const Request *request);
/* cells of attribute a before anything is discovered or refined, with NULL, other and specials */
extern int request_codes(const Request *request, int attribute);

#endif /* SYNTH_REQUEST_H */
