/*-------------------------------------------------------------------------
 *
 * jtree.h
 *	  Junction trees: which attributes must be held in one table so that
 *	  inference in a graphical model is exact.
 *
 * A graph has an edge between two attributes that were measured together.
 * Eliminating its vertices one by one, always the one whose table (itself and
 * its neighbours) has the fewest cells, adds fill-in edges until the graph is
 * chordal; the maximal tables met on the way are the cliques, and a spanning
 * tree of the cliques with the heaviest separators has the running
 * intersection property.  (Koller and Friedman 2009, chapters 9 and 10.)
 * Attributes that others are drawn given can be kept for the end (late[]), at
 * the price of more fill-in.
 *
 * Everything here is public or already noisy: shapes, never counts.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_JTREE_H
#define SYNTH_JTREE_H

#include "env.h"

typedef struct SynthGraph
{
	int nattr;
	int nwords;		 /* 64-bit words of one row of adj */
	const int *size; /* cells of each attribute, caller's */
	uint64_t *adj;	 /* [nattr][nwords], symmetric, no loops */
	/*
	 * [nattr] the caller's; attributes with more are eliminated after all with
	 * less, and so drawn before them.  NULL: all alike.
	 */
	const int *late;
} SynthGraph;

typedef struct SynthFamily
{
	int attribute;
	int nparents; /* attributes drawn before it that it depends on */
	int *parent;  /* in rank order */
	int clique;	  /* a clique that holds attribute and parents */
} SynthFamily;

typedef struct SynthClique
{
	int nattr;
	int *attr; /* in rank order: the last has the most codes */
	size_t ncells;
	int up; /* parent clique, -1 at the root */
} SynthClique;

typedef struct SynthJtree
{
	int nattr;
	int *rank; /* [nattr] place of an attribute in every table, sizes ascending */
	int ncliques;
	SynthClique *clique; /* parents before children: clique[0] is the root */
	size_t ncells;		 /* sum over the cliques */
	SynthFamily *family; /* [nattr] in generation order (reverse elimination) */
} SynthJtree;

extern SynthGraph *synth_graph_new(int nattr, const int *size);
extern void synth_graph_link(SynthGraph *g, int a, int b);
extern bool synth_graph_linked(const SynthGraph *g, int a, int b);

/* place of each attribute in every table of the engine: sizes ascending, then index */
extern int *synth_rank_by_size(int nattr, const int *size);

/*
 * Cells of the junction tree that the graph would have with the edge (a,b)
 * added (a < 0: as it is).  HUGE_VAL as soon as it exceeds `limit`.
 */
extern double synth_graph_cells(const SynthGraph *g, int a, int b, double limit);

extern SynthJtree *synth_jtree_build(const SynthGraph *g);
extern void synth_jtree_release(SynthJtree *jt);
/*
 * An upper bound, found without eliminating anything, of the cells that a
 * junction tree needs once a and b share a clique: b joins every clique on the
 * path from a's cliques to b's.
 */
extern double synth_jtree_bound(const SynthJtree *jt, const int *size, int a, int b);
/* index of the smallest clique that holds all the attributes, or -1 */
extern int synth_jtree_home(const SynthJtree *jt, int nattr, const int *attr);

#endif /* SYNTH_JTREE_H */
