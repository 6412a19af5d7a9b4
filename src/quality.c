/*-------------------------------------------------------------------------
 *
 * quality.c
 *	  synth_quality(): how close a synthetic relation is to its source.
 *
 * Shapes of single columns, shares of NULLs and pairs of columns are scored as
 * SDMetrics scores them (KSComplement, TVComplement, ContingencySimilarity),
 * with one difference on purpose: the bins are always those of the source, on
 * both sides, so that a shifted synthetic column cannot score well.
 *
 * A score means little without its ceiling.  Beside each stands what a
 * resample of the source (drawn with replacement, as many rows as the
 * synthetic side has, fixed seed) scores against the source: a perfect model
 * without any privacy would get that, not 1.
 *
 * All of it compares with true rows: it is NOT private, is meant for whoever
 * may read the source, and runs with the caller's rights.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include <math.h>

#include "access/table.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "core/bits.h"
#include "core/score.h"
#include "frame.h"
#include "relation.h"
#include "resultset.h"

/* ContingencySimilarity's bins of a number; NULL has one more */
#define NUMBER_BINS 10
/* most frequent labels that keep a cell of their own in pairs; the rest shares one */
#define LABEL_CELLS 60
#define RESAMPLE_SEED UINT64_C(0x7265736d706c65)

/* one column on three sides: source, synthetic, resample of the source */
enum
{
	SIDE_SOURCE,
	SIDE_SYNTHETIC,
	SIDE_RESAMPLE,
	NSIDES
};

typedef struct Comparison
{
	Frame	   *frame[2];		/* source, synthetic */
	int64		rows[NSIDES];
	int64	   *pick;			/* rows of the resample */
	int		   *ncells;			/* [column] cells of the pair tables */
	uint8	  **cell[NSIDES];	/* [column][row] */
} Comparison;

PG_FUNCTION_INFO_V1(synth_quality);

static void
put_score(ResultSet *set, const char *metric, const char *column, const char *other,
		  double score, double resample, const char *note)
{
	Datum		values[6];
	bool		isnull[6] = {false};

	values[0] = CStringGetTextDatum(metric);
	isnull[1] = column == NULL;
	values[1] = column != NULL ? CStringGetTextDatum(column) : (Datum) 0;
	isnull[2] = other == NULL;
	values[2] = other != NULL ? CStringGetTextDatum(other) : (Datum) 0;
	isnull[3] = isnan(score);
	values[3] = Float8GetDatum(score);
	isnull[4] = isnan(resample);
	values[4] = Float8GetDatum(resample);
	isnull[5] = note == NULL;
	values[5] = note != NULL ? CStringGetTextDatum(note) : (Datum) 0;
	resultset_row(set, values, isnull);
}

/* raw value of row i of a side */
static inline int64
side_raw(const Comparison *cmp, int side, int column, int64 i)
{
	if (side == SIDE_SYNTHETIC)
		return cmp->frame[1]->column[column].raw[i];
	return cmp->frame[0]->column[column].raw[side == SIDE_RESAMPLE ? cmp->pick[i] : i];
}

/* can both columns be compared as numbers of one axis? */
static bool
same_axis(Oid source, const char *name, Oid synthetic)
{
	Oid			relid[2] = {source, synthetic};
	ValueForm	form[2];
	int			scale[2];

	for (int s = 0; s < 2; s++)
	{
		Oid			type;
		Oid			collation;
		int32		typmod;

		get_atttypetypmodcoll(relid[s], get_attnum(relid[s], name), &type, &typmod, &collation);
		type = getBaseTypeAndTypmod(type, &typmod);
		form[s] = value_form(type, typmod, &scale[s]);
		if (form[s] <= VALUE_LABEL)
			return false;
	}
	if (value_axis_form(form[0]) != value_axis_form(form[1]))
		return false;
	if (form[0] == form[1])
		return scale[0] == scale[1];
	/* int2, int4 and int8 share an axis, and so do the floating forms */
	return (form[0] <= VALUE_INT8 && form[1] <= VALUE_INT8) || value_axis_form(form[0]) == SYNTH_AXIS_REAL;
}

/* keys of the source are generated, never learned: their values are not meant to agree */
static bool
is_key(const SourceTable *table, const char *name)
{
	for (int i = 0; i < table->ncolumns; i++)
		if (table->column[i].role == SYNTH_COLUMN_KEY && strcmp(table->column[i].name, name) == 0)
			return true;
	return false;
}

static SourceTable *
describe(Oid relid)
{
	DescribeOptions options = {0};
	Relation	rel = table_open(relid, AccessShareLock);
	SourceTable *table = relation_describe(rel, &options);

	table_close(rel, NoLock);
	return table;
}

/* fields both relations have, with one label table for both sides; the others are named in notes */
static List *
common_fields(Oid source, Oid synthetic, ArrayType *wanted, StringInfo left_out, StringInfo keys)
{
	List	   *names = frame_column_names(source, wanted);
	SourceTable *table = describe(source);
	List	   *fields = NIL;
	ListCell   *lc;

	foreach(lc, names)
	{
		char	   *name = lfirst(lc);
		FrameField *field;

		if (get_attnum(synthetic, name) <= 0)
		{
			appendStringInfo(left_out, "%s%s", left_out->len > 0 ? ", " : "", name);
			continue;
		}
		if (wanted == NULL && is_key(table, name))
		{
			appendStringInfo(keys, "%s%s", keys->len > 0 ? ", " : "", name);
			continue;
		}
		field = palloc0(sizeof(FrameField));
		field->name = name;
		field->labels = frame_labels_new();
		field->as_label = !same_axis(source, name, synthetic);
		fields = lappend(fields, field);
	}
	return fields;
}

/* cells of a number: equal widths between the source's extremes, open outside, NULL and specials last */
static void
cut_number(Comparison *cmp, int column)
{
	const FrameColumn *real_column = &cmp->frame[0]->column[column];
	double		lo = INFINITY;
	double		hi = -INFINITY;

	for (int64 i = 0; i < cmp->rows[SIDE_SOURCE]; i++)
	{
		double		x = frame_double(real_column, real_column->raw[i]);

		if (x < lo)
			lo = x;
		if (x > hi)
			hi = x;
	}
	cmp->ncells[column] = NUMBER_BINS + 2;
	for (int side = 0; side < NSIDES; side++)
		for (int64 i = 0; i < cmp->rows[side]; i++)
		{
			int64		raw = side_raw(cmp, side, column, i);
			int			at;

			if (raw == SYNTH_RAW_NULL)
				at = NUMBER_BINS;
			else if (raw < SYNTH_RAW_FIRST || !(hi >= lo))
				at = NUMBER_BINS + 1;
			else
			{
				double		x = frame_double(real_column, raw);
				/* halves keep the difference of extreme doubles finite */
				double		share = hi > lo ? (x / 2 - lo / 2) / (hi / 2 - lo / 2) : 0.5;

				at = (int) floor(Max(0.0, Min(share, 1.0)) * NUMBER_BINS);
				at = Min(at, NUMBER_BINS - 1);
			}
			cmp->cell[side][column][i] = (uint8) at;
		}
}

typedef struct LabelCount
{
	int64		id;
	int64		count;
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
	uint8	   *cell_of = palloc_extended(Max(nlabels, 1), MCXT_ALLOC_HUGE);
	int			kept;

	for (int64 id = 0; id < nlabels; id++)
	{
		tally[id].id = id;
		tally[id].count = 0;
	}
	for (int64 i = 0; i < cmp->rows[SIDE_SOURCE]; i++)
	{
		int64		id = side_raw(cmp, SIDE_SOURCE, column, i);

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
			int64		id = side_raw(cmp, side, column, i);

			cmp->cell[side][column][i] = id >= 0 ? cell_of[id] : (uint8) (kept + 1);
		}
	pfree(tally);
	pfree(cell_of);
}

/* KSComplement, NULLs dropped */
static void
shape_number(const Comparison *cmp, int column, double score[2])
{
	int64	   *value[NSIDES];
	int64		n[NSIDES];

	for (int side = 0; side < NSIDES; side++)
	{
		value[side] = palloc_extended(sizeof(int64) * Max(cmp->rows[side], 1), MCXT_ALLOC_HUGE);
		n[side] = 0;
		for (int64 i = 0; i < cmp->rows[side]; i++)
		{
			int64		raw = side_raw(cmp, side, column, i);

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
static void
shape_labels(const Comparison *cmp, int column, int64 nlabels, double score[2])
{
	int64	   *count[NSIDES];

	for (int side = 0; side < NSIDES; side++)
	{
		count[side] = palloc_extended(sizeof(int64) * Max(nlabels, 1), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
		for (int64 i = 0; i < cmp->rows[side]; i++)
		{
			int64		id = side_raw(cmp, side, column, i);

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
static void
null_shares(const Comparison *cmp, int column, double score[2])
{
	double		share[NSIDES];

	for (int side = 0; side < NSIDES; side++)
	{
		int64		nulls = 0;

		for (int64 i = 0; i < cmp->rows[side]; i++)
			nulls += side_raw(cmp, side, column, i) == SYNTH_RAW_NULL;
		share[side] = cmp->rows[side] > 0 ? (double) nulls / cmp->rows[side] : NAN;
	}
	score[0] = 1.0 - fabs(share[SIDE_SOURCE] - share[SIDE_SYNTHETIC]);
	score[1] = 1.0 - fabs(share[SIDE_SOURCE] - share[SIDE_RESAMPLE]);
}

/* ContingencySimilarity */
static void
pair_score(const Comparison *cmp, int a, int b, double score[2])
{
	int64		ncells = (int64) cmp->ncells[a] * cmp->ncells[b];
	int64	   *table[NSIDES];

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

/* running mean that skips undefined scores */
typedef struct Mean
{
	double		sum[2];
	int64		n;
} Mean;

static void
mean_add(Mean *mean, const double score[2])
{
	if (isnan(score[0]) || isnan(score[1]))
		return;
	mean->sum[0] += score[0];
	mean->sum[1] += score[1];
	mean->n++;
}

static void
put_mean(ResultSet *set, const char *metric, const Mean *mean, const char *note)
{
	put_score(set, metric, NULL, NULL, mean->n > 0 ? mean->sum[0] / mean->n : NAN,
			  mean->n > 0 ? mean->sum[1] / mean->n : NAN, note);
}

/* room, resample and cells of all columns */
static void
prepare(Comparison *cmp, List *fields)
{
	int			ncolumns = list_length(fields);
	SynthStream stream;
	ListCell   *lc;
	int			column = 0;

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

static void
report(ResultSet *set, const Comparison *cmp, List *fields, const char *left_out, const char *keys)
{
	int			ncolumns = list_length(fields);
	Mean		shapes = {{0}};
	Mean		pairs = {{0}};

	put_score(set, "note", NULL, NULL, NAN, NAN,
			  "not private: compares with true rows, for whoever may read the source");
	put_score(set, "rows compared", NULL, NULL, cmp->rows[SIDE_SYNTHETIC], cmp->rows[SIDE_SOURCE],
			  psprintf("synthetic rows and source rows, of " INT64_FORMAT " and " INT64_FORMAT,
					   cmp->frame[1]->total, cmp->frame[0]->total));
	if (left_out[0] != '\0')
		put_score(set, "note", NULL, NULL, NAN, NAN,
				  psprintf("columns that the synthetic relation lacks: %s", left_out));
	if (keys[0] != '\0')
		put_score(set, "note", NULL, NULL, NAN, NAN,
				  psprintf("keys are generated and not compared, unless named in \"columns\": %s", keys));
	for (int a = 0; a < ncolumns; a++)
	{
		const FrameColumn *c = &cmp->frame[0]->column[a];
		double		score[2];

		CHECK_FOR_INTERRUPTS();
		if (c->is_number)
			shape_number(cmp, a, score);
		else
			shape_labels(cmp, a, frame_labels_count(c->labels), score);
		mean_add(&shapes, score);
		put_score(set, "shape", c->name, NULL, score[0], score[1],
				  c->is_number ? "KSComplement" : "TVComplement");
		null_shares(cmp, a, score);
		put_score(set, "nulls", c->name, NULL, score[0], score[1], "MissingValueSimilarity");
	}
	for (int a = 0; a < ncolumns; a++)
		for (int b = a + 1; b < ncolumns; b++)
		{
			double		score[2];

			CHECK_FOR_INTERRUPTS();
			pair_score(cmp, a, b, score);
			mean_add(&pairs, score);
			put_score(set, "pair", cmp->frame[0]->column[a].name, cmp->frame[0]->column[b].name,
					  score[0], score[1], "ContingencySimilarity");
		}
	put_mean(set, "shapes", &shapes, "mean over the columns");
	put_mean(set, "pairs", &pairs, "mean over the pairs of columns");
}

/* number of rows to compare, from a numeric such as 1e5 */
static int64
rows_argument(FunctionCallInfo fcinfo, int arg)
{
	bool		ok = false;
	double		rows = 0;

	if (!PG_ARGISNULL(arg))
	{
		rows = DatumGetFloat8(DirectFunctionCall1(numeric_float8, PG_GETARG_DATUM(arg)));
		ok = rows >= 1 && rows <= 1e9;
	}
	if (!ok)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"max_rows\" must be a number from 1 to 1e9"),
				 errhint("Leave it out, or write for example max_rows => 1e5.")));
	return (int64) rows;
}

Datum
synth_quality(PG_FUNCTION_ARGS)
{
	ResultSet	set;
	Comparison	cmp = {{0}};
	StringInfoData left_out;
	StringInfoData keys;
	MemoryContext context;
	MemoryContext old;
	List	   *fields;
	int64		max_rows;
	Oid			relid[2];

	for (int s = 0; s < 2; s++)
	{
		if (PG_ARGISNULL(s))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("\"%s\" must not be null", s == 0 ? "source" : "synthetic"),
					 errhint("Write the name of a table, as in synth_quality('patients', 'staging.patients').")));
		relid[s] = PG_GETARG_OID(s);
		frame_check_relation(relid[s]);
	}
	max_rows = rows_argument(fcinfo, 3);
	coreglue_install();
	set = resultset_begin(fcinfo);
	context = AllocSetContextCreate(CurrentMemoryContext, "synth quality", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(context);

	initStringInfo(&left_out);
	initStringInfo(&keys);
	fields = common_fields(relid[0], relid[1], PG_ARGISNULL(2) ? NULL : PG_GETARG_ARRAYTYPE_P(2), &left_out, &keys);
	if (fields == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" and \"%s\" have no column in common that could be compared", get_rel_name(relid[0]), get_rel_name(relid[1])),
				 errhint("Compare a source with a table whose columns have the same names.")));
	/* two frames of 8 bytes a value, and three sides of one byte */
	max_rows = frame_max_rows(3 * list_length(fields), max_rows);
	for (int s = 0; s < 2; s++)
		cmp.frame[s] = frame_read(relid[s], fields, max_rows);
	prepare(&cmp, fields);
	report(&set, &cmp, fields, left_out.data, keys.data);

	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return (Datum) 0;
}
