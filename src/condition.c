/*-------------------------------------------------------------------------
 *
 * condition.c
 *	  given =>: the values that columns of the rows may have.
 *
 *		{"income": ">50K",						equal
 *		 "workclass": ["Private", null],		any of them
 *		 "age": {"min": 30, "max": 40},			both ends inside; one may be left out
 *		 "occupation": null,					IS NULL
 *		 "email": {"null": false}}				IS NOT NULL
 *
 * Values and ranges only, no expressions: whatever is written here can be
 * tested against the model's codes before a row is made.
 *
 *-------------------------------------------------------------------------
 */
#include "steering.h"

#include "miscadmin.h"

#define CONDITION_EXAMPLE "{\"sex\": \"Female\", \"age\": {\"min\": 30, \"max\": 40}}"
/* values that one column may list */
#define CONDITION_MAX_VALUES 100000

static bool
is_container(const JsonbValue *v, bool array)
{
	return v->type == jbvBinary && (bool) JsonContainerIsArray(v->val.binary.data) == array;
}

/* a range has no keys but its ends, and at least one of them; {"null": false} is none */
static void
check_range(const WantedColumn *w, const JsonbValue *v)
{
	List *pairs = wanted_pairs(v->val.binary.data);
	ListCell *lc;

	if (list_length(pairs) == 1 && strcmp(((WantedPair *) linitial(pairs))->key, "null") == 0)
	{
		const JsonbValue *is_null = &((WantedPair *) linitial(pairs))->value;

		if (is_null->type != jbvBool || is_null->val.boolean)
			wanted_refuse(w, "\"null\" can only be false", "Write null for NULL, {\"null\": false} for all but NULL.");
		return;
	}
	foreach(lc, pairs)
	{
		WantedPair *pair = lfirst(lc);

		if (strcmp(pair->key, "min") != 0 && strcmp(pair->key, "max") != 0)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("unknown key \"%s\" in \"given\" for column \"%s\"", wanted_shown(pair->key),
								   w->column->name),
							errhint("A range has the keys \"min\" and \"max\".")));
	}
	if (pairs == NIL)
		wanted_refuse(w, "a range needs \"min\", \"max\" or both", "To leave a column as it is, leave it out.");
}

static void
add_values(const WantedColumn *w, WantedSet *set, JsonbContainer *array)
{
	int n = (int) JsonContainerSize(array);

	if (n == 0)
		wanted_refuse(w, "the list is empty, so no row can meet it",
					  "List the values that you want, or leave the column out.");
	if (n > CONDITION_MAX_VALUES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("\"given\" lists more than %d values of column \"%s\"", CONDITION_MAX_VALUES, w->column->name),
				 errhint("Give ranges {\"min\", \"max\"} in the list.")));
	for (int i = 0; i < n; i++)
	{
		JsonbValue *v = getIthJsonbValueFromContainer(array, (uint32) i);

		CHECK_FOR_INTERRUPTS();
		if (is_container(v, false))
			check_range(w, v);
		wanted_add(w, set, v);
	}
}

List *
condition_read(const SynthModel *model, const char *model_name, Jsonb *given)
{
	List *regions = NIL;
	ListCell *lc;

	foreach(lc, wanted_object("given", CONDITION_EXAMPLE, given))
	{
		WantedPair *pair = lfirst(lc);
		SteerRegion *region = palloc0(sizeof *region);

		region->column = wanted_column(model, model_name, "given", pair->key);
		region->set = wanted_set(region->column);
		if (is_container(&pair->value, true))
			add_values(region->column, region->set, pair->value.val.binary.data);
		else
		{
			if (is_container(&pair->value, false))
				check_range(region->column, &pair->value);
			wanted_add(region->column, region->set, &pair->value);
		}
		if (!wanted_finish(region->column, region->set))
			wanted_refuse(region->column, "the model makes no value that meets the condition",
						  psprintf("SELECT * FROM synth_describe('%s') shows what it makes.", model_name));
		regions = lappend(regions, region);
	}
	return regions;
}
