/*-------------------------------------------------------------------------
 *
 * steer_targets.c
 *	  Iterative proportional fitting over the parts of targeted attributes.
 *
 * Each target in turn scales the joint table so that its own shares are met;
 * repeated, this converges to the distribution nearest to the model's (in
 * relative entropy) among those that meet all of them, if there is one
 * (Deming and Stephan 1940; Csiszar 1975).  One target is met at once.
 *
 * Limits: SYNTH_TARGET_CELLS cells.  Targets that can only be met by leaving
 * out combinations that the model has converge slowly: within what the bound
 * on the work allows, they must be met to a millionth, else they clash.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_targets.h"

#include <math.h>
#include <string.h>

/* cells of the joint table; a target asks for shares of this many things at most */
#define SYNTH_TARGET_CELLS ((size_t) 1 << 20)

/* shares are met to the first; if that takes too much work, to the second */
#define EXACT 1e-10
#define ENOUGH 1e-6

/* cells that may be looked at in all rounds together */
#define MOST_WORK 2e8

/* places of the attribute in the targets; -1 where a target does not name it */
static int
place_in_target(const SynthTarget *t, int attribute)
{
	for (int i = 0; i < t->nattr; i++)
		if (t->attribute[i] == attribute)
			return i;
	return -1;
}

int
synth_targets_place(const SynthTargetJoint *j, int attribute)
{
	for (int i = 0; i < j->nattr; i++)
		if (j->attribute[i] == attribute)
			return i;
	return -1;
}

/*
 * Cuts the parts of one attribute by those of a target that names it: the new
 * parts are the combinations that occur, numbered as they turn up.  first[part]
 * is a fine code of each.  Returns their number, -1 if there are too many.
 */
static int
cut_parts(const int16_t *by, int by_parts, int nfine, int nparts, int16_t *part, int *first)
{
	/* combinations are looked up under the new part's first code: a list for each old part */
	int *head = synth_alloc_array((size_t) nparts, sizeof(int));
	int *next = synth_alloc_array((size_t) nfine, sizeof(int));
	int *direct = NULL;
	int n = 0;

	if (nparts == 1)
		direct = synth_alloc_array((size_t) by_parts, sizeof(int));
	for (int p = 0; p < nparts; p++)
		head[p] = -1;
	for (int f = 0; f < nfine && n >= 0; f++)
	{
		int old = part[f];
		int at;

		part[f] = -1;
		if (old < 0 || by[f] < 0)
			continue;
		if (direct != NULL)
			at = direct[by[f]] - 1;
		else
			for (at = head[old]; at >= 0 && by[first[at]] != by[f]; at = next[at])
				;
		if (at < 0 && n == INT16_MAX)
		{
			n = -1;
			break;
		}
		if (at < 0)
		{
			at = n++;
			first[at] = f;
			next[at] = head[old];
			head[old] = at;
			if (direct != NULL)
				direct[by[f]] = at + 1;
		}
		part[f] = (int16_t) at;
	}
	synth_release(head);
	synth_release(next);
	synth_release(direct);
	return n;
}

/* parts of one attribute: the combinations of its parts in all targets */
static int
combine_parts(const SynthSteering *request, int attribute, int nfine, int16_t *part, int *first)
{
	int nparts = 1;

	memset(part, 0, (size_t) nfine * sizeof(int16_t));
	for (int t = 0; t < request->ntargets && nparts > 0; t++)
	{
		const SynthTarget *target = &request->target[t];
		int at = place_in_target(target, attribute);

		if (at >= 0)
			nparts = cut_parts(target->part[at], target->nparts[at], nfine, nparts, part, first);
		synth_poll();
	}
	return nparts;
}

/* cell of target t's table for every cell of the joint table */
static void
map_cells(SynthTargetJoint *j, const SynthTarget *t, int **first, uint32_t *cell)
{
	int *digit = synth_alloc_array((size_t) j->nattr, sizeof(int));

	for (size_t c = 0; c < j->ncells; c++)
	{
		size_t at = 0;

		for (int i = 0; i < t->nattr; i++)
		{
			int place = synth_targets_place(j, t->attribute[i]);
			int fine = first[place][digit[place]];

			at = at * (size_t) t->nparts[i] + (size_t) t->part[i][fine];
		}
		cell[c] = (uint32_t) at;
		for (int i = j->nattr - 1; i >= 0; i--)
		{
			if (++digit[i] < j->nparts[i])
				break;
			digit[i] = 0;
		}
	}
	synth_release(digit);
}

SynthTargetJoint *
synth_targets_joint(const SynthModel *m, const SynthSteering *request, SynthSteerReport *report)
{
	SynthTargetJoint *j = synth_alloc(sizeof(SynthTargetJoint));
	int **first = synth_alloc_array((size_t) m->nattributes, sizeof(int *));

	j->attribute = synth_alloc_array((size_t) m->nattributes, sizeof(int));
	j->nparts = synth_alloc_array((size_t) m->nattributes, sizeof(int));
	j->part = synth_alloc_array((size_t) m->nattributes, sizeof(int16_t *));
	j->cell = synth_alloc_array((size_t) request->ntargets, sizeof(uint32_t *));
	j->width = synth_alloc_array((size_t) request->ntargets, sizeof(size_t));
	j->ncells = 1;
	for (int t = 0; t < request->ntargets; t++)
	{
		const SynthTarget *target = &request->target[t];

		j->width[t] = 1;
		for (int i = 0; i < target->nattr; i++)
		{
			int a = target->attribute[i];
			int nfine = m->attribute[a].nfine;
			int n = j->nattr;

			if (target->nparts[i] < 1 || j->width[t] > SYNTH_TARGET_CELLS / (size_t) target->nparts[i])
			{
				report->problem = SYNTH_STEER_TOO_LARGE;
				report->target = t;
				return NULL;
			}
			j->width[t] *= (size_t) target->nparts[i];
			if (synth_targets_place(j, a) >= 0)
				continue;
			j->attribute[n] = a;
			j->part[n] = synth_alloc_array((size_t) nfine, sizeof(int16_t));
			first[n] = synth_alloc_array((size_t) nfine, sizeof(int));
			j->nparts[n] = combine_parts(request, a, nfine, j->part[n], first[n]);
			if (j->nparts[n] == 0)
			{
				report->problem = SYNTH_STEER_CLASH;
				report->target = t;
				report->attribute = a;
				return NULL;
			}
			if (j->nparts[n] < 0 || j->ncells > SYNTH_TARGET_CELLS / (size_t) j->nparts[n])
			{
				report->problem = SYNTH_STEER_TOO_LARGE;
				report->target = t;
				return NULL;
			}
			j->ncells *= (size_t) j->nparts[n];
			j->nattr++;
		}
	}
	/* a map for each target, and the distribution before and after */
	if (j->ncells > synth_env.memory_limit / 4 / (2 * sizeof(double) + (size_t) request->ntargets * sizeof(uint32_t)))
	{
		report->problem = SYNTH_STEER_TOO_LARGE;
		report->target = 0;
		return NULL;
	}
	for (int t = 0; t < request->ntargets; t++)
	{
		j->cell[t] = synth_alloc_array(j->ncells, sizeof(uint32_t));
		map_cells(j, &request->target[t], first, j->cell[t]);
		synth_poll();
	}
	for (int i = 0; i < j->nattr; i++)
		synth_release(first[i]);
	synth_release(first);
	return j;
}

double
synth_targets_least(const SynthModel *m, double probability)
{
	double rows = m->total * probability;

	return rows > 1.0 ? 1.0 / rows : 1.0;
}

static void
sum_cells(const SynthTargetJoint *j, int t, const double *q, double *sum)
{
	memset(sum, 0, j->width[t] * sizeof(double));
	for (size_t c = 0; c < j->ncells; c++)
		sum[j->cell[t][c]] += q[c];
}

/* the share of each cell of a target: as asked, or equal where there is mass */
static bool
wanted_shares(const SynthTargetJoint *j, const SynthTarget *target, int t, const double *q, double least, double *want,
			  SynthSteerReport *report)
{
	double *sum = synth_alloc_array(j->width[t], sizeof(double));
	bool fine = true;
	size_t n = 0;

	sum_cells(j, t, q, sum);
	if (target->share == NULL)
	{
		for (size_t c = 0; c < j->width[t]; c++)
			n += sum[c] >= least;
		if (n == 0)
			least = 0;
		for (size_t c = 0; c < j->width[t] && least == 0; c++)
			n += sum[c] > 0;
	}
	for (size_t c = 0; c < j->width[t] && fine; c++)
	{
		if (target->share == NULL)
			want[c] = sum[c] > 0 && sum[c] >= least ? 1.0 / (double) n : 0.0;
		else
			want[c] = target->share[c];
		if (want[c] > 0 && !(sum[c] > 0))
		{
			report->problem = SYNTH_STEER_SHARE_EMPTY;
			report->target = t;
			report->part = (int) c;
			report->attribute = target->nattr == 1 ? target->attribute[0] : -1;
			fine = false;
		}
	}
	synth_release(sum);
	return fine;
}

/* one round of fitting; returns the largest distance from a wanted share before it, HUGE_VAL if one got lost */
static double
fit_round(const SynthTargetJoint *j, int ntargets, double *const *want, double *sum, double *q)
{
	double worst = 0;

	for (int t = 0; t < ntargets; t++)
	{
		sum_cells(j, t, q, sum);
		for (size_t c = 0; c < j->width[t]; c++)
		{
			worst = fmax(worst, fabs(sum[c] - want[t][c]));
			if (want[t][c] > 0 && !(sum[c] > 0))
				return HUGE_VAL;
			/* becomes the factor of the cell */
			sum[c] = want[t][c] > 0 ? want[t][c] / sum[c] : 0;
		}
		for (size_t c = 0; c < j->ncells; c++)
			q[c] *= sum[j->cell[t][c]];
		synth_poll();
	}
	return worst;
}

bool
synth_targets_fit(const SynthTargetJoint *j, const SynthSteering *request, const double *p, double least, double *q,
				  SynthSteerReport *report)
{
	double **want = synth_alloc_array((size_t) request->ntargets, sizeof(double *));
	size_t widest = 1;
	double total = 0;
	double worst = HUGE_VAL;
	double *sum;
	int rounds;

	for (size_t c = 0; c < j->ncells; c++)
		total += p[c];
	for (size_t c = 0; c < j->ncells; c++)
		q[c] = total > 0 ? p[c] / total : 0;
	for (int t = 0; t < request->ntargets; t++)
	{
		want[t] = synth_alloc_array(j->width[t], sizeof(double));
		if (!wanted_shares(j, &request->target[t], t, q, least, want[t], report))
			return false;
		widest = j->width[t] > widest ? j->width[t] : widest;
	}
	sum = synth_alloc_array(widest, sizeof(double));
	rounds = 2 + (int) fmin(1e5, MOST_WORK / ((double) j->ncells * request->ntargets));
	for (int i = 0; i < rounds && worst > EXACT; i++)
	{
		worst = fit_round(j, request->ntargets, want, sum, q);
		if (worst == HUGE_VAL)
			break;
	}
	for (int t = 0; t < request->ntargets; t++)
		synth_release(want[t]);
	synth_release(want);
	synth_release(sum);
	total = 0;
	for (size_t c = 0; c < j->ncells; c++)
		total += q[c];
	if (!(worst <= ENOUGH) || !(total > 0))
	{
		report->problem = SYNTH_STEER_CLASH;
		return false;
	}
	for (size_t c = 0; c < j->ncells; c++)
		q[c] /= total;
	return true;
}
