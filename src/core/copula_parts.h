/*-------------------------------------------------------------------------
 *
 * copula_parts.h
 *	  What a copula model is drawn from: factor, cut points and the way from
 *	  latent scores to codes.  For the copula's own files, for those that
 *	  steer it and for those that complete rows.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COPULA_PARTS_H
#define SYNTH_COPULA_PARTS_H

#include "copula.h"
#include "normal.h"
#include "sampler.h"

/* rows whose scores are held at once */
#define SYNTH_COPULA_BATCH 1024

/* the latent score of an attribute: position x of its codes is the interval (cut[x], cut[x + 1]] */
typedef struct SynthLatent
{
	int ncodes;
	const uint16_t *order; /* [ncodes] code at a position */
	double *cumulated;	   /* [ncodes] probability up to and with a position; the last is 1 */
	double *cut;		   /* [ncodes + 1] normal quantiles; the ends are infinite */
} SynthLatent;

struct SynthCopulaDraw
{
	int d;
	SynthLatent *latent; /* [d] by attribute */
	double *factor;		 /* [d * d] lower triangle L, L L' the correlations */
	double *z;			 /* [d][SYNTH_COPULA_BATCH] scores of a batch */
	SynthNormal normal;
	double *rank;	   /* table of the normal distribution, see copula_draw.c */
	uint32_t *sorted;  /* [SYNTH_BLOCK_ROWS] */
	uint32_t *scratch; /* [SYNTH_BLOCK_ROWS] */
	uint16_t *dealt;   /* [SYNTH_BLOCK_ROWS] */
};

/* copula_latent.c: the correlations of a model, row-major [d * d], both triangles */
extern void synth_copula_matrix(const SynthModel *m, double *r);
/* the latent scores of a model, [nattributes] */
extern SynthLatent *synth_copula_latents(const SynthModel *m);
/* position of the code that a score falls into; never one without mass */
extern int synth_latent_position(const SynthLatent *l, double score);

/*
 * copula_order.c: order[n] by the direction in which the codes' means
 * mean[n][d] of the columns' scores differ most; weight[n] rows of each code.
 * Codes that do not differ keep their order.
 */
extern void synth_copula_order_codes(int n, size_t d, const double *mean, const double *weight, uint16_t *order);
/* attributes of a private fit whose order is worth finding: group[nattributes]; returns how many */
extern int synth_copula_groups(const SynthCopulaInput *in, int *group);
/*
 * Finds their order from noisy sums of scores by code, at a cost of rho.
 * table[a][code] are the integer scores in units of 1 / scale, of rows whose
 * squares are bounded as for the products.  Reads the rows once.
 */
extern void synth_copula_noisy_orders(const SynthCopulaInput *in, const SynthRowSource *rows, int ngroups,
									  const int *group, int64_t bound, double scale, int16_t *const *table, double rho,
									  uint16_t **order);

/* copula_fit.c: codes from low to high; NULL and NaN at the low end, or NULL at the high end */
extern void synth_copula_natural_order(const SynthAttribute *a, bool null_high, uint16_t *order);
/* writes marginals by code, orders and correlations [d * d] to a model whose attributes are there */
extern void synth_copula_finish(SynthModel *m, double *const *marginal, uint16_t **order, const double *r);

/*
 * copula_draw.c: scores of n rows of a block, d->z[a * SYNTH_COPULA_BATCH + r],
 * as keys that keep their order, 16 bits each, to key[r]
 */
extern void synth_copula_keys(const SynthCopulaDraw *d, const double *score, int n, uint16_t *key);
/*
 * Codes of an attribute for all rows of a block from their keys, in place:
 * rows sorted by key get codes dealt by the probabilities p of positions
 * (cumulated), so each code is as frequent as it should be to within a row.
 */
extern void synth_copula_deal(SynthCopulaDraw *d, const SynthLatent *l, const double *cumulated, SynthStream *st,
							  int nrows, uint16_t *code);

#endif /* SYNTH_COPULA_PARTS_H */
