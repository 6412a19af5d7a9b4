/*-------------------------------------------------------------------------
 *
 * domain.c
 *	  Grids, grains and the final domain of one attribute.
 *
 * Numbers begin on a grid that the declared type and bounds fix.  Unless that
 * gives every integer a cell, a first noisy histogram shows where the mass is,
 * and the grid is refined there.  How round values are (cents or thousands,
 * microseconds or days) is a histogram of its own, over values other than 0.
 *
 * Labels that the schema does not list are found in domain_labels.c.
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
		d->need = SYNTH_NEED_NOTHING;
		if (spec->discover)
			d->need = spec->shapes ? SYNTH_NEED_SHAPES : SYNTH_NEED_DISCOVERY;
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

	if (spec->kind == SYNTH_CATEGORY && spec->discover && !d->discovered)
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
		double w0 = 1 / d->variance[i];

		noisy[i] = (w * noisy[i] + w0 * d->noisy[i]) / (w + w0);
		variance[i] = 1 / (w + w0);
	}
}
