/*-------------------------------------------------------------------------
 *
 * rules_find.h
 *	  Rules that hold in all rows of a frame: private to rules_find*.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RULES_FIND_H
#define SYNTH_RULES_FIND_H

#include "frame.h"
#include "resultset.h"
#include "rules_parts.h"

/*
 * Rows that would break a rule if its columns had nothing to do with each
 * other must be at least so many, or it is not worth a word.
 */
#define FIND_EVIDENCE 20
/* rows that say something at all */
#define FIND_ROWS 20

typedef struct FindColumn
{
	const FrameColumn *frame;
	char *name; /* quoted as needed */
	bool is_bool;
	bool compares; /* "=" means that the codes are equal */
	bool constant; /* at most one value, NULL aside */
	bool is_key;   /* made or computed, or a reference: its values are not the model's */
	bool *within;  /* [columns] a term of the sum that the column is */
	int64 nnulls;
	int ndistinct; /* values, NULL counted as one */
	int *code;	   /* [rows] 0 .. ndistinct - 1 */
	int64 *count;  /* [ndistinct] rows */
	int64 *value;  /* [ndistinct] raw value of a code */
	uint64 *null;  /* bit sets of rows: NULL; true (of booleans); not 0 (of numbers), or NULL */
	uint64 *is_true;
	uint64 *nonzero;
	int64 ntrue;
	int64 nnonzero;
	double same; /* chance that two rows agree */
} FindColumn;

typedef struct Find
{
	const Frame *frame;
	int64 rows;
	int64 words; /* of a bit set */
	int n;
	FindColumn *column;
	ResultSet *set;
	/* what tells whether a rule is a CHECK already */
	TupleDesc desc;
	const SourceTable *source;
	List *known; /* conjuncts of CHECKs (Node *) */
} Find;

/* a result row; columns are indexes */
extern void find_put(Find *f, const char *kind, const char *rule, int ncolumns, const int *column);
/* a value as it is written in a rule; NULL gives "NULL" */
extern char *find_literal(const FindColumn *c, int64 raw);

extern void find_constants(Find *f);
extern void find_orders(Find *f);
extern void find_sums(Find *f);
extern void find_nulls(Find *f);
extern void find_flags(Find *f);
extern void find_dependencies(Find *f);
extern void find_implications(Find *f);

#endif /* SYNTH_RULES_FIND_H */
