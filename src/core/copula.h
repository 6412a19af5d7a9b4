/*-------------------------------------------------------------------------
 *
 * copula.h
 *	  Method `copula`: one-way marginals joined by the correlations of normal
 *	  scores.
 *
 * Fit: each attribute's codes, in a latent order, get the mean normal score of
 * their interval of the (noisy) cumulative distribution; scores are clipped
 * and rounded to integers, products are summed over rows (products.c), noise is
 * added in measure.c, the correlations behind the scores are solved for
 * (copula_scores.c), and the nearest correlation matrix is taken.
 *
 * Without privacy the rows are held as codes, as those of trees are: the same
 * protections (min_count), exact sums, and the latent order of categories is
 * found from the rows (copula_exact.c).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COPULA_H
#define SYNTH_COPULA_H

#include "counts.h"
#include "fitter.h"
#include "model.h"
#include "treefit.h"

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

/* fills conditional and copula of m, whose attributes are those of the input; reads the rows once or twice */
extern void synth_copula_fit(const SynthCopulaInput *in, const SynthRowSource *rows, SynthModel *m);
/* without privacy, from exact rows: fills attribute, conditional, copula and total of m */
extern void synth_copula_fit_exact(const SynthTreeFitInput *in, const SynthRowSource *rows, SynthModel *m);

/*
 * Codes of a block: code[a][nrows] coarse codes of every attribute.  The
 * factor of the correlation matrix is made once, by synth_copula_open().
 */
typedef struct SynthCopulaDraw SynthCopulaDraw;
extern SynthCopulaDraw *synth_copula_open(const SynthModel *m);
extern void synth_copula_block(SynthCopulaDraw *d, SynthStream *st, int nrows, uint16_t **code);

#endif /* SYNTH_COPULA_H */
