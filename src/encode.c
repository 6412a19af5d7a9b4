/*-------------------------------------------------------------------------
 *
 * encode.c
 *	  Rows of a source to raw columns in a spool, and back out to the fitter.
 *
 * Encoding is local to the row: a number becomes the same raw value whatever
 * the other rows are, and so does a label (dictionary.c says how).  That is
 * what makes a count move by at most one when a row comes or goes.
 *
 *-------------------------------------------------------------------------
 */
#include "encode.h"

#include "bagcount.h"
#include "dictionary.h"
#include "miscadmin.h"
#include "rangevalue.h"
#include "spool.h"
#include "textvalue.h"
#include "utils/memutils.h"

StaticAssertDecl(SPOOL_BLOCK_ROWS <= SYNTH_SCAN_BLOCK, "the fitter takes blocks of at most SYNTH_SCAN_BLOCK rows");

/* rows between two resets of the scratch context; earlier where few rows have taken much */
#define SCRATCH_ROWS 64
#define SCRATCH_BYTES (1024 * 1024)

static void encode_row(ScanSink *sink, const Datum *values, const bool *isnull);
static void encode_flush(Encoder *encoder);
static void encode_rewind(void *ctx);
static int encode_next(void *ctx, const int64_t **columns);

/* a text that is made, of which only this is modelled: is there one? */
static inline bool
only_presence(const SourceColumn *column)
{
	return column->role == SYNTH_COLUMN_TEXT && column->text->basis == SYNTH_BASIS_PRESENT;
}

Encoder *
encode_begin(const SourceTable *source, Size memory)
{
	Encoder *encoder = palloc0(sizeof(Encoder));
	int n = source->nattributes;
	int ndiscovered = source->nbags;
	uint64 secret;

	encoder->source = source;
	encoder->sink.position = palloc0(n * sizeof(int));
	encoder->sink.row = encode_row;
	encoder->rows.ctx = encoder;
	encoder->rows.rewind = encode_rewind;
	encoder->rows.next = encode_next;
	encoder->scratch = AllocSetContextCreate(CurrentMemoryContext, "synth encode", ALLOCSET_DEFAULT_SIZES);

	/* keys the labels' hashes; chosen before any row is seen */
	if (!synth_env.strong_random(&secret, sizeof(secret)))
		ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not generate random values")));

	for (int a = 0; a < n; a++)
		ndiscovered += source->column[source->attribute_column[a]].spec.discover;

	encoder->dictionary = palloc0(n * sizeof(Dictionary *));
	for (int a = 0; a < n; a++)
	{
		const SourceColumn *column = &source->column[source->attribute_column[a]];

		if (column->spec.kind == SYNTH_CATEGORY && !only_presence(column))
			encoder->dictionary[a] = dictionary_create(column, memory / 2 / Max(1, ndiscovered), secret);
	}

	encoder->bag = palloc0(Max(source->nbags, 1) * sizeof(BagCount *));
	for (int b = 0; b < source->nbags; b++)
	{
		const SynthBagSpec *spec = &source->column[source->bag_column[b]].bag_spec;

		encoder->bag[b] = bagcount_create(memory / 2 / ndiscovered, secret, spec->per_row, spec->linked);
	}

	encoder->spool = spool_create(n, memory / 2);
	encoder->block_rows = spool_block_rows(n);
	encoder->block = palloc(n * sizeof(int64 *));
	for (int a = 0; a < n; a++)
		encoder->block[a] = palloc(encoder->block_rows * sizeof(int64));
	return encoder;
}

static void
encode_row(ScanSink *sink, const Datum *values, const bool *isnull)
{
	Encoder *encoder = (Encoder *) sink;
	const SourceTable *source = encoder->source;
	MemoryContext old = MemoryContextSwitchTo(encoder->scratch);
	int r = encoder->nrows;

	for (int a = 0; a < source->nattributes; a++)
	{
		int p = sink->position[a];
		const SourceColumn *column = &source->column[source->attribute_column[a]];

		if (column->bag >= 0)
			textvalue_tokens(column, values[p], isnull[p], encoder->bag[column->bag]);
		if (encoder->dictionary[a] != NULL)
			encoder->block[a][r] = dictionary_raw(encoder->dictionary[a], values[p], isnull[p]);
		else if (column->range_end != RANGE_NO_END)
			encoder->block[a][r] = rangevalue_raw(column->range_end, column->range_form, column->scale,
												  column->range_type, values[p], isnull[p]);
		else if (isnull[p])
			encoder->block[a][r] = SYNTH_RAW_NULL;
		else if (column->role == SYNTH_COLUMN_TEXT)
			encoder->block[a][r] = only_presence(column) ? SYNTH_RAW_OTHER : textvalue_raw(column, values[p]);
		else
			encoder->block[a][r] = value_to_raw(column->form, column->scale, values[p]);
	}
	encoder->nrows++;

	MemoryContextSwitchTo(old);
	if (encoder->nrows % SCRATCH_ROWS == 0 || MemoryContextMemAllocated(encoder->scratch, true) > SCRATCH_BYTES)
	{
		CHECK_FOR_INTERRUPTS();
		MemoryContextReset(encoder->scratch);
	}

	if (encoder->nrows == encoder->block_rows)
		encode_flush(encoder);
}

static void
encode_flush(Encoder *encoder)
{
	if (encoder->nrows == 0)
		return;
	encoder->total += encoder->nrows;
	if (encoder->total > SYNTH_MAX_ROWS)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("the source has too many rows for one fit"),
						errhint("Fit a view of a part of it.")));
	spool_append(encoder->spool, encoder->block, encoder->nrows);
	encoder->nrows = 0;
}

void
encode_end(Encoder *encoder)
{
	encode_flush(encoder);
	MemoryContextReset(encoder->scratch);
}

void
encode_discover(Encoder *encoder, SynthFitter *fitter)
{
	for (int a = 0; a < encoder->source->nattributes; a++)
	{
		if (encoder->dictionary[a] != NULL
			&& encoder->source->column[encoder->source->attribute_column[a]].spec.discover)
			dictionary_discover(encoder->dictionary[a], fitter, a);
	}
	for (int b = 0; b < encoder->source->nbags; b++)
		bagcount_discover(encoder->bag[b], fitter, b);
}

static void
encode_rewind(void *ctx)
{
	spool_rewind(((Encoder *) ctx)->spool);
}

static int
encode_next(void *ctx, const int64_t **columns)
{
	Encoder *encoder = ctx;
	int64 **raw;
	int nrows = spool_next(encoder->spool, &raw);

	for (int a = 0; a < encoder->source->nattributes; a++)
	{
		if (nrows > 0 && encoder->dictionary[a] != NULL)
			dictionary_translate(encoder->dictionary[a], raw[a], nrows);
		columns[a] = raw[a];
	}
	/* numbers are what they will be; a rule is about the row alone, so encoding stays local to it */
	if (nrows > 0)
		synth_rules_forward(encoder->source->nrules, encoder->source->rule, raw, nrows);
	return nrows;
}

void
encode_close(Encoder *encoder)
{
	spool_close(encoder->spool);
}
