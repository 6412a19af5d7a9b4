/*-------------------------------------------------------------------------
 *
 * rowlink.h
 *	  Parents for made rows: foreign keys of a row maker's target.
 *
 * Between rowmaker_new() and rowmaker_start() a maker may be linked.  Each
 * foreign key of the target then gets its columns from a real parent: a row
 * made in the same run, a row that the parent's table holds already, or, for a
 * key of the table to itself, another row of the call.  Numbers of children
 * follow the model; children get parents that they were drawn for
 * (core/pair.h); keys that contain references never repeat.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWLINK_H
#define SYNTH_ROWLINK_H

#include "synth.h"
#include "utils/rel.h"

#include "pool.h"
#include "rowmaker.h"

typedef struct RowLinks RowLinks;

/*
 * Parents from elsewhere than the target's tables: NULL, read the table.
 * Called once for each edge, before rowmaker_start().
 */
typedef Pool *(*RowLinkPool)(void *ctx, Oid parent);

/* foreign keys of rel as the model knows them, or, if it does not, as the target states them */
extern RowLinks *rowlinks_new(const SynthModel *model, Relation rel, RowLinkPool pool, void *ctx, int64 seed);
/*
 * Columns of a parent that some model's edges need in its pool: adds names
 * (char *) to the list; keys, contexts, copies.
 */
extern List *rowlinks_pool_columns(const SynthModel *child, const char *parent_schema, const char *parent_table,
								   List *columns);
/* the same for the foreign keys that a target states, whether a model knows them or not */
extern List *rowlinks_target_columns(Relation child, Oid parent, List *columns);
/*
 * Of synth_sample(), which reads no table: parents are the keys of rows 1, 2, ..
 * of a table that is imagined.  NULL if the model needs none.
 */
extern RowLinks *rowlinks_imagine(const SynthModel *model, TupleDesc desc, int64 seed);
/* rows that the parents' numbers of children ask for; -1 if they ask for none in particular */
extern int64 rowlinks_rows(const RowLinks *links);
/*
 * 23503-class errors before the first row: no parents at all for a key that
 * must have one; 54000: fewer parents than rows under a key that is unique.
 */
extern void rowmaker_link(RowMaker *maker, RowLinks *links); /* links may be NULL */

/*
 * Where tables refer to each other in a circle, some references have to wait
 * until the rows that they refer to are made: those to parents that `late`
 * names.  Deferred (before rowmaker_link()), the first pass of a maker leaves
 * them NULL and does not ask for their pools; the rows that it gives are final
 * otherwise.  rowmaker_rewind() starts the same rows anew, all references
 * included.  False: nothing is late, and one pass is all.
 */
typedef bool (*RowLinkLate)(void *ctx, Oid parent);
extern bool rowlinks_defer(RowLinks *links, RowLinkLate late, void *ctx);
extern void rowmaker_rewind(RowMaker *maker);

/*
 * Another parent for row r of the chunk that rowmaker_next() is making, along
 * the foreign keys that set this column (0-based attribute number): for
 * repairs, which go from row to row.  The values of the row are changed at
 * once; a later row may get its parent, so that numbers of children are kept.
 * False if there is no other, or if the column has no parent to be changed.
 */
extern bool rowlink_redraw(RowMaker *maker, int r, int attribute);

/* counts of children of row r of the last rowmaker_next(), model->fanout[i] */
extern int64 rowmaker_fanout(const RowMaker *maker, int r, int i);

#endif /* SYNTH_ROWLINK_H */
