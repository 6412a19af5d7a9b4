/*-------------------------------------------------------------------------
 *
 * association.h
 *	  How much one column says about another, for columns of any kind.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ASSOCIATION_H
#define SYNTH_ASSOCIATION_H

#include <stdint.h>

/* groups that a column is cut into at most */
#define SYNTH_ASSOCIATION_GROUPS 16

/*
 * Cuts a column of n values (any int64; equal values, also those that stand
 * for NULL or for a label, stay together) into groups of about equal size, in
 * the order of the values; group[i] < the number returned, which is smaller for
 * few rows.  Columns of few values keep them all.
 */
extern int synth_association_groups(const int64_t *value, int n, uint8_t *group);
/*
 * Mutual information of two grouped columns in nats, less what chance alone
 * gives (Miller and Madow's correction), at least 0.
 */
extern double synth_association(const uint8_t *a, int na, const uint8_t *b, int nb, int n);

#endif /* SYNTH_ASSOCIATION_H */
