/*-------------------------------------------------------------------------
 *
 * generation.h
 *	  Rows for one table, made and inserted: the engine behind
 *	  synth_generate() and synth_generate_schema().
 *
 *		g = generation_new(row, rel, steering, seed, purpose);
 *		generation_link(g, pool, ctx, false);
 *		generation_start(g, n, key_start);
 *		generation_make(g, true, seen, ctx);
 *		generation_insert(list_make1(g));
 *		generation_free(g);
 *
 * SPI must be connected.  Everything lives in the context that is current at
 * generation_new().
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_GENERATION_H
#define SYNTH_GENERATION_H

#include "synth.h"

#include "nodes/pg_list.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

#include "catalog.h"
#include "rowlink.h"
#include "rowmaker.h"

/* keys of a batch, as ranges that hold nothing else */
typedef struct KeyRun
{
	int64 first;
	int64 last;
} KeyRun;

/* more runs than that are not recorded: such a batch cannot be undone by its keys */
#define GENERATION_MAX_RUNS 10000

typedef struct Generation
{
	const char *model_name;
	const SynthModel *model;
	Relation rel;	  /* open and locked; stays the caller's */
	TupleDesc target; /* copy of the target's, with its defaults */
	RowMaker *maker;  /* NULL: the model holds the rows of a public table */
	struct PublicRows *rows;
	RowLinks *links; /* NULL: not a table */
	bool linked;
	int64 seed;
	int64 n;
	int64 key_start;
	TupleDesc desc; /* of the columns that are filled */
	int *attribute; /* [desc->natts] their numbers in the target */
	Tuplestorestate *store;
	bool leave_taken;  /* rows whose keys are in the target are left out */
	const char *shift; /* text of an interval that is added to dates and times, or NULL */
	bool *unshifted;   /* [target->natts] columns that it is not added to, or NULL */
	/* what the record keeps */
	int number_key;		 /* integer key (0-based attribute number), or -1 */
	bool server_numbers; /* the server makes it: RETURNING tells */
	int nruns;			 /* -1: too many, or not known */
	KeyRun *run;
	char *first_key; /* texts; NULL if not known */
	char *last_key;
	uint64 inserted;
} Generation;

/* one row that was made, by the target's attribute numbers; values live until the next row */
typedef void (*GenerationSeen)(void *ctx, const Generation *g, int r, const Datum *values, const bool *isnull);

/*
 * Matches columns, plans keys and conditions.  42804, 22023 as
 * rowmaker_new(); 23502 with HINT if the target needs columns that nobody
 * fills.
 */
extern Generation *generation_new(const CatalogModel *row, Relation rel, Steering *steering, int64 seed,
								  RowPurpose purpose);
/* the same for the rows of a public table, which generation_put_public() puts as they are */
extern Generation *generation_new_public(const CatalogModel *row, Relation rel);
extern void generation_put_public(Generation *g, GenerationSeen seen, void *ctx);
/* would it work?  The errors of either, and 42501 for columns that may not be written; reads no row */
extern void generation_check(const CatalogModel *row, Relation rel);
/* foreign keys of the target; pool may be NULL, as may ctx; late may be NULL; true: in two passes (rowlink.h) */
extern bool generation_link(Generation *g, RowLinkPool pool, RowLinkLate late, void *ctx);
/* key_start NULL: after the largest key of the target */
extern void generation_start(Generation *g, int64 n, const int64 *key_start);
/* all rows into the store; keep = false: only shows them to `seen` (may be NULL) */
extern void generation_make(Generation *g, bool keep, GenerationSeen seen, void *ctx);
/* the same for rows from elsewhere: begins a store that generation_put() fills */
extern void generation_collect(Generation *g);
/* destroys values and isnull, [target->natts] */
extern void generation_put(Generation *g, Datum *values, bool *isnull);
/* one statement inserts the rows of all of them: foreign keys between them are checked at its end */
extern void generation_insert(List *generations);
extern void generation_free(Generation *g);
/* a sentence for a DETAIL, with a blank before it: how many rows were changed to meet every condition; "" for none */
extern char *generation_repaired(int64 repaired, int64 made);

#endif /* SYNTH_GENERATION_H */
