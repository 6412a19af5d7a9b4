/*-------------------------------------------------------------------------
 *
 * rowindex.h
 *	  What an index of the target would hold for a made row: its columns and
 *	  expressions, and whether its predicate takes the row.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWINDEX_H
#define SYNTH_ROWINDEX_H

#include "synth.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "nodes/execnodes.h"
#include "nodes/pg_list.h"
#include "utils/rel.h"

#include "rowmaker.h"

typedef struct RowIndexColumn
{
	int attribute; /* 0-based, -1: an expression */
	Expr *expr;	   /* NULL: the attribute itself */
	ExprState *state;
	Oid type; /* base type of the value */
	Oid collation;
	bool byval;
	int16 length;
	/* hashing by the type's equality; by its text form where it has no hash function */
	bool has_hash;
	FmgrInfo hash;
} RowIndexColumn;

/* two columns that an expression makes a range of */
typedef struct RowIndexOrder
{
	int lower; /* 0-based attribute numbers */
	int upper;
	Oid collation;
	FmgrInfo compare;
} RowIndexOrder;

typedef enum RowIndexTake
{
	ROWINDEX_LEAVES, /* the predicate is not true: not the index' business */
	ROWINDEX_TAKES,
	ROWINDEX_FAILS /* its expressions would raise an error */
} RowIndexTake;

typedef struct RowIndex
{
	RowMaker *maker;
	char *name;
	Oid table; /* that the index is on: the target or a partition of it */
	int ncolumns;
	RowIndexColumn *column;
	ExprState *predicate; /* NULL: all rows */
	ExprContext *econtext;
	List *orders;	  /* of RowIndexOrder *: without them an expression raises an error */
	List *attributes; /* 0-based attribute numbers of the target that it looks at */
} RowIndex;

/*
 * Reads a valid index of the target, or of a partition of it.  Not for views.
 * Allocates in the current context.
 */
extern RowIndex *rowindex_new(RowMaker *maker, Relation target, Relation table, Relation index);
/* are all columns that it looks at made here?  The server's own cannot be known before the row is inserted. */
extern bool rowindex_is_made(const RowIndex *index);
/* the values, if the index takes the row, live until the next call */
extern RowIndexTake rowindex_values(RowIndex *index, TupleTableSlot *row, Datum *values, bool *isnull);
/* helps a row that fails by exchanging two columns; false: nothing to exchange, or not allowed */
extern bool rowindex_mend(RowIndex *index, TupleTableSlot *row);
/* equal values have equal hashes; result of the columns marked in `which`, NULL: of all */
extern uint64 rowindex_hash(const RowIndex *index, const Datum *values, const bool *isnull, const bool *which);
/*
 * Rows that the table holds, read as the invoker, as rows of the target in
 * which only the columns that the index looks at are set.  Does nothing if the
 * invoker may not read them: the server's index is the judge then.
 */
extern void rowindex_scan(const RowIndex *index, void (*take)(void *ctx, TupleTableSlot *row), void *ctx);

/* the column that an expression is, behind casts that change nothing; -1: none, or of another base type */
extern int rowindex_column_of(Node *node, Oid type);
/* a range that is made of two columns by the constructor of its type, as tsrange(begins, ends) */
extern bool rowindex_constructor(Node *node, int *lower, int *upper);

/* 54000 if the rows that are remembered take more than maintenance_work_mem */
extern void rowindex_check_memory(const RowIndex *index, Size bytes);

#endif /* SYNTH_ROWINDEX_H */
