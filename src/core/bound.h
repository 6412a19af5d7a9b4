/*-------------------------------------------------------------------------
 *
 * bound.h
 *	  How many rows of a unit are enough, from a noisy histogram.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_BOUND_H
#define SYNTH_BOUND_H

#include "account.h"
#include "counts.h"

/* classes of units by their number of rows, the last one open */
#define SYNTH_BOUND_CLASSES 10

/* share of a fit's rho that is set aside for this */
#define SYNTH_BOUND_SHARE 0.05

/* the class of a unit with so many rows, >= 1 */
extern int synth_bound_class(int64_t rows);
/* most rows that are used of a unit in this class */
extern int64_t synth_bound_rows(int class_number);
/*
 * Spends all that is left in the account, which must be open for one row a
 * unit, on count[SYNTH_BOUND_CLASSES], the number of units in each class.
 * Returns how many rows of a unit are to be used.
 */
extern int64_t synth_bound_estimate(SynthAccount *account, const SynthTrueCount *count);

#endif /* SYNTH_BOUND_H */
