/*-------------------------------------------------------------------------
 *
 * balance.c
 *	  balance =>: all combinations of the values of some columns that exist in
 *	  the model equally often.
 *
 *		balance		{income, sex}
 *
 * NULL is a value like any other.  Which combinations exist is the core's to
 * say (steer_targets.c).
 *
 *-------------------------------------------------------------------------
 */
#include "steering.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* combinations of balanced values */
#define BALANCE_MAX_CELLS 1000000

/* a number can be balanced if each of its cells is one value */
static void
check_balanced(const WantedColumn *w)
{
	const SynthAxis *axis = w->a->axis;

	if (w->made)
		wanted_refuse_made(w);
	if (w->a->kind != SYNTH_NUMBER)
		return;
	for (int i = 0; i < axis->ncells; i++)
		if (axis->edge[i + 1] - axis->edge[i] != 1)
			wanted_refuse(
				w, "the model keeps ranges of its values, not single ones",
				psprintf("Give ranges: weights => '{\"%s\": [{\"max\": 10, \"share\": 0.5}, {\"min\": 11, \"share\": 0.5}]}'.",
						 w->column->name));
}

List *
shares_read_balance(const SynthModel *model, const char *model_name, ArrayType *balance)
{
	SteerShares *entry = palloc0(sizeof *entry);
	double cells = 1;
	Datum *element;
	bool *isnull;
	int n;

	deconstruct_array(balance, TEXTOID, -1, false, TYPALIGN_INT, &element, &isnull, &n);
	if (n == 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("\"balance\" names no column"),
						errhint("Write, for example, balance => '{income, sex}'.")));
	for (int i = 0; i < n; i++)
	{
		WantedColumn *w;
		ListCell *lc;

		if (isnull[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("\"balance\" must not contain NULL"),
							errhint("Write, for example, balance => '{income, sex}'.")));
		w = wanted_column(model, model_name, "balance", TextDatumGetCString(element[i]));
		foreach(lc, entry->columns)
			if (((WantedColumn *) lfirst(lc))->attribute == w->attribute)
				wanted_refuse(w, "the column is named twice", "Name each column once.");
		check_balanced(w);
		cells *= w->a->nfine;
		entry->columns = lappend(entry->columns, w);
	}
	if (cells > BALANCE_MAX_CELLS)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("the columns of \"balance\" have more than %d combinations", BALANCE_MAX_CELLS),
						errhint("Balance fewer columns, or columns with fewer values.")));
	return list_make1(entry);
}
