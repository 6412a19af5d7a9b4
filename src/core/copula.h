/*-------------------------------------------------------------------------
 *
 * copula.h
 *	  Method `copula`: one-way marginals joined by the correlations of normal
 *	  scores.
 *
 * Fit: each attribute's codes, in a latent order, get the normal score of the
 * middle of their interval of the (noisy) cumulative distribution; scores are
 * clipped and rounded to integers, products are summed over rows, noise is
 * added in measure.c, and the nearest correlation matrix is taken.
 *
 * Private: see synth_measure_sums() for the sensitivity.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COPULA_H
#define SYNTH_COPULA_H

#include "counts.h"
#include "fitter.h"
#include "model.h"

typedef struct SynthCopulaInput
{
	int nattributes;
	SynthAttribute *attribute; /* each code its own group */
	double **marginal;		   /* [a][nfine] probabilities (noisy, on the simplex) */
	double total;			   /* estimated rows */
	SynthAccount *account;
	double rho; /* for the sums; 0 if not private */
	void (*progress)(const char *phase, int done, int total);
} SynthCopulaInput;

/* fills conditional and copula of m; reads the rows once or twice */
extern void synth_copula_fit(const SynthCopulaInput *in, const SynthRowSource *rows, SynthModel *m);

/*
 * Codes of a block: code[a][nrows] coarse codes of every attribute.  The
 * factor of the correlation matrix is made once, by synth_copula_open().
 */
typedef struct SynthCopulaDraw SynthCopulaDraw;
extern SynthCopulaDraw *synth_copula_open(const SynthModel *m);
extern void synth_copula_block(SynthCopulaDraw *d, SynthStream *st, int nrows, uint16_t **code);

#endif /* SYNTH_COPULA_H */
