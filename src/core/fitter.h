/*-------------------------------------------------------------------------
 *
 * fitter.h
 *	  A fit from raw rows to a model, in stages.
 *
 * The embedder spools the source once as raw int64 columns and hands a
 * rewindable reader to the fitter, which reads it once a stage:
 *
 *	 synth_fitter_new		 public knowledge only: budget, grids
 *	 synth_fitter_discover	 per undeclared column: which labels are published
 *	 synth_fitter_bag_begin	 per bag: which tokens, and which links, are published
 *	 synth_fitter_run		 probe -> refine -> one-way -> group -> pairs ->
 *							 select/measure/infer -> model
 *
 * Everything true that it counts goes through measure.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_FITTER_H
#define SYNTH_FITTER_H

#include "bag.h"
#include "budget.h"
#include "counts.h"

#define SYNTH_SCAN_BLOCK 4096

/* rows as raw columns, attribute order of the fitter; discovered columns give FINAL label indexes */
typedef struct SynthRowSource
{
	void *ctx;
	void (*rewind)(void *ctx);
	/* sets columns[a] (valid until the next call), returns the rows, 0 at the end */
	int (*next)(void *ctx, const int64_t **columns);
} SynthRowSource;

typedef struct SynthAttributeSpec
{
	char *name;
	SynthAttributeKind kind;
	SynthDomainSource source;
	bool nullable;
	bool discover;	   /* CATEGORY: labels come from synth_fitter_discover() */
	int64_t min_count; /* rows that a label needs in a fit without privacy; 0: what the fit asks of all */
	/*
	 * Labels that need no number of rows where there is no privacy, since
	 * everybody knows them; distinct, in byte order.  None in a private fit.
	 */
	int npublic;
	char **public_word;
	bool shapes; /* of these: shapes of codes, discovered twice, fine and rough (shape.h) */
	bool open;	 /* CATEGORY: values outside the list are possible (code `other`) */
	int nlabels; /* CATEGORY with a declared list */
	char **label;
	SynthOtherPolicy other;
	char *made_label; /* stands for texts, made for all rows if most rows' values are not published; NULL: they are not */
	char *other_label;	/* with SPREAD: the last resort if nothing is published */
	SynthAxisForm form; /* NUMBER */
	int64_t lo;			/* inclusive raw bounds; type's range if not declared */
	int64_t hi;
	bool lo_declared;
	bool hi_declared;
	bool specials[3]; /* NUMBER: -inf, +inf, NaN possible */
	bool grain;		  /* NUMBER: estimate how round the values are */
	bool is_target;	  /* pairs that hold it weigh more */
	bool is_context;  /* fixed before the rest of the row is drawn: first in generation order where the method can */
} SynthAttributeSpec;

/* is it one of spec's labels that need no number of rows? */
extern bool synth_spec_is_public(const SynthAttributeSpec *spec, const char *label);

typedef struct SynthFitOptions
{
	bool is_private;
	double epsilon;
	double delta;
	int64_t stability; /* max_rows of a unit */
	SynthMethod method;
	size_t max_model_bytes; /* 0: default */
	int64_t min_count;		/* non-private: a label needs this many rows */
	int64_t min_leaf;		/* tree: a leaf needs this many rows */
	int nbags;
	const SynthBagSpec *bag; /* [nbags] */
	/*
	 * Part of rho that pays for an estimate before the fit (bound.h), and its
	 * charge once it is made: it stands in the model's account.  A fitter that is
	 * made before the estimate is for its budget only: paid.rho 0.
	 */
	double reserve;
	SynthCharge paid;
	/* tells the embedder where the fit is; phase is a constant text */
	void (*progress)(const char *phase, int done, int total);
} SynthFitOptions;

typedef struct SynthFitter SynthFitter;

extern SynthFitter *synth_fitter_new(const SynthFitOptions *opt, int nattributes, const SynthAttributeSpec *spec);
extern const SynthBudget *synth_fitter_budget(const SynthFitter *f);
/*
 * Discovery of an attribute's labels: begin, every distinct label that occurs
 * with its count (each exactly once, in any order, in as many calls as memory
 * asks for), end.  The published labels come back in byte order, so that the
 * order of rows leaves no trace; their indexes are the raw values that
 * synth_fitter_run() expects.  The list belongs to the fitter.
 */
extern void synth_fitter_discover_begin(SynthFitter *f, int attribute);
extern void synth_fitter_discover_keys(SynthFitter *f, int attribute, int nkeys, char *const *label,
									   const SynthTrueCount *count);
extern int synth_fitter_discover_end(SynthFitter *f, int attribute, char *const **label);
/*
 * Shapes of codes (spec.shapes) are discovered twice, between begin and end:
 * first every fine shape (synth_shape_fine() of each value that has one) with
 * its count, then, after this call, every rough one (synth_shape_rough() of
 * that) with its own: each row counts once in either.  Returns the fine ones
 * that are published (byte order; their number).  A row's raw value is the
 * index, among the labels of _end(), of its fine shape if it is there, else of
 * its rough shape if that is there, else SYNTH_RAW_OTHER.
 */
extern int synth_fitter_discover_rough(SynthFitter *f, int attribute, char *const **fine);
/*
 * All of it in one call, for labels that are not shapes: published labels get
 * released[i] = true and their index in final_index[i], the others
 * SYNTH_RAW_OTHER.
 */
extern void synth_fitter_discover(SynthFitter *f, int attribute, int nkeys, char *const *label,
								  const SynthTrueCount *count, bool *released, int64_t *final_index);
/*
 * Bags of tokens: like labels, once for tokens and, where linked, once for
 * links; before synth_fitter_run().  Charged to the account when begun.  What
 * is published is the result of _bag(), which belongs to the fitter; links
 * whose ends are not both published are left out of it.
 */
extern void synth_fitter_bag_begin(SynthFitter *f, int bag, SynthBagStage stage);
extern void synth_fitter_bag_keys(SynthFitter *f, int bag, int nkeys, char *const *label, const SynthTrueCount *count);
extern void synth_fitter_bag_end(SynthFitter *f, int bag);
extern SynthBag *synth_fitter_bag(SynthFitter *f, int bag);
/* the attributes, conditionals, marginals, account, total of a model; the embedder adds columns */
extern SynthModel *synth_fitter_run(SynthFitter *f, const SynthRowSource *rows);

#endif /* SYNTH_FITTER_H */
