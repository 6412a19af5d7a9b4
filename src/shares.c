/*-------------------------------------------------------------------------
 *
 * shares.c
 *	  weights =>: what share of the rows some values shall have.
 *
 *		weights		{"income": {">50K": 0.5, "<=50K": 0.5},
 *					 "age": [{"min": 18, "max": 64, "share": 0.7}, {"min": 65, "share": 0.3}],
 *					 "city": [{"value": null, "share": 0.1}, {"value": "Oslo", "share": 0.9}]}
 *
 * What is not listed gets no row; the value "*" stands for all of it (unless the
 * column has a label that is written so).  Within a part, and in all other columns,
 * the model's distribution stays as it is.
 *
 * Parts are sets of codes.  A range may end within a cell of the model's axis,
 * so the cells of such a column are cut there first (core/recut.h).
 *
 *-------------------------------------------------------------------------
 */
#include "steering.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "core/keyrange.h"
#include "core/recut.h"

#define WEIGHTS_EXAMPLE "{\"income\": {\">50K\": 0.5, \"<=50K\": 0.5}}"
#define LIST_EXAMPLE \
	"Write, for example, [{\"value\": \"a\", \"share\": 0.4}, {\"min\": 10, \"max\": 20, \"share\": 0.6}]."
/* shares are typed by people: 1/3 three times is near enough to 1 */
#define SUM_TOLERANCE 1e-6
#define SHARES_MAX_PARTS 2000

static double
read_share(const WantedColumn *w, const JsonbValue *v)
{
	double share;

	if (v->type != jbvNumeric)
		wanted_refuse(w, "a share must be a number",
					  "Give shares of the rows, such as 0.25; those of a column sum to 1.");
	share = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, NumericGetDatum(v->val.numeric)));
	if (!(share >= 0))
		wanted_refuse(w, "a share is negative", "Give shares of the rows from 0 to 1; those of a column sum to 1.");
	return share;
}

/* the text that stands for all values that no other part holds */
static bool
is_rest(const WantedColumn *w, const char *text)
{
	if (text == NULL || strcmp(text, "*") != 0)
		return false;
	if (w->a->kind == SYNTH_CATEGORY)
		for (int i = 0; i < w->a->nvalues; i++)
			if (strcmp(w->a->label[i], "*") == 0)
				return false;
	return true;
}

/* {"value": v, "share": s} or {"min": lo, "max": hi, "share": s} */
static SteerPart *
read_listed(const WantedColumn *w, const JsonbValue *v)
{
	SteerPart *part = palloc0(sizeof *part);
	WantedPair *value = NULL;
	char *end[2] = {NULL, NULL};
	bool range = false;
	bool shared = false;
	ListCell *lc;

	if (v->type != jbvBinary || !JsonContainerIsObject(v->val.binary.data))
		wanted_refuse(w, "the list must hold objects", LIST_EXAMPLE);
	foreach(lc, wanted_pairs(v->val.binary.data))
	{
		WantedPair *pair = lfirst(lc);

		if (strcmp(pair->key, "share") == 0)
		{
			part->share = read_share(w, &pair->value);
			shared = true;
		}
		else if (strcmp(pair->key, "value") == 0)
			value = pair;
		else if (strcmp(pair->key, "min") == 0 || strcmp(pair->key, "max") == 0)
		{
			end[strcmp(pair->key, "max") == 0] = wanted_text(&pair->value);
			range = true;
		}
		else
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("unknown key \"%s\" in \"weights\" for column \"%s\"", wanted_shown(pair->key),
								   w->column->name),
							errhint("The keys are \"share\", and \"value\" or \"min\" and \"max\".")));
	}
	if (!shared)
		wanted_refuse(w, "\"share\" is missing", LIST_EXAMPLE);
	if ((value == NULL) == !range)
		wanted_refuse(w, "each entry needs either \"value\" or a range", LIST_EXAMPLE);
	part->set = wanted_set(w);
	if (value != NULL)
	{
		char *text = wanted_text(&value->value);

		if (text == NULL && value->value.type != jbvNull)
			wanted_refuse(w, "\"value\" must be a single value", LIST_EXAMPLE);
		part->name = text == NULL ? "null" : wanted_shown(text);
		part->rest = is_rest(w, text);
		if (!part->rest)
			wanted_add(w, part->set, &value->value);
	}
	else
	{
		part->name = psprintf("%s to %s", end[0] != NULL ? wanted_shown(end[0]) : "the lowest",
							  end[1] != NULL ? wanted_shown(end[1]) : "the highest");
		wanted_add(w, part->set, v);
	}
	return part;
}

static List *
read_parts(const WantedColumn *w, const JsonbValue *v)
{
	List *parts = NIL;
	ListCell *lc;

	if (v->type != jbvBinary)
		wanted_refuse(w, "shares must be an object or a list", "Write, for example, " WEIGHTS_EXAMPLE ".");
	if (JsonContainerSize(v->val.binary.data) > SHARES_MAX_PARTS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("\"weights\" lists more than %d values of column \"%s\"", SHARES_MAX_PARTS, w->column->name),
				 errhint("Give ranges {\"min\", \"max\", \"share\"} in a list.")));
	if (JsonContainerIsArray(v->val.binary.data))
	{
		for (uint32 i = 0; i < JsonContainerSize(v->val.binary.data); i++)
			parts = lappend(parts, read_listed(w, getIthJsonbValueFromContainer(v->val.binary.data, i)));
		return parts;
	}
	foreach(lc, wanted_pairs(v->val.binary.data))
	{
		WantedPair *pair = lfirst(lc);
		SteerPart *part = palloc0(sizeof *part);

		part->name = wanted_shown(pair->key);
		part->share = read_share(w, &pair->value);
		part->set = wanted_set(w);
		part->rest = is_rest(w, pair->key);
		if (!part->rest)
			wanted_add_text(w, part->set, pair->key);
		parts = lappend(parts, part);
	}
	return parts;
}

static void refuse_overlap(const WantedColumn *w, const SteerPart *a, const SteerPart *b) __attribute__((noreturn));
static void
refuse_overlap(const WantedColumn *w, const SteerPart *a, const SteerPart *b)
{
	wanted_refuse(w, psprintf("%s and %s have values in common", a->name, b->name), "Give each value one share.");
}

typedef struct PartInterval
{
	int64_t lo;
	int64_t hi;
	const SteerPart *part;
} PartInterval;

static int
compare_intervals(const void *a, const void *b)
{
	int64_t x = ((const PartInterval *) a)->lo;
	int64_t y = ((const PartInterval *) b)->lo;

	return (x > y) - (x < y);
}

/* each value is in one part */
static void
check_disjoint(const WantedColumn *w, List *parts)
{
	const SteerPart **owner = palloc0(sizeof(SteerPart *) * (Size) w->a->nfine);
	PartInterval *interval;
	int n = 0;
	ListCell *lc;

	foreach(lc, parts)
	{
		const SteerPart *part = lfirst(lc);

		for (int c = 0; c < w->a->nfine; c++)
		{
			if (!part->set->code[c])
				continue;
			if (owner[c] != NULL)
				refuse_overlap(w, owner[c], part);
			owner[c] = part;
		}
		n += part->set->nintervals;
	}
	interval = palloc(sizeof *interval * (Size) Max(n, 1));
	n = 0;
	foreach(lc, parts)
	{
		const SteerPart *part = lfirst(lc);

		for (int i = 0; i < part->set->nintervals; i++, n++)
		{
			interval[n].lo = part->set->lo[i];
			interval[n].hi = part->set->hi[i];
			interval[n].part = part;
		}
	}
	qsort(interval, n, sizeof *interval, compare_intervals);
	for (int i = 1; i < n; i++)
		if (interval[i].lo <= interval[i - 1].hi)
			refuse_overlap(w, interval[i - 1].part, interval[i].part);
}

static void
finish_part(const WantedColumn *w, SteerPart *part)
{
	if (!wanted_finish(w, part->set))
		wanted_refuse(w, psprintf("the model makes no value in %s", part->name),
					  psprintf("SELECT * FROM synth_describe('%s') shows what it makes.", w->model_name));
}

/* every part is possible, the rest is what the others leave, and the shares sum to 1 */
static void
check_parts(const WantedColumn *w, List *parts)
{
	WantedSet **other = palloc(sizeof(WantedSet *) * (Size) Max(list_length(parts), 1));
	SteerPart *rest = NULL;
	double sum = 0;
	int n = 0;
	ListCell *lc;

	if (parts == NIL)
		wanted_refuse(w, "no value has a share", "Give every value that you want its share of the rows.");
	foreach(lc, parts)
	{
		SteerPart *part = lfirst(lc);

		sum += part->share;
		if (!part->rest)
		{
			finish_part(w, part);
			other[n++] = part->set;
		}
		else if (rest == NULL)
			rest = part;
		else
			wanted_refuse(w, "\"*\" is named twice", "Give all values that are not listed one share.");
	}
	if (rest != NULL)
	{
		wanted_add_rest(w, rest->set, other, n);
		finish_part(w, rest);
	}
	pfree(other);
	check_disjoint(w, parts);
	if (!(fabs(sum - 1) <= SUM_TOLERANCE))
		ereport(
			ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("shares of column \"%s\" in \"weights\" sum to %g, not to 1", w->column->name, sum),
			 errhint(
				 "Values that are not listed get no row; \"*\" stands for all of them, as in {\"a\": 0.2, \"*\": 0.8}.")));
	foreach(lc, parts)
		((SteerPart *) lfirst(lc))->share /= sum;
}

List *
shares_read_weights(const SynthModel *model, const char *model_name, Jsonb *weights)
{
	List *shares = NIL;
	ListCell *lc;

	foreach(lc, wanted_object("weights", WEIGHTS_EXAMPLE, weights))
	{
		WantedPair *pair = lfirst(lc);
		SteerShares *entry = palloc0(sizeof *entry);
		WantedColumn *w = wanted_column(model, model_name, "weights", pair->key);

		entry->columns = list_make1(w);
		entry->parts = read_parts(w, &pair->value);
		check_parts(w, entry->parts);
		shares = lappend(shares, entry);
	}
	return shares;
}

static int
compare_edges(const void *a, const void *b)
{
	int64_t x = *(const int64_t *) a;
	int64_t y = *(const int64_t *) b;

	return (x > y) - (x < y);
}

const SynthModel *
shares_cut(const SynthModel *model, List *shares)
{
	ListCell *lc;

	foreach(lc, shares)
	{
		SteerShares *entry = lfirst(lc);
		WantedColumn *w = linitial(entry->columns);
		int64_t *edge;
		int n = 0;
		ListCell *p;

		if (entry->parts == NIL || w->a->kind != SYNTH_NUMBER)
			continue;
		foreach(p, entry->parts)
			n += 2 * ((SteerPart *) lfirst(p))->set->nintervals;
		edge = palloc(sizeof(int64_t) * (Size) Max(n, 1));
		n = 0;
		foreach(p, entry->parts)
		{
			const WantedSet *set = ((SteerPart *) lfirst(p))->set;

			for (int i = 0; i < set->nintervals; i++)
			{
				edge[n++] = set->lo[i];
				edge[n++] = set->hi[i] + 1;
			}
		}
		qsort(edge, n, sizeof *edge, compare_edges);
		model = synth_model_recut(model, w->attribute, n, edge);
		pfree(edge);
	}
	return model;
}

/* part of each fine code; cells are inside of intervals or outside by now */
static void
assign_codes(const SynthAttribute *a, const WantedColumn *w, const WantedSet *set, int16_t number, int16_t *part)
{
	/* the codes behind the values moved when cells were cut */
	int moved = a->nvalues - w->a->nvalues;

	for (int c = 0; c < w->a->nfine; c++)
		if (set->code[c])
			part[c < w->a->nvalues ? c : c + moved] = number;
	for (int i = 0; i < set->nintervals; i++)
	{
		int first = synth_axis_cell(a->axis, set->lo[i]);
		int last = synth_axis_cell(a->axis, set->hi[i]);

		for (int c = first; c <= last; c++)
			part[c] = number;
	}
}

/* every value that rows can have is a part of its own; returns their number */
static int
balance_parts(const SynthAttribute *a, int16_t *part)
{
	int n = 0;

	for (int c = 0; c < a->nfine; c++)
		part[c] = c == a->other_code ? -1 : (int16_t) n++;
	if (a->other_code < 0 || a->other == SYNTH_OTHER_SPREAD)
		return n;
	/* `other` counts as what it is written as */
	if (a->other == SYNTH_OTHER_NULL)
		part[a->other_code] = a->null_code >= 0 ? part[a->null_code] : (int16_t) n++;
	else
	{
		int64_t label = synth_key_plain(a, SYNTH_RAW_OTHER);

		part[a->other_code] = label == SYNTH_RAW_OTHER ? (int16_t) n++ : part[label];
	}
	return n;
}

SynthTarget
shares_target(const SynthModel *model, const SteerShares *shares)
{
	SynthTarget target = {0};
	ListCell *lc;
	int i = 0;

	target.nattr = list_length(shares->columns);
	target.attribute = palloc(sizeof(int) * (Size) target.nattr);
	target.nparts = palloc(sizeof(int) * (Size) target.nattr);
	target.part = palloc(sizeof(int16_t *) * (Size) target.nattr);
	foreach(lc, shares->columns)
	{
		WantedColumn *w = lfirst(lc);
		const SynthAttribute *a = &model->attribute[w->attribute];

		target.attribute[i] = w->attribute;
		target.part[i] = palloc(sizeof(int16_t) * (Size) a->nfine);
		if (shares->parts == NIL)
			target.nparts[i] = balance_parts(a, target.part[i]);
		else
		{
			int16_t number = 0;
			ListCell *p;

			for (int c = 0; c < a->nfine; c++)
				target.part[i][c] = -1;
			target.share = palloc(sizeof(double) * (Size) list_length(shares->parts));
			foreach(p, shares->parts)
			{
				SteerPart *part = lfirst(p);

				assign_codes(a, w, part->set, number, target.part[i]);
				target.share[number++] = part->share;
			}
			target.nparts[i] = number;
		}
		i++;
	}
	return target;
}

char *
shares_part_name(const SteerShares *shares, int part)
{
	if (shares->parts == NIL || part < 0 || part >= list_length(shares->parts))
		return NULL;
	return ((SteerPart *) list_nth(shares->parts, part))->name;
}
