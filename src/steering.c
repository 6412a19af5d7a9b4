/*-------------------------------------------------------------------------
 *
 * steering.c
 *	  From what a caller asks for to a sampler, and from the core's answer to
 *	  words.
 *
 * A column has one wish: it is restricted by given => or by tail =>, or its
 * values get shares by weights => or by balance =>.  Only given => goes
 * together with shares of the same column, as long as every value that has a
 * share is also one that is given.
 *
 * Whatever the messages say of a model (that it makes no such rows, or very
 * few) is computed from the model alone, so it is as private as its rows are.
 *
 *-------------------------------------------------------------------------
 */
#include "steering.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"

/* below this share of independent rows a NOTICE says so */
#define EFFECTIVE_NOTICE 0.2

SteerArguments
steering_arguments(FunctionCallInfo fcinfo, int given, int weights, int balance, int tail)
{
	SteerArguments arguments = {0};

	if (given >= 0 && !PG_ARGISNULL(given))
		arguments.given = PG_GETARG_JSONB_P(given);
	if (weights >= 0 && !PG_ARGISNULL(weights))
		arguments.weights = PG_GETARG_JSONB_P(weights);
	if (balance >= 0 && !PG_ARGISNULL(balance))
		arguments.balance = PG_GETARG_ARRAYTYPE_P(balance);
	if (tail >= 0 && !PG_ARGISNULL(tail))
		arguments.tail = PG_GETARG_JSONB_P(tail);
	return arguments;
}

static SteerRegion *
find_region(const Steering *s, int attribute)
{
	ListCell *lc;

	foreach(lc, s->regions)
	{
		SteerRegion *region = lfirst(lc);

		if (region->column->attribute == attribute)
			return region;
	}
	return NULL;
}

static void refuse_pair(const WantedColumn *a, const WantedColumn *b) __attribute__((noreturn));
static void
refuse_pair(const WantedColumn *a, const WantedColumn *b)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("column \"%s\" is named by both \"%s\" and \"%s\"", a->column->name, a->argument, b->argument),
			 errhint("Name it in one of them.")));
	pg_unreachable();
}

/* a value that has a share must be one that is given */
static void
check_given_parts(const SteerRegion *region, const SteerShares *entry)
{
	ListCell *lc;

	foreach(lc, entry->parts)
	{
		const SteerPart *part = lfirst(lc);

		if (part->share > 0 && !wanted_overlap(region->column, region->set, part->set))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("\"weights\" asks for %s in column \"%s\", which \"given\" excludes", part->name,
								   region->column->column->name),
							errhint("Give shares to values that \"given\" allows, or leave the column out of it.")));
	}
}

static void
check_wishes(const Steering *s)
{
	bool *shared = palloc0(sizeof(bool) * (Size) Max(s->model->nattributes, 1));
	ListCell *lc;

	foreach(lc, s->regions)
	{
		SteerRegion *region = lfirst(lc);
		SteerRegion *first = find_region(s, region->column->attribute);

		if (first != region)
			refuse_pair(first->column, region->column);
	}
	foreach(lc, s->shares)
	{
		SteerShares *entry = lfirst(lc);
		ListCell *c;

		foreach(c, entry->columns)
		{
			WantedColumn *w = lfirst(c);
			SteerRegion *region = find_region(s, w->attribute);

			if (shared[w->attribute])
			{
				ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
								errmsg("column \"%s\" is named by both \"weights\" and \"balance\"", w->column->name),
								errhint("Name it in one of them.")));
			}
			shared[w->attribute] = true;
			if (region == NULL)
				continue;
			if (strcmp(region->column->argument, "tail") == 0)
				refuse_pair(region->column, w);
			check_given_parts(region, entry);
		}
	}
	pfree(shared);
}

/* the core's form of a region, in codes of the (cut) model */
static SynthRegion
make_region(const SynthModel *model, const SteerRegion *r)
{
	const SynthAttribute *a = &model->attribute[r->column->attribute];
	int old = r->column->a->nvalues;
	SynthRegion region = {0};

	region.attribute = r->column->attribute;
	region.share = palloc0(sizeof(double) * (Size) a->nfine);
	for (int c = 0; c < r->column->a->nfine; c++)
		if (r->set->code[c])
			region.share[c < old ? c : c + a->nvalues - old] = 1;
	if (a->kind == SYNTH_NUMBER)
	{
		region.nintervals = r->set->nintervals;
		region.lo = r->set->lo;
		region.hi = r->set->hi;
		region.tail = r->tail;
	}
	return region;
}

static void
make_request(Steering *s)
{
	ListCell *lc;

	s->request.region = palloc0(sizeof(SynthRegion) * (Size) Max(list_length(s->regions), 1));
	foreach(lc, s->regions)
		s->request.region[s->request.nregions++] = make_region(s->model, lfirst(lc));
	s->request.target = palloc0(sizeof(SynthTarget) * (Size) Max(list_length(s->shares), 1));
	foreach(lc, s->shares)
		s->request.target[s->request.ntargets++] = shares_target(s->model, lfirst(lc));
}

Steering *
steering_read(const SynthModel *model, const char *model_name, const SteerArguments *arguments)
{
	Steering *s = palloc0(sizeof *s);
	int level = value_label_begin();

	s->model = model;
	s->model_name = model_name;
	if (arguments->given != NULL)
		s->regions = condition_read(model, model_name, arguments->given);
	if (arguments->tail != NULL)
		s->regions = list_concat(s->regions, extreme_read(model, model_name, arguments->tail));
	if (arguments->weights != NULL)
		s->shares = shares_read_weights(model, model_name, arguments->weights);
	if (arguments->balance != NULL)
		s->shares = list_concat(s->shares, shares_read_balance(model, model_name, arguments->balance));
	value_label_end(level);
	/* an empty object asks for nothing */
	if (s->regions == NIL && s->shares == NIL)
		return NULL;
	check_wishes(s);
	s->model = shares_cut(model, s->shares);
	make_request(s);
	return s;
}

void
steering_narrow(Steering *steering, int attribute, SynthCanonical canonical, void *ctx)
{
	for (int r = 0; r < steering->request.nregions; r++)
	{
		SynthRegion *region = &steering->request.region[r];
		int n = 0;
		bool special = false;

		if (region->attribute != attribute || region->nintervals == 0)
			continue;
		for (int i = 0; i < region->nintervals; i++)
		{
			int64_t lo = region->lo[i];
			int64_t hi = region->hi[i];

			CHECK_FOR_INTERRUPTS();
			if (!wanted_narrow(canonical, ctx, &lo, &hi))
				continue;
			region->lo[n] = lo;
			region->hi[n++] = hi;
		}
		region->nintervals = n;
		for (int c = steering->model->attribute[attribute].nvalues; c < steering->model->attribute[attribute].nfine;
			 c++)
			special |= region->share[c] > 0;
		if (n == 0 && !special)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("no value that column \"%s\" of the target can hold meets the condition",
								   steering->model->attribute[attribute].name),
							errhint("The target's type rounds the model's values; widen the condition.")));
	}
}

static void refuse_no_mass(const Steering *s, const SynthSteerReport *report) __attribute__((noreturn));
static void
refuse_no_mass(const Steering *s, const SynthSteerReport *report)
{
	const char
		*hint = psprintf("Widen the conditions; synth_probability('%s', given) tells what share of rows meets them.",
						 s->model_name);

	if (report->attribute >= 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("model \"%s\" makes no rows that meet the condition on column \"%s\"%s", s->model_name,
							   s->model->attribute[report->attribute].name,
							   list_length(s->regions) > 1 ? " together with those before it" : ""),
						errhint("%s", hint)));
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("model \"%s\" makes no rows that meet the conditions", s->model_name), errhint("%s", hint)));
	pg_unreachable();
}

static void refuse_empty_share(const Steering *s, const SynthSteerReport *report) __attribute__((noreturn));
static void
refuse_empty_share(const Steering *s, const SynthSteerReport *report)
{
	const char *hint =
		"Give shares to values that occur together with what is given; synth_describe() shows what the model makes.";
	const SteerShares *entry = NULL;
	char *part = NULL;

	if (report->target >= 0 && report->target < list_length(s->shares))
	{
		entry = list_nth(s->shares, report->target);
		part = shares_part_name(entry, report->part);
	}
	if (part != NULL)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("\"weights\" asks for %s in column \"%s\", but the model makes no such rows", part,
							   ((WantedColumn *) linitial(entry->columns))->column->name),
						errhint("%s", hint)));
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("a share is asked for of rows that the model does not make"), errhint("%s", hint)));
	pg_unreachable();
}

/* what cannot be done, in words */
static void steering_refuse(const Steering *s, const SynthSteerReport *report) __attribute__((noreturn));
static void
steering_refuse(const Steering *s, const SynthSteerReport *report)
{
	switch (report->problem)
	{
		case SYNTH_STEER_NO_MASS:
			refuse_no_mass(s, report);
		case SYNTH_STEER_SHARE_EMPTY:
			refuse_empty_share(s, report);
		case SYNTH_STEER_CLASH:
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("the shares of \"weights\" and \"balance\" cannot be met together"),
							errhint("Values of the columns exclude each other in the model; give fewer shares.")));
			break;
		case SYNTH_STEER_TOO_RARE:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("rows that are asked for are too rare in model \"%s\" to be made by method tree",
							s->model_name),
					 errhint(
						 "Widen the conditions, or fit a model of method \"marginal\", which is conditioned exactly.")));
			break;
		case SYNTH_STEER_TOO_LARGE:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("the model under these conditions and shares needs more than \"maintenance_work_mem\""),
					 errhint("Raise it for this session with SET, or name fewer columns.")));
			break;
		case SYNTH_STEER_FINE:
			break;
	}
	elog(ERROR, "a sampler was refused without a reason");
	pg_unreachable();
}

SynthSampler *
steering_sampler(Steering *steering)
{
	SynthSteerReport report = {.attribute = -1, .target = -1, .part = -1, .effective = 1};

	for (int r = 0; r < steering->request.nregions; r++)
		synth_region_cells(steering->model, &steering->request.region[r]);
	steering->steered = synth_steer(steering->model, &steering->request, &report);
	if (steering->steered == NULL)
		steering_refuse(steering, &report);
	if (report.effective < EFFECTIVE_NOTICE)
		ereport(NOTICE, (errmsg("the rows that are asked for are rare in model \"%s\": parts of them repeat",
								steering->model_name),
						 errdetail("They say as much as %.0f in 100 independent rows would.", 100 * report.effective)));
	return synth_sampler_steered(steering->steered);
}

double
steering_probability(Steering *steering, double *error)
{
	for (int r = 0; r < steering->request.nregions; r++)
		synth_region_cells(steering->model, &steering->request.region[r]);
	return synth_steer_probability(steering->model, &steering->request, error);
}

static void
push_member(JsonbParseState **state, const char *name, Jsonb *value)
{
	JsonbValue v;

	v.type = jbvString;
	v.val.string.val = unconstify(char *, name);
	v.val.string.len = (int) strlen(name);
	(void) pushJsonbValue(state, WJB_KEY, &v);
	JsonbToJsonbValue(value, &v);
	(void) pushJsonbValue(state, WJB_VALUE, &v);
}

static void
push_names(JsonbParseState **state, const char *name, ArrayType *names)
{
	JsonbValue v;
	Datum *element;
	bool *isnull;
	int n;

	v.type = jbvString;
	v.val.string.val = unconstify(char *, name);
	v.val.string.len = (int) strlen(name);
	(void) pushJsonbValue(state, WJB_KEY, &v);
	(void) pushJsonbValue(state, WJB_BEGIN_ARRAY, NULL);
	deconstruct_array(names, TEXTOID, -1, false, TYPALIGN_INT, &element, &isnull, &n);
	for (int i = 0; i < n; i++)
	{
		v.type = jbvNull;
		if (!isnull[i])
		{
			v.type = jbvString;
			v.val.string.val = TextDatumGetCString(element[i]);
			v.val.string.len = (int) strlen(v.val.string.val);
		}
		(void) pushJsonbValue(state, WJB_ELEM, &v);
	}
	(void) pushJsonbValue(state, WJB_END_ARRAY, NULL);
}

Jsonb *
steering_record(const SteerArguments *arguments)
{
	JsonbParseState *state = NULL;

	if (arguments->given == NULL && arguments->weights == NULL && arguments->balance == NULL && arguments->tail == NULL)
		return NULL;
	(void) pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	if (arguments->given != NULL)
		push_member(&state, "given", arguments->given);
	if (arguments->weights != NULL)
		push_member(&state, "weights", arguments->weights);
	if (arguments->balance != NULL)
		push_names(&state, "balance", arguments->balance);
	if (arguments->tail != NULL)
		push_member(&state, "tail", arguments->tail);
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}
