/*-------------------------------------------------------------------------
 *
 * outlook.h
 *	  What a private fit will keep and lose, from public knowledge alone.
 *
 * Rules of thumb for users; no fit depends on them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_OUTLOOK_H
#define SYNTH_OUTLOOK_H

#include "budget.h"

/* codes of a column whose labels are not known yet, and the most that count jointly */
#define SYNTH_OUTLOOK_CODES 16

/* rows with one value that it takes for the value to be kept, mostly */
extern double synth_outlook_value_rows(const SynthColumnBudget *column);
/* rows with one token that it takes for the token to be kept, mostly */
extern double synth_outlook_token_rows(const SynthBagBudget *bag);
/* standard deviation of a count of two columns; 0 if none is measured */
extern double synth_outlook_pair_sigma(const SynthBudget *budget, int nattributes);
/*
 * Rows of a table below which what comes out is mostly noise.  codes[a] is the
 * number of codes of attribute a as far as it is public, 0 if it is not.
 */
extern double synth_outlook_table_rows(const SynthBudget *budget, int nattributes, const int *codes);

#endif /* SYNTH_OUTLOOK_H */
