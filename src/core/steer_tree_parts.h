/*-------------------------------------------------------------------------
 *
 * steer_tree_parts.h
 *	  What the files that steer trees share: the evidence of a request, the
 *	  look-ahead that guides particles to it, and runs of particles.
 *
 * Attributes are drawn in generation order, so they are called by their
 * PLACE in it.  Only the places up to the last one that the request speaks of
 * need particles; what comes after is drawn as in any sample.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_TREE_PARTS_H
#define SYNTH_STEER_TREE_PARTS_H

#include "bits.h"
#include "steer_targets.h"
#include "steer_tree.h"

/* one attribute in generation order, and what the request wants of it */
typedef struct TreePlace
{
	int attribute;
	int width; /* codes */
	int nparents;
	const int *parent;
	const SynthTree *tree; /* NULL: a table, whose lines are the leaves */
	size_t *stride;		   /* table: [nparents], in lines */
	/* distributions of the leaves, without codes that must not be drawn */
	int nleaves;
	const int32_t *first; /* [nleaves + 1] */
	const uint16_t *code;
	const float *p;
	float *share; /* [width] of a code that is wanted, 0 to 1; NULL: all of all */
	/* targeted: part of a code in the joint table of the targets, -1: gets no row; else NULL */
	const int16_t *atom; /* [width] */
	int natoms;			 /* 1 if not targeted */
	size_t stride_cell;	 /* of its parts in that table */
} TreePlace;

typedef struct TreeEvidence
{
	const SynthModel *model;
	const SynthSteering *request;
	int nplaces; /* up to the last one that the request speaks of */
	TreePlace *place;
	int last_target;		 /* place at which a row's cell is complete; -1 without targets */
	SynthTargetJoint *joint; /* its cells are the combinations of parts; NULL without targets */
	size_t ncells;			 /* 1 without targets */
} TreeEvidence;

/* one more factor of a look-ahead: exp(phi[bin of the code]) */
typedef struct TreeTerm
{
	int attribute;
	float *phi;	   /* [nbins] */
	float *factor; /* [nbins] exp(phi) */
} TreeTerm;

/* psi: about the probability of what is still to come, given the attributes up to a place */
typedef struct TreePsi
{
	double base; /* logarithm of a constant factor */
	int nterms;
	TreeTerm *term;
	const float *own; /* factor[] of the place's own attribute, NULL if it has none */
} TreePsi;

/* the look-ahead, and the leaves as it tilts them */
typedef struct TreeLook
{
	const TreeEvidence *evidence;
	int *nbins;		/* [attribute] */
	uint16_t **bin; /* [attribute][width] */
	TreePsi *psi;	/* [nplaces], after the place; 1 after the last one */
	float **tilted; /* [nplaces][entries] p * share * own term */
	double **z;		/* [nplaces][nleaves * natoms] sums of tilted */
} TreeLook;

/* what a run leaves behind at a place, for fitting a better look-ahead */
typedef struct TreeTrace
{
	int32_t *leaf;	   /* [n] of the particles as they came to the place */
	int32_t *ancestor; /* [n] which of those a particle continues */
	uint16_t *code;	   /* [n] drawn at the place */
	int32_t *cell;	   /* [n] after the place; NULL before the first targeted one */
	double *weight;	   /* [n] after the place, largest is 1 */
} TreeTrace;

typedef struct TreeParticles
{
	int room;
	int n;
	const double *ratio; /* [ncells] weight of a cell; NULL: all 1.  The caller's */
	uint16_t **code;	 /* [attribute][room] */
	double *weight;		 /* [room] since the last resampling, largest is 1 */
	double *psi;		 /* [room] the look-ahead so far */
	double *rest;		 /* [room] the same after the place, without its own term */
	int32_t *cell;		 /* [room] of the parts so far */
	int32_t *eve;		 /* [room] which particle it began as */
	int32_t *leaf;		 /* [room] */
	uint32_t *member;	 /* [room] */
	uint32_t *aside;	 /* [room] */
	uint32_t *start;	 /* [most leaves + 1] */
	int32_t *ancestor;	 /* [room] */
	uint16_t *dealt;	 /* [room] */
	double *scratch;	 /* [room] */
	double logmass;		 /* logarithm of the estimate of the mass of the evidence */
	int dead;			 /* place at which no particle was left, or -1 */
	TreeTrace *trace;	 /* [nplaces] if it is wanted */
} TreeParticles;

/* ---- steer_tree_evidence.c */

/* NULL with a report if an attribute, or the shares asked of it, have no mass in any leaf */
extern TreeEvidence *synth_tree_evidence(const SynthModel *m, const SynthSteering *request, SynthSteerReport *report);
/* the leaf of each particle at a place */
extern void synth_tree_leaves(const TreePlace *place, uint16_t *const *code, int n, uint32_t *member, uint32_t *aside,
							  int32_t *leaf);

/* ---- steer_tree_look.c */

/* the look-ahead that sees nothing: psi is 1 */
extern TreeLook *synth_tree_look_new(const TreeEvidence *e);
extern TreeLook *synth_tree_look_copy(const TreeLook *l); /* only psi and what follows from it are its own */
extern void synth_tree_look_release(TreeLook *l);		  /* of a copy */
/* tilts the leaves of a place anew, after its psi has changed */
extern void synth_tree_look_tilt(TreeLook *l, int place);
/* psi after a place without the factor of the place's own attribute */
extern void synth_tree_look_rest(const TreeLook *l, int place, uint16_t *const *code, int n, double *rest);
/*
 * Mass that a leaf can lead to from a cell: the sum over the codes of the
 * tilted leaf, of each times the ratio of its cell at the last targeted place.
 */
extern double synth_tree_look_mass(const TreeLook *l, int place, int leaf, int cell, const double *ratio);
extern size_t synth_tree_look_bytes(const TreeLook *l);
extern void synth_tree_psi_release(TreePsi *psi);

/* ---- steer_tree_fit.c */

/* better psi at all places from a traced run, last place first */
extern void synth_tree_look_fit(TreeLook *l, const TreeParticles *p);

/* ---- steer_tree_run.c */

extern TreeParticles *synth_tree_particles_new(const TreeEvidence *e, int room, bool traced);
extern void synth_tree_particles_release(TreeParticles *p, const TreeEvidence *e);
extern size_t synth_tree_particles_bytes(const TreeEvidence *e, int room);
extern size_t synth_tree_trace_bytes(const TreeEvidence *e); /* of a particle of a traced run */
/*
 * Leads n particles through all places; afterwards code[] and cell[] with
 * weights weight[] are a sample of the model's rows that meet the regions,
 * cells weighted by the ratios.  False if none is left (p->dead).
 */
extern bool synth_tree_run(const TreeLook *l, TreeParticles *p, int n, uint64_t seed, uint64_t block, int round);
/*
 * Streams of a run, round 0 to 4095: of the drawing at a place, and (place -1)
 * of what joins places.
 */
extern void synth_tree_stream(SynthStream *st, uint64_t seed, uint64_t block, int round, int place);
/* systematic resampling of m of n by weight[]: picked[m] rising; false if there is no weight */
extern bool synth_tree_resample(const double *weight, int n, int m, SynthStream *st, int32_t *picked);

/* ---- steer_tree_worth.c */

typedef struct TreeWorth TreeWorth;

extern TreeWorth *synth_tree_worth_new(const TreeEvidence *e);
extern void synth_tree_worth_release(TreeWorth *t);
extern void synth_tree_worth_add(TreeWorth *t, TreeParticles *p); /* after a run */
/* share of independent rows that the particles of the runs are worth, 0 to 1 */
extern double synth_tree_worth(const TreeWorth *t);

/* ---- steer_tree.c */

struct SynthSteerTree
{
	const SynthModel *model;
	const SynthSteering *request;
	TreeEvidence *evidence;
	TreeLook *look;
	double *wanted; /* [ncells] shares; NULL without targets */
	double *ratio;	/* [ncells] wanted by the model's; NULL without targets */
	int over;		/* particles a row */
	/* rows that preparing has seen: codes of the first places */
	int nkept;
	int room;
	uint16_t *kept; /* [room][nplaces] */
	int32_t *next;	/* [room] another one of the same cell, or -1 */
	int32_t *head;	/* [ncells] or -1 */
	int32_t *count; /* [ncells] */
};

#endif /* SYNTH_STEER_TREE_PARTS_H */
