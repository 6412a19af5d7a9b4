/*-------------------------------------------------------------------------
 *
 * tail.c
 *	  The extreme end of a number.
 *
 * Beyond a high threshold the excess of nearly every distribution is close to
 * a generalised Pareto one (Pickands 1975, Balkema and de Haan 1974).  Its
 * shape and scale are fitted to what the model says of the cells beyond the
 * threshold, each an interval with a probability, by maximum likelihood
 * (Coles 2001, 4.3); values are drawn by inversion, cut at the limit.
 *
 * An excess is measured in units of the value: ticks for INTEGER, TIME and
 * DATE, where the tick v covers [v, v + 1) away from the threshold, and the
 * number itself for REAL.  What lies beyond the axis was counted in its end
 * cell, which therefore reaches up to the limit.
 *
 * Limits: the shape is held in [-0.5, 1]; below, maximum likelihood is not
 * regular, above, the mean does not exist.  The fit knows no more than the
 * model's cells: it cannot be better than they are.
 *
 *-------------------------------------------------------------------------
 */
#include "tail.h"

#include "axis_draw.h"
#include "axis_within.h"
#include "linalg.h"
#include "marginal.h"

#include <math.h>

#define LEAST_SHAPE (-0.5)
#define MOST_SHAPE 1.0

/* cells with mass beyond the threshold that a fit needs: two parameters, and something to see their fit by */
#define LEAST_CELLS 4

/* a cell's part of the tail below which it is rounding of the inference, not mass */
#define LEAST_PART 1e-6

/* share of the values that must have a grain or a finer one for it to be the column's */
#define LEAST_GRAIN 0.05

/* ---------------------------------------------------------------- where the tail begins */

/* part of a cell that lies at v or beyond */
static double
share_beyond(const SynthAxis *axis, int cell, bool upper, int64_t v)
{
	return upper ? synth_axis_share(axis, cell, v, axis->edge[cell + 1] - 1)
				 : synth_axis_share(axis, cell, axis->edge[cell], v);
}

/* distance into the cell, from its inner end */
static int64_t
at_distance(const SynthAxis *axis, int cell, bool upper, uint64_t distance)
{
	return upper ? (int64_t) ((uint64_t) axis->edge[cell] + distance)
				 : (int64_t) ((uint64_t) axis->edge[cell + 1] - 1 - distance);
}

/*
 * Marginal probabilities of the cells, scaled to sum to 1; false if the
 * attribute has no ordinary values.
 */
static bool
cell_masses(const SynthModel *m, int attribute, double *mass)
{
	const SynthAttribute *a = &m->attribute[attribute];
	double sum = 0;

	synth_attribute_marginal(m, attribute, mass);
	for (int c = 0; c < a->nvalues; c++)
		sum += mass[c];
	for (int c = 0; c < a->nvalues; c++)
		mass[c] = sum > 0 ? mass[c] / sum : 0;
	return sum > 0;
}

int64_t
synth_tail_threshold(const SynthModel *m, int attribute, bool upper, double share)
{
	const SynthAttribute *a = &m->attribute[attribute];
	const SynthAxis *axis = a->axis;
	double *mass = synth_alloc_array((size_t) a->nfine, sizeof(double));
	double beyond = 0;
	int cell = upper ? a->nvalues - 1 : 0;
	int64_t threshold = upper ? axis->edge[cell] : axis->edge[1] - 1;

	if (a->kind != SYNTH_NUMBER || !(share > 0 && share < 1))
		synth_fail(SYNTH_ERR_PARAMETER, "share of a tail out of range");
	if (cell_masses(m, attribute, mass))
	{
		uint64_t lo = 0;
		uint64_t width;

		/* the cell in which the share is used up */
		while (cell + (upper ? -1 : 1) >= 0 && cell + (upper ? -1 : 1) < a->nvalues && beyond + mass[cell] <= share)
		{
			beyond += mass[cell];
			cell += upper ? -1 : 1;
		}
		/* the least distance into it that leaves no more than the share beyond */
		width = (uint64_t) axis->edge[cell + 1] - (uint64_t) axis->edge[cell];
		for (uint64_t hi = width; lo < hi;)
		{
			uint64_t mid = lo + (hi - lo) / 2;

			if (beyond + mass[cell] * share_beyond(axis, cell, upper, at_distance(axis, cell, upper, mid)) <= share)
				hi = mid;
			else
				lo = mid + 1;
		}
		/* a value that is drawn must remain: if none does, the last of them takes more than the share */
		if (lo > 0 && !(beyond + mass[cell] * share_beyond(axis, cell, upper, at_distance(axis, cell, upper, lo)) > 0))
			lo--;
		threshold = at_distance(axis, cell, upper, lo);
	}
	synth_release(mass);
	return threshold;
}

/* ---------------------------------------------------------------- generalised Pareto */

/* P[Y > y], y >= 0, in units of the scale */
static double
survival(double shape, double y)
{
	double base = 1 + shape * y;

	if (fabs(shape) < 1e-9)
		return exp(-y);
	return base > 0 ? exp(-log(base) / shape) : 0;
}

/* the y with P[Y > y] = s, 0 < s <= 1 */
static double
inverse_survival(double shape, double s)
{
	if (fabs(shape) < 1e-9)
		return -log(s);
	return expm1(-shape * log(s)) / shape;
}

typedef struct TailCells
{
	int n;
	double *from; /* [n] excesses in units of their mean */
	double *to;
	double *part; /* [n] sums to 1 */
} TailCells;

/* minus the mean log likelihood of the cells at (log scale, shape) */
static double
tail_loss(const double *x, const void *arg)
{
	const TailCells *t = arg;
	double scale = exp(x[0]);
	double shape = fmin(MOST_SHAPE, fmax(LEAST_SHAPE, x[1]));
	/* outside of the range: the loss at its edge, and a slope back */
	double loss = 10 * fabs(x[1] - shape);

	for (int i = 0; i < t->n; i++)
	{
		double p = survival(shape, t->from[i] / scale) - survival(shape, t->to[i] / scale);

		loss -= t->part[i] * log(fmax(p, 1e-300));
	}
	return isfinite(loss) ? loss : 1e300;
}

/* excess of an edge (raw) beyond the threshold */
static double
excess(SynthAxisForm form, bool upper, int64_t threshold, int64_t raw)
{
	double x;

	if (form == SYNTH_AXIS_REAL)
		x = synth_double_from_key(raw) - synth_double_from_key(threshold);
	else
		x = (double) raw - (double) threshold;
	return upper ? x : -x;
}

/* the cells beyond the threshold, what is cut of them included; returns the mean excess, 0 if there is none */
static double
collect_cells(const SynthAxis *axis, const double *mass, bool upper, int64_t threshold, int64_t limit, TailCells *t)
{
	/* a tick covers one unit away from the threshold */
	int64_t tick = axis->form == SYNTH_AXIS_REAL ? 0 : 1;
	double sum = 0;
	double mean = 0;
	int open = -1;

	for (int c = 0; c < axis->ncells; c++)
	{
		int64_t lo = axis->edge[c];
		int64_t hi = axis->edge[c + 1] - 1;
		double part;

		if (upper ? hi < threshold : lo > threshold)
			continue;
		part = mass[c];
		if (upper ? lo < threshold : hi > threshold)
			part *= share_beyond(axis, c, upper, threshold);
		if (!(part > 0))
			continue;
		lo = upper && lo < threshold ? threshold : lo;
		hi = !upper && hi > threshold ? threshold : hi;
		t->part[t->n] = part;
		t->from[t->n] = excess(axis->form, upper, threshold, upper ? lo : hi);
		t->to[t->n] = excess(axis->form, upper, threshold, upper ? hi : lo) + (double) tick;
		if (axis->form == SYNTH_AXIS_REAL && !(t->to[t->n] > t->from[t->n]))
			/* a single number: up to its neighbour, or so */
			t->to[t->n] = t->from[t->n] + fmax(1e-9 * t->from[t->n], 1e-300);
		if (c == (upper ? axis->ncells - 1 : 0))
			open = t->n;
		sum += part;
		t->n++;
	}
	for (int i = 0; i < t->n; i++)
	{
		t->part[i] /= sum;
		mean += t->part[i] * (t->from[i] / 2 + t->to[i] / 2);
	}
	if (!(mean > 0) || !isfinite(mean))
		return 0;
	for (int i = 0; i < t->n; i++)
	{
		t->from[i] /= mean;
		t->to[i] /= mean;
	}
	/* what lay beyond the axis was counted in its end cell, so that one reaches up to the limit */
	if (open >= 0)
		t->to[open] = fmax(t->to[open], (excess(axis->form, upper, threshold, limit) + (double) tick) / mean);
	return mean;
}

/* the grain that values are rounded to: the finest that is not rare */
static int64_t
usual_grain(const SynthAxis *axis)
{
	double sum = 0;

	for (int k = 0; k < axis->ngrains; k++)
	{
		sum += axis->share[k];
		if (sum >= LEAST_GRAIN)
			return axis->grain[k];
	}
	return axis->form == SYNTH_AXIS_REAL ? 15 : 1;
}

bool
synth_tail_fit(const SynthModel *m, int attribute, bool upper, int64_t threshold, int64_t limit, SynthTail *tail)
{
	const SynthAttribute *a = &m->attribute[attribute];
	double *mass = synth_alloc_array((size_t) a->nfine, sizeof(double));
	double x[2] = {0.0, 0.1};
	static const double step[2] = {0.3, 0.2};
	TailCells t = {0};
	double mean;
	int cells = 0;

	t.from = synth_alloc_array((size_t) a->nvalues, sizeof(double));
	t.to = synth_alloc_array((size_t) a->nvalues, sizeof(double));
	t.part = synth_alloc_array((size_t) a->nvalues, sizeof(double));
	if (a->kind != SYNTH_NUMBER || !cell_masses(m, attribute, mass))
		return false;
	mean = collect_cells(a->axis, mass, upper, threshold, limit, &t);
	for (int i = 0; i < t.n; i++)
		cells += t.part[i] > LEAST_PART;
	if (cells < LEAST_CELLS || mean == 0)
		return false;
	synth_linalg_init();
	if (!synth_minimise(tail_loss, &t, 2, step, 2000, 1e-7, x))
		return false;
	tail->upper = upper;
	tail->threshold = threshold;
	tail->limit = limit;
	tail->shape = fmin(MOST_SHAPE, fmax(LEAST_SHAPE, x[1]));
	tail->scale = exp(x[0]) * mean;
	tail->form = a->axis->form;
	tail->grain = usual_grain(a->axis);
	synth_release(mass);
	synth_release(t.from);
	synth_release(t.to);
	synth_release(t.part);
	return isfinite(tail->scale) && tail->scale > 0;
}

/* ---------------------------------------------------------------- draws */

/* rounds to a multiple of the grain towards the threshold, or else the other way, or else not at all */
static int64_t
round_ticks(const SynthTail *t, int64_t raw, int64_t nearest, int64_t furthest)
{
	int64_t down = raw - (raw % t->grain + t->grain) % t->grain;
	int64_t up = down < raw && down <= INT64_MAX - t->grain ? down + t->grain : down;
	int64_t first = t->upper ? down : up;
	int64_t second = t->upper ? up : down;

	if (first >= nearest && first <= furthest)
		return first;
	return second >= nearest && second <= furthest ? second : raw;
}

static int64_t
round_real(const SynthTail *t, int64_t raw, int64_t nearest, int64_t furthest)
{
	double scale;
	int64_t rounded;

	if (t->grain < 0 || t->grain >= 15)
		return raw;
	scale = synth_pow10[t->grain];
	if (!(fabs(synth_double_from_key(raw)) * scale < SYNTH_MOST_UNITS))
		return raw;
	rounded = synth_key_from_double(nearbyint(synth_double_from_key(raw) * scale) / scale);
	return rounded >= nearest && rounded <= furthest ? rounded : raw;
}

int64_t
synth_tail_draw(const SynthTail *tail, SynthStream *st)
{
	int64_t nearest = tail->upper ? tail->threshold : tail->limit;
	int64_t furthest = tail->upper ? tail->limit : tail->threshold;
	bool real = tail->form == SYNTH_AXIS_REAL;
	double most = excess(tail->form, tail->upper, tail->threshold, tail->limit) + (real ? 0 : 1);
	double cut = survival(tail->shape, most / tail->scale);
	/* evenly between what survives the limit and 1; never 0 */
	double s = cut + (1 - cut) * (1 - synth_stream_unit(st));
	double y = tail->scale * inverse_survival(tail->shape, s);
	int64_t raw;

	if (nearest > furthest)
		return tail->threshold;
	if (real)
	{
		double x = synth_double_from_key(tail->threshold) + (tail->upper ? y : -y);

		raw = isfinite(x) ? synth_key_from_double(x) : tail->limit;
	}
	else if (!(y < most) || y >= 9.2e18)
		raw = tail->limit;
	else
		raw = (int64_t) (tail->upper ? (uint64_t) tail->threshold + (uint64_t) y
									 : (uint64_t) tail->threshold - (uint64_t) y);
	raw = raw < nearest ? nearest : raw > furthest ? furthest : raw;
	if (real)
		return round_real(tail, raw, nearest, furthest);
	return tail->grain > 1 ? round_ticks(tail, raw, nearest, furthest) : raw;
}
