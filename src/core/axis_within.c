/*-------------------------------------------------------------------------
 *
 * axis_within.c
 *	  The part of a cell that lies inside intervals, by how values are drawn
 *	  in the cell (axis_draw.c).
 *
 * Each way of drawing is a mixture of even draws over ranges: of raw values,
 * of keys, of multipliers of a grain.  A PIECE is such a range cut to one
 * interval, with its probability; the share is the sum over the pieces, and a
 * draw chooses a piece and then evenly in it, so nothing is ever rejected.
 *
 * Cost: a draw walks the grains (at most 16) of the intervals that meet the
 * cell, twice.
 *
 * Limits: a single real number of an even range counts for the width up to
 * its successor; it is the rounding of an even draw to doubles.
 *
 *-------------------------------------------------------------------------
 */
#include "axis_within.h"

#include "axis_draw.h"

#include <float.h>
#include <math.h>

typedef enum PieceKind
{
	PIECE_RAW,	   /* raw values first..last */
	PIECE_LINE,	   /* doubles between the keys first and last, evenly in the value */
	PIECE_GRAIN,   /* multipliers first..last of the grain that are of no rounder one */
	PIECE_ROUNDER, /* all multipliers first..last */
	PIECE_KEYS	   /* keys of doubles first..last, truncated to the grain */
} PieceKind;

typedef struct Piece
{
	PieceKind kind;
	double mass;
	int grain; /* index */
	int64_t first;
	int64_t last;
	int interval;
} Piece;

/* looks for the piece in which the masses passed reach `target` */
typedef struct Search
{
	double target;
	double sum;
	bool found;
	int interval; /* whose pieces are being added */
	Piece piece;
} Search;

static void
search_add(Search *s, PieceKind kind, int grain, int64_t first, int64_t last, double mass)
{
	if (!(mass > 0.0))
		return;
	/* the last piece with mass stays, should rounding leave the target above the sum */
	if (!s->found)
	{
		s->piece.kind = kind;
		s->piece.mass = mass;
		s->piece.grain = grain;
		s->piece.first = first;
		s->piece.last = last;
		s->piece.interval = s->interval;
	}
	s->sum += mass;
	if (s->sum > s->target)
		s->found = true;
}

/* how many integers [first, last] holds */
static inline double
count_between(int64_t first, int64_t last)
{
	return first > last ? 0.0 : (double) ((uint64_t) last - (uint64_t) first) + 1.0;
}

/* multiples of q in (-inf, v], up to a constant: floor(v / q) */
static inline int64_t
floor_divide(int64_t v, int64_t q)
{
	return v / q - (v % q < 0);
}

/* integers of [first, last] that q does not divide; all if q is 0 */
static uint64_t
count_coarse_free(int64_t first, int64_t last, int64_t q)
{
	/* unsigned: there may be more of them than the largest integer */
	uint64_t all = (uint64_t) last - (uint64_t) first + 1;

	return q == 0 ? all : all - (uint64_t) (floor_divide(last, q) - floor_divide(first - 1, q));
}

/* the j-th of them, from 0 */
static int64_t
coarse_free(int64_t first, int64_t q, uint64_t j)
{
	int64_t t;
	int64_t a;

	if (q == 0)
		return (int64_t) ((uint64_t) first + j);
	/* v = q a + r with 1 <= r < q is number (q - 1) a + r of all such integers */
	t = (int64_t) ((uint64_t) (first - 1 - floor_divide(first - 1, q)) + j + 1);
	a = floor_divide(t - 1, q - 1);
	return q * a + (t - (q - 1) * a);
}

/* mass of the cell's even draw in [lo, hi], which lies in the cell */
static double
line_mass(const SynthAxis *axis, int cell, int64_t lo, int64_t hi)
{
	double a = synth_double_from_key(axis->edge[cell]);
	double b = synth_double_from_key(axis->edge[cell + 1]);
	double x = synth_double_from_key(lo);
	double y = synth_double_from_key(hi + 1);

	/* the width may exceed the largest double; halves of the least are nothing */
	if (b - a > DBL_MAX)
		return fmin(1.0, (y / 2 - x / 2) / (b / 2 - a / 2));
	return b > a ? fmin(1.0, (y - x) / (b - a)) : 1.0;
}

/* what is drawn where no grain is known, or the value has all digits */
static void
add_smooth(const SynthAxis *axis, int cell, int64_t lo, int64_t hi, double mass, Search *s)
{
	if (axis->form == SYNTH_AXIS_REAL)
		search_add(s, PIECE_LINE, -1, lo, hi, mass * line_mass(axis, cell, lo, hi));
	else
		search_add(s, PIECE_RAW, -1, lo, hi,
				   mass * count_between(lo, hi) / count_between(axis->edge[cell], axis->edge[cell + 1] - 1));
}

/* pieces of a cell of SYNTH_CELL_EVEN or SYNTH_CELL_LINE */
static void
add_even(const SynthAxis *axis, int cell, const SynthGrainMix *mix, int64_t lo, int64_t hi, Search *s)
{
	int only = mix->n - 1;

	if (mix->total <= 0.0)
	{
		int64_t first;
		int64_t last;

		/* as round as the cell allows */
		if (only < 0 || mix->first[only] > mix->last[only] || synth_axis_is_smooth(axis, only))
			add_smooth(axis, cell, lo, hi, 1.0, s);
		else if (synth_axis_multiples(axis, only, lo, hi, &first, &last))
			search_add(s, PIECE_ROUNDER, only, first, last,
					   count_between(first, last) / count_between(mix->first[only], mix->last[only]));
		return;
	}
	for (int k = 0; k < mix->n; k++)
	{
		int64_t first;
		int64_t last;

		if (mix->weight[k] <= 0.0)
			continue;
		if (synth_axis_is_smooth(axis, k))
			add_smooth(axis, cell, lo, hi, mix->weight[k] / mix->total, s);
		else if (synth_axis_multiples(axis, k, lo, hi, &first, &last))
		{
			double count = (double) count_coarse_free(first, last, synth_axis_ratio(axis, k));

			search_add(s, PIECE_GRAIN, k, first, last, mix->weight[k] / mix->total * count / mix->count[k]);
		}
	}
}

/* least key in [from, to] whose double is at least t; to + 1 if there is none */
static int64_t
key_at_least(int64_t t, int64_t from, int64_t to)
{
	double d = (double) t;
	int64_t key = synth_key_from_double(d);

	if (d < 9.2e18 && d > -9.2e18 && (int64_t) d < t)
		key++;
	return key < from ? from : key > to ? to + 1 : key;
}

/*
 * Pieces of a wide cell of integers for one grain.  The values of truncated
 * integers t in [lo, hi] form at most two runs: those too near the cell's
 * inner end to be rounded towards 0, and the others.  A cell below 0 is the
 * mirror image.
 */
static void
add_wide_grain(const SynthAxis *axis, int cell, int k, double share, int64_t lo, int64_t hi, Search *s)
{
	int64_t from;
	int64_t to;
	int64_t left = axis->edge[cell];
	int64_t right = axis->edge[cell + 1] - 1;
	int64_t grain = k < 0 ? 1 : axis->grain[k];
	bool mirror = left < 0;
	double all;
	int64_t least; /* least multiple in the cell */
	int64_t run[2][2];

	synth_axis_wide_keys(left, right, &from, &to);
	all = count_between(from, to);
	if (mirror)
	{
		int64_t swap = left;
		int64_t keys = from;

		left = -right;
		right = -swap;
		swap = lo;
		lo = -hi;
		hi = -swap;
		from = -to;
		to = -keys;
	}
	least = left % grain == 0 ? left : left > INT64_MAX - grain ? INT64_MAX : left - left % grain + grain;
	run[0][0] = lo;
	run[0][1] = hi < least ? hi : least - 1;
	run[1][0] = lo < least ? least : lo;
	run[1][1] = hi;
	/* of the rounded ones: the first multiple at or above, up to the end of the last multiple's reach */
	if (run[1][0] % grain != 0)
		run[1][0] = run[1][0] > INT64_MAX - grain ? INT64_MAX : run[1][0] - run[1][0] % grain + grain;
	if (run[1][1] >= run[1][0])
	{
		int64_t base = run[1][1] - run[1][1] % grain;

		run[1][1] = base > right - (grain - 1) ? right : base + (grain - 1);
	}
	for (int i = 0; i < 2; i++)
	{
		int64_t first;
		int64_t last;

		if (run[i][0] > run[i][1])
			continue;
		first = key_at_least(run[i][0], from, to);
		last = run[i][1] >= right ? to : key_at_least(run[i][1] + 1, from, to) - 1;
		if (first > last)
			continue;
		search_add(s, PIECE_KEYS, k, mirror ? -last : first, mirror ? -first : last,
				   share * count_between(first, last) / all);
	}
}

/* all pieces of [lo, hi], which is cut to the cell and not empty */
static void
add_interval(const SynthAxis *axis, int cell, SynthCellShape shape, const SynthGrainMix *mix, int64_t lo, int64_t hi,
			 Search *s)
{
	switch (shape)
	{
		case SYNTH_CELL_POINT:
			search_add(s, PIECE_RAW, -1, lo, hi, 1.0);
			break;
		case SYNTH_CELL_KEYS:
			search_add(s, PIECE_RAW, -1, lo, hi,
					   count_between(lo, hi) / count_between(axis->edge[cell], axis->edge[cell + 1] - 1));
			break;
		case SYNTH_CELL_WIDE:
			if (axis->ngrains == 0)
				add_wide_grain(axis, cell, -1, 1.0, lo, hi, s);
			for (int k = 0; k < axis->ngrains; k++)
				add_wide_grain(axis, cell, k, axis->share[k], lo, hi, s);
			break;
		case SYNTH_CELL_EVEN:
		case SYNTH_CELL_LINE:
			add_even(axis, cell, mix, lo, hi, s);
			break;
	}
}

static void
prepare_mix(const SynthAxis *axis, int cell, SynthCellShape shape, SynthGrainMix *mix)
{
	mix->n = 0;
	mix->total = 0.0;
	if (axis->ngrains > 0 && (shape == SYNTH_CELL_EVEN || shape == SYNTH_CELL_LINE))
		synth_axis_mix(axis, cell, mix);
}

double
synth_axis_share(const SynthAxis *axis, int cell, int64_t lo, int64_t hi)
{
	int64_t left = axis->edge[cell];
	int64_t right = axis->edge[cell + 1] - 1;
	Search s = {HUGE_VAL};
	SynthGrainMix mix;
	SynthCellShape shape;

	lo = lo < left ? left : lo;
	hi = hi > right ? right : hi;
	if (lo > hi)
		return 0.0;
	if (lo == left && hi == right)
		return 1.0;
	shape = synth_axis_shape(axis, cell);
	prepare_mix(axis, cell, shape, &mix);
	add_interval(axis, cell, shape, &mix, lo, hi, &s);
	return s.sum < 1.0 ? s.sum : 1.0;
}

/* the first of n ascending disjoint intervals that reaches up to `left` */
static int
first_interval(int n, const int64_t *hi, int64_t left)
{
	int at = 0;

	while (n > 0)
	{
		int half = n / 2;

		if (hi[at + half] < left)
		{
			at += half + 1;
			n -= half + 1;
		}
		else
			n = half;
	}
	return at;
}

static int64_t
draw_piece(const SynthAxis *axis, int cell, const Piece *p, SynthStream *st)
{
	int64_t v;

	switch (p->kind)
	{
		case PIECE_RAW:
			break;
		case PIECE_LINE:
		{
			double u = synth_stream_unit(st);

			v = synth_key_from_double(synth_double_from_key(p->first) * (1.0 - u) + synth_double_from_key(p->last) * u);
			return v < p->first ? p->first : v > p->last ? p->last : v;
		}
		case PIECE_ROUNDER:
			return synth_axis_grain_value(axis, p->grain, synth_uniform_between(p->first, p->last, st));
		case PIECE_GRAIN:
		{
			int64_t ratio = synth_axis_ratio(axis, p->grain);

			uint64_t j = synth_stream_below(st, count_coarse_free(p->first, p->last, ratio));

			return synth_axis_grain_value(axis, p->grain, coarse_free(p->first, ratio, j));
		}
		case PIECE_KEYS:
			return synth_axis_wide_value(axis->edge[cell], axis->edge[cell + 1] - 1,
										 synth_uniform_between(p->first, p->last, st),
										 p->grain < 0 ? 1 : axis->grain[p->grain]);
	}
	return synth_uniform_between(p->first, p->last, st);
}

int64_t
synth_axis_draw_within(const SynthAxis *axis, int cell, int n, const int64_t *lo, const int64_t *hi, SynthStream *st)
{
	int64_t left = axis->edge[cell];
	int64_t right = axis->edge[cell + 1] - 1;
	int start = first_interval(n, hi, left);
	SynthCellShape shape = synth_axis_shape(axis, cell);
	SynthGrainMix mix;
	Search s = {HUGE_VAL};
	int64_t raw;

	if (start >= n || lo[start] > right)
		synth_fail(SYNTH_ERR_INTERNAL, "a cell is outside of its region");
	if (lo[start] <= left && hi[start] >= right)
		return synth_axis_draw(axis, cell, st);
	prepare_mix(axis, cell, shape, &mix);
	/* first the mass of all pieces, then the piece that a point of it falls into */
	for (int pass = 0; pass < 2; pass++)
	{
		for (int i = start; i < n && lo[i] <= right && !s.found; i++)
		{
			s.interval = i;
			add_interval(axis, cell, shape, &mix, lo[i] < left ? left : lo[i], hi[i] > right ? right : hi[i], &s);
		}
		if (!(s.sum > 0.0))
		{
			/* possible, but never drawn without the region */
			s.piece.kind = PIECE_RAW;
			s.piece.first = lo[start] < left ? left : lo[start];
			s.piece.last = hi[start] > right ? right : hi[start];
			s.piece.interval = start;
			break;
		}
		if (pass == 0)
		{
			s.target = s.sum * synth_stream_unit(st);
			s.sum = 0.0;
		}
	}
	/* the last key of a wide cell, and doubles beyond 2^53, may round out of the interval */
	raw = draw_piece(axis, cell, &s.piece, st);
	left = lo[s.piece.interval] < left ? left : lo[s.piece.interval];
	right = hi[s.piece.interval] > right ? right : hi[s.piece.interval];
	return raw < left ? left : raw > right ? right : raw;
}
