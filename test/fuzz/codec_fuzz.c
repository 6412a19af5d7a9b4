/*-------------------------------------------------------------------------
 *
 * codec_fuzz.c
 *	  Whatever the bytes, reading a model ends in a model that can be used or
 *	  in SYNTH_ERR_CORRUPT.
 *
 * The first byte of an input chooses what the rest is: even, a whole stored
 * model; odd, the body of one, which gets a right head and checksum, so that
 * the fuzzer does not have to guess a CRC (bit 1: of version 1, bit 3: of 2,
 * bit 4: of 3).  A model that is accepted must be written back as the same
 * bytes; rows are drawn from it, freely and given some attributes, unless the
 * correlations of a copula turn out to be none; texts are made for its
 * columns, unless a pattern turns out to be none; its rules are applied to
 * rows, both ways.  With bit 2 requests to the model are made up as well: every
 * row must meet its conditions, known parts of a row must stay.  Memory may not
 * exceed eight times the input plus a constant while reading.
 *
 * Linked with libFuzzer, or with fuzz_main.c where there is none.
 *
 *-------------------------------------------------------------------------
 */
#include <string.h>

#include "core/bytes.h"
#include "core/codec.h"
#include "core/complete.h"
#include "core/linalg.h"
#include "core/rule.h"
#include "core/steer.h"
#include "core/textmaker.h"
#include "surroundings.h"

/* ------------------------------------------------- requests */

static uint64_t dice;

static int
below(int n)
{
	dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int) ((dice >> 33) % (uint64_t) n);
}

static bool
meets(const SynthModel *m, const SynthRegion *region, int64_t v)
{
	const SynthAttribute *a = &m->attribute[region->attribute];
	/* what `other` becomes may be no code of the attribute */
	bool hidden = a->other_code >= 0 && region->share[a->other_code] > 0.0;

	if (v == SYNTH_RAW_NULL)
		return hidden || (a->null_code >= 0 && region->share[a->null_code] > 0.0);
	if (v == SYNTH_RAW_OTHER)
		return hidden;
	if (v == SYNTH_RAW_NEG_INF)
		return region->share[a->neginf_code] > 0.0;
	if (v == SYNTH_RAW_POS_INF)
		return region->share[a->posinf_code] > 0.0;
	if (v == SYNTH_RAW_NAN)
		return region->share[a->nan_code] > 0.0;
	if (a->kind == SYNTH_CATEGORY)
		return region->share[v] > 0.0;
	for (int i = 0; i < region->nintervals; i++)
		if (v >= region->lo[i] && v <= region->hi[i])
			return true;
	return false;
}

/* up to three disjoint intervals, and any of the codes that are not values */
static void
make_region(const SynthModel *m, SynthRegion *region)
{
	const SynthAttribute *a = &m->attribute[region->attribute];

	region->share = synth_alloc_array((size_t) a->nfine, sizeof(double));
	for (int i = a->kind == SYNTH_NUMBER ? a->nvalues : 0; i < a->nfine; i++)
		region->share[i] = below(3) > 0;
	if (a->kind == SYNTH_CATEGORY)
		return;
	region->lo = synth_alloc_array(3, sizeof(int64_t));
	region->hi = synth_alloc_array(3, sizeof(int64_t));
	for (int cell = 0, n = 0; cell < a->nvalues && n < 3; cell += 1 + below(4))
	{
		int64_t lo = a->axis->edge[cell];
		uint64_t width = (uint64_t) a->axis->edge[cell + 1] - (uint64_t) lo;
		int64_t from = (int64_t) ((uint64_t) lo + width / 4 * (uint64_t) below(4));
		int last = cell + below(a->nvalues - cell);

		if (n > 0 && from <= region->hi[n - 1])
			continue;
		region->lo[n] = from;
		region->hi[n] = last > cell ? a->axis->edge[last] : from;
		region->nintervals = ++n;
	}
	synth_region_cells(m, region);
}

static void
make_target(const SynthModel *m, SynthTarget *t, int attribute)
{
	const SynthAttribute *a = &m->attribute[attribute];
	int n = 1 + below(3);

	t->nattr = 1;
	t->attribute = synth_alloc(sizeof(int));
	t->attribute[0] = attribute;
	t->nparts = synth_alloc(sizeof(int));
	t->nparts[0] = n;
	t->part = synth_alloc(sizeof(int16_t *));
	t->part[0] = synth_alloc_array((size_t) a->nfine, sizeof(int16_t));
	for (int i = 0; i < a->nfine; i++)
		t->part[0][i] = (int16_t) (below(n + 1) - 1);
	if (below(2) == 0)
		return;
	t->share = synth_alloc_array((size_t) n, sizeof(double));
	for (int i = 0; i < n; i++)
		t->share[i] = 1.0 / n;
}

static void check_rows(const SynthModel *m, SynthSampler *s, const SynthSteering *request);

static void
try_steering(const SynthModel *m, uint64_t seed)
{
	SynthSteering request = {0};
	SynthSteerReport report;
	SynthSteered *steered;

	dice = seed;
	if (m->nattributes == 0)
		return;
	request.region = synth_alloc_array(2, sizeof(SynthRegion));
	request.target = synth_alloc(sizeof(SynthTarget));
	for (int i = 0; i < 2; i++)
	{
		request.region[i].attribute = below(m->nattributes);
		if (i == 0 || request.region[i].attribute != request.region[0].attribute)
		{
			make_region(m, &request.region[i]);
			request.nregions++;
		}
		else
			break;
	}
	if (below(3) == 0)
		make_target(m, &request.target[request.ntargets++], below(m->nattributes));
	steered = synth_steer(m, &request, &report);
	require((steered == NULL) == (report.problem != SYNTH_STEER_FINE), "steering fails without a reason");
	if (steered != NULL)
		check_rows(m, synth_sampler_steered(steered), &request);
}

/* a few blocks; values must be possible, and those of a region inside it */
static void
check_rows(const SynthModel *m, SynthSampler *s, const SynthSteering *request)
{
	static const int rows[] = {1, 7, 300};

	for (int i = 0; i < 3; i++)
	{
		int64_t *const *raw = synth_sampler_block(s, 1, (uint64_t) i, rows[i]);

		for (int a = 0; a < m->nattributes; a++)
		{
			const SynthAttribute *x = &m->attribute[a];

			for (int r = 0; r < rows[i]; r++)
			{
				int64_t v = raw[a][r];

				if (v < SYNTH_RAW_FIRST)
					require(v <= SYNTH_RAW_OTHER, "a reserved value was drawn");
				else if (x->kind == SYNTH_CATEGORY)
					require(v >= 0 && v < x->nvalues, "a label that does not exist was drawn");
				else
					require(v >= x->axis->edge[0] && v < x->axis->edge[x->axis->ncells],
							"a value outside its axis was drawn");
			}
		}
		for (int k = 0; request != NULL && k < request->nregions; k++)
			for (int r = 0; r < rows[i]; r++)
				require(meets(m, &request->region[k], raw[request->region[k].attribute][r]),
						"a row does not meet its condition");
	}
}

/* rows of which some attributes are known: they stay, the others become possible */
static void
try_completing(const SynthModel *m, uint64_t seed)
{
	SynthCompleter *c = synth_completer_new(m);
	int64_t *raw = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int64_t));
	int64_t *keep = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int64_t));
	bool *known = synth_alloc_array((size_t) m->nattributes + 1, sizeof(bool));
	SynthStream st;

	dice = seed;
	synth_stream_init(&st, seed, 0, 0);
	for (int i = 0; i < 20; i++)
	{
		for (int a = 0; a < m->nattributes; a++)
		{
			const SynthAttribute *x = &m->attribute[a];

			known[a] = below(2) == 0;
			raw[a] = below(6) == 0 ? SYNTH_RAW_NULL + below(5) : below(x->nvalues > 0 ? x->nvalues : 1);
			if (x->kind == SYNTH_NUMBER && raw[a] >= 0 && below(4) > 0)
				raw[a] = x->axis->edge[raw[a]];
			keep[a] = raw[a];
		}
		synth_complete_row(c, &st, raw, known);
		for (int a = 0; a < m->nattributes; a++)
		{
			const SynthAttribute *x = &m->attribute[a];

			require(!known[a] || raw[a] == keep[a], "a known value was changed");
			if (known[a] || raw[a] < SYNTH_RAW_FIRST)
				require(raw[a] <= SYNTH_RAW_OTHER || raw[a] >= SYNTH_RAW_FIRST, "a reserved value was drawn");
			else if (x->kind == SYNTH_CATEGORY)
				require(raw[a] >= 0 && raw[a] < x->nvalues, "a label that does not exist was drawn");
			else
				require(raw[a] >= x->axis->edge[0] && raw[a] < x->axis->edge[x->axis->ncells],
						"a value outside its axis was drawn");
		}
	}
}

/* rules there and back on values of any kind: bounds hold, and specials stay, but for NULLs that go together */
static void
try_rules(const SynthModel *m, uint64_t seed)
{
	int64_t **raw = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int64_t *));
	SynthStream st;

	dice = seed;
	synth_stream_init(&st, seed, 1, 1);
	for (int a = 0; a < m->nattributes; a++)
	{
		raw[a] = synth_alloc_array(50, sizeof(int64_t));
		for (int r = 0; r < 50; r++)
			raw[a][r] = below(4) == 0 ? SYNTH_RAW_NULL + below(5)
									  : (int64_t) (below(1000) - 500) * (INT64_C(1) << below(54));
	}
	synth_rules_forward(m->nrules, m->rule, raw, 50);
	for (int i = 0; i < m->nrules; i++)
		for (int r = 0; m->rule[i].kind == SYNTH_RULE_RESIDUAL && r < 50; r++)
		{
			int64_t v = raw[m->rule[i].attribute][r];

			require(v < SYNTH_RAW_FIRST || (v >= m->rule[i].lo && v <= m->rule[i].hi), "a residual is out of bounds");
		}
	synth_rules_backward(m->nrules, m->rule, raw, 50, &st);
	for (int i = 0; i < m->nrules; i++)
		for (int r = 0; m->rule[i].kind == SYNTH_RULE_RESIDUAL && r < 50; r++)
		{
			int64_t v = raw[m->rule[i].attribute][r];

			require(v < SYNTH_RAW_FIRST || (v >= m->rule[i].value_lo && v <= m->rule[i].value_hi),
					"a value is out of bounds");
		}
	synth_dependencies_block(synth_dependencies_new(m->nrules, m->rule, (uint64_t) below(2000)), raw, 50);
}

/* the first places of the order given, as far as the model can */
static void
try_given(const SynthModel *m, uint64_t seed)
{
	int *attribute = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int));
	const int64_t **fixed = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int64_t *));
	int64_t *const *raw;
	int n;

	dice = seed;
	n = below(m->nattributes + 1);
	for (int i = 0; i < n; i++)
	{
		int64_t *values = synth_alloc_array(30, sizeof(int64_t));

		for (int r = 0; r < 30; r++)
			values[r] = below(3) == 0 ? SYNTH_RAW_NULL + below(5) : below(100) - 20;
		attribute[i] = m->conditional[i].attribute;
		fixed[i] = values;
	}
	if (!synth_sampler_can_fix(m, n, attribute))
	{
		require(m->copula != NULL, "the first places cannot be given");
		return;
	}
	raw = synth_sampler_block_given(synth_sampler_new(m), seed, 0, 30, n, attribute, fixed);
	for (int i = 0; i < n; i++)
		require(memcmp(raw[attribute[i]], fixed[i], 30 * sizeof(int64_t)) == 0, "a given value was changed");
}

/* of UTF-8; 0 if it is none: a server lets in no such model, and then nobody can say how long a text is */
static int
characters(const char *text, int length)
{
	int chars = 0;

	for (int i = 0; i < length; chars++)
	{
		unsigned char c = (unsigned char) text[i];
		int bytes = c < 0x80 ? 1 : c < 0xC0 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF8 ? 4 : 0;

		if (bytes == 0 || bytes > length - i)
			return 0;
		for (int k = 1; k < bytes; k++)
			if (((unsigned char) text[i + k] & 0xC0) != 0x80)
				return 0;
		i += bytes;
	}
	return chars;
}

/* texts of every column that has them: as long as they may be, and none that breaks off */
static void
try_texts(const SynthModel *m, uint64_t seed)
{
	SynthTextTarget *target = synth_alloc_array((size_t) m->ncolumns + 1, sizeof(SynthTextTarget));
	SynthTextFacts facts[SYNTH_TEXT_GROUPS] = {{0}};
	SynthTextMaker *t;
	int n = 0;

	dice = seed;
	for (int i = 0; i < m->ncolumns; i++)
	{
		const SynthText *x = m->column[i].text;

		if (x == NULL || x->kind == SYNTH_TEXT_ARRAY || x->kind == SYNTH_TEXT_DOCUMENT)
			continue;
		target[n].column = i;
		target[n].max_chars = x->max_chars > 0 && below(2) == 0 ? x->max_chars : 1 + below(60);
		target[n++].unique = x->unique;
	}
	t = synth_textmaker_new(m, n, target, seed);
	for (uint64_t row = 0; row < 10; row++)
	{
		for (int g = 0; g < SYNTH_TEXT_GROUPS; g++)
			facts[g] = (SynthTextFacts){below(3), -1, below(2) == 0, (uint64_t) below(1000)};
		synth_textmaker_row(t, row, facts);
		for (int c = 0; c < n; c++)
		{
			const SynthColumn *column = &m->column[target[c].column];
			const SynthAttribute *a = column->attribute >= 0 ? &m->attribute[column->attribute] : NULL;
			int64_t raw = SYNTH_RAW_OTHER;
			int length = 0;
			int chars;
			const char *text;

			if (row >= synth_textmaker_space(t, c))
				continue;
			if (a != NULL && column->text->basis != SYNTH_BASIS_PRESENT && a->nvalues > 0 && below(4) > 0)
				raw = a->kind == SYNTH_CATEGORY ? below(a->nvalues) : a->axis->edge[below(a->nvalues)];
			text = synth_textmaker_text(t, c, raw, &length);
			chars = characters(text, length);
			require(chars <= target[c].max_chars, "a text is too long");
			require(memchr(text, '\0', (size_t) length) == NULL, "a text has a zero byte");
		}
	}
}

static void
try_model(const uint8_t *bytes, size_t len, bool steered)
{
	SynthModel *m;
	uint8_t *again;
	size_t len_again;
	size_t before = fuzz_bytes_held; /* the driver's own: the models that its seeds were made from */

	fuzz_bytes_peak = before;
	m = synth_model_decode(bytes, len);
	require(fuzz_bytes_peak - before < 8 * len + 20000, "reading took too much memory");

	again = synth_model_encode_as(m, bytes[SYNTH_MAGIC_BYTES], &len_again);
	require(len_again == len && memcmp(again, bytes, len) == 0, "a model has two forms in bytes");
	synth_release(again);

	check_rows(m, synth_sampler_new(m), NULL);
	try_texts(m, synth_crc32c(bytes, len));
	try_rules(m, synth_crc32c(bytes, len));
	try_given(m, synth_crc32c(bytes, len));
	if (!steered)
		return;
	try_steering(m, synth_crc32c(bytes, len));
	try_completing(m, synth_crc32c(bytes, len));
}

extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *bytes;
	volatile size_t len;

	if (size < 1)
		return 0;
	synth_linalg_init();
	fuzz_begin((size_t) 1 << 26);

	if (data[0] % 2 == 0)
	{
		/* a copy of exactly this size, so that reading beyond it is seen */
		len = size - 1;
		bytes = malloc(len > 0 ? len : 1);
		memcpy(bytes, data + 1, len);
	}
	else
	{
		uint64_t body = size - 1;
		uint32_t crc;

		len = SYNTH_HEAD_BYTES + body + SYNTH_TAIL_BYTES;
		bytes = calloc(1, len);
		memcpy(bytes, SYNTH_MAGIC, SYNTH_MAGIC_BYTES);
		bytes[SYNTH_MAGIC_BYTES] = (uint8_t) (data[0] & 2	 ? 1
											  : data[0] & 8	 ? 2
											  : data[0] & 16 ? 3
															 : SYNTH_FORMAT_VERSION);
		for (int i = 0; i < 8; i++)
			bytes[SYNTH_MAGIC_BYTES + 4 + i] = (uint8_t) (body >> (8 * i));
		memcpy(bytes + SYNTH_HEAD_BYTES, data + 1, body);
		crc = synth_crc32c(bytes, len - SYNTH_TAIL_BYTES);
		for (size_t i = 0; i < 4; i++)
			bytes[len - 4 + i] = (uint8_t) (crc >> (8 * i));
	}

	fuzz_may_fail = true;
	if (setjmp(fuzz_on_fail) == 0)
		try_model(bytes, len, (data[0] & 4) != 0);
	else
		require(fuzz_fail_code == SYNTH_ERR_CORRUPT || (fuzz_fail_code == SYNTH_ERR_MEMORY && len > 100000),
				"failed with another code than corrupt");
	fuzz_end();
	free(bytes);
	return 0;
}
