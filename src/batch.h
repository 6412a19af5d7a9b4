/*-------------------------------------------------------------------------
 *
 * batch.h
 *	  The record of what was inserted, so that it can be made again or undone.
 *
 * One call of synth_generate() or synth_generate_schema() is a batch; each
 * table that it fills is a part.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_BATCH_H
#define SYNTH_BATCH_H

#include "synth.h"

#include "nodes/pg_list.h"
#include "storage/itemptr.h"
#include "utils/jsonb.h"
#include "utils/timestamp.h"

#include "generation.h"

typedef struct BatchPart
{
	int64 batch;
	int part; /* 1, 2, ..: order of insertion */
	const char *model;
	int64 seed;	  /* of the call */
	double scale; /* of synth_generate_schema(); 0: synth_generate() */
	int64 rows_made;
	int64 rows_inserted; /* fewer where triggers or keys that were there left rows out */
	const char *target_schema;
	const char *target_name;
	const char *role;
	TimestampTz started;
	const char *first_key; /* texts of generated keys, NULL if not known, as are the next three */
	const char *last_key;
	const char *key_column;
	int nruns; /* of integer keys; 0: not known */
	const KeyRun *run;
	int64 key_start; /* index of the first generated key */
	Jsonb *request;	 /* conditions of the call, NULL: rows as the model has them */
	bool undone;
	ItemPointerData tid;
} BatchPart;

/* a number that no batch has had; never NULL, never given back */
extern int64 batch_number(void);
/* what a generation knows of itself */
extern BatchPart batch_part(const Generation *g, int64 batch, int part);
/* written for the current user, in this transaction, with no right on the table asked */
extern void batch_record(const BatchPart *part);
/* parts in order of insertion, with the newest committed state; NIL if there is no such batch */
extern List *batch_read(int64 batch);
/* did we write rows into a table of this name that were not undone? */
extern bool batch_wrote(const char *schema, const char *name);
extern void batch_mark_undone(const BatchPart *part);

#endif /* SYNTH_BATCH_H */
