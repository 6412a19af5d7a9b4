/*-------------------------------------------------------------------------
 *
 * link.h
 *	  What a model knows of its table's place in a schema: foreign keys,
 *	  children per parent, and rows that are public.
 *
 * A foreign key of the source is an EDGE of the child's model.  Hidden
 * attributes (attributes that no column shows) tie the two tables together:
 *
 *	  context	in the child: what the parent's columns were, so that children
 *				are drawn given their parent
 *	  present	in the child: whether there is a parent at all
 *	  fan-out	in the parent: how many children a row has along an edge, so
 *				that numbers of children are drawn given the parent
 *
 * Which parent a child gets is decided when rows are made (core/pair.h), from
 * real keys of the target; no key of the source is in a model, unless the
 * parent was declared public.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LINK_H
#define SYNTH_LINK_H

#include <stdbool.h>
#include <stdint.h>

/* a hidden attribute that repeats a column of the parent */
typedef struct SynthContext
{
	int attribute;
	char *column; /* of the parent */
} SynthContext;

/* a column that equals one of the parent's in every row */
typedef struct SynthCopy
{
	int column; /* index into the model's columns */
	char *parent_column;
} SynthCopy;

typedef struct SynthEdge
{
	char *name; /* of the constraint */
	char *parent_schema;
	char *parent_table;
	int ncolumns;
	int *column;		  /* [ncolumns] indexes into the model's columns: those that refer */
	char **parent_column; /* [ncolumns] */
	bool match_full;
	bool by_value; /* columns are modelled as such (public or unknown parents): kept where the parent exists */
	int present;   /* attribute whose NULL means that there is no parent, -1: always one, or by_value */
	int ncontexts;
	SynthContext *context; /* the most telling first */
	int ncopies;
	SynthCopy *copy;
	/* how many children parents have: 0 of them if not known */
	int nfanout;
	int64_t *children; /* [nfanout] ascending, 0 included */
	double *parents;   /* [nfanout] estimated number of parents with so many, > 0 */
	double total;	   /* estimated number of parents, 0 if not known */
} SynthEdge;

/* in the parent's model: an attribute (NUMBER, raw = count) that counts children */
typedef struct SynthFanout
{
	int attribute;
	char *child_schema;
	char *child_table;
	char *edge; /* name of the constraint there */
} SynthFanout;

/* rows of a table that was declared public, as text forms, columns in the model's order */
typedef struct SynthRows
{
	int64_t nrows;
	int ncolumns;
	char **value; /* [nrows * ncolumns] row-major; NULL: a NULL */
} SynthRows;

#define SYNTH_MAX_EDGES 256
#define SYNTH_MAX_EDGE_COLUMNS 32
#define SYNTH_MAX_PUBLIC_ROWS 1000000

#endif /* SYNTH_LINK_H */
