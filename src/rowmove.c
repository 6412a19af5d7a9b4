/*-------------------------------------------------------------------------
 *
 * rowmove.c
 *	  Where a range that overlaps others could be instead.
 *
 * The range keeps its length and moves to the right, behind one conflict after
 * the other, until there is room; after some of these, behind all.  Where the
 * last one has no end it moves before the first.  A range without an end can
 * only be the last, one without a beginning the first.
 *
 * The range is a column, or is made of two columns by the constructor of its
 * type, tsrange(begins, ends): then these are what changes.
 *
 *-------------------------------------------------------------------------
 */
#include "rowexclude.h"

#include "catalog/pg_type.h"
#include "common/int.h"
#include "nodes/nodeFuncs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rangetypes.h"

#include "core/axis.h"
#include "rangeset.h"
#include "rangevalue.h"
#include "rowplan.h"
#include "rowrepair.h"

/* conflicts that are passed one by one */
#define STEPS 64

struct RowMove
{
	RowMaker *maker;
	RangeMaker *make;
	TypeCacheEntry *range;
	Oid type;
	ValueForm form;
	int scale;
	int64 first; /* of the subtype */
	int64 last;
	int attribute; /* 0-based; -1: made of two columns */
	int lower;
	int upper;
	bool upper_inclusive; /* of types with ticks: '[]' */
};

/* tsrange(begins, ends), and with '[]' */
static bool
read_constructor(RowMove *move, Node *node)
{
	FuncExpr *call = (FuncExpr *) node;

	if (!rowindex_constructor(node, &move->lower, &move->upper))
		return false;
	if (list_length(call->args) == 3)
	{
		Const *flags = lthird(call->args);
		char *bounds;

		if (!IsA(flags, Const) || flags->constisnull || flags->consttype != TEXTOID)
			return false;
		bounds = TextDatumGetCString(flags->constvalue);
		if (bounds[0] != '[')
			return false;
		move->upper_inclusive = bounds[1] == ']' && value_axis_form(move->form) != SYNTH_AXIS_REAL
								&& OidIsValid(move->range->rng_canonical_finfo.fn_oid);
	}
	return rowrepair_may_change(move->maker, move->lower) && rowrepair_may_change(move->maker, move->upper);
}

RowMove *
rowmove_new(RowIndex *x, int column)
{
	const RowIndexColumn *c = &x->column[column];
	RowMove *move = palloc0(sizeof *move);
	bool specials[3];

	move->maker = x->maker;
	move->type = c->type;
	move->make = rangevalue_maker(c->type);
	if (move->make == NULL)
		return NULL;
	move->range = lookup_type_cache(c->type, TYPECACHE_RANGE_INFO);
	move->form = rangevalue_form(c->type, &move->scale);
	value_range(move->form, -1, &move->first, &move->last, specials);
	move->attribute = c->attribute;
	if (c->attribute >= 0)
		return rowrepair_may_change(x->maker, c->attribute) ? move : NULL;
	return read_constructor(move, (Node *) c->expr) ? move : NULL;
}

/* the first value behind a range that ends there; false: none */
static bool
behind(const RowMove *move, const RangeBound *upper, int64 *raw)
{
	if (upper->infinite)
		return false;
	*raw = value_to_raw(move->form, move->scale, upper->val);
	if (*raw < SYNTH_RAW_FIRST || *raw >= move->last)
		return false;
	*raw += upper->inclusive;
	return true;
}

static bool
is_free(const RangeSet *set, Datum range)
{
	return !RangeIsEmpty(DatumGetRangeTypeP(range)) && !rangeset_overlaps(set, DatumGetRangeTypeP(range));
}

/* to the right, one conflict after the other */
static bool
step_right(const RowMove *move, const RangeSet *set, int64 length, Datum *range)
{
	for (int i = 0; i < STEPS; i++)
	{
		RangeBound lower;
		RangeBound upper;
		int64 at;

		if (!rangeset_conflict(set, DatumGetRangeTypeP(*range), &lower, &upper))
			return is_free(set, *range);
		if (!behind(move, &upper, &at))
			return false;
		*range = rangevalue_make(move->make, at, length);
	}
	return false;
}

/* behind all others, or before them; these are lower bound of the first and upper bound of the last */
static bool
go_outside(const RowMove *move, const RangeSet *set, int64 lower, int64 length, Datum *range)
{
	RangeBound first;
	RangeBound last;
	int64 at;

	if (!rangeset_ends(set, &first, &last))
		return false;
	if (lower != SYNTH_RAW_NEG_INF && behind(move, &last, &at))
	{
		*range = rangevalue_make(move->make, at, length);
		if (is_free(set, *range))
			return true;
	}
	if (length == SYNTH_RAW_POS_INF || first.infinite)
		return false;
	at = value_to_raw(move->form, move->scale, first.val);
	if (at < SYNTH_RAW_FIRST)
		return false;
	if (lower == SYNTH_RAW_NEG_INF)
		*range = rangevalue_make(move->make, SYNTH_RAW_NEG_INF, at);
	else
	{
		/* differences of floating point are no distances on its axis */
		if (value_axis_form(move->form) == SYNTH_AXIS_REAL || pg_sub_s64_overflow(at, Max(length, 1), &at)
			|| at < move->first)
			return false;
		*range = rangevalue_make(move->make, at, length);
	}
	return is_free(set, *range);
}

static bool
write_range(const RowMove *move, Datum range, TupleTableSlot *row)
{
	RangeBound lower;
	RangeBound upper;
	bool empty;

	if (move->attribute >= 0)
	{
		row->tts_values[move->attribute] = range;
		return true;
	}
	range_deserialize(move->range, DatumGetRangeTypeP(range), &lower, &upper, &empty);
	if ((lower.infinite && TupleDescAttr(move->maker->desc, move->lower)->attnotnull)
		|| (upper.infinite && TupleDescAttr(move->maker->desc, move->upper)->attnotnull))
		return false;
	if (move->upper_inclusive && !upper.infinite)
		upper.val = value_from_raw(move->form, move->scale, -1, value_to_raw(move->form, move->scale, upper.val) - 1);
	row->tts_isnull[move->lower] = lower.infinite;
	row->tts_values[move->lower] = lower.infinite ? (Datum) 0 : lower.val;
	row->tts_isnull[move->upper] = upper.infinite;
	row->tts_values[move->upper] = upper.infinite ? (Datum) 0 : upper.val;
	return true;
}

bool
rowmove_try(RowMove *move, const RangeSet *set, Datum range, TupleTableSlot *row)
{
	int64 lower = rangevalue_raw(RANGE_LOWER, move->form, move->scale, move->type, range, false);
	int64 length = rangevalue_raw(RANGE_LENGTH, move->form, move->scale, move->type, range, false);
	Datum moved = range;
	bool bounded = lower >= SYNTH_RAW_FIRST && length >= SYNTH_RAW_FIRST;

	if (lower == SYNTH_RAW_NAN || lower == SYNTH_RAW_NULL)
		return false;
	if (!(bounded && step_right(move, set, length, &moved)) && !go_outside(move, set, lower, length, &moved))
		return false;
	return write_range(move, moved, row);
}
