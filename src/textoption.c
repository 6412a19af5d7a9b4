/*-------------------------------------------------------------------------
 *
 * textoption.c
 *	  What the user says of text columns: text => '{"column": ...}'.
 *
 *		"email": "email"						a kind
 *		"sku": "pattern:[A-Z]{3}-[0-9]{4}"		a pattern; "pattern" alone learns it
 *		"grade": ["a", "b", "c"]				a list
 *		"name": {"kind": "full_name", "locale": "de_DE", "by": "customer_id"}
 *		"status": "category"					frequent values as they are
 *		"*": {"locale": "de_DE"}				of all columns that name none
 *
 * Declarations are public.  Each is checked here, as far as it can be without
 * the words: a kind that exists, a locale that has words, a pattern that can
 * be compiled and has an end.
 *
 *-------------------------------------------------------------------------
 */
#include "textoption.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "core/bag.h"
#include "core/pattern.h"
#include "lexicon.h"
#include "option.h"
#include "patternsubject.h"

#define PATTERN_PREFIX "pattern:"
#define MAX_PATTERN 1000

static const char *const special_wishes[] = {"category", "key", "null"};
static const TextWish special_wish[] = {TEXT_WISH_CATEGORY, TEXT_WISH_KEY, TEXT_WISH_NULL};

static char *
kind_names(void)
{
	StringInfoData text;

	initStringInfo(&text);
	for (int k = 1; k < SYNTH_TEXT_KINDS; k++)
		if (k != SYNTH_TEXT_LIST && k != SYNTH_TEXT_ARRAY && k != SYNTH_TEXT_DOCUMENT)
			appendStringInfo(&text, "%s, ", synth_text_kind_name((SynthTextKind) k));
	appendStringInfoString(&text, "pattern:<expression>, category, key, null, or a list such as [\"a\", \"b\"]");
	return text.data;
}

static void
check_locale(const char *locale)
{
	StringInfoData known;
	ListCell *cell;

	if (lexicon_has_locale(locale))
		return;
	initStringInfo(&known);
	foreach(cell, lexicon_locales())
		appendStringInfo(&known, "%s%s", known.len > 0 ? ", " : "", (char *) lfirst(cell));
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("there are no words for locale \"%s\"", locale),
					errhint("Use one of %s, or insert words of your own into synth_dictionary.", known.data)));
}

/* the pattern can be compiled, has an end, and some of its texts fit the column */
static void
check_pattern(const SourceColumn *col, const char *pattern, int max_chars)
{
	SynthPatternError error = {SYNTH_PATTERN_OK, -1, NULL};

	if (strlen(pattern) > MAX_PATTERN)
		option_refuse(col, "text", "the pattern is too long", "Patterns have at most 1000 bytes.");
	if (GetDatabaseEncoding() != PG_UTF8 && !patternsubject_is_ascii(pattern))
		option_refuse(col, "text", "the pattern has letters beyond ASCII, which needs a database in UTF8",
					  "Write the pattern with ASCII letters.");
	if (synth_pattern_new(pattern, 0, true, &error) == NULL)
		ereport(
			ERROR,
			(errcode(error.fault == SYNTH_PATTERN_UNSUPPORTED ? ERRCODE_FEATURE_NOT_SUPPORTED
															  : ERRCODE_INVALID_PARAMETER_VALUE),
			 error.offset >= 0 ? errmsg("pattern of column \"%s\": %s at character %d", col->name, error.message,
										pg_mbstrlen_with_len(pattern, Min(error.offset, (int) strlen(pattern))) + 1)
							   : errmsg("pattern of column \"%s\": %s", col->name, error.message),
			 error.fault == SYNTH_PATTERN_INFINITE
				 ? errhint("Give each repetition an end, as in [a-z]{1,8} for [a-z]+.")
				 : errhint(
					 "Write a regular expression of literals, classes, groups, | and counts, as in \"pattern:[A-Z]{3}-[0-9]{4}\".")));
	if (max_chars > 0 && synth_pattern_new(pattern, max_chars, true, &error) == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
				 errmsg("every text of the pattern of column \"%s\" is too long for %s", col->name, col->type_text),
				 errhint("Shorten the pattern to at most %d characters.", max_chars)));
}

/* "email", "pattern:...", "category" */
static void
read_kind(const SourceColumn *col, const char *text, TextOption *o)
{
	for (int i = 0; i < lengthof(special_wishes); i++)
	{
		if (pg_strcasecmp(text, special_wishes[i]) == 0)
		{
			o->wish = special_wish[i];
			return;
		}
	}
	o->wish = TEXT_WISH_KIND;
	if (strncmp(text, PATTERN_PREFIX, strlen(PATTERN_PREFIX)) == 0)
	{
		o->kind = SYNTH_TEXT_PATTERN;
		o->pattern = pstrdup(text + strlen(PATTERN_PREFIX));
		return;
	}
	o->kind = synth_text_kind_of(text);
	if (o->kind == SYNTH_TEXT_NONE || o->kind == SYNTH_TEXT_LIST)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("unknown kind of text \"%s\" for column \"%s\"", text, col->name),
						errhint("Use one of %s.", kind_names())));
}

static char *
member_text(const SourceColumn *col, const char *key, const JsonbValue *v)
{
	char *text = v->type == jbvString ? option_scalar(v) : NULL;

	if (text == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" in \"text\" for column \"%s\" must be a string", key, col->name),
				 errhint("Write, for example, text => '{\"%s\": {\"kind\": \"full_name\", \"locale\": \"de_DE\"}}'.",
						 col->name)));
	return text;
}

static int
member_per_row(const SourceColumn *col, const JsonbValue *v)
{
	int n = -1;

	if (v->type == jbvNumeric)
	{
		bool have_error = false;

		n = numeric_int4_opt_error(v->val.numeric, &have_error);
		if (have_error)
			n = -1;
	}
	if (n < 1 || n > SYNTH_BAG_MAX_PER_ROW)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("\"per_row\" in \"text\" for column \"%s\" must be between 1 and %d", col->name,
							   SYNTH_BAG_MAX_PER_ROW),
						errhint("It is how many words, elements or values of a row count; noise grows with it.")));
	return n;
}

static void
read_member(const SourceTable *t, const SourceColumn *col, ColumnConstraint *c, const char *key, JsonbValue *v,
			TextOption *o)
{
	if (strcmp(key, "kind") == 0)
		read_kind(col, member_text(col, key, v), o);
	else if (strcmp(key, "locale") == 0)
		o->locale = member_text(col, key, v);
	else if (strcmp(key, "pattern") == 0)
	{
		o->wish = TEXT_WISH_KIND;
		o->kind = SYNTH_TEXT_PATTERN;
		o->pattern = member_text(col, key, v);
	}
	else if (strcmp(key, "by") == 0)
	{
		o->by = option_column(t, "text", member_text(col, key, v));
		if (&t->column[o->by] == col)
			option_refuse(col, "text", "\"by\" names the column itself",
						  "Name the column that says whose row it is, such as a customer's number.");
	}
	else if (strcmp(key, "values") == 0)
	{
		o->wish = TEXT_WISH_KIND;
		o->kind = SYNTH_TEXT_LIST;
		o->value = option_labels(col, c, "text", v, &o->nvalues);
	}
	else if (strcmp(key, "per_row") == 0)
		o->per_row = member_per_row(col, v);
	else
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("unknown key \"%s\" in \"text\" for column \"%s\"", key, col->name),
						errhint("Use \"kind\", \"locale\", \"by\", \"pattern\", \"values\" or \"per_row\".")));
}

static void
read_object(const SourceTable *t, const SourceColumn *col, ColumnConstraint *c, JsonbContainer *object, TextOption *o)
{
	JsonbIterator *it = JsonbIteratorInit(object);
	JsonbIteratorToken token;
	JsonbValue v;
	char *key = NULL;

	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			key = pnstrdup(v.val.string.val, v.val.string.len);
		else if (token == WJB_VALUE)
			read_member(t, col, c, key, &v, o);
	}
}

const char *
textoption_locale(Jsonb *options)
{
	JsonbValue *v = option_find(options, TEXTOPTION_EVERY);
	JsonbValue *locale = NULL;
	JsonbValue key;
	char *text;

	if (v == NULL)
		return LEXICON_LOCALE;
	key.type = jbvString;
	key.val.string.val = pstrdup("locale");
	key.val.string.len = strlen("locale");
	if (v->type == jbvBinary && JsonContainerIsObject(v->val.binary.data) && JsonContainerSize(v->val.binary.data) == 1)
		locale = findJsonbValueFromContainer(v->val.binary.data, JB_FOBJECT, &key);
	if (locale == NULL || locale->type != jbvString)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("\"*\" in \"text\" can only hold a locale"),
						errhint("Write text => '{\"*\": {\"locale\": \"de_DE\"}}'.")));
	text = option_scalar(locale);
	check_locale(text);
	return text;
}

TextOption
textoption_read(const SourceTable *t, const SourceColumn *col, ColumnConstraint *c, Jsonb *options, int max_chars)
{
	TextOption o = {.wish = TEXT_WISH_NOTHING, .by = -1};
	JsonbValue *v = option_find(options, col->name);

	if (v == NULL)
		return o;
	if (v->type == jbvBinary && JsonContainerIsObject(v->val.binary.data))
		read_object(t, col, c, v->val.binary.data, &o);
	else if (v->type == jbvBinary)
	{
		o.wish = TEXT_WISH_KIND;
		o.kind = SYNTH_TEXT_LIST;
		o.value = option_labels(col, c, "text", v, &o.nvalues);
	}
	else if (v->type == jbvNull)
		o.wish = TEXT_WISH_NULL;
	else
		read_kind(col, member_text(col, "kind", v), &o);
	if (o.locale != NULL)
		check_locale(o.locale);
	if (o.pattern != NULL)
		check_pattern(col, o.pattern, max_chars);
	return o;
}
