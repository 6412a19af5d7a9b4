/*-------------------------------------------------------------------------
 *
 * extreme.c
 *	  tail =>: rows from the extreme end of a number.
 *
 *		{"cost": 0.01}														the highest 1 % of the model's values
 *		{"cost": {"share": 0.01, "end": "low", "extrapolate": true}}
 *
 * Where the end begins is read from the model: the value beyond which it has
 * the share.  As it stands, values come from the model's cells, so none lies
 * beyond what the model has seen.  With "extrapolate" they come from a
 * generalised Pareto distribution fitted to that part of the model, which goes
 * on beyond it, up to the bounds that were declared.  What lies out there was
 * never observed, and a NOTICE says so with the numbers of the fit.
 *
 *-------------------------------------------------------------------------
 */
#include "steering.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#define TAIL_EXAMPLE "{\"cost\": 0.01}"

typedef struct ExtremeWish
{
	double share;
	bool upper;
	bool extrapolate;
} ExtremeWish;

static double
read_share(const WantedColumn *w, const JsonbValue *v)
{
	double share;

	if (v->type != jbvNumeric)
		wanted_refuse(w, "the share of the rows must be a number",
					  "Write tail => '{\"column\": 0.01}' for the highest 1 % of its values.");
	share = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, NumericGetDatum(v->val.numeric)));
	if (!(share > 0 && share < 1))
		wanted_refuse(w, "the share of the rows must lie between 0 and 1",
					  "Write tail => '{\"column\": 0.01}' for the highest 1 % of its values.");
	return share;
}

static bool
read_end(const WantedColumn *w, const JsonbValue *v)
{
	char *text = v->type == jbvString ? wanted_text(v) : NULL;

	if (text == NULL || (strcmp(text, "low") != 0 && strcmp(text, "high") != 0))
		wanted_refuse(w, "\"end\" must be \"low\" or \"high\"", "The high end is the default.");
	return strcmp(text, "high") == 0;
}

static ExtremeWish
read_wish(const WantedColumn *w, const JsonbValue *v)
{
	ExtremeWish wish = {0, true, false};
	ListCell *lc;

	if (v->type != jbvBinary || !JsonContainerIsObject(v->val.binary.data))
	{
		wish.share = read_share(w, v);
		return wish;
	}
	foreach(lc, wanted_pairs(v->val.binary.data))
	{
		WantedPair *pair = lfirst(lc);

		if (strcmp(pair->key, "share") == 0)
			wish.share = read_share(w, &pair->value);
		else if (strcmp(pair->key, "end") == 0)
			wish.upper = read_end(w, &pair->value);
		else if (strcmp(pair->key, "extrapolate") == 0)
		{
			if (pair->value.type != jbvBool)
				wanted_refuse(w, "\"extrapolate\" must be true or false", "It is false by default.");
			wish.extrapolate = pair->value.val.boolean;
		}
		else
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("unknown key \"%s\" in \"tail\" for column \"%s\"", wanted_shown(pair->key),
								   w->column->name),
							errhint("The keys are \"share\", \"end\" and \"extrapolate\".")));
	}
	if (wish.share == 0)
		wanted_refuse(w, "\"share\" is missing", "Write, for example, {\"share\": 0.01, \"end\": \"high\"}.");
	return wish;
}

/* declared bounds, and those of the type */
static int64
extreme_limit(const WantedColumn *w, bool upper)
{
	const SynthAxis *axis = w->a->axis;
	int64 lo;
	int64 hi;
	bool specials[3];

	value_range((ValueForm) w->column->form, w->typmod, &lo, &hi, specials);
	return upper ? Min(hi, Max(axis->hi_limit, axis->edge[axis->ncells] - 1))
				 : Max(lo, Min(axis->lo_limit, axis->edge[0]));
}

/* beyond the threshold from a fitted distribution, honestly announced */
static SynthTail *
extrapolate(const WantedColumn *w, bool upper, int64 threshold)
{
	SynthTail *tail = palloc0(sizeof *tail);
	int64 seen = upper ? w->a->axis->edge[w->a->axis->ncells] - 1 : w->a->axis->edge[0];
	int64 limit = extreme_limit(w, upper);

	if (!synth_tail_fit(w->model, w->attribute, upper, threshold, limit, tail))
		wanted_refuse(w, "the model's tail is too coarse to be extrapolated",
					  "Ask for a larger share, or leave \"extrapolate\" out.");
	/* where the bounds end with the cells, nothing lies beyond what was seen */
	if (limit == seen)
		return tail;
	ereport(NOTICE,
			(errmsg("values of column \"%s\" %s %s are extrapolated: the model has seen none", w->column->name,
					upper ? "above" : "below", wanted_raw_text(w, seen)),
			 errdetail("Values %s %s follow a generalised Pareto distribution of shape %.3g fitted to the model.",
					   upper ? "from" : "up to", wanted_raw_text(w, threshold), tail->shape)));
	return tail;
}

List *
extreme_read(const SynthModel *model, const char *model_name, Jsonb *tail)
{
	List *regions = NIL;
	ListCell *lc;

	foreach(lc, wanted_object("tail", TAIL_EXAMPLE, tail))
	{
		WantedPair *pair = lfirst(lc);
		SteerRegion *region = palloc0(sizeof *region);
		WantedColumn *w = wanted_column(model, model_name, "tail", pair->key);
		ExtremeWish wish;
		int64 threshold;

		if (w->made)
			wanted_refuse_made(w);
		if (w->a->kind != SYNTH_NUMBER || w->a->nvalues == 0)
			wanted_refuse(w, "only numbers and times have ends", "Ask for values of other columns with \"given\".");
		wish = read_wish(w, &pair->value);
		threshold = synth_tail_threshold(model, w->attribute, wish.upper, wish.share);
		if (wish.extrapolate)
			region->tail = extrapolate(w, wish.upper, threshold);
		region->column = w;
		region->set = wanted_set(w);
		wanted_add_interval(region->set, wish.upper ? threshold : w->a->axis->edge[0],
							wish.upper ? w->a->axis->edge[w->a->axis->ncells] - 1 : threshold);
		(void) wanted_finish(w, region->set);
		regions = lappend(regions, region);
	}
	return regions;
}
