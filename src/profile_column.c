/*-------------------------------------------------------------------------
 *
 * profile_column.c
 *	  Statistics and alerts of one column for synth_profile().
 *
 * A column is sorted once; distinct values, quantiles, extremes and the most
 * frequent values all come from the runs of the sorted array.  Alerts use
 * YData's thresholds, so that users of that profiler find what they know.
 *
 *-------------------------------------------------------------------------
 */
#include "profile.h"

#include <math.h>

#include "utils/builtins.h"

#include "core/linalg.h"
#include "core/score.h"

#define TOP_VALUES 5
#define ALERT_CARDINALITY 50 /* distinct labels */
#define ALERT_SKEWNESS 20.0
#define ALERT_IMBALANCE 0.5 /* 1 - entropy / maximal entropy */
#define ALERT_MISSING 0.05
#define ALERT_ZEROS 0.10
#define ALERT_UNIFORM 0.999 /* p-value of a chi-square test */

static const double quantiles[] = {0.01, 0.05, 0.25, 0.50, 0.75, 0.95, 0.99};

/* a run of equal values in the sorted column */
typedef struct Run
{
	int64 raw;
	int64 count;
} Run;

typedef struct Column
{
	const FrameColumn *c;
	int64 rows;
	int64 nulls;
	int64 n; /* values that are not NULL */
	int64 *sorted;
	Run *run;
	int64 nruns;
} Column;

static int
by_count(const void *a, const void *b)
{
	const Run *x = a;
	const Run *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return x->raw < y->raw ? -1 : x->raw > y->raw;
}

static void
sort_column(Column *col)
{
	col->sorted = palloc_extended(sizeof(int64) * Max(col->rows, 1), MCXT_ALLOC_HUGE);
	for (int64 i = 0; i < col->rows; i++)
		if (col->c->raw[i] != SYNTH_RAW_NULL)
			col->sorted[col->n++] = col->c->raw[i];
	col->nulls = col->rows - col->n;
	synth_score_sort(col->sorted, col->n);
	col->run = palloc_extended(sizeof(Run) * Max(col->n, 1), MCXT_ALLOC_HUGE);
	for (int64 i = 0; i < col->n; i++)
	{
		if (i == 0 || col->sorted[i] != col->sorted[i - 1])
		{
			col->run[col->nruns].raw = col->sorted[i];
			col->run[col->nruns++].count = 0;
		}
		col->run[col->nruns - 1].count++;
	}
}

static void
put(ResultSet *set, const Column *col, const char *metric, const char *value, double number)
{
	profile_put(set, "column", col->c->name, NULL, metric, value, number);
}

static void
alert(ResultSet *set, const Column *col, const char *name, const char *why, double number)
{
	profile_put(set, "alert", col->c->name, NULL, name, why, number);
}

/* share of n rows as text, for people */
static char *
percent(int64 part, int64 whole)
{
	return psprintf("%.1f %%", whole > 0 ? 100.0 * (double) part / (double) whole : 0.0);
}

/* extremes, quantiles and moments of a number or time column */
static void
describe_number(ResultSet *set, const Column *col)
{
	const FrameColumn *c = col->c;
	double *x = palloc_extended(sizeof(double) * Max(col->n, 1), MCXT_ALLOC_HUGE);
	int64 specials = 0;
	int64 zeros = 0;
	int64 negatives = 0;
	int64 n = 0;
	bool is_time = c->form >= VALUE_DATE && c->form <= VALUE_TIMESTAMPTZ;
	SynthMoments m;

	for (int64 i = 0; i < col->n; i++)
	{
		double v = frame_double(c, col->sorted[i]);

		if (isnan(v))
		{
			specials++;
			continue;
		}
		zeros += v == 0;
		negatives += v < 0;
		x[n++] = v;
	}
	/* specials sort before all ordinary values */
	if (n > 0)
	{
		const int64 *ordinary = col->sorted + specials;

		put(set, col, "min", frame_text(c, ordinary[0]), is_time ? NAN : x[0]);
		for (int q = 0; q < lengthof(quantiles); q++)
		{
			int64 at = (int64) floor(quantiles[q] * (double) (n - 1) + 0.5);

			put(set, col, psprintf("quantile %g", quantiles[q]), frame_text(c, ordinary[at]), is_time ? NAN : x[at]);
		}
		put(set, col, "max", frame_text(c, ordinary[n - 1]), is_time ? NAN : x[n - 1]);
	}
	m = synth_moments(x, n);
	if (!is_time && n > 0)
	{
		put(set, col, "mean", NULL, m.mean);
		put(set, col, "deviation", NULL, m.deviation);
		put(set, col, "zeros", percent(zeros, col->rows), (double) zeros);
		put(set, col, "negatives", percent(negatives, col->rows), (double) negatives);
		if ((double) zeros > ALERT_ZEROS * (double) col->rows)
			alert(set, col, "ZEROS", "many values are zero", (double) zeros / (double) col->rows);
	}
	if (n > 0)
	{
		put(set, col, "skewness", NULL, m.skewness);
		put(set, col, "kurtosis", "excess over the normal distribution", m.kurtosis);
		if (fabs(m.skewness) > ALERT_SKEWNESS)
			alert(set, col, "SKEWED", "a long tail on one side", m.skewness);
	}
	if (specials > 0)
	{
		put(set, col, "infinite or NaN", percent(specials, col->rows), (double) specials);
		alert(set, col, "INFINITE", "values that are infinite or not a number", (double) specials);
	}
	pfree(x);
}

/* lengths and balance of a label column */
static void
describe_labels(ResultSet *set, const Column *col)
{
	const FrameColumn *c = col->c;
	size_t shortest = SIZE_MAX;
	size_t longest = 0;
	double sum = 0;
	double entropy = 0;
	double chi2 = 0;
	double expected = col->nruns > 0 ? (double) col->n / (double) col->nruns : 0;

	if (col->n == 0)
		return;
	for (int64 r = 0; r < col->nruns; r++)
	{
		size_t len = strlen(frame_label(c->labels, col->run[r].raw));
		double p = (double) col->run[r].count / (double) col->n;

		shortest = Min(shortest, len);
		longest = Max(longest, len);
		sum += (double) len * (double) col->run[r].count;
		entropy -= p * log(p);
		chi2 += ((double) col->run[r].count - expected) * ((double) col->run[r].count - expected) / expected;
	}
	put(set, col, "length min", NULL, (double) shortest);
	put(set, col, "length mean", "bytes of the text form", sum / (double) col->n);
	put(set, col, "length max", NULL, (double) longest);
	if (col->nruns > 1)
	{
		double imbalance = 1.0 - entropy / log((double) col->nruns);

		if (col->nruns <= ALERT_CARDINALITY && imbalance > ALERT_IMBALANCE)
			alert(set, col, "IMBALANCE", "a few values hold most rows", imbalance);
		if (col->nruns < col->n && synth_chisq_tail(chi2, (double) col->nruns - 1) > ALERT_UNIFORM)
			alert(set, col, "UNIFORM", "all values are about equally frequent", (double) col->nruns);
		if (shortest == longest && col->nruns > ALERT_CARDINALITY)
			alert(set, col, "CONSTANT_LENGTH", "all values have one length: a code?", (double) longest);
	}
	if (col->nruns > ALERT_CARDINALITY && col->nruns < col->n)
		alert(set, col, "HIGH_CARDINALITY", "a private fit keeps only values of many rows", (double) col->nruns);
}

void
profile_column(ResultSet *set, const Frame *frame, int column, const char *kind)
{
	Column col = {.c = &frame->column[column], .rows = frame->rows};

	sort_column(&col);
	put(set, &col, "kind", kind, NAN);
	put(set, &col, "nulls", percent(col.nulls, col.rows), (double) col.nulls);
	put(set, &col, "distinct", percent(col.nruns, col.n), (double) col.nruns);
	if (col.c->is_number)
		describe_number(set, &col);
	else
		describe_labels(set, &col);
	if (col.rows > 0 && col.n == 0)
		alert(set, &col, "EMPTY", "all values are NULL", (double) col.nulls);
	else if (col.nulls > ALERT_MISSING * (double) col.rows)
		alert(set, &col, "MISSING", "NULLs are modelled, together with what they depend on",
			  (double) col.nulls / (double) col.rows);
	if (col.nruns == 1)
		alert(set, &col, "CONSTANT", "one value only", 1);
	if (col.n > 1 && col.nruns == col.n)
		alert(set, &col, "UNIQUE", "no value occurs twice: a key, or a number with many digits", (double) col.n);

	qsort(col.run, col.nruns, sizeof(Run), by_count);
	for (int64 r = 0; r < Min(col.nruns, TOP_VALUES); r++)
		if (col.run[r].count > 1)
			put(set, &col, psprintf("top value " INT64_FORMAT, r + 1), frame_text(col.c, col.run[r].raw),
				(double) col.run[r].count);
	pfree(col.sorted);
	pfree(col.run);
}
