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

#include "comparison.h"
#include "relation.h"
#include "resultset.h"

PG_FUNCTION_INFO_V1(synth_quality);

static void
put_score(ResultSet *set, const char *metric, const char *column, const char *other, double score, double resample,
		  const char *note)
{
	Datum values[6];
	bool isnull[6] = {false};

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

/* can both columns be compared as numbers of one axis? */
static bool
same_axis(Oid source, const char *name, Oid synthetic)
{
	Oid relid[2] = {source, synthetic};
	ValueForm form[2];
	int scale[2];

	for (int s = 0; s < 2; s++)
	{
		Oid type;
		Oid collation;
		int32 typmod;

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
	Relation rel = table_open(relid, AccessShareLock);
	SourceTable *table = relation_describe(rel, &options);

	table_close(rel, NoLock);
	return table;
}

/* fields both relations have, with one label table for both sides; the others are named in notes */
static List *
common_fields(Oid source, Oid synthetic, ArrayType *wanted, StringInfo left_out, StringInfo keys)
{
	List *names = frame_column_names(source, wanted);
	SourceTable *table = describe(source);
	List *fields = NIL;
	ListCell *lc;

	foreach(lc, names)
	{
		char *name = lfirst(lc);
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

/* running mean that skips undefined scores */
typedef struct Mean
{
	double sum[2];
	int64 n;
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

static void
report(ResultSet *set, const Comparison *cmp, List *fields, const char *left_out, const char *keys)
{
	int ncolumns = list_length(fields);
	Mean shapes = {{0}};
	Mean pairs = {{0}};

	put_score(set, "note", NULL, NULL, NAN, NAN,
			  "not private: compares with true rows, for whoever may read the source");
	put_score(set, "rows compared", NULL, NULL, cmp->rows[SIDE_SYNTHETIC], cmp->rows[SIDE_SOURCE],
			  psprintf("synthetic rows and source rows, of " INT64_FORMAT " and " INT64_FORMAT, cmp->frame[1]->total,
					   cmp->frame[0]->total));
	if (left_out[0] != '\0')
		put_score(set, "note", NULL, NULL, NAN, NAN,
				  psprintf("columns that the synthetic relation lacks: %s", left_out));
	if (keys[0] != '\0')
		put_score(set, "note", NULL, NULL, NAN, NAN,
				  psprintf("keys are generated and not compared, unless named in \"columns\": %s", keys));
	for (int a = 0; a < ncolumns; a++)
	{
		const FrameColumn *c = &cmp->frame[0]->column[a];
		double score[2];

		CHECK_FOR_INTERRUPTS();
		if (c->is_number)
			comparison_shape_number(cmp, a, score);
		else
			comparison_shape_labels(cmp, a, frame_labels_count(c->labels), score);
		mean_add(&shapes, score);
		put_score(set, "shape", c->name, NULL, score[0], score[1], c->is_number ? "KSComplement" : "TVComplement");
		comparison_null_shares(cmp, a, score);
		put_score(set, "nulls", c->name, NULL, score[0], score[1], "MissingValueSimilarity");
	}
	for (int a = 0; a < ncolumns; a++)
		for (int b = a + 1; b < ncolumns; b++)
		{
			double score[2];

			CHECK_FOR_INTERRUPTS();
			comparison_pair_score(cmp, a, b, score);
			mean_add(&pairs, score);
			put_score(set, "pair", cmp->frame[0]->column[a].name, cmp->frame[0]->column[b].name, score[0], score[1],
					  "ContingencySimilarity");
		}
	put_mean(set, "shapes", &shapes, "mean over the columns");
	put_mean(set, "pairs", &pairs, "mean over the pairs of columns");
}

Datum
synth_quality(PG_FUNCTION_ARGS)
{
	ResultSet set;
	Comparison cmp = {{0}};
	StringInfoData left_out;
	StringInfoData keys;
	MemoryContext context;
	MemoryContext old;
	List *fields;
	int64 max_rows;
	Oid relid[2];

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
	max_rows = frame_rows_argument(fcinfo, 3);
	coreglue_install();
	set = resultset_begin(fcinfo);
	context = AllocSetContextCreate(CurrentMemoryContext, "synth quality", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(context);

	initStringInfo(&left_out);
	initStringInfo(&keys);
	fields = common_fields(relid[0], relid[1], PG_ARGISNULL(2) ? NULL : PG_GETARG_ARRAYTYPE_P(2), &left_out, &keys);
	if (fields == NIL)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("\"%s\" and \"%s\" have no column in common that could be compared",
							   get_rel_name(relid[0]), get_rel_name(relid[1])),
						errhint("Compare a source with a table whose columns have the same names.")));
	/* two frames of 8 bytes a value, and three sides of one byte */
	max_rows = frame_max_rows(3 * list_length(fields), max_rows);
	for (int s = 0; s < 2; s++)
		cmp.frame[s] = frame_read(relid[s], fields, max_rows);
	comparison_prepare(&cmp, fields);
	report(&set, &cmp, fields, left_out.data, keys.data);

	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return (Datum) 0;
}
