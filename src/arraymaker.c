/*-------------------------------------------------------------------------
 *
 * arraymaker.c
 *	  Arrays of the rows of a sample.
 *
 * Tokens that are texts become Datums of the element's type once, before the
 * first row; those that the type refuses are as if there were none.  Numbers
 * are drawn from their buckets and brought into the type's range.  Elements
 * that no token covers are texts by kind, labels of the enum, small numbers or
 * the type's placeholder.
 *
 * A domain of elements may refuse what is made.  Its CHECKs are asked without
 * an error, since one element in a thousand should not end a sample, and
 * without a subtransaction, which parallel workers cannot have: what they
 * refuse is made anew a few times, then left out.
 *
 *-------------------------------------------------------------------------
 */
#include "arraytext.h"

#include <math.h>

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/catcache.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "core/bucket.h"
#include "core/textform.h"
#include "value.h"

/* numbers that no token covers are below */
#define PLAIN_NUMBERS 100
/* how often an element that its domain refuses is made anew */
#define MOST_TRIES 8

struct ArrayMaker
{
	MemoryContext context;
	const SynthText *text;
	uint32 salt; /* keeps columns apart */
	SynthElements elements;
	SynthTextForms forms; /* of elements that no token covers, for types that are texts */
	/* the array's type, and whether a domain has to be asked */
	Oid type;
	bool is_domain;
	void *domain_extra;
	/* element */
	Oid element;
	Oid base;
	int32 typmod;
	int16 typlen;
	bool byval;
	char align;
	ValueForm form;
	int scale;
	ValueLabelIO io;
	Datum *token; /* [ntokens] of texts that the type accepts */
	bool *good;
	int nplain; /* values where no token covers an element and none can be made */
	Datum *plain;
	/* of an element's type that is a domain with CHECKs, else NULL */
	DomainConstraintRef *constraints;
	ExprContext *econtext;
};

static bool
form_is_number(ValueForm form)
{
	switch (form)
	{
		case VALUE_INT2:
		case VALUE_INT4:
		case VALUE_INT8:
		case VALUE_NUMERIC:
		case VALUE_NUMERIC_REAL:
		case VALUE_FLOAT4:
		case VALUE_FLOAT8:
			return true;
		default:
			return false;
	}
}

static void
read_constraints(ArrayMaker *maker)
{
	if (maker->element == maker->base)
		return;
	maker->constraints = palloc0(sizeof(DomainConstraintRef));
	InitDomainConstraintRef(maker->element, maker->constraints, maker->context, true);
	maker->econtext = CreateStandaloneExprContext();
}

/* does the domain of the elements take the value? */
static bool
domain_takes(ArrayMaker *maker, Datum value)
{
	ListCell *lc;
	bool takes = true;

	if (maker->constraints == NULL)
		return true;
	UpdateDomainConstraintRef(maker->constraints);
	foreach(lc, maker->constraints->constraints)
	{
		DomainConstraintState *c = lfirst(lc);
		bool isnull;
		Datum result;

		if (c->constrainttype != DOM_CONSTRAINT_CHECK)
			continue;
		maker->econtext->domainValue_datum = value;
		maker->econtext->domainValue_isNull = false;
		result = ExecEvalExprSwitchContext(c->check_exprstate, maker->econtext, &isnull);
		/* as for the server, unknown is no refusal */
		if (!isnull && !DatumGetBool(result))
		{
			takes = false;
			break;
		}
	}
	ResetExprContext(maker->econtext);
	return takes;
}

/* a label of the element's type */
static bool
element_from_label(ArrayMaker *maker, const char *label, Datum *value)
{
	if (maker->base == TEXTOID)
		*value = CStringGetTextDatum(label);
	/* no subtransactions in a parallel worker: the input function will say */
	else if (IsInParallelMode())
		*value = value_from_label(&maker->io, label);
	else if (!value_try_label(&maker->io, label, value))
		return false;
	return domain_takes(maker, *value);
}

/* a decimal number as a value of the element's type, inside its range */
static Datum
element_from_number(ArrayMaker *maker, const char *number)
{
	int64 raw;

	switch (maker->form)
	{
		case VALUE_INT2:
		case VALUE_INT4:
		case VALUE_INT8:
			raw = strtoll(number, NULL, 10);
			break;
		case VALUE_FLOAT4:
		case VALUE_FLOAT8:
			raw = value_to_raw(VALUE_FLOAT8, -1, Float8GetDatum(strtod(number, NULL)));
			break;
		default:
			raw = value_to_raw(maker->form, maker->scale,
							   DirectFunctionCall3(numeric_in, CStringGetDatum(number), ObjectIdGetDatum(InvalidOid),
												   Int32GetDatum(-1)));
			break;
	}
	return value_from_raw(maker->form, maker->scale, maker->typmod, raw);
}

static void
add_plain(ArrayMaker *maker, const char *label, int room)
{
	if (maker->plain == NULL)
		maker->plain = palloc(sizeof(Datum) * room);
	if (element_from_label(maker, label, &maker->plain[maker->nplain]))
		maker->nplain++;
}

/* what elements may be that nothing is known of: public knowledge */
static void
fill_plain(ArrayMaker *maker)
{
	char *placeholder;

	if (form_is_number(maker->form) || value_is_text(maker->base))
		return;
	if (maker->base == BOOLOID)
	{
		add_plain(maker, "false", 2);
		add_plain(maker, "true", 2);
	}
	else if (get_typtype(maker->base) == TYPTYPE_ENUM)
	{
		CatCList *list = SearchSysCacheList1(ENUMTYPOIDNAME, ObjectIdGetDatum(maker->base));

		for (int i = 0; i < list->n_members; i++)
		{
			Form_pg_enum member = (Form_pg_enum) GETSTRUCT(&list->members[i]->tuple);

			add_plain(maker, pstrdup(NameStr(member->enumlabel)), list->n_members);
		}
		ReleaseCatCacheList(list);
	}
	else if ((placeholder = value_placeholder(maker->base, maker->typmod)) != NULL)
		add_plain(maker, placeholder, 1);
}

static void
fill_tokens(ArrayMaker *maker)
{
	const SynthBag *bag = maker->text->bag;
	int ntokens = bag == NULL ? 0 : bag->ntokens;

	maker->token = palloc0(sizeof(Datum) * ((Size) ntokens + 1));
	maker->good = palloc0(sizeof(bool) * ((Size) ntokens + 1));
	for (int i = 0; i < ntokens; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (bag->token[i][0] == SYNTH_ELEMENTS_TEXT_MARK)
			maker->good[i] = element_from_label(maker, bag->token[i] + 1, &maker->token[i]);
	}
}

ArrayMaker *
array_maker_new(const SynthModel *m, int model_column, Oid type, int32 typmod, uint64 seed)
{
	Oid base = getBaseTypeAndTypmod(type, &typmod);
	ArrayMaker *maker;
	MemoryContext context;
	MemoryContext old;

	if (!arraytext_type(base))
		return NULL;
	context = AllocSetContextCreate(CurrentMemoryContext, "synth arrays", ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(context);
	maker = palloc0(sizeof *maker);
	maker->context = context;
	maker->text = m->column[model_column].text;
	maker->type = type;
	maker->is_domain = type != base;
	maker->element = get_element_type(base);
	maker->typmod = typmod;
	maker->base = getBaseTypeAndTypmod(maker->element, &maker->typmod);
	get_typlenbyvalalign(maker->element, &maker->typlen, &maker->byval, &maker->align);
	maker->form = value_form(maker->base, maker->typmod, &maker->scale);
	value_label_init(&maker->io, maker->base, maker->typmod);
	read_constraints(maker);
	maker->salt = (uint32) model_column;
	synth_elements_init(&maker->elements, maker->text->bag, model_column, seed);
	if (value_is_text(maker->base))
		synth_textforms_init(&maker->forms, &maker->elements.drawer, '\0', synth_textmaker_new(m, 0, NULL, seed));
	fill_tokens(maker);
	fill_plain(maker);
	MemoryContextSwitchTo(old);
	return maker;
}

/* an element by its kind, or of a form that elements have, cut to what the type holds */
static Datum
make_text(ArrayMaker *maker, uint64 row, int item)
{
	MemoryContext old = MemoryContextSwitchTo(maker->context);
	int length;
	const char *text = synth_textforms_make(&maker->forms, maker->elements.forms, maker->text->element,
											&maker->elements.st, row, item, maker->salt, &length);

	MemoryContextSwitchTo(old);
	if (maker->typmod >= (int32) VARHDRSZ)
		length = pg_mbcharcliplen(text, length, maker->typmod - (int32) VARHDRSZ);
	return value_from_label(&maker->io, pnstrdup(text, (Size) length));
}

/* false if the type has nothing to offer */
static bool
try_element(ArrayMaker *maker, uint64 row, int item, Datum *value)
{
	const SynthBag *bag = maker->text->bag;
	SynthStream *st = &maker->elements.st;
	int token = synth_elements_next(&maker->elements);
	char number[SYNTH_BUCKET_TEXT];

	if (token >= 0 && maker->good[token])
	{
		*value = maker->token[token];
		return true;
	}
	if (token >= 0 && bag->token[token][0] == SYNTH_BUCKET_MARK && synth_bucket_draw(bag->token[token], st, number) > 0
		&& (form_is_number(maker->form) || value_is_text(maker->base)))
	{
		*value = form_is_number(maker->form) ? element_from_number(maker, number)
											 : value_from_label(&maker->io, number);
		return true;
	}
	if (form_is_number(maker->form))
	{
		snprintf(number, sizeof number, "%d", (int) synth_stream_below(st, PLAIN_NUMBERS));
		*value = element_from_number(maker, number);
		return true;
	}
	if (value_is_text(maker->base))
	{
		*value = make_text(maker, row, item);
		return true;
	}
	if (maker->nplain == 0)
		return false;
	*value = maker->plain[synth_stream_below(st, (uint64) maker->nplain)];
	return true;
}

/* false if the type has nothing to offer, or nothing that its CHECKs take */
static bool
make_element(ArrayMaker *maker, uint64 row, int item, Datum *value)
{
	int tries = maker->constraints != NULL ? MOST_TRIES : 1;

	/* items of later tries are none of the array's own */
	for (int i = 0; i < tries; i++)
		if (try_element(maker, row, item + i * (SYNTH_ELEMENTS_MAX + 1), value) && domain_takes(maker, *value))
			return true;
	return false;
}

Datum
array_make(ArrayMaker *maker, int64 raw, uint64 row)
{
	int n = (int) Min(Max(raw, 0), SYNTH_ELEMENTS_MAX);
	Datum *element = palloc(sizeof(Datum) * (Size) Max(n, 1));
	int made = 0;
	Datum array;

	synth_elements_row(&maker->elements, row);
	for (int i = 0; i < n; i++)
		if (make_element(maker, row, i + 1, &element[made]))
			made++;
	array = PointerGetDatum(
		made == 0 ? construct_empty_array(maker->element)
				  : construct_array(element, made, maker->element, maker->typlen, maker->byval, maker->align));
	pfree(element);
	if (maker->is_domain)
		domain_check(array, false, maker->type, &maker->domain_extra, maker->context);
	return array;
}
