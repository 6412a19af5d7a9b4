/*-------------------------------------------------------------------------
 *
 * public_rows.h
 *	  Tables that were declared public: kept whole in a model, and written
 *	  as they are.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PUBLIC_ROWS_H
#define SYNTH_PUBLIC_ROWS_H

#include "synth.h"
#include "access/tupdesc.h"
#include "nodes/pg_list.h"

#include "core/model.h"
#include "relation.h"

/*
 * Reads a whole table into a model of method PUBLIC, by the active snapshot.
 * The caller has checked that its owner says so.  54000 with HINT if there are
 * more than SYNTH_MAX_PUBLIC_ROWS rows, or more than maintenance_work_mem.
 */
extern SynthModel *public_rows_read(const SourceTable *source);
/* attnums of the columns that are read */
extern List *public_rows_attnums(const SourceTable *source);

typedef struct PublicRows PublicRows;

/* the row type of the rows where there is no table: types that every server has */
extern TupleDesc public_rows_desc(const SynthModel *model);
/*
 * Rows for a target; columns are matched by name.  22023 with HINT if none
 * matches.  Lives in the current context; model and desc are kept by reference.
 */
extern PublicRows *public_rows_open(const SynthModel *model, TupleDesc desc);
extern int64 public_rows_count(const PublicRows *rows);
/* does the model have this column (0-based attribute number)? */
extern bool public_rows_fills(const PublicRows *rows, int attribute);
/* names (char *) of the target's columns that the model lacks */
extern List *public_rows_missing(const PublicRows *rows);
/*
 * The next row, in the order of the source; false at the end.  Columns that
 * the model lacks are NULL, as are generated ones.  Values live until the next
 * call.  An error of a type's input function that a value does not fit.
 */
extern bool public_rows_next(PublicRows *rows, Datum *values, bool *isnull);

#endif /* SYNTH_PUBLIC_ROWS_H */
