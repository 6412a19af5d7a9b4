/*-------------------------------------------------------------------------
 *
 * rowrepair_parts.h
 *	  The row that is being repaired: private to rowrepair.c, rowredraw.c and
 *	  rowfixed.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWREPAIR_PARTS_H
#define SYNTH_ROWREPAIR_PARTS_H

#include "synth.h"
#include "executor/tuptable.h"

#include "core/complete.h"
#include "rowrepair.h"

typedef struct RowRepair
{
	TupleTableSlot *slot;
	int64 repaired;
	bool *fixed;	/* [nattributes] */
	bool *key_part; /* [nattributes] */
	bool *linked;	/* [ncolumns] set by the parent that the row belongs to */
	bool only_hard; /* soft conditions have been given up for the row in hand */
	SynthCompleter *completer;
	/* the row in hand, as it was drawn */
	int64_t *raw;
	Datum *value;
	bool *isnull;
	/* work space of one draw */
	int64_t *drawn;
	int64_t *before;
	int64_t **column; /* drawn as a block of one row */
	bool *known;
	bool *redrawn;	 /* attributes to draw anew */
	bool *concerned; /* columns of the conditions that failed */
} RowRepair;

/* rowfixed.c: attributes that a repair must leave alone */
extern bool rowfixed_attribute(const RowMaker *maker, int attribute);
/* modelled parts of unique keys: redrawn only if a condition is about them, and if the new key is free */
extern bool rowfixed_is_key_part(const RowMaker *maker, int attribute);
/* attributes that tie the row to others: parents, what they are like, children */
extern bool rowfixed_is_linked(const SynthModel *m, int attribute);
/* references, and columns that repeat one of the parent's */
extern bool rowfixed_is_linked_column(const RowMaker *maker, int column);

/* rowredraw.c: row r of the chunk into the slot */
extern void rowredraw_load(RowMaker *maker, int r);
/* the row as it is now is the row as it was drawn */
extern void rowredraw_save(RowMaker *maker, int r);
/* back to that, but for its parents */
extern void rowredraw_restore(RowMaker *maker, int r);
/* draws redrawn[] and the texts and references among concerned[] anew, given the rest of the row as it was drawn */
extern void rowredraw_row(RowMaker *maker, int r, SynthStream *st);

#endif /* SYNTH_ROWREPAIR_PARTS_H */
