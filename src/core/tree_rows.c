/*-------------------------------------------------------------------------
 *
 * tree_rows.c
 *	  Raw rows -> columns of fine codes.
 *
 * The first pass keeps raw values to find the cells of the numbers from, the
 * second encodes.  A row is kept if the hash of its number is below a bar; when
 * there is no more room the bar is halved and the rows above it are dropped.
 * So whether a row is kept depends on its number alone.
 *
 * Labels, NULL and the other special values are counted in the second pass,
 * over all rows: those in fewer than min_count rows keep their code, since rows
 * that hold them still tell something about other attributes, but are never
 * emitted, unless they are words that everybody knows (spec.public_word).
 *
 *-------------------------------------------------------------------------
 */
#include "tree_rows.h"

#include <math.h>
#include <string.h>

#include "finecode.h"
#include "tree_domain.h"

/* rows are 32-bit numbers, and more of them than this help no tree */
#define MOST_ROWS ((size_t) 1 << 26)
#define LEAST_ROWS ((size_t) 1024)
/* growing takes row numbers, classes and scratch beside the codes */
#define GROWING_BYTES 24

/* splitmix64's finaliser */
static uint64_t
hash_of(uint64_t row)
{
	uint64_t z = row * UINT64_C(0x9E3779B97F4A7C15) + UINT64_C(0x632BE59BD9B4E019);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

/* rows that fit into the memory when each takes so many bytes */
static size_t
rows_that_fit(size_t memory, size_t row)
{
	size_t rows = memory / row;

	return rows < LEAST_ROWS ? LEAST_ROWS : rows > MOST_ROWS ? MOST_ROWS : rows;
}

/* raw values of the numbers, for their cells */
typedef struct RawSample
{
	int ncolumns;
	int *attribute;
	size_t room;
	size_t nrows;
	uint64_t bar; /* rows with a hash up to it are kept */
	uint64_t *hash;
	int64_t **raw;
} RawSample;

static void
sample_shrink(RawSample *s)
{
	size_t kept = 0;

	s->bar /= 2;
	for (size_t r = 0; r < s->nrows; r++)
	{
		if (s->hash[r] > s->bar)
			continue;
		for (int c = 0; c < s->ncolumns; c++)
			s->raw[c][kept] = s->raw[c][r];
		s->hash[kept++] = s->hash[r];
	}
	s->nrows = kept;
}

/* memory that grows with the rows, up to the room */
static void
sample_widen(RawSample *s, size_t *have)
{
	size_t wider = *have == 0 ? 4 * SYNTH_SCAN_BLOCK : *have * 2;
	uint64_t *hash;

	if (wider > s->room)
		wider = s->room;
	hash = synth_alloc_array(wider, sizeof(uint64_t));
	if (s->nrows > 0)
		memcpy(hash, s->hash, s->nrows * sizeof(uint64_t));
	synth_release(s->hash);
	s->hash = hash;
	for (int c = 0; c < s->ncolumns; c++)
	{
		int64_t *raw = synth_alloc_array(wider, sizeof(int64_t));

		if (s->nrows > 0)
			memcpy(raw, s->raw[c], s->nrows * sizeof(int64_t));
		synth_release(s->raw[c]);
		s->raw[c] = raw;
	}
	*have = wider;
}

static void
sample_read(RawSample *s, const SynthTreeFitInput *in, const SynthRowSource *rows, int64_t *total)
{
	const int64_t **columns = synth_alloc_array((size_t) in->nattributes, sizeof(int64_t *));
	size_t have = 0;
	int64_t number = 0;
	int n;

	rows->rewind(rows->ctx);
	while (synth_poll(), (n = rows->next(rows->ctx, columns)) > 0)
	{
		for (int r = 0; r < n; r++)
		{
			uint64_t hash = hash_of((uint64_t) number++);

			if (hash > s->bar || s->ncolumns == 0)
				continue;
			while (s->nrows == s->room)
				sample_shrink(s);
			if (hash > s->bar)
				continue;
			if (s->nrows == have)
				sample_widen(s, &have);
			for (int c = 0; c < s->ncolumns; c++)
				s->raw[c][s->nrows] = columns[s->attribute[c]][r];
			s->hash[s->nrows++] = hash;
		}
	}
	*total = number;
	synth_release(columns);
}

/* first pass: what the codes of each attribute are */
static void
find_codes(const SynthTreeFitInput *in, const SynthRowSource *rows, SynthTreeRows *t)
{
	SynthAccount account;
	RawSample s = {0};
	int64_t *value;
	int64_t *scratch;

	s.attribute = synth_alloc_array((size_t) in->nattributes, sizeof(int));
	for (int a = 0; a < in->nattributes; a++)
		if (in->spec[a].kind == SYNTH_NUMBER)
			s.attribute[s.ncolumns++] = a;
	s.raw = synth_alloc_array((size_t) s.ncolumns, sizeof(int64_t *));
	s.bar = UINT64_MAX;
	/* widening holds a column twice, sorting takes two more */
	s.room = rows_that_fit(in->memory / 2, ((size_t) s.ncolumns + 4) * sizeof(int64_t));
	sample_read(&s, in, rows, &t->total);
	synth_release(s.hash);

	synth_account_open(&account, false, 0, 0, 1);
	value = synth_alloc_array(s.nrows, sizeof(int64_t));
	scratch = synth_alloc_array(s.nrows, sizeof(int64_t));
	for (int a = 0, c = 0; a < in->nattributes; a++)
	{
		SynthAttribute *x = &t->attribute[a];
		SynthTreeCells cells;
		int n = 0;

		if (in->spec[a].kind == SYNTH_CATEGORY)
		{
			synth_domain_close(&in->domain[a], x);
			t->emit[a] = synth_alloc_array((size_t) x->nfine, sizeof(uint16_t));
			continue;
		}
		for (size_t r = 0; r < s.nrows; r++)
			if (synth_finecode_ordinary(s.raw[c][r]))
				/* the end of a cell is exclusive, so the last value of all has none of its own */
				value[n++] = s.raw[c][r] < INT64_MAX ? s.raw[c][r] : INT64_MAX - 1;
		synth_tree_sort(value, scratch, n);
		cells = synth_tree_cells(&in->spec[a], value, n, in->min_count);
		x->name = in->spec[a].name;
		x->kind = SYNTH_NUMBER;
		x->source = in->spec[a].source;
		x->other = SYNTH_OTHER_SPREAD;
		x->axis = cells.axis;
		synth_finecode_layout(x, &in->spec[a], cells.axis->ncells);
		t->emit[a] = synth_alloc_array((size_t) x->nfine, sizeof(uint16_t));
		for (int i = 0; i < x->nfine; i++)
			t->emit[a][i] = i < x->nvalues ? cells.emit[i] : (uint16_t) i;
		synth_release(cells.emit);
		synth_release(s.raw[c++]);
	}
	synth_release(value);
	synth_release(scratch);
	synth_release(s.raw);
	synth_release(s.attribute);
}

/* codes that rows were found with but that must not be emitted; cells of numbers have been seen to */
static void
suppress_codes(const SynthTreeFitInput *in, SynthTreeRows *t, int a, const int64_t *count)
{
	const SynthAttribute *x = &t->attribute[a];

	for (int i = x->kind == SYNTH_NUMBER ? x->nvalues : 0; i < x->nfine; i++)
	{
		bool known = x->kind == SYNTH_CATEGORY && i < x->nvalues && synth_spec_is_public(&in->spec[a], x->label[i]);
		bool rare = count[i] < (known ? 1 : in->min_count);
		bool spread = i == x->other_code && x->other == SYNTH_OTHER_SPREAD;

		t->emit[a][i] = rare || spread ? SYNTH_TREE_NONE : (uint16_t) i;
	}
}

/* second pass */
static void
encode_rows(const SynthTreeFitInput *in, const SynthRowSource *rows, SynthTreeRows *t)
{
	const int64_t **columns = synth_alloc_array((size_t) in->nattributes, sizeof(int64_t *));
	int64_t **count = synth_alloc_array((size_t) in->nattributes, sizeof(int64_t *));
	uint16_t *code = synth_alloc_array(SYNTH_SCAN_BLOCK, sizeof(uint16_t));
	int *kept = synth_alloc_array(SYNTH_SCAN_BLOCK, sizeof(int));
	size_t room = rows_that_fit(in->memory, (size_t) in->nattributes * sizeof(uint16_t) + GROWING_BYTES);
	uint64_t bar = UINT64_MAX;
	int64_t number = 0;
	int n;

	if (t->total > (int64_t) room)
	{
		/* so few that the room suffices but for one source in thousands, which loses its last rows */
		double share = ((double) room - 4 * sqrt((double) room)) / (double) t->total;

		bar = (uint64_t) (share * 0x1p64);
	}
	else
		room = (size_t) t->total;
	for (int a = 0; a < in->nattributes; a++)
	{
		t->code[a] = synth_alloc_array(room + 1, sizeof(uint16_t));
		count[a] = synth_alloc_array((size_t) t->attribute[a].nfine, sizeof(int64_t));
	}
	rows->rewind(rows->ctx);
	while (synth_poll(), (n = rows->next(rows->ctx, columns)) > 0)
	{
		int nkept = 0;

		for (int r = 0; r < n; r++)
			if (hash_of((uint64_t) number++) <= bar && (size_t) t->nrows + (size_t) nkept < room)
				kept[nkept++] = r;
		for (int a = 0; a < in->nattributes; a++)
		{
			uint16_t *to = t->code[a] + t->nrows;

			synth_finecode_block(&t->attribute[a], columns[a], n, code);
			for (int r = 0; r < n; r++)
				count[a][code[r]]++;
			for (int i = 0; i < nkept; i++)
				to[i] = t->attribute[a].kind == SYNTH_CATEGORY ? code[kept[i]] : t->emit[a][code[kept[i]]];
		}
		t->nrows += nkept;
	}
	for (int a = 0; a < in->nattributes; a++)
	{
		suppress_codes(in, t, a, count[a]);
		synth_release(count[a]);
	}
	synth_release(count);
	synth_release(columns);
	synth_release(code);
	synth_release(kept);
}

SynthTreeRows *
synth_tree_rows_read(const SynthTreeFitInput *in, const SynthRowSource *rows)
{
	SynthTreeRows *t = synth_alloc(sizeof(SynthTreeRows));

	t->nattributes = in->nattributes;
	t->attribute = synth_alloc_array((size_t) in->nattributes, sizeof(SynthAttribute));
	t->code = synth_alloc_array((size_t) in->nattributes, sizeof(uint16_t *));
	t->emit = synth_alloc_array((size_t) in->nattributes, sizeof(uint16_t *));
	find_codes(in, rows, t);
	for (int a = 0; a < in->nattributes; a++)
	{
		SynthAttribute *x = &t->attribute[a];

		/* trees join at the fine level: each code is its own group */
		x->ncoarse = x->nfine;
		x->group = synth_alloc_array((size_t) x->nfine, sizeof(uint16_t));
		x->mass = synth_alloc_array((size_t) x->nfine, sizeof(double));
		for (int i = 0; i < x->nfine; i++)
		{
			x->group[i] = (uint16_t) i;
			x->mass[i] = 1;
		}
	}
	encode_rows(in, rows, t);
	return t;
}
