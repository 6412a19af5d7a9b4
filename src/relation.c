/*-------------------------------------------------------------------------
 *
 * relation.c
 *	  A source as its schema and its user describe it.
 *
 * Decides, without reading a row, what each column is: modelled (a number
 * with bounds, a category with a closed, declared or discovered list), a key,
 * left to the server, or a placeholder; and what becomes of category values
 * that are not published (`other`).
 *
 * Texts come first (textcolumn.c): what is made needs no domain.
 *
 * Order of precedence for a domain: categories => and bounds => of the user,
 * lists in constraints, the type's own list (boolean, enum), bounds in
 * constraints, the type.  What the user declares never widens what the schema
 * allows.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "arraytext.h"
#include "category.h"
#include "constraint.h"
#include "document.h"
#include "option.h"
#include "publicword.h"
#include "rangevalue.h"
#include "relation.h"
#include "textcolumn.h"
#include "texttrial.h"
#include "unitpath.h"

char *
relation_quoted_name(Oid relid)
{
	char *name = get_rel_name(relid);

	if (name == NULL)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("relation with OID %u does not exist", relid),
						errhint("It may have been dropped in the meantime; run the command again.")));
	return quote_qualified_identifier(get_namespace_name(get_rel_namespace(relid)), name);
}

/* "integer", "numeric(10,2)", "adult.education_level" */
static char *
type_text(Oid type, int32 typmod)
{
	char *name = format_type_extended(type, typmod, FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_FORCE_QUALIFY);
	static const char prefix[] = "pg_catalog.";

	return strncmp(name, prefix, strlen(prefix)) == 0 ? name + strlen(prefix) : name;
}

/* what the catalog says of a column; everything is an attribute until proved otherwise */
static void
read_column(SourceColumn *col, Form_pg_attribute att)
{
	int scale;

	col->attnum = att->attnum;
	col->name = pstrdup(NameStr(att->attname));
	col->typid = att->atttypid;
	col->typmod = att->atttypmod;
	col->basetypmod = att->atttypmod;
	col->basetypid = getBaseTypeAndTypmod(att->atttypid, &col->basetypmod);
	col->collation = att->attcollation;
	col->type_text = type_text(att->atttypid, att->atttypmod);
	col->notnull = att->attnotnull;
	col->generated = att->attgenerated != '\0';
	col->identity = att->attidentity;
	col->has_default = att->atthasdef && !col->generated;
	col->form = value_form(col->basetypid, col->basetypmod, &col->scale);
	col->attribute = -1;
	col->bag = -1;
	col->role = SYNTH_COLUMN_ATTRIBUTE;
	if (rangevalue_form(col->basetypid, &scale) != VALUE_NONE)
	{
		col->role = SYNTH_COLUMN_RANGE;
		col->why = "its lower end and its length are modelled";
		col->form = rangevalue_form(col->basetypid, &col->scale);
	}
	if (col->generated)
	{
		col->role = SYNTH_COLUMN_SERVER;
		col->why = "generated column: computed by the server";
	}
}

/* numbers and times: bounds, specials, grain */
static void
describe_number(SourceColumn *col, ColumnConstraint *c, JsonbValue *bounds)
{
	SynthAttributeSpec *spec = &col->spec;
	bool lo_given = false;
	bool hi_given = false;
	bool day = col->form == VALUE_TIME || col->form == VALUE_TIMETZ;

	if (bounds != NULL)
		option_bounds(col, c, bounds, &lo_given, &hi_given);
	spec->kind = SYNTH_NUMBER;
	spec->form = value_axis_form(col->form);
	spec->lo = c->lo;
	spec->hi = c->hi;
	/* the hours of a day are a bound that every time has */
	spec->lo_declared = c->lo_known || lo_given || day;
	spec->hi_declared = c->hi_known || hi_given || day;
	if (lo_given || hi_given)
		spec->source = SYNTH_DOMAIN_DECLARED;
	else if (c->lo_known || c->hi_known)
		spec->source = SYNTH_DOMAIN_CHECK;
	else
		spec->source = day ? SYNTH_DOMAIN_TYPE : SYNTH_DOMAIN_GRID;
	/* an end that the user closed has no infinity behind it: it is clamped */
	spec->specials[0] = c->specials[0] && !lo_given;
	spec->specials[1] = c->specials[1] && !hi_given;
	spec->specials[2] = c->specials[2];
	spec->grain = value_wants_grain(col->form, col->basetypmod);
	/* cells of one tick say it all */
	if (spec->form != SYNTH_AXIS_REAL && spec->lo_declared && spec->hi_declared
		&& (uint64) spec->hi - (uint64) spec->lo < SYNTH_MAX_FINE)
		spec->grain = false;
}

/* an option that speaks of a column which is not modelled */
static void
refuse_option(const SourceColumn *col, const char *argument)
{
	option_refuse(col, argument, "the column is not modelled", "Run synth_plan() to see what becomes of each column.");
}

/* those that speak of its values */
static void
refuse_options(const SourceColumn *col, const DescribeOptions *opt)
{
	const char *argument = option_find(opt->bounds, col->name) != NULL		 ? "bounds"
						   : option_find(opt->categories, col->name) != NULL ? "categories"
						   : option_find(opt->other, col->name) != NULL		 ? "other"
																			 : NULL;

	if (argument != NULL)
		refuse_option(col, argument);
}

/*
 * Texts that are made; true: the column is settled.  False: it is not text, or
 * a category, whose texts are made only if most of them turn out too rare.
 */
static bool
describe_text(SourceTable *t, SourceColumn *col, ColumnConstraint *c, const DescribeOptions *opt,
			  const Detection *detection, const char *locale)
{
	TextOption option = textoption_read(t, col, c, opt->text, textcolumn_max_chars(col));

	if (option_find(opt->categories, col->name) != NULL)
	{
		if (option.wish != TEXT_WISH_NOTHING)
			option_refuse(col, "text", "it has \"categories\" too", "Give one of the two.");
		return false;
	}
	/* whoever says what rare values become, or asks for relations to it, means a category */
	if (option.wish == TEXT_WISH_NOTHING && col->role == SYNTH_COLUMN_ATTRIBUTE
		&& (option_find(opt->other, col->name) != NULL || (opt->target != NULL && strcmp(opt->target, col->name) == 0)))
		return false;
	if (!textcolumn_describe(t, col, c, &option, detection, locale, opt->read_content))
	{
		/* a few documents or arrays that are frequent make a category; the rare ones beside them stay texts */
		if (option.wish == TEXT_WISH_NOTHING && (document_type(col->basetypid) || arraytext_type(col->basetypid)))
			col->spec.min_count = opt->min_count;
		return false;
	}
	col->spec.min_count = opt->min_count;
	col->bag_spec.min_count = opt->min_count;
	if (col->text != NULL && (col->text->basis == SYNTH_BASIS_LENGTH || col->text->basis == SYNTH_BASIS_WORDS)
		&& !texttrial_takes_empty(col, c))
		col->spec.lo = 1;
	refuse_options(col, opt);
	return true;
}

static void
describe_column(SourceTable *t, SourceColumn *col, Relation rel, const DescribeOptions *opt, const Detection *detection,
				const char *locale)
{
	JsonbValue *bounds = option_find(opt->bounds, col->name);
	JsonbValue *categories = option_find(opt->categories, col->name);
	ColumnConstraint *c;

	if (col->role == SYNTH_COLUMN_SERVER || col->role == SYNTH_COLUMN_PLACEHOLDER)
	{
		refuse_options(col, opt);
		if (option_find(opt->text, col->name) != NULL)
			refuse_option(col, "text");
		return;
	}
	if (bounds != NULL && categories != NULL)
		option_refuse(col, "bounds", "it has \"categories\" too", "Give one of the two.");

	/* whoever lists ranges means a category */
	if (col->role == SYNTH_COLUMN_RANGE && categories != NULL)
	{
		col->role = SYNTH_COLUMN_ATTRIBUTE;
		col->why = NULL;
		col->form = VALUE_LABEL;
		col->scale = -1;
	}
	c = constraint_read(rel, col->attnum, col->role == SYNTH_COLUMN_RANGE ? VALUE_LABEL : col->form, col->scale);
	if (col->role == SYNTH_COLUMN_ATTRIBUTE || col->role == SYNTH_COLUMN_RANGE)
		col->notnull |= c->forbids_null;
	if (col->role == SYNTH_COLUMN_RANGE)
	{
		refuse_options(col, opt);
		constraint_free(c);
		return;
	}
	col->spec.name = col->name;
	col->spec.nullable = !col->notnull;
	if (describe_text(t, col, c, opt, detection, locale))
	{
		constraint_free(c);
		return;
	}
	if (col->role == SYNTH_COLUMN_KEY)
	{
		refuse_options(col, opt);
		constraint_free(c);
		return;
	}
	if (col->form == VALUE_LABEL || c->closed || categories != NULL)
	{
		if (bounds != NULL)
			option_refuse(col, "bounds", "it is a category",
						  "Use categories => '{\"column\": [\"a\", \"b\"]}' for categories.");
		category_describe(col, c, rel, opt);
		/* detection has seen rows only where there is no privacy */
		if (opt->read_content)
			publicword_give(col, detection[col - t->column].kind);
	}
	else
	{
		if (option_find(opt->other, col->name) != NULL)
			option_refuse(col, "other", "it is a number or a time",
						  "Only categories have values that are not published.");
		describe_number(col, c, bounds);
	}
	constraint_free(c);
}

/* columns =>, exclude =>: who is left out */
static void
leave_out(SourceTable *t, const DescribeOptions *opt)
{
	bool *listed = option_columns(t, "columns", opt->columns);
	bool *excluded = option_columns(t, "exclude", opt->exclude);
	int i;

	for (i = 0; i < t->ncolumns; i++)
	{
		SourceColumn *col = &t->column[i];
		bool out = excluded != NULL && excluded[i];

		if (out && listed != NULL && listed[i])
			option_refuse(col, "exclude", "it is listed in \"columns\" too", "Name it in one of the two.");
		if (!out && (listed == NULL || listed[i]))
			continue;
		/* nothing is learned from keys, and a NOT NULL key has no constant to stand for it */
		if (col->role == SYNTH_COLUMN_SERVER || (col->role == SYNTH_COLUMN_KEY && (col->notnull || !out)))
			continue;
		/* nor is it of values that must differ */
		if ((col->notnull || !out) && relation_made_unique(t, i))
			continue;
		col->role = SYNTH_COLUMN_PLACEHOLDER;
		col->why = out ? "left out by exclude =>" : "not listed in columns =>";
	}
}

static void
read_unit(SourceTable *t, const DescribeOptions *opt)
{
	bool *listed;

	t->unit_column = -1;
	t->max_rows = opt->max_rows > 0 ? opt->max_rows : 1;
	if (opt->unit == NULL || strcmp(opt->unit, "row") == 0 || strcmp(opt->unit, "result row") == 0)
	{
		t->unit = pstrdup(opt->unit == NULL ? "row" : opt->unit);
		return;
	}
	t->unit = pstrdup(opt->unit);
	/* the table of people, then: unitpath.h */
	if (!unitpath_is_column(t, opt->unit))
		return;
	if (opt->max_rows == 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("unit => '%s' needs max_rows", opt->unit),
						errdetail("At most max_rows rows of each unit are used, and the noise grows with it."),
						errhint("Add max_rows => 1, or as many rows of one unit as matter.")));
	t->unit_column = option_column(t, "unit", opt->unit);
	t->nunits = 1;
	t->unit_columns = (int *) palloc(sizeof(int));
	t->unit_columns[0] = t->unit_column;
	/* who somebody is says nothing about others: modelled only if the user insists */
	listed = option_columns(t, "columns", opt->columns);
	if (t->column[t->unit_column].role == SYNTH_COLUMN_ATTRIBUTE && (listed == NULL || !listed[t->unit_column]))
	{
		t->column[t->unit_column].role = SYNTH_COLUMN_PLACEHOLDER;
		t->column[t->unit_column].why = "unit of privacy: who it is, not what it is like";
	}
}

static void
mark_target(SourceTable *t, const char *target)
{
	SourceColumn *col;

	if (target == NULL)
		return;
	col = &t->column[option_column(t, "target", target)];
	if (col->attribute < 0)
		option_refuse(col, "target", "the column is not modelled",
					  "Choose a column whose relations to the others matter most.");
	col->spec.is_target = true;
}

SourceTable *
relation_describe(Relation rel, const DescribeOptions *opt)
{
	SourceTable *t = (SourceTable *) palloc0(sizeof(SourceTable));
	TupleDesc desc = RelationGetDescr(rel);
	Detection *detection;
	const char *locale;
	int level;
	int i;

	t->relid = RelationGetRelid(rel);
	t->relkind = rel->rd_rel->relkind;
	t->schema = get_namespace_name(RelationGetNamespace(rel));
	t->name = pstrdup(RelationGetRelationName(rel));
	switch (t->relkind)
	{
		case RELKIND_RELATION:
		case RELKIND_PARTITIONED_TABLE:
		case RELKIND_VIEW:
		case RELKIND_MATVIEW:
		case RELKIND_FOREIGN_TABLE:
			break;
		default:
			ereport(ERROR, (errcode(ERRCODE_WRONG_OBJECT_TYPE), errmsg("\"%s\" is not a table or view", t->name),
							errhint("Give the name of a table, view, materialized view or foreign table.")));
	}

	t->column = (SourceColumn *) palloc0(sizeof(SourceColumn) * Max(desc->natts, 1));
	for (i = 0; i < desc->natts; i++)
	{
		if (!TupleDescAttr(desc, i)->attisdropped)
			read_column(&t->column[t->ncolumns++], TupleDescAttr(desc, i));
	}
	option_check(t, "bounds", opt->bounds, NULL);
	option_check(t, "categories", opt->categories, NULL);
	option_check(t, "other", opt->other, NULL);
	option_check(t, "text", opt->text, TEXTOPTION_EVERY);

	relation_read_keys(t, rel);
	relation_read_foreign_keys(t, rel);
	leave_out(t, opt);
	read_unit(t, opt);

	/* labels of constraints and options are text forms: pin their settings */
	level = value_label_begin();
	locale = textoption_locale(opt->text);
	detection = (Detection *) palloc0(sizeof(Detection) * Max(t->ncolumns, 1));
	detect_columns(t, opt->content != NULL ? opt->content : rel, opt->read_content, opt->min_count, detection);
	for (i = 0; i < t->ncolumns; i++)
		describe_column(t, &t->column[i], rel, opt, detection, locale);
	value_label_end(level);
	textcolumn_link(t);

	rangecolumn_describe(t);
	relation_number_attributes(t);
	mark_target(t, opt->target);
	return t;
}
