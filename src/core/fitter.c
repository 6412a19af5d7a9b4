/*-------------------------------------------------------------------------
 *
 * fitter.c
 *	  The stages of a fit, in order, and what passes between them.
 *
 *	 probe		histograms on the public grids, and of how round values are
 *	 one-way	fine histogram of every attribute; the total
 *	 group		fine codes -> coarse codes (group.c)
 *	 pairs		every pair of coarse codes counted, in one pass
 *	 engine		which pairs are measured, and the joint model (engine.c)
 *	 model		what the codes mean, for the sampler
 *
 * Method `copula` has no pairs: from the one-way tables it goes on to the
 * sums behind its correlations (copula_fit.c).
 *
 * The source is read once per stage and never held.  Every number that leaves
 * a true table passes measure.h; all else here is public or already noisy.
 * Zero rows are a table like any other.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "conditional.h"
#include "copula.h"
#include "finecode.h"
#include "engine.h"
#include "fitter_parts.h"
#include "group.h"
#include "magnitude.h"
#include "measure.h"
#include "select.h"
#include "treefit.h"

/*
 * AIM scores every pair every round.  Measured on a table of 98 columns it takes
 * 15 CPU seconds and has 9 % less error than MST (1 s); at 196 columns 130 s and
 * 8 %.  Beyond this many attributes MST is chosen.
 */
#define AIM_MAX_ATTRIBUTES 100
#define MAX_CODES 96
/* weight of a pair that holds a target, others 1 */
#define TARGET_WEIGHT 4.0

/* default size of the model's cliques, bytes, by how much the budget can fill */
#define SMALL_MODEL ((size_t) 1 << 19)
#define MEDIUM_MODEL ((size_t) 2 << 20)
#define LARGE_MODEL ((size_t) 4 << 20)

static void
announce(const SynthFitter *f, const char *phase, int done, int total)
{
	if (f->opt.progress != NULL)
		f->opt.progress(phase, done, total);
}

SynthFitter *
synth_fitter_new(const SynthFitOptions *opt, int nattributes, const SynthAttributeSpec *spec)
{
	SynthFitter *f = synth_alloc(sizeof(SynthFitter));
	SynthDomainNeed *need = synth_alloc_array((size_t) nattributes, sizeof(SynthDomainNeed));
	bool *grain = synth_alloc_array((size_t) nattributes, sizeof(bool));

	f->opt = *opt;
	f->nattr = nattributes;
	f->spec = spec;
	f->method = opt->method;
	if (f->method == SYNTH_METHOD_AIM && nattributes > AIM_MAX_ATTRIBUTES)
		f->method = SYNTH_METHOD_MST;
	f->pairs = nattributes > 1 && (f->method == SYNTH_METHOD_AIM || f->method == SYNTH_METHOD_MST);
	f->attribute = synth_alloc_array((size_t) nattributes, sizeof(SynthAttribute));
	f->domain = synth_alloc_array((size_t) nattributes, sizeof(SynthDomain));
	f->bag = synth_alloc_array((size_t) opt->nbags, sizeof(SynthBagFit));
	for (int a = 0; a < nattributes; a++)
	{
		synth_domain_open(&f->domain[a], &spec[a]);
		need[a] = f->domain[a].need;
		grain[a] = f->domain[a].ngrains > 0;
	}
	if (opt->is_private)
	{
		f->budget = synth_budget_split_rest(opt->epsilon, opt->delta, opt->stability, f->method, nattributes, need,
											grain, opt->nbags, opt->bag, opt->reserve);
		synth_account_open(&f->account, true, f->budget->rho, f->budget->delta_discovery, opt->stability);
		if (opt->reserve > 0)
			synth_account_paid(&f->account, &opt->paid, f->budget->rho_reserved);
	}
	else
	{
		f->budget = synth_alloc(sizeof(SynthBudget));
		f->budget->column = synth_alloc_array((size_t) nattributes, sizeof(SynthColumnBudget));
		f->budget->bag = synth_alloc_array((size_t) opt->nbags, sizeof(SynthBagBudget));
		f->budget->stability = opt->stability;
		synth_account_open(&f->account, false, 0, 0, opt->stability);
	}
	synth_release(need);
	synth_release(grain);
	return f;
}

const SynthBudget *
synth_fitter_budget(const SynthFitter *f)
{
	return f->budget;
}

/* rows with which pass is made next */
static int
next_block(const SynthRowSource *rows, const int64_t **columns)
{
	synth_poll();
	return rows->next(rows->ctx, columns);
}

/* first passes: where the numbers are, and how round */
static void
probe(SynthFitter *f, const SynthRowSource *rows)
{
	const int64_t **columns = synth_alloc_array((size_t) f->nattr, sizeof(int64_t *));
	int n;

	for (int round = 0; round < SYNTH_PROBE_ROUNDS; round++)
	{
		bool any = false;

		for (int a = 0; a < f->nattr; a++)
			any |= synth_domain_probe_open(&f->domain[a]);
		if (!any)
			break;
		announce(f, "probing", round, SYNTH_PROBE_ROUNDS);
		rows->rewind(rows->ctx);
		while ((n = next_block(rows, columns)) > 0)
		{
			for (int a = 0; a < f->nattr; a++)
				synth_domain_probe_add(&f->domain[a], columns[a], n);
		}
		for (int a = 0; a < f->nattr; a++)
			synth_domain_probe_measure(&f->domain[a], &f->account, &f->budget->column[a]);
	}
	for (int a = 0; a < f->nattr; a++)
		synth_domain_close(&f->domain[a], &f->attribute[a]);
	synth_release(columns);
}

/* second pass: fine histograms, noisy; variance[a][code] beside them */
static void
measure_oneway(SynthFitter *f, const SynthRowSource *rows, double **noisy, double **variance)
{
	const int64_t **columns = synth_alloc_array((size_t) f->nattr, sizeof(int64_t *));
	SynthOneway *table = synth_alloc_array((size_t) f->nattr, sizeof(SynthOneway));
	uint16_t *code = synth_alloc_array(SYNTH_SCAN_BLOCK, sizeof(uint16_t));
	int n;

	announce(f, "counting values", 0, 1);
	for (int a = 0; a < f->nattr; a++)
		table[a] = synth_oneway_new(f->attribute[a].nfine);
	rows->rewind(rows->ctx);
	while ((n = next_block(rows, columns)) > 0)
	{
		for (int a = 0; a < f->nattr; a++)
		{
			synth_finecode_block(&f->attribute[a], columns[a], n, code);
			synth_oneway_add(&table[a], code, n);
		}
	}
	for (int a = 0; a < f->nattr; a++)
	{
		int nfine = f->attribute[a].nfine;
		double sigma2 = f->budget->column[a].sigma2_oneway;
		int64_t *count = synth_alloc_array((size_t) nfine, sizeof(int64_t));

		noisy[a] = synth_alloc_array((size_t) nfine, sizeof(double));
		variance[a] = synth_alloc_array((size_t) nfine, sizeof(double));
		synth_measure_histogram(&f->account, "one-way", table[a].cell, nfine, sigma2, count);
		for (int i = 0; i < nfine; i++)
		{
			noisy[a][i] = (double) count[i];
			/* exact counts are weighted as chi-square does */
			variance[a][i] = f->opt.is_private ? sigma2 : fmax(noisy[a][i], 1.0);
		}
		if (f->opt.is_private)
			synth_domain_reuse(&f->domain[a], noisy[a], variance[a]);
		synth_fitter_decide_made(f, a, noisy[a]);
		f->attribute[a].sigma = f->opt.is_private ? sqrt(variance[a][0]) : 0;
		synth_release(count);
		synth_release(table[a].cell);
	}
	synth_release(table);
	synth_release(code);
	synth_release(columns);
}

/* inverse-variance mean of what each attribute says about the number of rows */
static double
estimate_total(const SynthFitter *f, double *const *noisy, double *const *variance)
{
	double weight = 0;
	double sum = 0;

	for (int a = 0; a < f->nattr; a++)
	{
		double rows = 0;
		double v = 0;

		for (int i = 0; i < f->attribute[a].nfine; i++)
		{
			rows += noisy[a][i];
			v += variance[a][i];
		}
		weight += 1 / v;
		sum += rows / v;
	}
	return weight > 0 ? fmax(sum / weight, 0) : 0;
}

/* noise to be expected in a cell of a measured pair */
static double
pair_sigma(const SynthFitter *f)
{
	double tables = f->method == SYNTH_METHOD_MST ? f->nattr * 1.5 : f->nattr * 2.0;

	if (!f->opt.is_private || f->budget->rho_pairs <= 0 || !f->pairs)
		return 0;
	return (double) f->opt.stability * sqrt(tables / (2 * (1 - SYNTH_SELECT_SHARE) * f->budget->rho_pairs));
}

/* code that is counted but never generated */
static int
dead_code(const SynthAttribute *a)
{
	return a->other == SYNTH_OTHER_SPREAD ? a->other_code : -1;
}

static double *
edges_of(const SynthAxis *axis)
{
	double *edge = synth_alloc_array((size_t) axis->ncells + 1, sizeof(double));

	for (int i = 0; i <= axis->ncells; i++)
		edge[i] = synth_axis_half(axis, i);
	return edge;
}

/*
 * Groups every attribute; fewer codes for all if the pair tables and the
 * model's counterparts would take more than half of the memory.
 */
static SynthGrouping **
group_attributes(const SynthFitter *f, double *const *noisy, double *const *variance, double total)
{
	SynthGrouping **g = synth_alloc_array((size_t) f->nattr, sizeof(SynthGrouping *));
	int *size = synth_alloc_array((size_t) f->nattr, sizeof(int));

	for (int most = MAX_CODES;; most = most * 3 / 4)
	{
		for (int a = 0; a < f->nattr; a++)
		{
			SynthGroupInput in = {0};
			double *edge = NULL;

			in.ordered = f->spec[a].kind == SYNTH_NUMBER;
			in.nfine = f->attribute[a].nfine;
			in.nvalues = f->attribute[a].nvalues;
			in.alone = dead_code(&f->attribute[a]);
			in.missing = f->attribute[a].null_code;
			in.noisy = noisy[a];
			in.variance = variance[a];
			in.total = fmax(total, 1);
			in.exact = !f->opt.is_private;
			in.pair_sigma = pair_sigma(f);
			in.max_codes = most;
			in.declared[0] = f->spec[a].lo_declared;
			in.declared[1] = f->spec[a].hi_declared;
			in.origin = f->spec[a].form == SYNTH_AXIS_INTEGER || f->spec[a].form == SYNTH_AXIS_REAL;
			if (in.ordered)
				in.edge = edge = edges_of(f->attribute[a].axis);
			g[a] = synth_group(&in);
			synth_release(edge);
			size[a] = g[a]->ncoarse;
		}
		if (!f->pairs || most < 3 || synth_pairs_bytes(f->nattr, size) <= synth_env.memory_limit / 4)
			break;
	}
	synth_release(size);
	return g;
}

/* third pass: every pair of coarse codes */
static SynthPairs *
count_pairs(const SynthFitter *f, const SynthRowSource *rows, const int *size)
{
	const int64_t **columns = synth_alloc_array((size_t) f->nattr, sizeof(int64_t *));
	uint16_t **code = synth_alloc_array((size_t) f->nattr, sizeof(uint16_t *));
	SynthPairs *pairs = synth_pairs_new(f->nattr, size);
	int n;

	announce(f, "counting pairs", 0, 1);
	for (int a = 0; a < f->nattr; a++)
		code[a] = synth_alloc_array(SYNTH_SCAN_BLOCK, sizeof(uint16_t));
	rows->rewind(rows->ctx);
	while ((n = next_block(rows, columns)) > 0)
	{
		for (int a = 0; a < f->nattr; a++)
		{
			synth_finecode_block(&f->attribute[a], columns[a], n, code[a]);
			for (int r = 0; r < n; r++)
				code[a][r] = f->attribute[a].group[code[a][r]];
		}
		synth_pairs_add(pairs, code, n);
	}
	for (int a = 0; a < f->nattr; a++)
		synth_release(code[a]);
	synth_release(code);
	synth_release(columns);
	return pairs;
}

static size_t
model_bytes(const SynthFitter *f)
{
	size_t bytes = f->opt.max_model_bytes;

	if (bytes == 0)
	{
		bytes = LARGE_MODEL;
		if (f->opt.is_private && f->budget->rho < 0.5)
			bytes = f->budget->rho < 0.1 ? SMALL_MODEL : MEDIUM_MODEL;
	}
	/* beliefs, offsets and the conditional tables take about four times the cells */
	if (bytes > synth_env.memory_limit / 8)
		bytes = synth_env.memory_limit / 8;
	return bytes;
}

/* SYNTH_OTHER_SPREAD: what was `other` is generated as the published values */
static void
spread_other(const SynthFitter *f, SynthModel *m, SynthGrouping *const *g)
{
	for (int i = 0; i < f->nattr; i++)
	{
		SynthConditional *c = &m->conditional[i];
		SynthAttribute *a = &f->attribute[c->attribute];
		int fine = dead_code(a);
		double *share;
		double sum = 0;
		int dead;

		if (fine < 0)
			continue;
		dead = a->group[fine];
		share = synth_alloc_array((size_t) a->ncoarse, sizeof(double));
		for (int x = 0; x < a->ncoarse; x++)
		{
			share[x] = x == dead ? 0 : fmax(g[c->attribute]->oneway[x], 0);
			sum += share[x];
		}
		for (int x = 0; x < a->ncoarse; x++)
			share[x] = x == dead ? 0 : sum > 0 ? share[x] / sum : 1.0 / (a->ncoarse - 1);
		synth_conditional_remove(c, a->ncoarse, dead, share);
		synth_release(share);
	}
}

/* what every method says of itself */
static void
sign_model(const SynthFitter *f, SynthModel *m)
{
	m->method = f->method;
	m->is_private = f->opt.is_private;
	m->epsilon = f->opt.is_private ? f->opt.epsilon : 0;
	m->delta = f->opt.is_private ? f->opt.delta : 0;
	m->max_rows = f->opt.stability;
	m->account = f->account;
	for (int a = 0; a < f->nattr; a++)
	{
		if (f->spec[a].kind != SYNTH_NUMBER)
			continue;
		m->attribute[a].axis->lo_limit = f->spec[a].lo;
		m->attribute[a].axis->hi_limit = f->spec[a].hi;
	}
}

/* fits without privacy that read rows in a way of their own: trees, and copulas too */
static SynthModel *
run_exact(SynthFitter *f, const SynthRowSource *rows)
{
	SynthModel *m = synth_alloc(sizeof(SynthModel));
	SynthTreeFitInput in = {f->nattr,		 f->spec,		   f->domain,
							f->opt.min_leaf, f->opt.min_count, synth_env.memory_limit / 2,
							f->opt.progress};

	if (f->opt.is_private)
		synth_fail(SYNTH_ERR_INTERNAL, "trees are not private");
	if (f->method == SYNTH_METHOD_TREE)
		synth_treefit_run(&in, rows, m);
	else
		synth_copula_fit_exact(&in, rows, m);
	sign_model(f, m);
	m->min_leaf = f->method == SYNTH_METHOD_TREE ? f->opt.min_leaf : 0;
	m->min_count = f->opt.min_count;
	return m;
}

/* one-way tables of the engine, taken apart into fine codes and joined by correlations */
static void
join_by_scores(SynthFitter *f, const SynthRowSource *rows, SynthModel *m, double total)
{
	SynthCopulaInput in = {f->nattr, f->attribute, NULL, total, &f->account, 0, f->opt.progress};

	in.marginal = synth_alloc_array((size_t) f->nattr, sizeof(double *));
	for (int i = 0; i < f->nattr; i++)
	{
		const SynthConditional *c = &m->conditional[i];
		SynthAttribute *a = &f->attribute[c->attribute];

		in.marginal[c->attribute] = synth_alloc_array((size_t) a->nfine, sizeof(double));
		for (int x = 0; x < a->nfine; x++)
		{
			in.marginal[c->attribute][x] = (double) c->p[a->group[x]] * a->mass[x];
			a->group[x] = (uint16_t) x;
			a->mass[x] = 1;
		}
		a->ncoarse = a->nfine;
	}
	if (f->opt.is_private)
		in.rho = fmin(f->budget->rho_pairs, synth_account_left(&f->account));
	synth_copula_fit(&in, rows, m);
}

/* methods whose model is a junction tree of tables */
static SynthModel *
run_tables(SynthFitter *f, const SynthRowSource *rows)
{
	SynthModel *m = synth_alloc(sizeof(SynthModel));
	SynthEngineInput in = {0};
	SynthGrouping **g;
	double **noisy = synth_alloc_array((size_t) f->nattr, sizeof(double *));
	double **variance = synth_alloc_array((size_t) f->nattr, sizeof(double *));
	int *size = synth_alloc_array((size_t) f->nattr, sizeof(int));
	int *nordered = synth_alloc_array((size_t) f->nattr, sizeof(int));
	double *weight = synth_alloc_array((size_t) f->nattr, sizeof(double));
	double **oneway = synth_alloc_array((size_t) f->nattr, sizeof(double *));
	double **coarse_variance = synth_alloc_array((size_t) f->nattr, sizeof(double *));
	int *first = synth_alloc_array((size_t) f->nattr, sizeof(int));
	double total;

	probe(f, rows);
	measure_oneway(f, rows, noisy, variance);
	total = estimate_total(f, noisy, variance);
	g = group_attributes(f, noisy, variance, total);
	for (int a = 0; a < f->nattr; a++)
	{
		f->attribute[a].ncoarse = size[a] = g[a]->ncoarse;
		f->attribute[a].group = g[a]->group;
		nordered[a] = g[a]->nordered;
		f->attribute[a].mass = g[a]->mass;
		oneway[a] = g[a]->oneway;
		coarse_variance[a] = g[a]->variance;
		weight[a] = f->spec[a].is_target ? TARGET_WEIGHT : 1;
		if (f->spec[a].is_context)
			first[in.nfirst++] = a;
	}

	in.method = f->pairs ? f->method : SYNTH_METHOD_INDEPENDENT;
	in.nattributes = f->nattr;
	in.size = size;
	in.nordered = nordered;
	in.oneway = oneway;
	in.variance = coarse_variance;
	in.weight = weight;
	in.first = first;
	in.total = total;
	in.account = &f->account;
	in.rho = f->opt.is_private ? fmin(f->budget->rho_pairs, synth_account_left(&f->account)) : 0;
	in.max_model_bytes = model_bytes(f);
	in.progress = f->opt.progress;
	if (f->pairs)
		in.pairs = count_pairs(f, rows, size);

	m->nattributes = f->nattr;
	m->attribute = f->attribute;
	synth_engine_run(&in, m);
	spread_other(f, m, g);
	if (f->method == SYNTH_METHOD_COPULA)
		join_by_scores(f, rows, m, total);
	m->total = total;
	sign_model(f, m);
	return m;
}

SynthModel *
synth_fitter_run(SynthFitter *f, const SynthRowSource *rows)
{
	if (f->method == SYNTH_METHOD_TREE || (f->method == SYNTH_METHOD_COPULA && !f->opt.is_private))
		return run_exact(f, rows);
	return run_tables(f, rows);
}
