/*-------------------------------------------------------------------------
 *
 * joint.h
 *	  Whole joint tables of a few small attributes, to sum over: what inference
 *	  is compared with.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNIT_JOINT_H
#define SYNTH_UNIT_JOINT_H

#include "unit.h"

#define MOST_ATTRS 7

typedef struct Joint
{
	int d;
	int size[MOST_ATTRS];
	size_t ncells;
	double *p;
} Joint;

static void
joint_digits(const Joint *j, size_t cell, int *x)
{
	for (int a = j->d - 1; a >= 0; a--)
	{
		x[a] = (int) (cell % (size_t) j->size[a]);
		cell /= (size_t) j->size[a];
	}
}

static void
joint_new(Joint *j, int d, int most)
{
	j->d = d;
	j->ncells = 1;
	for (int a = 0; a < d; a++)
	{
		j->size[a] = 1 + (int) unit_random_below((uint64_t) most);
		j->ncells *= (size_t) j->size[a];
	}
	j->p = synth_alloc_array(j->ncells, sizeof(double));
}

/* marginal over attr[], row-major in that order */
static double *
joint_marginal(const Joint *j, int n, const int *attr, size_t *ncells)
{
	double *out;
	int x[MOST_ATTRS];

	*ncells = 1;
	for (int i = 0; i < n; i++)
		*ncells *= (size_t) j->size[attr[i]];
	out = synth_alloc_array(*ncells, sizeof(double));
	for (size_t c = 0; c < j->ncells; c++)
	{
		size_t at = 0;

		joint_digits(j, c, x);
		for (int i = 0; i < n; i++)
			at = at * (size_t) j->size[attr[i]] + (size_t) x[attr[i]];
		out[at] += j->p[c];
	}
	return out;
}

#endif /* SYNTH_UNIT_JOINT_H */
