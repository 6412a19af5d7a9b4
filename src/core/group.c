/*-------------------------------------------------------------------------
 *
 * group.c
 *	  How many codes the joint model can afford for one attribute.
 *
 * A cell of a pair table is measured with noise of about pair_sigma, so a code
 * that holds few rows only adds noise.  Numbers: neighbours are merged until a
 * code holds about NUMBER_SIGMAS * pair_sigma rows; a cell that holds as much
 * alone (a spike: 0, 40, 99999) keeps its own code and never absorbs its
 * neighbours.  Categories: those that hold less than CATEGORY_SIGMAS *
 * pair_sigma, or are lost in the noise of their own count, share one code.
 * Specials of numbers (NULL, infinities, NaN) that are clearly present have a
 * code each, the others are not drawn.  Within a code a fine code is drawn by its smoothed
 * and projected noisy count, which is free post-processing.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "denoise.h"
#include "group.h"

#define NUMBER_SIGMAS 10.0
/*
 * A pair table of k codes each has noise of about k^2 pair_sigma rows, which
 * should not be much more than half of all; but a few values are kept apart.
 */
#define NUMBER_PART 0.7
#define NUMBER_CODES 16.0
/* without noise the scatter of the rows takes its place: about six rows a cell of two numbers */
#define EXACT_PART 0.4
#define CATEGORY_SIGMAS 2.0
#define SPECIAL_SIGMAS 6.0 /* infinities and NaN, of which a single one is too many */
#define RARE_SIGMAS 3.0	   /* of its own count: MST's rule */
#define SMOOTH_PENALTY 4.0
/* an end of a number begins where its sum is beyond doubt, and is cut where it is less than a doubtful one */
#define END_SIGMAS 3.0
/* rows are there without doubt, and how many times the range of those is far away */
#define SURE_SIGMAS 8.0
#define FAR_SPANS 3.0
#define END_DOUBT 0.5

/* numbers: codes for the ordinary cells at this threshold; returns how many */
static int
group_ordered(const double *mass, int n, double threshold, uint16_t *group)
{
	int code = -1;
	double held = 0;
	bool closed = true; /* the present code takes no more cells */
	bool spike = true;	/* the code before the open one is a spike, or there is none */

	for (int i = 0; i < n; i++)
	{
		if (mass[i] >= threshold)
		{
			/* a light remainder joins what is left of it, unless that is a spike */
			if (!closed && held < threshold / 2 && !spike)
			{
				for (int j = i - 1; j >= 0 && group[j] == code; j--)
					group[j] = (uint16_t) (code - 1);
				code--;
			}
			group[i] = (uint16_t) ++code;
			closed = true;
			spike = true;
			continue;
		}
		if (closed)
		{
			code++;
			held = 0;
			closed = false;
		}
		group[i] = (uint16_t) code;
		held += mass[i];
		if (held >= threshold)
		{
			closed = true;
			spike = false;
		}
	}
	if (!closed && held < threshold / 2 && !spike)
	{
		for (int j = n - 1; j >= 0 && group[j] == code; j--)
			group[j] = (uint16_t) (code - 1);
		code--;
	}
	return code + 1;
}

/* codes first..nfine-1: those that hold the threshold get a code, the rest share one */
static int
group_unordered(const SynthGroupInput *in, double *mass, int first, double threshold, int code, uint16_t *group)
{
	int rare = -1;

	for (int i = first; i < in->nfine; i++)
	{
		double sigmas = in->ordered && i != in->missing ? SPECIAL_SIGMAS : RARE_SIGMAS;
		double least = in->exact ? threshold : fmax(threshold, sigmas * sqrt(in->variance[i]));

		if (i == in->alone || mass[i] >= least)
			group[i] = (uint16_t) code++;
		else if (in->ordered && in->nvalues > 0)
		{
			/* a NaN or an infinity that is only noise would spoil every mean: never drawn */
			group[i] = 0;
			mass[i] = 0;
		}
		else
		{
			if (rare < 0)
				rare = code++;
			group[i] = (uint16_t) rare;
		}
	}
	return code;
}

static int
group_all(const SynthGroupInput *in, double *mass, double threshold, uint16_t *group)
{
	int code = 0;

	if (in->ordered)
	{
		int from = 0;
		int to = in->nvalues;

		/* an end that is not drawn belongs to the first cell that is */
		while (to - from > 1 && !(mass[to - 1] > 0))
			to--;
		while (to - from > 1 && !(mass[from] > 0))
			from++;
		if (to > from)
			code = group_ordered(mass + from, to - from, threshold, group + from);
		for (int i = 0; i < in->nvalues; i++)
			if (i < from || i >= to)
				group[i] = group[i < from ? from : to - 1];
	}
	return group_unordered(in, mass, in->ordered ? in->nvalues : 0, in->ordered ? 0 : threshold, code, group);
}

/* a number's special that group_unordered() gave to the first ordinary code */
static bool
undrawn(const SynthGroupInput *in, const SynthGrouping *g, int fine)
{
	return in->ordered && in->nvalues > 0 && fine >= in->nvalues && g->group[fine] == 0;
}

static void
share_out(const SynthGroupInput *in, const double *mass, SynthGrouping *g)
{
	double *sum = synth_alloc_array((size_t) g->ncoarse, sizeof(double));
	int *members = synth_alloc_array((size_t) g->ncoarse, sizeof(int));

	for (int i = 0; i < in->nfine; i++)
	{
		int c = g->group[i];

		sum[c] += mass[i];
		members[c] += !undrawn(in, g, i);
		g->oneway[c] += in->noisy[i];
		g->variance[c] += in->variance[i];
	}
	for (int i = 0; i < in->nfine; i++)
	{
		int c = g->group[i];

		if (undrawn(in, g, i))
			g->mass[i] = 0;
		else
			g->mass[i] = sum[c] > 0 ? mass[i] / sum[c] : 1.0 / members[c];
	}
	synth_release(sum);
	synth_release(members);
}

/* do cells [from, from + n) from one end hold rows without doubt? */
static bool
surely_held(const SynthGroupInput *in, bool upper, int from, int n)
{
	double sum = 0;
	double v = 0;

	for (int k = from; k < from + n; k++)
	{
		int at = upper ? in->nvalues - 1 - k : k;

		sum += in->noisy[at];
		v += in->variance[at];
	}
	return sum > SURE_SIGMAS * sqrt(v);
}

/*
 * The cell where rows begin without doubt, seen from one end: of the outermost
 * run of cells (1, 2, 4, .. long) that holds some, the half that does, down to
 * a cell.  The other end if there is none.
 */
static int
sure_end(const SynthGroupInput *in, bool upper)
{
	for (int i = 0; i < in->nvalues; i++)
	{
		for (int n = 1; i + n <= in->nvalues; n *= 2)
		{
			int first = i;

			if (!surely_held(in, upper, i, n))
				continue;
			while ((n /= 2) > 0)
				if (!surely_held(in, upper, first, n))
					first += n;
			return upper ? in->nvalues - 1 - first : first;
		}
	}
	return upper ? 0 : in->nvalues - 1;
}

/* more than `reach` away from the cells where rows are without doubt, or of a sign that none of those has */
static bool
is_far(const SynthGroupInput *in, int at, const int *sure, double reach, bool upper)
{
	double lo = in->edge[sure[0]];
	double hi = in->edge[sure[1] + 1];

	/* edges next to 0 may be halved to 0 */
	if (upper)
		return at > sure[1] && (in->edge[at] > hi + reach || (in->origin && hi <= 0 && in->edge[at] >= 0));
	return at < sure[0] && (in->edge[at + 1] < lo - reach || (in->origin && lo >= 0 && in->edge[at + 1] <= 0));
}

/*
 * Cells at the ends of a number whose counts together are no more than noise
 * would give are not drawn: one row far out ruins a mean.  The counts helped to
 * choose the cells, so those that were chosen are larger than noise alone would
 * be; far from where the rows are without doubt, no cell is drawn that is not,
 * unless the end of the range is a declared one.
 */
static void
empty_ends(const SynthGroupInput *in, double *mass)
{
	int sure[2] = {sure_end(in, false), sure_end(in, true)};
	double reach = 0;

	if (in->edge != NULL && sure[0] <= sure[1])
		reach = FAR_SPANS * (in->edge[sure[1] + 1] - in->edge[sure[0]]);
	for (int upper = 0; upper < 2; upper++)
	{
		double sum = 0;
		double v = 0;
		int cut = 0;

		for (int i = 0; i < in->nvalues - 1; i++)
		{
			int at = upper ? in->nvalues - 1 - i : i;
			bool far = false;

			if (reach > 0 && !in->declared[upper])
				far = is_far(in, at, sure, reach, upper);
			sum += in->noisy[at];
			v += in->variance[at];
			if (far)
			{
				cut = i + 1;
				continue;
			}
			if (sum > END_SIGMAS * sqrt(v))
				break;
			if (sum < END_DOUBT * sqrt(v))
				cut = i + 1;
		}
		for (int i = 0; i < cut; i++)
			mass[upper ? in->nvalues - 1 - i : i] = 0;
	}
}

SynthGrouping *
synth_group(const SynthGroupInput *in)
{
	SynthGrouping *g = synth_alloc(sizeof(SynthGrouping));
	double *mass = synth_alloc_array((size_t) in->nfine, sizeof(double));
	double *variance = synth_alloc_array((size_t) in->nfine, sizeof(double));
	double threshold = (in->ordered ? NUMBER_SIGMAS : CATEGORY_SIGMAS) * in->pair_sigma;
	int most = in->max_codes;

	if (in->ordered && in->pair_sigma > 0)
		most = (int) fmin(most, fmax(NUMBER_CODES, NUMBER_PART * sqrt(in->total / in->pair_sigma)));
	else if (in->ordered && in->exact)
		most = (int) fmin(most, fmax(NUMBER_CODES, EXACT_PART * sqrt(in->total)));

	memcpy(mass, in->noisy, (size_t) in->nfine * sizeof(double));
	memcpy(variance, in->variance, (size_t) in->nfine * sizeof(double));
	if (in->ordered && !in->exact)
		synth_smooth(mass, variance, in->nvalues, SMOOTH_PENALTY);
	synth_project_simplex(mass, variance, in->nfine, in->total, mass);
	if (in->ordered && !in->exact)
		empty_ends(in, mass);

	g->group = synth_alloc_array((size_t) in->nfine, sizeof(uint16_t));
	g->mass = synth_alloc_array((size_t) in->nfine, sizeof(double));
	threshold = fmax(threshold, in->total / 1e6);
	if (in->ordered && in->nvalues > in->max_codes)
		threshold = fmax(threshold, in->total / (2.0 * in->max_codes));
	/* the cap comes last: a higher threshold merges more */
	while ((g->ncoarse = group_all(in, mass, threshold, g->group)) > most && threshold < 4 * in->total)
		threshold *= 1.15;
	if (in->ordered && in->nvalues > 0)
		g->nordered = g->group[in->nvalues - 1] + 1;
	g->oneway = synth_alloc_array((size_t) g->ncoarse, sizeof(double));
	g->variance = synth_alloc_array((size_t) g->ncoarse, sizeof(double));
	share_out(in, mass, g);
	synth_release(mass);
	synth_release(variance);
	return g;
}
