/*-------------------------------------------------------------------------
 *
 * textfacts.c
 *	  What the other columns of a row say of the people in it.
 *
 * A given name agrees with the sex that another column tells, a city with the
 * country, and with `by` the value of another column says who it is: the same
 * value, the same person, in every table and every sample.  So that an
 * integer key of one table and the reference to it in another mean the same,
 * what is hashed is a text: the digits of a number, the label of a category,
 * the text form of any other key.  Numbers with decimals are hashed in units of
 * their last digit, with their scale.
 *
 * A value that is not there (NULL), or that the target leaves to the server
 * to make, says nothing; but keys that the server numbers are taken for the
 * numbers of the rows, which they are where its sequence starts anew.
 *
 *-------------------------------------------------------------------------
 */
#include "textfacts.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "core/unique.h"

/* the same in all tables and for all time: persons follow from it */
#define BY_SEED UINT64CONST(0x73616D6520706572)

typedef enum BySource
{
	BY_NOTHING,
	BY_LABEL,
	BY_NUMBER,
	BY_KEY
} BySource;

typedef struct GroupFacts
{
	int sex_attribute; /* -1 */
	int *sex;		   /* [nvalues] of its labels; NULL: a number */
	int country_attribute;
	int *country; /* [nvalues] */
	BySource source;
	int by; /* model column, -1 */
	int by_attribute;
	int by_scale;
	uint64 *by_hash;	/* BY_LABEL: [nvalues + 1], the last of `other` */
	bool by_text;		/* the column's text is made, or may be */
	const Datum *value; /* BY_KEY: of the chunk, NULL the row's number */
	const bool *isnull;
	Oid key_base;
	FmgrInfo key_output;
} GroupFacts;

struct TextFacts
{
	const SynthModel *model;
	bool used[SYNTH_TEXT_GROUPS];
	GroupFacts group[SYNTH_TEXT_GROUPS];
	SynthTextFacts facts[SYNTH_TEXT_GROUPS];
};

static uint64
hash_text(const char *text, int length)
{
	return synth_hash_bytes(BY_SEED, text, (size_t) length);
}

/* the category whose labels a column shows, NULL if it shows others */
static const SynthAttribute *
labels_of(const SynthModel *model, int column)
{
	const SynthColumn *c = &model->column[column];
	const SynthAttribute *a;

	if (c->attribute < 0 || (c->text != NULL && (c->text->always || c->text->basis != SYNTH_BASIS_PRESENT)))
		return NULL;
	a = &model->attribute[c->attribute];
	return a->kind == SYNTH_CATEGORY ? a : NULL;
}

static void
plan_sex(const SynthModel *model, GroupFacts *g, int column)
{
	const SynthAttribute *a;

	if (column < 0 || g->sex_attribute >= 0 || model->column[column].attribute < 0)
		return;
	a = labels_of(model, column);
	if (a != NULL)
	{
		g->sex = palloc(sizeof(int) * ((Size) a->nvalues + 1));
		for (int i = 0; i < a->nvalues; i++)
			g->sex[i] = synth_text_sex(a->label[i]);
	}
	else if (model->column[column].text != NULL)
		return;
	g->sex_attribute = model->column[column].attribute;
}

static void
plan_country(const SynthModel *model, const SynthTextMaker *maker, GroupFacts *g, int column)
{
	const SynthAttribute *a;

	if (column < 0 || g->country_attribute >= 0)
		return;
	a = labels_of(model, column);
	if (a == NULL)
		return;
	g->country = palloc(sizeof(int) * ((Size) a->nvalues + 1));
	for (int i = 0; i < a->nvalues; i++)
		g->country[i] = synth_textmaker_country(maker, a->label[i]);
	g->country_attribute = model->column[column].attribute;
}

static void
plan_by(const SynthModel *model, GroupFacts *g, int column)
{
	const SynthColumn *c;
	const SynthAttribute *a;

	if (column < 0 || g->by >= 0)
		return;
	c = &model->column[column];
	g->by = column;
	g->by_text = c->text != NULL;
	g->by_attribute = c->attribute;
	g->by_scale = c->scale;
	if (c->role == SYNTH_COLUMN_KEY)
		g->source = BY_KEY;
	if (c->attribute < 0)
		return;
	a = labels_of(model, column);
	if (a == NULL)
	{
		g->source = c->text == NULL ? BY_NUMBER : BY_NOTHING;
		return;
	}
	g->source = BY_LABEL;
	g->by_hash = palloc0(sizeof(uint64) * ((Size) a->nvalues + 1));
	for (int i = 0; i < a->nvalues; i++)
		g->by_hash[i] = hash_text(a->label[i], (int) strlen(a->label[i]));
	if (a->other_label != NULL)
		g->by_hash[a->nvalues] = hash_text(a->other_label, (int) strlen(a->other_label));
}

TextFacts *
textfacts_new(const SynthModel *model, const SynthTextMaker *maker, int ncolumns, const int *column)
{
	TextFacts *f = palloc0(sizeof *f);

	f->model = model;
	for (int i = 0; i < SYNTH_TEXT_GROUPS; i++)
	{
		f->group[i].sex_attribute = f->group[i].country_attribute = f->group[i].by = -1;
		f->facts[i].country = -1;
	}
	for (int i = 0; i < ncolumns; i++)
	{
		const SynthText *t = model->column[column[i]].text;
		GroupFacts *g = &f->group[t->group];

		/* the first column of a group that names one counts for all */
		plan_sex(model, g, t->sex);
		plan_country(model, maker, g, t->country);
		plan_by(model, g, t->by);
		f->used[t->group] |= t->sex >= 0 || t->country >= 0 || t->by >= 0;
	}
	return f;
}

void
textfacts_key(TextFacts *f, int model_column, Oid type, const Datum *value, const bool *isnull)
{
	for (int i = 0; i < SYNTH_TEXT_GROUPS; i++)
	{
		GroupFacts *g = &f->group[i];
		Oid output;
		bool varlena;

		if (g->by != model_column || g->source != BY_KEY)
			continue;
		g->value = value;
		g->isnull = isnull;
		g->key_base = getBaseType(type);
		getTypeOutputInfo(type, &output, &varlena);
		fmgr_info(output, &g->key_output);
	}
}

static uint64
hash_number(int64 number, int scale)
{
	char text[MAXINT8LEN + 16];
	int length = pg_lltoa(number, text);

	/* 1.50 is not 150 */
	if (scale > 0)
		length += snprintf(text + length, sizeof text - (size_t) length, "e-%d", scale);
	return hash_text(text, length);
}

static uint64
hash_key(GroupFacts *g, Datum value)
{
	char *text;
	uint64 hash;

	switch (g->key_base)
	{
		case INT2OID:
			return hash_number(DatumGetInt16(value), 0);
		case INT4OID:
			return hash_number(DatumGetInt32(value), 0);
		case INT8OID:
			return hash_number(DatumGetInt64(value), 0);
		default:
			text = OutputFunctionCall(&g->key_output, value);
			hash = hash_text(text, (int) strlen(text));
			pfree(text);
			return hash;
	}
}

static void
row_by(GroupFacts *g, SynthTextFacts *facts, const SynthAttribute *a, int64 x, int r, uint64 number)
{
	facts->has_by = true;
	switch (g->source)
	{
		case BY_KEY:
			if (g->value != NULL && g->isnull[r])
				break;
			facts->by = g->value != NULL ? hash_key(g, g->value[r]) : hash_number((int64) number, 0);
			return;
		case BY_NUMBER:
			if (x >= SYNTH_RAW_FIRST)
			{
				facts->by = hash_number(x, g->by_scale);
				return;
			}
			break;
		case BY_LABEL:
			if (x >= 0 && x < a->nvalues)
			{
				facts->by = g->by_hash[x];
				return;
			}
			if (x == SYNTH_RAW_OTHER && !g->by_text)
			{
				facts->by = g->by_hash[a->nvalues];
				return;
			}
			break;
		case BY_NOTHING:
			break;
	}
	facts->has_by = false;
}

static int
row_sex(const GroupFacts *g, const SynthAttribute *a, int64 x)
{
	char digit[2] = {0};

	if (g->sex != NULL)
		return x >= 0 && x < a->nvalues ? g->sex[x] : 0;
	/* ISO 5218 and the like */
	if (x < 0 || x > 9)
		return 0;
	digit[0] = (char) ('0' + x);
	return synth_text_sex(digit);
}

const SynthTextFacts *
textfacts_row(TextFacts *f, int64_t *const *raw, int at, int r, uint64 number)
{
	const SynthAttribute *attribute = f->model->attribute;

	for (int i = 0; i < SYNTH_TEXT_GROUPS; i++)
	{
		GroupFacts *g = &f->group[i];
		SynthTextFacts *facts = &f->facts[i];

		if (!f->used[i])
			continue;
		if (g->sex_attribute >= 0)
			facts->sex = row_sex(g, &attribute[g->sex_attribute], raw[g->sex_attribute][at]);
		if (g->country_attribute >= 0)
		{
			int64 x = raw[g->country_attribute][at];

			facts->country = x >= 0 && x < attribute[g->country_attribute].nvalues ? g->country[x] : -1;
		}
		if (g->by >= 0)
			row_by(g, facts, g->by_attribute >= 0 ? &attribute[g->by_attribute] : NULL,
				   g->by_attribute >= 0 ? raw[g->by_attribute][at] : SYNTH_RAW_NULL, r, number);
	}
	return f->facts;
}

bool
textfacts_wants(const TextFacts *f, int model_column)
{
	for (int i = 0; i < SYNTH_TEXT_GROUPS; i++)
		if (f->group[i].by == model_column && f->group[i].by_text)
			return true;
	return false;
}

void
textfacts_told(TextFacts *f, int model_column, const char *text, int length)
{
	for (int i = 0; i < SYNTH_TEXT_GROUPS; i++)
		if (f->group[i].by == model_column && f->group[i].by_text)
		{
			f->facts[i].has_by = true;
			f->facts[i].by = hash_text(text, length);
		}
}
