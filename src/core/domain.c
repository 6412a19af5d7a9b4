/*-------------------------------------------------------------------------
 *
 * domain.c
 *	  Grids, grains and published labels of one attribute.
 *
 * Numbers begin on a grid that the declared type and bounds fix.  Unless that
 * gives every integer a cell, a first noisy histogram shows where the mass is,
 * and the grid is refined there.  How round values are (cents or thousands,
 * microseconds or days) is a histogram of its own, over values other than 0.
 *
 * Labels that the schema does not list are published above a threshold that a
 * single unit cannot lift them over (measure.h).  They are numbered in byte
 * order, so the order of rows leaves no trace.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "denoise.h"
#include "domain.h"
#include "finecode.h"
#include "grid.h"
#include "measure.h"

/* a probed cell counts as occupied above this many sigma: of 1024 empty cells none, in 97 of 100 fits */
#define FAR_SIGMAS 4.2
#define NEAR_SIGMAS 2.0
#define HEAVY_SIGMAS 2.0
/* rows of a piece, in sigma of the histogram that will count it: of a second probe, of the last histogram */
#define PROBE_PIECE_SIGMAS 2.0
#define PIECE_SIGMAS 2.5
/* part of the values that are as round as the cells of an axis then are */
#define USUAL_PART 0.9
#define GRAIN_SIGMAS 3.0

void
synth_domain_open(SynthDomain *d, const SynthAttributeSpec *spec)
{
	memset(d, 0, sizeof(*d));
	d->spec = spec;
	if (spec->kind == SYNTH_CATEGORY)
	{
		d->need = spec->discover ? SYNTH_NEED_DISCOVERY : SYNTH_NEED_NOTHING;
		d->nlabels = spec->discover ? 0 : spec->nlabels;
		d->label = spec->discover ? NULL : spec->label;
		return;
	}
	d->grid = synth_axis_grid(spec->form, spec->lo, spec->hi, spec->lo_declared, spec->hi_declared);
	/* one cell an integer cannot be refined */
	if (spec->form != SYNTH_AXIS_REAL
		&& (uint64_t) d->grid->edge[d->grid->ncells] - (uint64_t) d->grid->edge[0] == (uint64_t) d->grid->ncells)
		return;
	d->need = SYNTH_NEED_PROBE;
	synth_release(d->grid->edge);
	synth_release(d->grid);
	d->grid = synth_axis_outline(spec->form, spec->lo, spec->hi, spec->lo_declared, spec->hi_declared);
	if (spec->grain)
		d->ngrains = synth_axis_grains(spec->form, d->grain);
}

typedef struct LabelOrder
{
	char *label;
	int64_t noisy;
} LabelOrder;

/* bottom-up merge sort by bytes: no recursion, no libc comparison callback to poll from */
static void
sort_labels(LabelOrder *v, int n)
{
	LabelOrder *w = synth_alloc_array((size_t) n, sizeof(LabelOrder));

	for (int width = 1; width < n; width *= 2)
	{
		synth_poll();
		for (int from = 0; from < n; from += 2 * width)
		{
			int mid = from + width < n ? from + width : n;
			int end = mid + width < n ? mid + width : n;
			int i = from;
			int j = mid;

			for (int k = from; k < end; k++)
			{
				if (i < mid && (j >= end || strcmp(v[i].label, v[j].label) <= 0))
					w[k] = v[i++];
				else
					w[k] = v[j++];
			}
		}
		memcpy(v, w, (size_t) n * sizeof(LabelOrder));
	}
	synth_release(w);
}

/*
 * With more published labels than an attribute can hold, those of least noisy
 * count are withdrawn: the least bar that few enough pass.  Done on a part of
 * the keys it withdraws nothing that would have stayed in the end, since more
 * keys can only raise the bar; so the order of keys leaves no trace.
 */
static void
withdraw_excess(SynthDomain *d)
{
	int64_t low = 0;
	int64_t high = SYNTH_MAX_ROWS * 2;
	int n = 0;

	if (d->nlabels <= SYNTH_MAX_LABELS)
		return;
	while (low < high)
	{
		int64_t bar = low + (high - low) / 2;
		int passing = 0;

		for (int i = 0; i < d->nlabels; i++)
			passing += d->noisy[i] >= bar;
		if (passing > SYNTH_MAX_LABELS)
			low = bar + 1;
		else
			high = bar;
	}
	for (int i = 0; i < d->nlabels; i++)
	{
		if (d->noisy[i] < low)
		{
			synth_release(d->label[i]);
			continue;
		}
		d->label[n] = d->label[i];
		d->noisy[n++] = d->noisy[i];
	}
	d->nlabels = n;
}

void
synth_domain_discover_begin(SynthDomain *d, SynthAccount *account, double sigma2, double delta, int64_t min_count)
{
	synth_measure_discover_open(&d->discovery, account, sigma2, delta, min_count);
	d->sigma2 = sigma2;
	d->nlabels = 0;
	d->maxlabels = 2 * SYNTH_MAX_LABELS;
	d->label = synth_alloc_array((size_t) d->maxlabels, sizeof(char *));
	d->noisy = synth_alloc_array((size_t) d->maxlabels, sizeof(int64_t));
}

void
synth_domain_discover_keys(SynthDomain *d, int nkeys, char *const *label, const SynthTrueCount *count)
{
	bool *released = synth_alloc_array((size_t) nkeys, sizeof(bool));
	int64_t *noisy = synth_alloc_array((size_t) nkeys, sizeof(int64_t));

	synth_measure_discover_keys(&d->discovery, count, nkeys, released, noisy);
	for (int i = 0; i < nkeys; i++)
	{
		size_t len;

		if (!released[i])
			continue;
		if (d->nlabels == d->maxlabels)
			withdraw_excess(d);
		len = strlen(label[i]) + 1;
		d->label[d->nlabels] = synth_alloc(len);
		memcpy(d->label[d->nlabels], label[i], len);
		d->noisy[d->nlabels++] = noisy[i];
	}
	synth_release(released);
	synth_release(noisy);
}

void
synth_domain_discover_end(SynthDomain *d)
{
	LabelOrder *order;

	withdraw_excess(d);
	order = synth_alloc_array((size_t) d->nlabels, sizeof(LabelOrder));
	for (int i = 0; i < d->nlabels; i++)
	{
		order[i].label = d->label[i];
		order[i].noisy = d->noisy[i];
	}
	sort_labels(order, d->nlabels);
	for (int i = 0; i < d->nlabels; i++)
	{
		d->label[i] = order[i].label;
		d->noisy[i] = order[i].noisy;
		if (i > 0 && strcmp(d->label[i - 1], d->label[i]) == 0)
			synth_fail(SYNTH_ERR_INTERNAL, "a label was given to discovery twice");
	}
	d->discovered = true;
	synth_release(order);
}

bool
synth_domain_probe_open(SynthDomain *d)
{
	if (d->need != SYNTH_NEED_PROBE)
		return false;
	d->cells = synth_oneway_new(d->grid->ncells);
	if (d->ngrains > 0 && d->round == 0)
		d->rounds = synth_oneway_new(d->ngrains);
	return true;
}

void
synth_domain_probe_add(SynthDomain *d, const int64_t *raw, int nrows)
{
	uint16_t cell[SYNTH_SCAN_BLOCK];
	int64_t zero = d->spec->form == SYNTH_AXIS_REAL ? synth_key_from_double(0.0) : 0;
	int n = 0;

	if (d->need != SYNTH_NEED_PROBE)
		return;
	for (int r = 0; r < nrows; r++)
	{
		if (synth_finecode_ordinary(raw[r]))
			cell[n++] = (uint16_t) synth_axis_cell(d->grid, raw[r]);
	}
	synth_oneway_add(&d->cells, cell, n);
	if (d->ngrains == 0 || d->round > 0)
		return;
	n = 0;
	for (int r = 0; r < nrows; r++)
	{
		if (synth_finecode_ordinary(raw[r]) && raw[r] != zero)
			cell[n++] = (uint16_t) synth_axis_grain_of(d->spec->form, raw[r]);
	}
	synth_oneway_add(&d->rounds, cell, n);
}

/*
 * Shares of grains from (noisy) counts of the coarsest grain that divides a
 * value, written to the axis.  A value drawn at a fine grain is a multiple of
 * a coarser one by chance (one in ten); that part is taken off before the
 * coarser grain gets its share.
 */
void
synth_domain_grains(SynthAxisForm form, int ngrains, const int64_t *grain, const int64_t *count, double sigma,
					SynthAxis *axis)
{
	double sum = 0;
	double total = 0;
	double ratio[16]; /* grain j + 1 in units of grain j */

	axis->ngrains = ngrains;
	axis->grain = synth_alloc_array((size_t) ngrains, sizeof(int64_t));
	axis->share = synth_alloc_array((size_t) ngrains, sizeof(double));
	for (int j = 0; j < ngrains; j++)
	{
		axis->grain[j] = grain[j];
		axis->share[j] = (double) count[j] >= GRAIN_SIGMAS * sigma ? fmax((double) count[j], 0) : 0;
		total += axis->share[j];
		ratio[j] = 10;
		if (j + 1 < ngrains && form != SYNTH_AXIS_REAL)
			ratio[j] = (double) grain[j + 1] / (double) grain[j];
	}
	for (int j = 0; j < ngrains; j++)
	{
		double chance = 1; /* that a value of grain j is a multiple of grain i */

		/* what rounding and noise leave of a share is not worth a grain */
		if (axis->share[j] < fmax(2 * sigma, 0.005 * total))
		{
			axis->share[j] = 0;
			continue;
		}
		if (j + 1 < ngrains)
			axis->share[j] /= 1 - 1 / ratio[j];
		for (int i = j + 1; i < ngrains; i++)
		{
			chance /= ratio[i - 1];
			axis->share[i] -= axis->share[j] * chance * (i + 1 < ngrains ? 1 - 1 / ratio[i] : 1);
		}
		sum += axis->share[j];
	}
	if (sum <= 0)
	{
		axis->share[0] = 1;
		sum = 1;
	}
	for (int j = 0; j < ngrains; j++)
		axis->share[j] /= sum;
}

/* what nearly all values are multiples of, in units of the axis; 0 if that is not known */
static double
usual_tick(const SynthDomain *d)
{
	double all = 0;
	double sum = 0;

	for (int i = 0; i < d->ngrains; i++)
		all += fmax((double) d->rounded[i], 0);
	for (int i = d->ngrains - 1; i >= 0 && all > 0; i--)
	{
		sum += fmax((double) d->rounded[i], 0);
		if (sum >= USUAL_PART * all)
			return d->spec->form == SYNTH_AXIS_REAL ? pow(10, -(double) d->grain[i]) : (double) d->grain[i];
	}
	return 0;
}

/*
 * Measures a probe and cuts the grid for the next look: pieces for another
 * probe may be smaller than those for the histogram, which has less noise but
 * is not looked at again.
 */
void
synth_domain_probe_measure(SynthDomain *d, SynthAccount *account, const SynthColumnBudget *budget)
{
	bool last = d->round == SYNTH_PROBE_ROUNDS - 1;
	double sigma = account->private_fit ? sqrt(budget->sigma2_probe) : 0;
	SynthRefinement how;
	int64_t *noisy;

	if (d->need != SYNTH_NEED_PROBE)
		return;
	noisy = synth_alloc_array((size_t) d->grid->ncells, sizeof(int64_t));
	synth_measure_histogram(account, "probe", d->cells.cell, d->grid->ncells, budget->sigma2_probe, noisy);
	synth_release(d->cells.cell);
	if (d->ngrains > 0 && d->round == 0)
	{
		synth_measure_histogram(account, "grain", d->rounds.cell, d->ngrains, budget->sigma2_grain, d->rounded);
		synth_release(d->rounds.cell);
		d->sigma_grain = account->private_fit ? sqrt(budget->sigma2_grain) : 0;
	}
	how.threshold = FAR_SIGMAS * sigma;
	how.near = NEAR_SIGMAS * sigma;
	how.heavy = HEAVY_SIGMAS * sigma;
	how.piece = last ? PIECE_SIGMAS * sqrt(budget->sigma2_oneway) : PROBE_PIECE_SIGMAS * sigma;
	if (!account->private_fit)
		how.piece = 1;
	how.tick = usual_tick(d);
	how.keep_lo = d->spec->lo_declared;
	how.keep_hi = d->spec->hi_declared;
	how.inner = d->round > 0;
	how.points = d->round == 0;
	d->probed[d->round] = d->grid;
	d->seen[d->round] = noisy;
	d->sigma2_probe = budget->sigma2_probe;
	d->grid = synth_axis_refine_by(d->grid, noisy, &how);
	d->round++;
}

void
synth_domain_close(SynthDomain *d, SynthAttribute *a)
{
	const SynthAttributeSpec *spec = d->spec;

	if (d->need == SYNTH_NEED_DISCOVERY && !d->discovered)
		synth_fail(SYNTH_ERR_INTERNAL, "an attribute was not discovered");
	a->name = spec->name;
	a->kind = spec->kind;
	a->source = spec->source;
	a->other = SYNTH_OTHER_SPREAD;
	if (spec->kind == SYNTH_NUMBER)
	{
		a->axis = d->grid;
		if (d->round > 0 && d->ngrains > 0)
			synth_domain_grains(spec->form, d->ngrains, d->grain, d->rounded, d->sigma_grain, a->axis);
		synth_finecode_layout(a, spec, a->axis->ncells);
		return;
	}
	synth_finecode_layout(a, spec, d->nlabels);
	a->label = d->label;
	if (a->other_code < 0)
		return;
	a->other = spec->other;
	a->other_label = spec->other == SYNTH_OTHER_LABEL ? spec->other_label : NULL;
	/* nothing to spread to: the last resort, which for a NOT NULL column is no NULL */
	if (a->other == SYNTH_OTHER_SPREAD && a->nvalues == 0)
	{
		a->other = spec->other_label != NULL ? SYNTH_OTHER_LABEL : SYNTH_OTHER_NULL;
		a->other_label = spec->other_label;
	}
}

/* what probes counted says something about the sums of the final cells */
static void
reuse_probes(const SynthDomain *d, double *noisy, double *variance)
{
	for (int r = d->round - 1; r >= 0; r--)
	{
		const SynthAxis *grid = d->probed[r];
		double *sum = synth_alloc_array((size_t) grid->ncells, sizeof(double));

		for (int i = 0; i < grid->ncells; i++)
			sum[i] = (double) d->seen[r][i];
		synth_reconcile(d->grid->edge, d->grid->ncells, noisy, variance, grid->edge, grid->ncells, sum,
						d->sigma2_probe);
		synth_release(sum);
	}
}

void
synth_domain_reuse(const SynthDomain *d, double *noisy, double *variance)
{
	reuse_probes(d, noisy, variance);
	if (!d->discovered)
		return;
	for (int i = 0; i < d->nlabels; i++)
	{
		double w = 1 / variance[i];
		double w0 = 1 / d->sigma2;

		noisy[i] = (w * noisy[i] + w0 * (double) d->noisy[i]) / (w + w0);
		variance[i] = 1 / (w + w0);
	}
}
