/*-------------------------------------------------------------------------
 *
 * complete_table.h
 *	  How the hidden attributes of a pattern are eliminated from a model of
 *	  tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COMPLETE_TABLE_H
#define SYNTH_COMPLETE_TABLE_H

#include "complete_parts.h"

/* a table, or the message of an earlier step, as a step sees it */
typedef struct CompleteFactor
{
	const float *table; /* NULL: a message */
	int message;		/* step that it came from */
	int ngiven;
	int *given; /* [ngiven] given attributes in it */
	size_t *given_stride;
	size_t own;		/* stride of the step's attribute */
	size_t *stride; /* [nneighbours] 0 if it does not mention the neighbour */
} CompleteFactor;

/* the elimination of one hidden attribute */
typedef struct CompleteStep
{
	int attribute;
	int width;
	int nneighbours;
	int *neighbour; /* hidden, eliminated later */
	int *size;		/* [nneighbours] */
	size_t ncells;	/* of the message, row-major over the neighbours */
	size_t message; /* where it begins in the scratch */
	int nfactors;
	CompleteFactor *factor;
} CompleteStep;

typedef struct CompleteTablePlan
{
	int nsteps;
	CompleteStep *step;
	size_t ncells; /* of all messages */
	int most_width;
	int most_neighbours;
	int most_factors;
} CompleteTablePlan;

/*
 * complete_order.c: fills p->plan and p->bytes; table[place] replaces the
 * model's table of a hidden attribute.
 */
extern void synth_complete_order(SynthCompleter *c, CompletePattern *p, const float *const *table);
extern void synth_complete_order_release(CompletePattern *p);

#endif /* SYNTH_COMPLETE_TABLE_H */
