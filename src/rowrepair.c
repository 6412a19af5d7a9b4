/*-------------------------------------------------------------------------
 *
 * rowrepair.c
 *	  Puts the rows of a chunk to their conditions, and repairs those that fail.
 *
 * What a failing condition says must follow is done first (mend).  Then the
 * columns that it is about are drawn anew given the rest of the row; a draw
 * with which fewer conditions fail is kept, and so on until none does.  Where
 * that leads nowhere the whole row is drawn anew, but for what is fixed: the
 * parents that it belongs to, its keys, what the caller asked for.  A row
 * depends on the model, the seed and its number alone.  Draws are the model's
 * conditional, so repaired rows look like the model's rows that meet the
 * conditions.
 *
 * A row that holds costs one evaluation of each condition.
 *
 *-------------------------------------------------------------------------
 */
#include "rowrepair_parts.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "rowcondition.h"

/*
 * Draws without success: of the columns concerned, with those of neighbouring
 * conditions, and with choices made; then the row begins anew, so many times.
 */
#define TRIES_OWN 12
#define TRIES_WIDE 20
#define TRIES_CHOOSE 28
#define BEGINNINGS 12
/* of them, those that leave the row its keys */
#define KEY_BEGINNINGS 4
/* rounds of mending: one change may ask for the next */
#define ROUNDS 6
/* a soft condition that so many rows could not meet is not looked at any more */
#define MOST_GIVEN_UP 64

/* third part of the names of the streams */
#define REPAIR_STREAM UINT64CONST(0x7265706169722121)

void
rowmaker_require(RowMaker *maker, RowCondition *condition)
{
	MemoryContext old = MemoryContextSwitchTo(maker->context);

	maker->conditions = lappend(maker->conditions, condition);
	MemoryContextSwitchTo(old);
}

int64
rowmaker_repaired(const RowMaker *maker)
{
	return maker->repair != NULL ? maker->repair->repaired : 0;
}

static RowRepair *
repair_begin(RowMaker *maker)
{
	MemoryContext old = MemoryContextSwitchTo(maker->context);
	RowRepair *repair = palloc0(sizeof *repair);
	int n = Max(maker->model->nattributes, 1);
	int ncolumns = Max(maker->ncolumns, 1);

	repair->slot = MakeSingleTupleTableSlot(maker->desc, &TTSOpsVirtual);
	repair->fixed = palloc0(sizeof(bool) * (Size) n);
	for (int a = 0; a < maker->model->nattributes; a++)
		repair->fixed[a] = rowfixed_attribute(maker, a);
	repair->linked = palloc0(sizeof(bool) * (Size) ncolumns);
	for (int i = 0; i < maker->ncolumns; i++)
		repair->linked[i] = rowfixed_is_linked_column(maker, i);
	repair->raw = palloc(sizeof(int64_t) * (Size) n);
	repair->drawn = palloc(sizeof(int64_t) * (Size) n);
	repair->before = palloc(sizeof(int64_t) * (Size) n);
	repair->key_part = palloc0(sizeof(bool) * (Size) n);
	for (int a = 0; a < maker->model->nattributes; a++)
		repair->key_part[a] = rowfixed_is_key_part(maker, a);
	repair->column = palloc(sizeof(int64_t *) * (Size) n);
	for (int a = 0; a < n; a++)
		repair->column[a] = &repair->drawn[a];
	repair->known = palloc0(sizeof(bool) * (Size) n);
	repair->redrawn = palloc0(sizeof(bool) * (Size) n);
	repair->value = palloc0(sizeof(Datum) * (Size) ncolumns);
	repair->isnull = palloc0(sizeof(bool) * (Size) ncolumns);
	repair->concerned = palloc0(sizeof(bool) * (Size) ncolumns);
	MemoryContextSwitchTo(old);
	return repair;
}

/* ---------------------------------------------------------------- conditions */

/* what was changed in the slot, into the columns and the block */
static void
store_slot(RowMaker *maker, int r)
{
	const TupleTableSlot *slot = maker->repair->slot;
	int at = maker->block_at + r;

	for (int i = 0; i < maker->ncolumns; i++)
	{
		RowColumn *c = &maker->column[i];
		int64_t raw;

		if (c->value == NULL
			|| (c->isnull[r] == slot->tts_isnull[i] && (c->isnull[r] || c->value[r] == slot->tts_values[i])))
			continue;
		c->value[r] = slot->tts_values[i];
		c->isnull[r] = slot->tts_isnull[i];
		if (c->attribute < 0 || c->decoder == NULL || maker->raw == NULL)
			continue;
		raw = decoder_encode(c->decoder, c->value[r], c->isnull[r]);
		if (raw != SYNTH_RAW_NULL || c->isnull[r])
			maker->raw[c->attribute][at] = raw;
	}
}

static bool
fails(RowMaker *maker, RowCondition *condition)
{
	return !(condition->soft && maker->repair->only_hard) && !condition->holds(condition, maker->repair->slot);
}

static RowCondition *
first_failing(RowMaker *maker)
{
	ListCell *lc;

	foreach(lc, maker->conditions)
		if (fails(maker, lfirst(lc)))
			return lfirst(lc);
	return NULL;
}

static int
count_failing(RowMaker *maker)
{
	int n = 0;
	ListCell *lc;

	foreach(lc, maker->conditions)
		n += fails(maker, lfirst(lc));
	return n;
}

/* does what follows from failing conditions, until none fails or none can be helped; the number that still fail */
static int
mend_row(RowMaker *maker, bool choose)
{
	ListCell *lc;

	for (int round = 0; round < ROUNDS; round++)
	{
		bool failed = false;
		bool changed = false;

		foreach(lc, maker->conditions)
		{
			RowCondition *condition = lfirst(lc);
			TupleTableSlot *slot = maker->repair->slot;

			if (!fails(maker, condition))
				continue;
			failed = true;
			if (condition->mend != NULL && condition->mend(condition, slot))
				changed = true;
			else if (choose && condition->settle != NULL && condition->settle(condition, slot))
				changed = true;
		}
		if (!failed)
			return 0;
		if (!changed)
			break;
	}
	return count_failing(maker);
}

/* ---------------------------------------------------------------- what to draw anew */

/* a rule that is broken is about all its attributes: what is drawn is a residual */
static void
mark_columns(RowMaker *maker, List *columns)
{
	RowRepair *repair = maker->repair;
	ListCell *lc;

	foreach(lc, columns)
	{
		int i = lfirst_int(lc);

		if (i < 0 || i >= maker->ncolumns)
			continue;
		repair->concerned[i] = true;
		if (maker->column[i].attribute >= 0)
			repair->redrawn[maker->column[i].attribute] = true;
		if (maker->column[i].kind == ROW_RANGE)
			repair->redrawn[maker->column[i].upper] = true;
	}
}

/* one of the conditions that fail */
static void
mark_failing(RowMaker *maker, SynthStream *st)
{
	RowRepair *repair = maker->repair;
	int pick = (int) synth_stream_below(st, (uint64) Max(count_failing(maker), 1));
	ListCell *lc;

	memset(repair->redrawn, false, sizeof(bool) * (Size) maker->model->nattributes);
	memset(repair->concerned, false, sizeof(bool) * (Size) maker->ncolumns);
	foreach(lc, maker->conditions)
		if (fails(maker, lfirst(lc)) && pick-- == 0)
			mark_columns(maker, ((RowCondition *) lfirst(lc))->attributes);
}

/* conditions that share a column with those that failed */
static void
mark_neighbours(RowMaker *maker)
{
	bool *concerned = palloc(sizeof(bool) * (Size) Max(maker->ncolumns, 1));
	ListCell *lc;
	ListCell *c;

	memcpy(concerned, maker->repair->concerned, sizeof(bool) * (Size) maker->ncolumns);
	foreach(lc, maker->conditions)
	{
		RowCondition *condition = lfirst(lc);
		bool shares = false;

		foreach(c, condition->attributes)
			shares |= lfirst_int(c) >= 0 && lfirst_int(c) < maker->ncolumns && concerned[lfirst_int(c)];
		if (shares)
			mark_columns(maker, condition->attributes);
	}
	pfree(concerned);
}

/* keys are drawn anew where all else was in vain: most draws of one that is nearly used up repeat another */
static void
mark_all(RowMaker *maker, bool keys)
{
	RowRepair *repair = maker->repair;

	for (int a = 0; a < maker->model->nattributes; a++)
		repair->redrawn[a] |= keys || !repair->key_part[a];
	memset(repair->concerned, true, sizeof(bool) * (Size) maker->ncolumns);
}

/* ---------------------------------------------------------------- repair */

/* the row in the slot is where further draws begin */
static void
settle_on(RowMaker *maker, int r)
{
	store_slot(maker, r);
	rowredraw_save(maker, r);
	rowredraw_load(maker, r);
}

/*
 * Draws what a failing condition is about, keeps what makes fewer of them
 * fail, and so on; the number that still fail.
 */
static int
improve_row(RowMaker *maker, int r, SynthStream *st, int failing)
{
	int in_vain = 0;

	while (failing > 0 && in_vain < TRIES_CHOOSE)
	{
		bool choose = in_vain >= TRIES_WIDE;
		int now;

		CHECK_FOR_INTERRUPTS();
		mark_failing(maker, st);
		if (in_vain >= TRIES_OWN)
			mark_neighbours(maker);
		rowredraw_row(maker, r, st);
		now = mend_row(maker, choose);
		if (now < failing)
		{
			settle_on(maker, r);
			failing = now;
			in_vain = 0;
			continue;
		}
		rowredraw_restore(maker, r);
		rowredraw_load(maker, r);
		in_vain++;
	}
	return failing;
}

static void refuse(const RowCondition *condition) __attribute__((noreturn));
static void
refuse(const RowCondition *condition)
{
	ereport(
		ERROR,
		(errcode(condition->sqlstate),
		 condition->is_constraint ? errmsg("no row that meets constraint \"%s\" could be made", condition->name)
								  : errmsg("no row that meets rule \"%s\" could be made", condition->name),
		 condition->is_constraint
			 ? errhint(
				 "The model hardly ever makes such rows: use a target without it, or a model of a table that has it.")
			 : errhint(
				 "The model hardly ever makes such rows: leave the rule out, or fit more of the columns that it names.")));
	pg_unreachable();
}

/* everything that may help; the number of conditions that fail in the end */
static int
try_row(RowMaker *maker, int r, SynthStream *st)
{
	int failing = mend_row(maker, false);

	settle_on(maker, r);
	failing = improve_row(maker, r, st, failing);
	for (int i = 1; i < BEGINNINGS && failing > 0; i++)
	{
		mark_failing(maker, st);
		mark_all(maker, i >= KEY_BEGINNINGS);
		rowredraw_row(maker, r, st);
		failing = mend_row(maker, false);
		settle_on(maker, r);
		failing = improve_row(maker, r, st, failing);
	}
	if (failing > 0)
	{
		failing = mend_row(maker, true);
		settle_on(maker, r);
	}
	return failing;
}

static void
give_up(RowMaker *maker)
{
	ListCell *lc;

	foreach(lc, maker->conditions)
	{
		RowCondition *condition = lfirst(lc);

		if (!condition->soft || condition->holds(condition, maker->repair->slot))
			continue;
		if (condition->given_up == 0)
			ereport(WARNING, (errcode(ERRCODE_WARNING),
							  errmsg("rows that do not meet constraint \"%s\" are made", condition->name),
							  errdetail("The model hardly ever makes rows that do.")));
		if (++condition->given_up >= MOST_GIVEN_UP)
			maker->conditions = foreach_delete_current(maker->conditions, lc);
	}
}

static void
repair_row(RowMaker *maker, int r)
{
	RowRepair *repair = maker->repair;
	uint64 number = (maker->blocks - 1) * SYNTH_BLOCK_ROWS + (uint64) (maker->block_at + r);
	SynthStream st;

	repair->repaired++;
	repair->only_hard = false;
	if (mend_row(maker, false) == 0)
		return;
	synth_stream_init(&st, (uint64) maker->seed, number, REPAIR_STREAM);
	if (try_row(maker, r, &st) > 0)
	{
		repair->only_hard = true;
		if (first_failing(maker) != NULL && try_row(maker, r, &st) > 0)
			refuse(first_failing(maker));
		give_up(maker);
	}
	repair->only_hard = false;
}

void
rowcondition_chunk(RowMaker *maker, int n)
{
	MemoryContext old;
	ListCell *lc;

	if (maker->conditions == NIL)
		return;
	if (maker->repair == NULL)
		maker->repair = repair_begin(maker);
	old = MemoryContextSwitchTo(maker->chunk);
	for (int r = 0; r < n; r++)
	{
		rowredraw_load(maker, r);
		if (first_failing(maker) != NULL)
		{
			repair_row(maker, r);
			store_slot(maker, r);
		}
		foreach(lc, maker->conditions)
		{
			RowCondition *condition = lfirst(lc);

			if (condition->keep != NULL)
				condition->keep(condition, maker->repair->slot);
		}
	}
	ExecClearTuple(maker->repair->slot);
	MemoryContextSwitchTo(old);
}
