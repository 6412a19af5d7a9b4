/*-------------------------------------------------------------------------
 *
 * profile_pair.c
 *	  The strongest associations between columns for synth_profile().
 *
 * Two numbers: Pearson's correlation, all pairs without NULLs in one rank-k
 * product of OpenBLAS, the others pair by pair.  Two label columns: Cramer's V.
 * A number and a label column: the correlation ratio.  Label columns with more
 * than MAX_LABELS values are left out: with few rows a value all three
 * measures would call any pair strong.
 *
 *-------------------------------------------------------------------------
 */
#include "profile.h"

#include <math.h>

#include "miscadmin.h"

#include "core/linalg.h"
#include "core/score.h"

#define PAIR_ROWS 100000 /* rows that pairs are measured on, evenly spaced */
#define MAX_LABELS 100
#define SHOWN_PAIRS 20
#define SHOWN_STRENGTH 0.1
#define ALERT_CORRELATION 0.5

typedef struct Pair
{
	int a;
	int b;
	const char *measure;
	double strength; /* signed for Pearson */
} Pair;

typedef struct PairInput
{
	int64 rows;
	int64 stride;
	int64 nulls;
	double *x;	  /* a number column, NaN for NULL */
	int32 *group; /* a label column, NULL is a group of its own */
	int ngroups;
} PairInput;

static int
by_strength(const void *a, const void *b)
{
	const Pair *x = a;
	const Pair *y = b;
	double sx = fabs(x->strength);
	double sy = fabs(y->strength);

	if (sx != sy)
		return sx < sy ? 1 : -1;
	return x->a != y->a ? x->a - y->a : x->b - y->b;
}

/* a column as doubles or groups; neither if it cannot take part */
static void
load(const Frame *frame, int column, PairInput *in)
{
	const FrameColumn *c = &frame->column[column];

	if (c->is_number)
	{
		in->x = palloc_extended(sizeof(double) * Max(in->rows, 1), MCXT_ALLOC_HUGE);
		for (int64 i = 0; i < in->rows; i++)
		{
			in->x[i] = frame_double(c, c->raw[i * in->stride]);
			in->nulls += isnan(in->x[i]);
		}
		return;
	}
	if (frame_labels_count(c->labels) > MAX_LABELS)
		return;
	in->ngroups = (int) frame_labels_count(c->labels) + 1;
	in->group = palloc_extended(sizeof(int32) * Max(in->rows, 1), MCXT_ALLOC_HUGE);
	for (int64 i = 0; i < in->rows; i++)
	{
		int64 raw = c->raw[i * in->stride];

		in->group[i] = raw >= 0 ? (int32) raw : in->ngroups - 1;
	}
}

/* correlation of rows in which neither is NULL */
static double
pearson(const double *x, const double *y, int64 n)
{
	double *both = palloc_extended(sizeof(double) * 2 * Max(n, 1), MCXT_ALLOC_HUGE);
	double out[4];
	int64 used = 0;

	for (int64 i = 0; i < n; i++)
		if (!isnan(x[i]) && !isnan(y[i]))
		{
			both[2 * used] = x[i];
			both[2 * used++ + 1] = y[i];
		}
	synth_correlation_matrix(both, used, 2, out);
	pfree(both);
	return out[1];
}

static double
ratio(const PairInput *label, const PairInput *number)
{
	double *y = palloc_extended(sizeof(double) * Max(number->rows, 1), MCXT_ALLOC_HUGE);
	int32 *g = palloc_extended(sizeof(int32) * Max(number->rows, 1), MCXT_ALLOC_HUGE);
	int64 used = 0;
	double eta;

	for (int64 i = 0; i < number->rows; i++)
		if (!isnan(number->x[i]))
		{
			g[used] = label->group[i];
			y[used++] = number->x[i];
		}
	eta = synth_correlation_ratio(g, y, used, label->ngroups);
	pfree(y);
	pfree(g);
	return eta;
}

static double
cramer(const PairInput *a, const PairInput *b)
{
	int64 *table = palloc0(sizeof(int64) * a->ngroups * b->ngroups);
	double v;

	for (int64 i = 0; i < a->rows; i++)
		table[a->group[i] * b->ngroups + b->group[i]]++;
	v = synth_cramers_v(table, a->ngroups, b->ngroups);
	pfree(table);
	return v;
}

/* correlations of all number columns without NULLs, or NULL if there are fewer than two */
static double *
complete_correlations(const PairInput *in, int ncolumns, int *place)
{
	int d = 0;
	double *x;
	double *out;

	for (int a = 0; a < ncolumns; a++)
		place[a] = in[a].x != NULL && in[a].nulls == 0 ? d++ : -1;
	if (d < 2)
		return NULL;
	x = palloc_extended(sizeof(double) * Max(in[0].rows, 1) * d, MCXT_ALLOC_HUGE);
	for (int a = 0; a < ncolumns; a++)
		for (int64 i = 0; place[a] >= 0 && i < in[a].rows; i++)
			x[i * d + place[a]] = in[a].x[i];
	out = palloc(sizeof(double) * d * d);
	synth_correlation_matrix(x, in[0].rows, d, out);
	pfree(x);
	return out;
}

void
profile_pairs(ResultSet *set, const Frame *frame)
{
	int d = frame->ncolumns;
	PairInput *in = palloc0(sizeof(PairInput) * Max(d, 1));
	Pair *pair = palloc_extended(sizeof(Pair) * Max((Size) d * d / 2, 1), MCXT_ALLOC_HUGE);
	int *place = palloc0(sizeof(int) * Max(d, 1));
	int64 npairs = 0;
	int64 stride = Max(1, (frame->rows + PAIR_ROWS - 1) / PAIR_ROWS);
	double *complete;
	int ncomplete = 0;

	for (int a = 0; a < d; a++)
	{
		in[a].stride = stride;
		in[a].rows = (frame->rows + stride - 1) / stride;
		load(frame, a, &in[a]);
	}
	complete = complete_correlations(in, d, place);
	for (int a = 0; a < d; a++)
		ncomplete = Max(ncomplete, place[a] + 1);
	for (int a = 0; a < d; a++)
		for (int b = a + 1; b < d; b++)
		{
			Pair *p = &pair[npairs];

			CHECK_FOR_INTERRUPTS();
			p->a = a;
			p->b = b;
			if (in[a].x != NULL && in[b].x != NULL)
			{
				p->measure = "Pearson";
				p->strength = complete != NULL && place[a] >= 0 && place[b] >= 0
								  ? complete[place[a] * ncomplete + place[b]]
								  : pearson(in[a].x, in[b].x, in[a].rows);
			}
			else if (in[a].group != NULL && in[b].group != NULL)
			{
				p->measure = "Cramer's V";
				p->strength = cramer(&in[a], &in[b]);
			}
			else if (in[a].group != NULL && in[b].x != NULL)
			{
				p->measure = "correlation ratio";
				p->strength = ratio(&in[a], &in[b]);
			}
			else if (in[a].x != NULL && in[b].group != NULL)
			{
				p->measure = "correlation ratio";
				p->strength = ratio(&in[b], &in[a]);
			}
			else
				continue;
			if (fabs(p->strength) >= SHOWN_STRENGTH)
				npairs++;
		}
	qsort(pair, npairs, sizeof(Pair), by_strength);
	for (int64 i = 0; i < Min(npairs, SHOWN_PAIRS); i++)
	{
		const Pair *p = &pair[i];

		profile_put(set, "pair", frame->column[p->a].name, frame->column[p->b].name, p->measure, NULL, p->strength);
	}
	for (int64 i = 0; i < npairs && fabs(pair[i].strength) > ALERT_CORRELATION; i++)
		profile_put(set, "alert", frame->column[pair[i].a].name, frame->column[pair[i].b].name, "HIGH_CORRELATION",
					pair[i].measure, pair[i].strength);
}
