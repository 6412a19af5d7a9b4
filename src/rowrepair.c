/*-------------------------------------------------------------------------
 *
 * rowrepair.c
 *	  Puts the rows of a chunk to their conditions, and repairs those that fail.
 *
 * What a failing condition says must follow is done first (mend).  Then the
 * attributes that it is about are drawn anew given the rest of the row, then
 * those of the conditions next to it as well, then the whole row but for what
 * is fixed: the parents that it belongs to, its keys, what the caller asked
 * for.  Each try starts from the row as it was drawn, so a row depends on the
 * model, the seed and its number alone.  Rejection from the conditional is
 * what makes repaired rows look like the model's rows that meet the condition.
 *
 * A row that holds costs one evaluation of each condition.
 *
 *-------------------------------------------------------------------------
 */
#include "rowrepair.h"

#include "executor/tuptable.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "core/complete.h"
#include "core/rule.h"
#include "rowcondition.h"

/* tries: the columns concerned, those of neighbouring conditions too, whole rows */
#define TRIES_OWN 8
#define TRIES_WIDE 8
#define TRIES_ROW 48
/* rounds of mending: one change may ask for the next */
#define ROUNDS 6

/* third part of the names of the streams */
#define REPAIR_STREAM UINT64CONST(0x7265706169722121)

typedef struct RowRepair
{
	TupleTableSlot *slot;
	int64 repaired;
	bool *fixed; /* [nattributes] */
	SynthCompleter *completer;
	/* the row in hand, as it was drawn */
	int64_t *raw;
	Datum *value;
	bool *isnull;
	/* work space of one draw */
	int64_t *drawn;
	int64_t **column; /* drawn as a block of one row */
	bool *known;
	bool *redrawn;	 /* attributes to draw anew */
	bool *concerned; /* columns of the conditions that failed */
} RowRepair;

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

/* attributes that the caller's conditions and shares speak of */
static bool
is_steered(const RowMaker *maker, int attribute)
{
	ListCell *lc;
	ListCell *c;

	if (maker->steering == NULL)
		return false;
	foreach(lc, maker->steering->regions)
		if (((SteerRegion *) lfirst(lc))->column->attribute == attribute)
			return true;
	foreach(lc, maker->steering->shares)
		foreach(c, ((SteerShares *) lfirst(lc))->columns)
			if (((WantedColumn *) lfirst(c))->attribute == attribute)
				return true;
	return false;
}

/* attributes that tie the row to others: parents, what they are like, children */
static bool
is_linked(const SynthModel *m, int attribute)
{
	for (int e = 0; e < m->nedges; e++)
	{
		const SynthEdge *edge = &m->edge[e];

		if (edge->present == attribute)
			return true;
		for (int i = 0; i < edge->ncontexts; i++)
			if (edge->context[i].attribute == attribute)
				return true;
		for (int i = 0; i < edge->ncolumns; i++)
			if (m->column[edge->column[i]].attribute == attribute)
				return true;
		for (int i = 0; i < edge->ncopies; i++)
			if (m->column[edge->copy[i].column].attribute == attribute)
				return true;
	}
	for (int f = 0; f < m->nfanouts; f++)
		if (m->fanout[f].attribute == attribute)
			return true;
	return false;
}

/* parts of keys that were made unique when the block was drawn, and whether there is a unique text */
static bool
is_key_part(const RowMaker *maker, int attribute)
{
	ListCell *lc;

	for (int i = 0; i < maker->ncolumns; i++)
	{
		const RowColumn *c = &maker->column[i];

		if (c->kind == ROW_TEXT && c->attribute == attribute && maker->model->column[c->model_column].text->unique)
			return true;
	}
	foreach(lc, list_concat_copy(maker->uniques, maker->text_uniques))
	{
		const RowUnique *u = lfirst(lc);

		for (int i = 0; i < u->nparts; i++)
			if (maker->column[u->part[i]].attribute == attribute)
				return true;
	}
	return false;
}

static bool
is_fixed(const RowMaker *maker, int attribute)
{
	return is_steered(maker, attribute) || is_linked(maker->model, attribute) || is_key_part(maker, attribute);
}

bool
rowrepair_may_change(const RowMaker *maker, int column)
{
	const RowColumn *c = &maker->column[column];

	if (c->kind == ROW_TEXT)
	{
		if (maker->model->column[c->model_column].text->unique)
			return false;
		return c->attribute >= 0 && !is_fixed(maker, c->attribute);
	}
	if (c->kind == ROW_RANGE && is_fixed(maker, c->upper))
		return false;
	return (c->kind == ROW_ATTRIBUTE || c->kind == ROW_RANGE) && !is_fixed(maker, c->attribute);
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
		repair->fixed[a] = is_fixed(maker, a);
	repair->raw = palloc(sizeof(int64_t) * (Size) n);
	repair->drawn = palloc(sizeof(int64_t) * (Size) n);
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

static void
load_slot(RowMaker *maker, int r)
{
	TupleTableSlot *slot = maker->repair->slot;

	ExecClearTuple(slot);
	rowmaker_row(maker, r, slot->tts_values, slot->tts_isnull);
	ExecStoreVirtualTuple(slot);
}

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

static RowCondition *
first_failing(RowMaker *maker)
{
	ListCell *lc;

	foreach(lc, maker->conditions)
	{
		RowCondition *condition = lfirst(lc);

		if (!condition->holds(condition, maker->repair->slot))
			return condition;
	}
	return NULL;
}

/* does what follows from failing conditions, until none fails or none can be helped */
static bool
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

			if (condition->holds(condition, slot))
				continue;
			failed = true;
			if (condition->mend != NULL && condition->mend(condition, slot))
				changed = true;
			else if (choose && condition->settle != NULL && condition->settle(condition, slot))
				changed = true;
		}
		if (!failed)
			return true;
		if (!changed)
			return false;
	}
	return first_failing(maker) == NULL;
}

/* ---------------------------------------------------------------- draws */

static void
save_row(RowMaker *maker, int r)
{
	RowRepair *repair = maker->repair;

	for (int a = 0; a < maker->model->nattributes && maker->raw != NULL; a++)
		repair->raw[a] = maker->raw[a][maker->block_at + r];
	rowmaker_row(maker, r, repair->value, repair->isnull);
}

static void
restore_row(RowMaker *maker, int r)
{
	const RowRepair *repair = maker->repair;

	for (int a = 0; a < maker->model->nattributes && maker->raw != NULL; a++)
		maker->raw[a][maker->block_at + r] = repair->raw[a];
	for (int i = 0; i < maker->ncolumns; i++)
	{
		if (maker->column[i].value == NULL)
			continue;
		maker->column[i].value[r] = repair->value[i];
		maker->column[i].isnull[r] = repair->isnull[i];
	}
}

/* new values of a row's attributes, as columns of the target */
static void
write_row(RowMaker *maker, int r, uint64 lot)
{
	RowRepair *repair = maker->repair;
	int at = maker->block_at + r;
	bool texts = false;

	for (int i = 0; i < maker->ncolumns; i++)
	{
		RowColumn *c = &maker->column[i];
		bool changed = c->attribute >= 0 && repair->drawn[c->attribute] != maker->raw[c->attribute][at];

		if (c->value == NULL)
			continue;
		if (c->kind == ROW_TEXT)
			texts |= changed || repair->concerned[i];
		if (c->kind == ROW_RANGE)
			rangevalue_run(c->range, &repair->drawn[c->attribute], &repair->drawn[c->upper], 1, &c->value[r],
						   &c->isnull[r]);
		else if (changed && c->decoder != NULL)
			decoder_run(c->decoder, &repair->drawn[c->attribute], 1, &c->value[r], &c->isnull[r]);
	}
	for (int a = 0; a < maker->model->nattributes; a++)
		maker->raw[a][at] = repair->drawn[a];
	if (texts && maker->texts != NULL)
		textrow_again(maker->texts, maker->raw, at, r, lot);
}

/* draws the attributes of redrawn[] given the others */
static void
redraw_row(RowMaker *maker, int r, SynthStream *st)
{
	const SynthModel *m = maker->model;
	RowRepair *repair = maker->repair;
	MemoryContext old;

	restore_row(maker, r);
	memcpy(repair->drawn, repair->raw, sizeof(int64_t) * (Size) m->nattributes);
	synth_rules_forward(m->nrules, m->rule, repair->column, 1);
	for (int a = 0; a < m->nattributes; a++)
		repair->known[a] = repair->fixed[a] || !repair->redrawn[a];
	/* what the completer keeps between rows lives as long as it does */
	old = MemoryContextSwitchTo(maker->context);
	if (repair->completer == NULL)
		repair->completer = synth_completer_new(m);
	synth_complete_row(repair->completer, st, repair->drawn, repair->known);
	MemoryContextSwitchTo(old);
	synth_rules_backward(m->nrules, m->rule, repair->column, 1, st);
	write_row(maker, r, synth_stream_u64(st));
	load_slot(maker, r);
}

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

static void
mark_failing(RowMaker *maker)
{
	ListCell *lc;

	foreach(lc, maker->conditions)
	{
		RowCondition *condition = lfirst(lc);

		if (!condition->holds(condition, maker->repair->slot))
			mark_columns(maker, condition->attributes);
	}
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

static void
mark_all(RowMaker *maker)
{
	memset(maker->repair->redrawn, true, sizeof(bool) * (Size) maker->model->nattributes);
	memset(maker->repair->concerned, true, sizeof(bool) * (Size) maker->ncolumns);
}

static bool
try_draws(RowMaker *maker, int r, SynthStream *st, int tries, bool choose)
{
	for (int i = 0; i < tries; i++)
	{
		CHECK_FOR_INTERRUPTS();
		redraw_row(maker, r, st);
		if (mend_row(maker, choose))
			return true;
		if (!choose)
			mark_failing(maker);
	}
	return false;
}

static void refuse(const RowCondition *condition) __attribute__((noreturn));
static void
refuse(const RowCondition *condition)
{
	ereport(ERROR,
			(errcode(condition->sqlstate),
			 condition->is_constraint ? errmsg("no row that meets constraint \"%s\" could be made", condition->name)
									  : errmsg("no row that meets rule \"%s\" could be made", condition->name),
			 errhint(
				 "The model hardly ever makes such rows: use a target without it, or a model of a table that has it.")));
	pg_unreachable();
}

static void
repair_row(RowMaker *maker, int r)
{
	RowRepair *repair = maker->repair;
	RowCondition *failing = first_failing(maker);
	uint64 number = (maker->blocks - 1) * SYNTH_BLOCK_ROWS + (uint64) (maker->block_at + r);
	SynthStream st;

	repair->repaired++;
	if (mend_row(maker, false))
		return;
	synth_stream_init(&st, (uint64) maker->seed, number, REPAIR_STREAM);
	save_row(maker, r);
	load_slot(maker, r);
	memset(repair->redrawn, false, sizeof(bool) * (Size) maker->model->nattributes);
	memset(repair->concerned, false, sizeof(bool) * (Size) maker->ncolumns);
	mark_failing(maker);
	if (maker->model->nattributes > 0)
	{
		if (try_draws(maker, r, &st, TRIES_OWN, false))
			return;
		mark_neighbours(maker);
		if (try_draws(maker, r, &st, TRIES_WIDE, false))
			return;
	}
	restore_row(maker, r);
	load_slot(maker, r);
	if (mend_row(maker, true))
		return;
	mark_all(maker);
	if (maker->model->nattributes > 0 && try_draws(maker, r, &st, TRIES_ROW, true))
		return;
	failing = first_failing(maker) != NULL ? first_failing(maker) : failing;
	refuse(failing);
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
		load_slot(maker, r);
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
