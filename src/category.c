/*-------------------------------------------------------------------------
 *
 * category.c
 *	  The list of values of a category column, and what becomes of `other`.
 *
 * A list is closed if the schema guarantees it (boolean, enum, a list in a
 * constraint), open if only the user says so, and to be discovered if nobody
 * does.  The values of an open or discovered column that are not published
 * become, in this order: what the user declares, NULL if the column may be
 * NULL, its constant default if the column is known to accept it, and else
 * their mass goes to the published values (or, if there are none, to the
 * type's placeholder).  So nothing is ever written that the table would
 * refuse.  Where most rows have such values and it is known how to make texts
 * of the column's kind (textcolumn.c), all its texts are made instead.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_type.h"
#include "nodes/primnodes.h"
#include "optimizer/optimizer.h"
#include "rewrite/rewriteHandler.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

#include "category.h"
#include "option.h"
#include "textcolumn.h"

/* labels of an enum in the enum's order */
static char **
enum_labels(Oid type, int *nlabels)
{
	Relation catalog = table_open(EnumRelationId, AccessShareLock);
	Relation index = index_open(EnumTypIdSortOrderIndexId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple tuple;
	char **label = (char **) palloc(sizeof(char *) * 16);
	int room = 16;

	*nlabels = 0;
	ScanKeyInit(&key, Anum_pg_enum_enumtypid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(type));
	scan = systable_beginscan_ordered(catalog, index, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext_ordered(scan, ForwardScanDirection)))
	{
		if (*nlabels == room)
		{
			room *= 2;
			label = (char **) repalloc(label, sizeof(char *) * room);
		}
		label[(*nlabels)++] = pstrdup(NameStr(((Form_pg_enum) GETSTRUCT(tuple))->enumlabel));
	}
	systable_endscan_ordered(scan);
	index_close(index, AccessShareLock);
	table_close(catalog, AccessShareLock);
	return label;
}

/* keeps the labels that the constraints accept; all of them if that would be none */
static int
accepted_labels(const SourceColumn *col, ColumnConstraint *c, char **label, int n)
{
	ValueLabelIO io;
	char **kept;
	int nkept = 0;
	int i;

	if (c->conjuncts == NIL)
		return n;
	value_label_init(&io, col->basetypid, col->basetypmod);
	kept = (char **) palloc(sizeof(char *) * Max(n, 1));
	for (i = 0; i < n; i++)
	{
		Datum value;

		if (value_try_label(&io, label[i], &value) && constraint_allows(c, value, false, true))
			kept[nkept++] = label[i];
	}
	if (nkept == 0)
		return n;
	memcpy(label, kept, sizeof(char *) * nkept);
	return nkept;
}

/* the closed list that schema or type give, if any */
static bool
schema_labels(const SourceColumn *col, ColumnConstraint *c, SynthAttributeSpec *spec)
{
	if (col->basetypid == BOOLOID)
	{
		spec->label = (char **) palloc(sizeof(char *) * 2);
		spec->label[0] = pstrdup("f");
		spec->label[1] = pstrdup("t");
		spec->nlabels = accepted_labels(col, c, spec->label, 2);
		spec->source = SYNTH_DOMAIN_TYPE;
		return true;
	}
	if (get_typtype(col->basetypid) == TYPTYPE_ENUM)
	{
		spec->label = enum_labels(col->basetypid, &spec->nlabels);
		spec->nlabels = accepted_labels(col, c, spec->label, spec->nlabels);
		spec->source = SYNTH_DOMAIN_ENUM;
		/* an enum without labels holds nothing but NULL */
		return spec->nlabels > 0;
	}
	if (c->closed)
	{
		spec->label = c->label;
		spec->nlabels = c->nlabels;
		spec->source = SYNTH_DOMAIN_CHECK;
		return true;
	}
	return false;
}

static bool
has_label(const SynthAttributeSpec *spec, const char *label)
{
	int i;

	for (i = 0; i < spec->nlabels; i++)
	{
		if (strcmp(spec->label[i], label) == 0)
			return true;
	}
	return false;
}

/* categories => of the user; open unless they cover the schema's own list */
static void
declare_labels(const SourceColumn *col, ColumnConstraint *c, JsonbValue *declared, bool closed,
			   SynthAttributeSpec *spec)
{
	int nschema = closed ? spec->nlabels : 0;
	char **schema = spec->label;
	int i;

	spec->label = option_labels(col, c, "categories", declared, &spec->nlabels);
	spec->source = SYNTH_DOMAIN_DECLARED;
	spec->open = !closed;
	for (i = 0; i < nschema; i++)
		spec->open |= !has_label(spec, schema[i]);
}

typedef struct Folding
{
	Node *expr;
} Folding;

/* a default that its own column refuses is an error only when it is used */
static void
try_folding(void *arg)
{
	Folding *folding = (Folding *) arg;

	folding->expr = eval_const_expressions(NULL, folding->expr);
}

/*
 * The column's constant default as a label, NULL if it has none that is known
 * to be accepted.  A default that calls anything but immutable functions of
 * pg_catalog is not evaluated; a foreign key cannot be checked without reading.
 */
static char *
default_label(const SourceColumn *col, ColumnConstraint *c, Relation rel)
{
	Folding folding;
	Const *constant;
	ValueLabelIO io;
	Datum value;
	char *label;

	if (!col->has_default || col->in_foreign_key)
		return NULL;
	folding.expr = build_column_default(rel, col->attnum);
	while (folding.expr != NULL && IsA(folding.expr, CoerceToDomain))
		folding.expr = (Node *) ((CoerceToDomain *) folding.expr)->arg;
	if (folding.expr == NULL || !constraint_is_safe(folding.expr) || !value_attempt(try_folding, &folding)
		|| !IsA(folding.expr, Const) || ((Const *) folding.expr)->constisnull)
		return NULL;
	constant = (Const *) folding.expr;
	value_label_init(&io, constant->consttype, -1);
	label = value_to_label(&io, constant->constvalue);
	value_label_init(&io, col->basetypid, col->basetypmod);
	if (!value_try_label(&io, label, &value) || !constraint_allows(c, value, false, false))
		return NULL;
	label = value_to_label(&io, value);
	return strlen(label) <= VALUE_MAX_LABEL ? label : NULL;
}

/* the text as the column writes it, NULL unless type and constraints accept it */
static char *
accepted_text(ValueLabelIO *io, ColumnConstraint *c, const char *text)
{
	Datum value;

	if (!value_try_label(io, text, &value) || !constraint_allows(c, value, false, true))
		return NULL;
	return value_to_label(io, value);
}

/*
 * What a NOT NULL column gets if not one of its values is published: the
 * placeholder of its type, or where a CHECK refuses that, what most patterns
 * and lengths of codes accept: its beginning, capitals, zeros; for a range that
 * must not be empty, everything.
 */
static char *
last_resort(const SourceColumn *col, ColumnConstraint *c)
{
	static const char *const pattern[] = {"synthetic", "SYNTHETIC", "000000000000"};
	char *text = value_placeholder(col->basetypid, col->basetypmod);
	char *label;
	ValueLabelIO io;
	char category;
	bool preferred;
	int i;

	if (text == NULL)
		return NULL;
	value_label_init(&io, col->basetypid, col->basetypmod);
	label = accepted_text(&io, c, text);
	get_type_category_preferred(col->basetypid, &category, &preferred);
	if (label == NULL && category == TYPCATEGORY_RANGE)
		return accepted_text(&io, c, text[0] == '{' ? "{(,)}" : "(,)");
	if (label != NULL || category != TYPCATEGORY_STRING)
		return label;
	for (i = 0; i < lengthof(pattern); i++)
	{
		for (text = pstrdup(pattern[i]); *text != '\0'; text[strlen(text) - 1] = '\0')
		{
			label = accepted_text(&io, c, text);
			if (label != NULL)
				return label;
		}
	}
	return NULL;
}

/* what values outside the published list become; see the head of this file */
static void
choose_other(const SourceColumn *col, ColumnConstraint *c, Relation rel, JsonbValue *declared, SynthAttributeSpec *spec)
{
	spec->other = SYNTH_OTHER_SPREAD;
	if (declared != NULL)
	{
		spec->other_label = option_other(col, c, declared, spec->nullable);
		spec->other = spec->other_label == NULL ? SYNTH_OTHER_NULL : SYNTH_OTHER_LABEL;
		return;
	}
	if (!spec->discover && !spec->open)
		return;
	if (spec->nullable)
	{
		spec->other = SYNTH_OTHER_NULL;
		return;
	}
	spec->other_label = default_label(col, c, rel);
	if (spec->other_label != NULL)
		spec->other = SYNTH_OTHER_LABEL;
	else if (spec->discover)
		spec->other_label = last_resort(col, c);
}

void
category_describe(SourceColumn *col, ColumnConstraint *c, Relation rel, const DescribeOptions *opt)
{
	SynthAttributeSpec *spec = &col->spec;
	JsonbValue *categories = option_find(opt->categories, col->name);
	JsonbValue *other = option_find(opt->other, col->name);
	bool closed = schema_labels(col, c, spec);

	spec->kind = SYNTH_CATEGORY;
	if (categories != NULL)
		declare_labels(col, c, categories, closed, spec);
	else if (!closed)
	{
		spec->source = SYNTH_DOMAIN_DISCOVERED;
		spec->discover = true;
		spec->open = true;
	}
	if (other != NULL && !spec->discover && !spec->open)
		option_refuse(col, "other", "its list of values is closed", "Leave the column out of \"other\".");
	if (other != NULL)
		col->text = NULL;
	if (col->text != NULL && spec->discover)
		spec->made_label = textcolumn_stand_in(col->text->kind);
	choose_other(col, c, rel, other, spec);
	col->form = VALUE_LABEL;
	col->scale = -1;
}
