/*-------------------------------------------------------------------------
 *
 * textcolumn.c
 *	  What becomes of a text column, decided before any private row is read.
 *
 * In this order: what the user says, constraints that list all values, the
 * kind that the declared type or the name tells, patterns in CHECKs, and, in
 * fits without privacy only, the content.  Three things can come out:
 *
 *	 made		role TEXT: every text is made; only its presence, length or
 *				shape is modelled
 *	 category	frequent values as they are; where a kind or a pattern is known
 *				and most values turn out too rare, all are made (textfit.c)
 *	 key		a serial code
 *
 * Kinds whose values are about nobody (a country, a job, a colour) stay
 * categories; values of the others never leave the source.
 *
 *-------------------------------------------------------------------------
 */
#include "textcolumn.h"

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/lsyscache.h"

#include "arraytext.h"
#include "core/kindname.h"
#include "document.h"
#include "lexicon.h"
#include "option.h"
#include "patterncheck.h"
#include "texttrial.h"

/* ranges of lengths up to this need no looking for */
#define SHORT_RANGE 64
/* numbers of words beyond this count as this */
#define MOST_WORDS 256
/* tokens of a row that count, unless per_row says otherwise */
#define WORDS_PER_ROW 12

/* texts of columns of this type can be made */
static bool
has_texts(Oid basetype)
{
	return detect_is_string(basetype) || document_type(basetype) || arraytext_type(basetype) || basetype == INETOID
		   || basetype == MACADDROID || basetype == MACADDR8OID;
}

/*
 * Kinds whose frequent values may be shown.  Cities and regions are such
 * kinds, but not in an address, all parts of which are made to agree.
 */
static bool
is_lookup(SynthTextKind kind, bool beside_place)
{
	return kind != SYNTH_TEXT_NONE && detect_is_lookup(kind)
		   && !(beside_place && (kind == SYNTH_TEXT_CITY || kind == SYNTH_TEXT_REGION));
}

int
textcolumn_max_chars(const SourceColumn *col)
{
	if (col->basetypid == NAMEOID)
		return (NAMEDATALEN - 1) / pg_database_encoding_max_length();
	return value_max_chars(col->basetypid, col->basetypmod);
}

static SynthText *
new_text(const SourceColumn *col, SynthTextKind kind, const TextOption *option, const char *locale)
{
	SynthText *text = (SynthText *) palloc0(sizeof(SynthText));

	text->kind = kind;
	text->locale = pstrdup(option->locale != NULL ? option->locale : locale);
	text->pattern = option->pattern;
	text->nvalues = option->nvalues;
	text->value = option->value;
	text->by = option->by;
	text->sex = text->country = -1;
	text->max_chars = textcolumn_max_chars(col);
	text->unique = col->role == SYNTH_COLUMN_KEY;
	return text;
}

char *
textcolumn_stand_in(SynthTextKind kind)
{
	return psprintf("<%s>", synth_text_kind_name(kind));
}

static void
category_spec(SourceColumn *col, bool discover)
{
	SynthAttributeSpec *spec = &col->spec;

	spec->kind = SYNTH_CATEGORY;
	spec->source = discover ? SYNTH_DOMAIN_DISCOVERED : SYNTH_DOMAIN_TYPE;
	spec->discover = discover;
	spec->open = true;
	spec->other = SYNTH_OTHER_LABEL;
	spec->other_label = textcolumn_stand_in(col->text->kind);
	col->form = VALUE_LABEL;
	col->scale = -1;
}

/*
 * A number of characters, words or elements: 0 .. most.  Where that is much
 * more than is usual, the range that occurs is looked for, as of a number whose
 * end nobody knows.
 */
static void
count_spec(SourceColumn *col, int most)
{
	SynthAttributeSpec *spec = &col->spec;
	bool declared = most <= SHORT_RANGE;

	spec->kind = SYNTH_NUMBER;
	spec->form = SYNTH_AXIS_INTEGER;
	spec->source = declared ? SYNTH_DOMAIN_TYPE : SYNTH_DOMAIN_GRID;
	spec->lo = 0;
	spec->hi = declared ? most : PG_INT32_MAX;
	spec->lo_declared = true;
	spec->hi_declared = declared;
	col->form = VALUE_INT4;
	col->scale = 0;
}

static void
bag_spec(SourceColumn *col, const TextOption *option, int by_default, bool linked)
{
	col->bag = 0; /* numbered later */
	col->bag_spec.per_row = option->per_row > 0 ? option->per_row : by_default;
	col->bag_spec.linked = linked;
}

/* the column is made; what of it is modelled follows from the kind */
static void
settle(SourceColumn *col, SynthText *text, const TextOption *option, const char *by)
{
	col->spec.name = col->name;
	col->spec.nullable = !col->notnull;
	col->text = text;
	col->text_by = by;
	col->role = SYNTH_COLUMN_TEXT;
	col->why = NULL;
	col->bag = -1;
	switch (text->kind)
	{
		case SYNTH_TEXT_LOREM:
			text->basis = SYNTH_BASIS_LENGTH;
			count_spec(col, text->max_chars > 0 ? text->max_chars : SYNTH_TEXT_MAX_CHARS);
			break;
		case SYNTH_TEXT_WORDS:
			text->basis = SYNTH_BASIS_WORDS;
			count_spec(col, MOST_WORDS);
			bag_spec(col, option, WORDS_PER_ROW, true);
			break;
		case SYNTH_TEXT_ARRAY:
			text->basis = SYNTH_BASIS_ELEMENTS;
			count_spec(col, SYNTH_ELEMENTS_MAX);
			bag_spec(col, option, SYNTH_ELEMENTS_PER_ROW, false);
			break;
		case SYNTH_TEXT_DOCUMENT:
			text->basis = SYNTH_BASIS_DOCUMENT;
			category_spec(col, true);
			bag_spec(col, option, DOCUMENT_TOKENS, false);
			break;
		case SYNTH_TEXT_PATTERN:
			if (text->pattern == NULL && (text->nchecks == 0 || text->basis == SYNTH_BASIS_SHAPE))
				text->basis = SYNTH_BASIS_SHAPE;
			else
				text->basis = SYNTH_BASIS_PRESENT;
			category_spec(col, text->basis == SYNTH_BASIS_SHAPE);
			col->spec.shapes = text->basis == SYNTH_BASIS_SHAPE;
			break;
		default:
			text->basis = SYNTH_BASIS_PRESENT;
			category_spec(col, false);
			break;
	}
	/* of a text that is always there, and of which nothing else is asked, there is nothing to learn */
	col->text_has_spec = text->basis != SYNTH_BASIS_PRESENT || !col->notnull;
}

static void
take_checks(SynthText *text, const PatternCheck *check)
{
	text->nchecks = check->nparts;
	text->check = check->part;
	text->min_chars = check->min_chars;
	if (check->max_chars > 0 && (text->max_chars == 0 || check->max_chars < text->max_chars))
		text->max_chars = check->max_chars;
	text->upper = check->upper;
}

/* does any part say what texts are like, not only what they are not? */
static bool
says_something(const PatternCheck *check)
{
	for (int i = 0; i < check->nparts; i++)
		if (!check->part[i].negated)
			return true;
	return false;
}

/*
 * Texts by the patterns of the column's CHECKs, NULL if there are none that can
 * be made.  What only excludes says nothing of texts that may be alike, unless
 * they are seen to be codes.
 */
static SynthText *
text_by_checks(const SourceColumn *col, ColumnConstraint *c, const TextOption *option, bool code, const char *locale)
{
	PatternCheck *check = patterncheck_read(c);
	SynthText *text;

	if (check == NULL || check->nparts == 0 || (col->role != SYNTH_COLUMN_KEY && !code && !says_something(check)))
		return NULL;
	text = new_text(col, SYNTH_TEXT_PATTERN, option, locale);
	take_checks(text, check);
	if (!texttrial_compiles(text) || !texttrial_passes(col, c, text))
		return NULL;
	return text;
}

/* the same, with the formats that occur among those that the CHECKs allow */
static SynthText *
code_by_checks(const SourceColumn *col, ColumnConstraint *c, const TextOption *option, const char *locale)
{
	SynthText *text = text_by_checks(col, c, option, true, locale);

	if (text != NULL)
		text->basis = SYNTH_BASIS_SHAPE;
	return text;
}

/* texts of a kind that the constraints accept, in capitals if that is what they ask for; NULL if they do not */
static SynthText *
text_of_kind(const SourceColumn *col, ColumnConstraint *c, SynthTextKind kind, const TextOption *option,
			 const char *locale, bool upper, int chars)
{
	SynthText *text = new_text(col, kind, option, locale);

	/* short texts of regions and countries are codes */
	if (chars > 0 && (text->max_chars == 0 || text->max_chars > chars))
		text->max_chars = chars;

	text->upper = upper;
	if (texttrial_passes(col, c, text))
		return text;
	text->upper = !upper;
	return texttrial_passes(col, c, text) ? text : NULL;
}

static void refuse_kind(const SourceColumn *col, SynthTextKind kind) __attribute__((noreturn));
static void
refuse_kind(const SourceColumn *col, SynthTextKind kind)
{
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("a CHECK of column \"%s\" refuses texts of kind \"%s\"", col->name, synth_text_kind_name(kind)),
			 errhint("Give a pattern that it accepts, as in text => '{\"%s\": \"pattern:[A-Z]{3}-[0-9]{4}\"}', or a list of values.",
					 col->name)));
	pg_unreachable();
}

/* a unique column whose CHECKs refuse serial codes, and say nothing that texts could be made from */
static void refuse_key(const SourceColumn *col, ColumnConstraint *c) __attribute__((noreturn));
static void
refuse_key(const SourceColumn *col, ColumnConstraint *c)
{
	PatternCheck *check = patterncheck_read(c);

	/* says which pattern it is, if it is one */
	if (check != NULL)
		(void) patterncheck_compile(check, col->name, false);
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("a CHECK of column \"%s\" refuses the keys that would be made for it", col->name),
			 errhint("Give a pattern that it accepts, as in text => '{\"%s\": \"pattern:[A-Z]{3}-[0-9]{4}\"}', or a list of values.",
					 col->name)));
	pg_unreachable();
}

/* what the user says */
static bool
describe_wish(SourceColumn *col, ColumnConstraint *c, const TextOption *option, const char *locale)
{
	SynthText *text;

	if (option->wish == TEXT_WISH_CATEGORY)
	{
		if (col->role == SYNTH_COLUMN_KEY)
			option_refuse(col, "text", "it is unique, so no value is frequent",
						  "Use \"key\", \"pattern\", or a kind of text.");
		return false;
	}
	if (option->wish == TEXT_WISH_NULL)
	{
		col->role = SYNTH_COLUMN_PLACEHOLDER;
		col->why = "left out by text =>";
		return true;
	}
	if (option->wish == TEXT_WISH_KEY)
	{
		col->role = SYNTH_COLUMN_KEY;
		col->why = "key: generated to be unique, never learned";
		return true;
	}
	if (!has_texts(col->basetypid) || get_typtype(col->basetypid) == TYPTYPE_ENUM || c->closed)
		option_refuse(col, "text", c->closed ? "its list of values is closed" : "no texts are made for its type",
					  "Leave the column out of \"text\".");
	if (document_type(col->basetypid))
	{
		if (option->kind != SYNTH_TEXT_DOCUMENT)
			option_refuse(col, "text", "documents are made by their structure",
						  "Use \"document\", \"category\" or \"null\".");
		settle(col, new_text(col, SYNTH_TEXT_DOCUMENT, option, locale), option, "text =>");
		return true;
	}
	if (arraytext_type(col->basetypid))
	{
		/* the kind of its elements; "array" says nothing of them */
		text = new_text(col, SYNTH_TEXT_ARRAY, option, locale);
		text->element = option->kind == SYNTH_TEXT_ARRAY || option->kind == SYNTH_TEXT_DOCUMENT ? SYNTH_TEXT_NONE
																								: option->kind;
		settle(col, text, option, "text =>");
		return true;
	}
	if (option->kind == SYNTH_TEXT_ARRAY || option->kind == SYNTH_TEXT_DOCUMENT)
		option_refuse(col, "text", "arrays and documents have types of their own", "Give another kind of text.");
	/* what is learned of their texts need not be an address */
	if (!detect_is_string(col->basetypid) && option->kind != SYNTH_TEXT_LIST
		&& option->kind != (col->basetypid == INETOID ? SYNTH_TEXT_IP : SYNTH_TEXT_MAC))
		option_refuse(col, "text", "its type has a kind of its own",
					  "Use \"ip\" for inet, \"mac\" for macaddr, or a list of values.");
	if (option->kind != SYNTH_TEXT_PATTERN || option->pattern != NULL)
		text = text_of_kind(col, c, option->kind, option, locale, false, 0);
	else if (c->conjuncts == NIL)
		text = new_text(col, option->kind, option, locale);
	else
		text = code_by_checks(col, c, option, locale);
	if (text == NULL)
		refuse_kind(col, option->kind);
	settle(col, text, option, "text =>");
	return true;
}

/* a unique column: texts that are unique by themselves, if their kind is known */
static void
describe_unique(SourceColumn *col, ColumnConstraint *c, const TextOption *option, const Detection *d,
				const char *locale)
{
	SynthText *text = NULL;

	if (d->kind != SYNTH_TEXT_NONE && d->kind != SYNTH_TEXT_PATTERN && d->kind != SYNTH_TEXT_LOREM
		&& !is_lookup(d->kind, false))
		text = text_of_kind(col, c, d->kind, option, locale, d->upper, d->chars);
	if (text != NULL)
	{
		/* a small space would refuse samples that serial codes do not */
		if (texttrial_space(text) >= UINT64CONST(1) << 31)
			settle(col, text, option, d->by);
		return;
	}
	text = text_by_checks(col, c, option, false, locale);
	if (text != NULL)
		settle(col, text, option, "constraint");
	else if (!texttrial_key_passes(col, c))
		refuse_key(col, c);
}

/* is there a street or postcode of the same prefix? */
static bool
has_place_beside(const SourceTable *t, const SourceColumn *col, const Detection *all)
{
	int length = synth_kind_prefix(col->name);

	for (int i = 0; i < t->ncolumns; i++)
	{
		const char *name = t->column[i].name;
		SynthTextKind kind = all[i].kind;

		if ((kind == SYNTH_TEXT_STREET || kind == SYNTH_TEXT_POSTCODE) && &t->column[i] != col
			&& synth_kind_prefix(name) == length && strncmp(name, col->name, length) == 0)
			return true;
	}
	return false;
}

bool
textcolumn_describe(SourceTable *t, SourceColumn *col, ColumnConstraint *c, const TextOption *option,
					const Detection *all, const char *locale, bool content_known)
{
	const Detection *d = &all[col - t->column];
	bool beside_place = has_place_beside(t, col, all);
	bool few = d->few && is_lookup(d->kind, false) == is_lookup(d->kind, beside_place);
	SynthText *text = NULL;

	if (option->wish != TEXT_WISH_NOTHING)
		return describe_wish(col, c, option, locale);
	if (!has_texts(col->basetypid) || get_typtype(col->basetypid) == TYPTYPE_ENUM || c->closed || col->in_foreign_key
		|| col->identity != '\0' || col->is_serial)
		return col->role == SYNTH_COLUMN_KEY;
	if (document_type(col->basetypid) || arraytext_type(col->basetypid))
	{
		/* the same few ones again and again are a category */
		if (col->role == SYNTH_COLUMN_KEY || c->conjuncts != NIL || d->few)
			return col->role == SYNTH_COLUMN_KEY;
		text = new_text(col, arraytext_type(col->basetypid) ? SYNTH_TEXT_ARRAY : SYNTH_TEXT_DOCUMENT, option, locale);
		text->element = arraytext_type(col->basetypid) ? d->kind : SYNTH_TEXT_NONE;
		settle(col, text, option, "type");
		return true;
	}
	if (col->role == SYNTH_COLUMN_KEY)
	{
		describe_unique(col, c, option, d, locale);
		return true;
	}

	if (d->kind != SYNTH_TEXT_NONE && d->kind != SYNTH_TEXT_PATTERN)
		text = text_of_kind(col, c, d->kind, option, locale, d->upper, d->chars);
	if (text != NULL && !few && (!is_lookup(d->kind, beside_place) || content_known))
	{
		settle(col, text, option, d->by);
		return true;
	}
	if (d->kind == SYNTH_TEXT_PATTERN && !few && c->conjuncts == NIL)
	{
		settle(col, new_text(col, SYNTH_TEXT_PATTERN, option, locale), option, d->by);
		return true;
	}
	/* a category, or all texts made if most of its values turn out too rare and we know how */
	if (text != NULL && is_lookup(d->kind, beside_place))
		col->text_by = d->by;
	else
	{
		text = text_by_checks(col, c, option, d->kind == SYNTH_TEXT_PATTERN, locale);
		col->text_by = "constraint";
		/* numbers of invoices, of parts: which formats occur, and with what, is all there is to learn */
		if (text != NULL && !few && (content_known ? d->kind == SYNTH_TEXT_PATTERN : texttrial_is_code(text)))
			text->basis = SYNTH_BASIS_SHAPE;
		if (text != NULL && !few && (content_known || text->basis == SYNTH_BASIS_SHAPE))
		{
			settle(col, text, option, "constraint");
			return true;
		}
	}
	col->text = text;
	return false;
}
