/*-------------------------------------------------------------------------
 *
 * comparison.c
 *	  Scores of columns and pairs: a synthetic frame, and a resample of the
 *	  source, each against the source.
 *
 * The cells of pairs come from the source on all three sides: equal widths
 * between its extremes for numbers, its most frequent labels for the rest.  The
 * resample draws rows with replacement from a fixed seed, as many as the
 * synthetic side has, so that both scores suffer from the same sampling error
 * and the same table gives the same answer twice.
 *
 *-------------------------------------------------------------------------
 */
#include "comparison.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "core/bits.h"
#include "core/score.h"

/* ContingencySimilarity's bins of a number; NULL has one more */
#define NUMBER_BINS 10
/* most frequent labels that keep a cell of their own in pairs; the rest shares one */
#define LABEL_CELLS 60
#define RESAMPLE_SEED UINT64_C(0x7265736d706c65)

/* raw value of row i of a side */
static inline int64
side_raw(const Comparison *cmp, int side, int column, int64 i)
{
	if (side == SIDE_SYNTHETIC)
		return cmp->frame[1]->column[column].raw[i];
	return cmp->frame[0]->column[column].raw[side == SIDE_RESAMPLE ? cmp->pick[i] : i];
}

/* cells of a number: equal widths between the source's extremes, open outside, NULL and specials last */
static void
cut_number(Comparison *cmp, int column)
{
	const FrameColumn *real_column = &cmp->frame[0]->column[column];
	double lo = INFINITY;
	double hi = -INFINITY;

	for (int64 i = 0; i < cmp->rows[SIDE_SOURCE]; i++)
	{
		double x = frame_double(real_column, real_column->raw[i]);

		if (x < lo)
			lo = x;
		if (x > hi)
			hi = x;
	}
	cmp->ncells[column] = NUMBER_BINS + 2;
	for (int side = 0; side < NSIDES; side++)
		for (int64 i = 0; i < cmp->rows[side]; i++)
		{
			int64 raw = side_raw(cmp, side, column, i);
			int at;

			if (raw == SYNTH_RAW_NULL)
				at = NUMBER_BINS;
			else if (raw < SYNTH_RAW_FIRST || !(hi >= lo))
				at = NUMBER_BINS + 1;
			else
			{
				double x = frame_double(real_column, raw);
				/* halves keep the difference of extreme doubles finite */
				double share = hi > lo ? (x / 2 - lo / 2) / (hi / 2 - lo / 2) : 0.5;

				at = (int) floor(Max(0.0, Min(share, 1.0)) * NUMBER_BINS);
				at = Min(at, NUMBER_BINS - 1);
			}
			cmp->cell[side][column][i] = (uint8) at;
		}
}

typedef struct LabelCount
{
	int64 id;
	int64 count;
} LabelCount;

static int
by_count(const void *a, const void *b)
{
	const LabelCount *x = a;
	const LabelCount *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* cells of a label column: the source's most frequent labels, the rest, NULL */
static void
cut_labels(Comparison *cmp, int column, int64 nlabels)
{
	LabelCount *tally = palloc_extended(sizeof(LabelCount) * Max(nlabels, 1), MCXT_ALLOC_HUGE);
	uint8 *cell_of = palloc_extended(Max(nlabels, 1), MCXT_ALLOC_HUGE);
	int kept;

	for (int64 id = 0; id < nlabels; id++)
	{
		tally[id].id = id;
		tally[id].count = 0;
	}
	for (int64 i = 0; i < cmp->rows[SIDE_SOURCE]; i++)
	{
		int64 id = side_raw(cmp, SIDE_SOURCE, column, i);

		if (id >= 0)
			tally[id].count++;
	}
	qsort(tally, nlabels, sizeof(LabelCount), by_count);
	kept = (int) Min(nlabels, LABEL_CELLS);
	memset(cell_of, kept, nlabels);
	for (int k = 0; k < kept; k++)
		cell_of[tally[k].id] = (uint8) k;
	cmp->ncells[column] = kept + 2;
	for (int side = 0; side < NSIDES; side++)
		for (int64 i = 0; i < cmp->rows[side]; i++)
		{
			int64 id = side_raw(cmp, side, column, i);

			cmp->cell[side][column][i] = id >= 0 ? cell_of[id] : (uint8) (kept + 1);
		}
	pfree(tally);
	pfree(cell_of);
}

/* KSComplement, NULLs dropped */
void
comparison_shape_number(const Comparison *cmp, int column, double score[2])
{
	int64 *value[NSIDES];
	int64 n[NSIDES];

	for (int side = 0; side < NSIDES; side++)
	{
		value[side] = palloc_extended(sizeof(int64) * Max(cmp->rows[side], 1), MCXT_ALLOC_HUGE);
		n[side] = 0;
		for (int64 i = 0; i < cmp->rows[side]; i++)
		{
			int64 raw = side_raw(cmp, side, column, i);

			if (raw != SYNTH_RAW_NULL)
				value[side][n[side]++] = raw;
		}
		synth_score_sort(value[side], n[side]);
	}
	score[0] = synth_score_ks(value[SIDE_SOURCE], n[SIDE_SOURCE], value[SIDE_SYNTHETIC], n[SIDE_SYNTHETIC]);
	score[1] = synth_score_ks(value[SIDE_SOURCE], n[SIDE_SOURCE], value[SIDE_RESAMPLE], n[SIDE_RESAMPLE]);
	for (int side = 0; side < NSIDES; side++)
		pfree(value[side]);
}

/* TVComplement over all labels, NULLs dropped */
void
comparison_shape_labels(const Comparison *cmp, int column, int64 nlabels, double score[2])
{
	int64 *count[NSIDES];

	for (int side = 0; side < NSIDES; side++)
	{
		count[side] = palloc_extended(sizeof(int64) * Max(nlabels, 1), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
		for (int64 i = 0; i < cmp->rows[side]; i++)
		{
			int64 id = side_raw(cmp, side, column, i);

			if (id >= 0)
				count[side][id]++;
		}
	}
	score[0] = synth_score_tv(count[SIDE_SOURCE], count[SIDE_SYNTHETIC], nlabels);
	score[1] = synth_score_tv(count[SIDE_SOURCE], count[SIDE_RESAMPLE], nlabels);
	for (int side = 0; side < NSIDES; side++)
		pfree(count[side]);
}

/* MissingValueSimilarity */
void
comparison_null_shares(const Comparison *cmp, int column, double score[2])
{
	double share[NSIDES];

	for (int side = 0; side < NSIDES; side++)
	{
		int64 nulls = 0;

		for (int64 i = 0; i < cmp->rows[side]; i++)
			nulls += side_raw(cmp, side, column, i) == SYNTH_RAW_NULL;
		share[side] = cmp->rows[side] > 0 ? (double) nulls / cmp->rows[side] : NAN;
	}
	score[0] = 1.0 - fabs(share[SIDE_SOURCE] - share[SIDE_SYNTHETIC]);
	score[1] = 1.0 - fabs(share[SIDE_SOURCE] - share[SIDE_RESAMPLE]);
}

/* ContingencySimilarity */
void
comparison_pair_score(const Comparison *cmp, int a, int b, double score[2])
{
	int64 ncells = (int64) cmp->ncells[a] * cmp->ncells[b];
	int64 *table[NSIDES];

	for (int side = 0; side < NSIDES; side++)
	{
		const uint8 *x = cmp->cell[side][a];
		const uint8 *y = cmp->cell[side][b];

		table[side] = palloc0(sizeof(int64) * ncells);
		for (int64 i = 0; i < cmp->rows[side]; i++)
			table[side][x[i] * cmp->ncells[b] + y[i]]++;
	}
	score[0] = synth_score_tv(table[SIDE_SOURCE], table[SIDE_SYNTHETIC], ncells);
	score[1] = synth_score_tv(table[SIDE_SOURCE], table[SIDE_RESAMPLE], ncells);
	for (int side = 0; side < NSIDES; side++)
		pfree(table[side]);
}

/* room, resample and cells of all columns */
void
comparison_prepare(Comparison *cmp, List *fields)
{
	int ncolumns = list_length(fields);
	SynthStream stream;
	ListCell *lc;
	int column = 0;

	cmp->rows[SIDE_SOURCE] = cmp->frame[0]->rows;
	cmp->rows[SIDE_SYNTHETIC] = cmp->frame[1]->rows;
	cmp->rows[SIDE_RESAMPLE] = cmp->frame[0]->rows > 0 ? cmp->frame[1]->rows : 0;
	cmp->pick = palloc_extended(sizeof(int64) * Max(cmp->rows[SIDE_RESAMPLE], 1), MCXT_ALLOC_HUGE);
	synth_stream_init(&stream, RESAMPLE_SEED, 0, 0);
	for (int64 i = 0; i < cmp->rows[SIDE_RESAMPLE]; i++)
		cmp->pick[i] = (int64) synth_stream_below(&stream, (uint64) cmp->rows[SIDE_SOURCE]);
	cmp->ncells = palloc0(sizeof(int) * ncolumns);
	for (int side = 0; side < NSIDES; side++)
	{
		cmp->cell[side] = palloc0(sizeof(uint8 *) * ncolumns);
		for (int i = 0; i < ncolumns; i++)
			cmp->cell[side][i] = palloc_extended(Max(cmp->rows[side], 1), MCXT_ALLOC_HUGE);
	}
	foreach(lc, fields)
	{
		FrameField *field = lfirst(lc);

		CHECK_FOR_INTERRUPTS();
		if (cmp->frame[0]->column[column].is_number)
			cut_number(cmp, column);
		else
			cut_labels(cmp, column, frame_labels_count(field->labels));
		column++;
	}
}
