/*-------------------------------------------------------------------------
 *
 * rowredraw.c
 *	  Parts of a row drawn anew, given the rest of it.
 *
 * The draw is the model's conditional (core/complete.h) on the scale that the
 * model counts on: residuals of rules are taken off first, and added again.
 *
 *-------------------------------------------------------------------------
 */
#include "rowrepair_parts.h"

#include "utils/memutils.h"

#include "core/rule.h"
#include "rowlink.h"

void
rowredraw_load(RowMaker *maker, int r)
{
	TupleTableSlot *slot = maker->repair->slot;

	ExecClearTuple(slot);
	rowmaker_row(maker, r, slot->tts_values, slot->tts_isnull);
	ExecStoreVirtualTuple(slot);
}

void
rowredraw_save(RowMaker *maker, int r)
{
	RowRepair *repair = maker->repair;

	for (int a = 0; a < maker->model->nattributes && maker->raw != NULL; a++)
		repair->raw[a] = maker->raw[a][maker->block_at + r];
	rowmaker_row(maker, r, repair->value, repair->isnull);
}

/* the row's attributes become raw[]; false, and nothing is changed, if that would repeat a key */
static bool
set_raw(RowMaker *maker, int r, const int64_t *raw)
{
	RowRepair *repair = maker->repair;
	int at = maker->block_at + r;
	bool key = false;
	bool changed;
	MemoryContext old;

	for (int a = 0; a < maker->model->nattributes; a++)
	{
		repair->before[a] = maker->raw[a][at];
		key |= repair->key_part[a] && raw[a] != repair->before[a];
		/* what a parent says stays as it is now: the row may belong to another one */
		if (!repair->fixed[a])
			maker->raw[a][at] = raw[a];
	}
	if (!key)
		return true;
	/* sets that grow outlive the chunk */
	old = MemoryContextSwitchTo(maker->context);
	changed = synth_uniques_change(maker->sets, maker->raw, at, repair->before);
	MemoryContextSwitchTo(old);
	if (changed)
		return true;
	for (int a = 0; a < maker->model->nattributes; a++)
		maker->raw[a][at] = repair->before[a];
	return false;
}

void
rowredraw_restore(RowMaker *maker, int r)
{
	const RowRepair *repair = maker->repair;

	/* its own key was given back, so it is free */
	if (maker->raw != NULL)
		(void) set_raw(maker, r, repair->raw);
	for (int i = 0; i < maker->ncolumns; i++)
	{
		if (maker->column[i].value == NULL || repair->linked[i])
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
		bool changed = c->attribute >= 0 && repair->drawn[c->attribute] != repair->before[c->attribute];

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
	if (texts && maker->texts != NULL)
		textrow_again(maker->texts, maker->raw, at, r, lot);
}

/* draws the attributes of redrawn[] given the others */
static void
redraw_attributes(RowMaker *maker, int r, SynthStream *st)
{
	const SynthModel *m = maker->model;
	RowRepair *repair = maker->repair;
	MemoryContext old;

	for (int a = 0; a < m->nattributes; a++)
	{
		repair->drawn[a] = maker->raw[a][maker->block_at + r];
		repair->known[a] = repair->fixed[a] || !repair->redrawn[a];
	}
	synth_rules_forward(m->nrules, m->rule, repair->column, 1);
	/* what the completer keeps between rows lives as long as it does */
	old = MemoryContextSwitchTo(maker->context);
	if (repair->completer == NULL)
		repair->completer = synth_completer_new(m);
	synth_complete_row(repair->completer, st, repair->drawn, repair->known);
	synth_rules_backward(m->nrules, m->rule, repair->column, 1, st);
	if (maker->dependencies != NULL)
		synth_dependencies_block(maker->dependencies, repair->column, 1);
	MemoryContextSwitchTo(old);
	if (set_raw(maker, r, repair->drawn))
		write_row(maker, r, synth_stream_u64(st));
}

/* key parts that came with another parent: going back would repeat a key of the row that has the others now */
static void
keep_exchanged(RowMaker *maker, int r)
{
	RowRepair *repair = maker->repair;

	for (int a = 0; a < maker->model->nattributes && maker->raw != NULL; a++)
		if (repair->key_part[a])
			repair->raw[a] = maker->raw[a][maker->block_at + r];
	for (int i = 0; i < maker->ncolumns; i++)
	{
		const RowColumn *c = &maker->column[i];

		if (c->value == NULL || c->attribute < 0 || !repair->key_part[c->attribute])
			continue;
		repair->value[i] = c->value[r];
		repair->isnull[i] = c->isnull[r];
	}
}

/* another parent, along one of the references that conditions are about */
static void
redraw_parent(RowMaker *maker, int r, SynthStream *st)
{
	const RowRepair *repair = maker->repair;
	int n = 0;
	int pick;

	for (int i = 0; i < maker->ncolumns; i++)
		n += repair->concerned[i] && maker->column[i].kind == ROW_REFERENCE;
	if (n == 0)
		return;
	pick = (int) synth_stream_below(st, (uint64) n);
	for (int i = 0; i < maker->ncolumns; i++)
		if (repair->concerned[i] && maker->column[i].kind == ROW_REFERENCE && pick-- == 0
			&& rowlink_redraw(maker, r, i))
			keep_exchanged(maker, r);
}

void
rowredraw_row(RowMaker *maker, int r, SynthStream *st)
{
	const RowRepair *repair = maker->repair;
	bool any = false;

	rowredraw_restore(maker, r);
	if (maker->links != NULL)
		redraw_parent(maker, r, st);
	for (int a = 0; a < maker->model->nattributes; a++)
		any |= repair->redrawn[a] && !repair->fixed[a];
	for (int i = 0; i < maker->ncolumns; i++)
		any |= repair->concerned[i] && maker->column[i].kind == ROW_TEXT;
	if (any && maker->raw != NULL && maker->model->nattributes > 0)
		redraw_attributes(maker, r, st);
	rowredraw_load(maker, r);
}
