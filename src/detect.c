/*-------------------------------------------------------------------------
 *
 * detect.c
 *	  What kind of text each column of a source holds.
 *
 * Three witnesses, in this order: the declared type, the name (of the column,
 * of its domain), and, where privacy allows it, the content.  A name without
 * doubt is believed; any other is given up when the content contradicts it or
 * knows better.  What only the content tells is what has a form of its own, a
 * code, or several words; values that are few and shared are no texts at all.
 *
 * Content is judged on distinct values, so that one value in a million rows
 * does not outvote the rest, and on their first characters.
 *
 *-------------------------------------------------------------------------
 */
#include "detect.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "storage/bufmgr.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "arraytext.h"
#include "core/kindname.h"
#include "core/kindtest.h"
#include "document.h"
#include "key.h"
#include "publicword.h"

#define CONTENT_ROWS 20000
#define CONTENT_CHARS 200
#define CONTENT_PAGES 2048 /* of a large table; its pages are drawn, its rows from those */
#define FEW_VALUES 256
#define FEW_CODES 1024 /* short ones: beyond that they are numbers of things, not categories */
#define FEW_SHORT 8	   /* bytes */

bool
detect_is_string(Oid basetype)
{
	return key_is_string(basetype) && basetype != CHAROID;
}

/* an array of strings */
static bool
is_string_array(Oid basetype)
{
	Oid element = get_element_type(basetype);

	return OidIsValid(element) && type_is_array(basetype) && detect_is_string(getBaseType(element));
}

/* texts, and arrays and documents, which may be few as a whole */
static bool
is_looked_at(Oid basetype)
{
	return detect_is_string(basetype) || arraytext_type(basetype) || document_type(basetype);
}

/* the core reads UTF-8, and takes any bytes: those of SQL_ASCII are not verified */
static char *
to_utf8(const char *text)
{
	if (GetDatabaseEncoding() == PG_SQL_ASCII)
		return unconstify(char *, text);
	return pg_server_to_any(text, (int) strlen(text), PG_UTF8);
}

bool
detect_is_lookup(SynthTextKind kind)
{
	switch (kind)
	{
		case SYNTH_TEXT_NONE:
		case SYNTH_TEXT_TITLE:
		case SYNTH_TEXT_CITY:
		case SYNTH_TEXT_REGION:
		case SYNTH_TEXT_COUNTRY:
		case SYNTH_TEXT_COUNTRY_CODE:
		case SYNTH_TEXT_JOB:
		case SYNTH_TEXT_COLOUR:
		case SYNTH_TEXT_CURRENCY:
		case SYNTH_TEXT_LANGUAGE:
			return true;
		default:
			return false;
	}
}

static void
put(Detection *d, SynthTextKind kind, const char *by, bool certain)
{
	d->kind = kind;
	d->by = kind != SYNTH_TEXT_NONE ? by : NULL;
	d->certain = certain && kind != SYNTH_TEXT_NONE;
	d->basis = kind == SYNTH_TEXT_LOREM		? SYNTH_BASIS_LENGTH
			   : kind == SYNTH_TEXT_PATTERN ? SYNTH_BASIS_SHAPE
											: SYNTH_BASIS_PRESENT;
}

/* by the type and the names alone */
static void
detect_by_name(const SourceTable *t, int c, char *const *name, Detection *d)
{
	const SourceColumn *col = &t->column[c];
	SynthNameClue clue = {.column = name[c],
						  .table = to_utf8(t->name),
						  .max_chars = value_max_chars(col->basetypid, col->basetypmod)};
	char **neighbour;
	SynthTextKind kind;
	bool certain = false;
	bool array = is_string_array(col->basetypid);

	if (col->basetypid == INETOID || col->basetypid == CIDROID || col->basetypid == MACADDROID
		|| col->basetypid == MACADDR8OID)
	{
		bool is_mac = col->basetypid == MACADDROID || col->basetypid == MACADDR8OID;

		put(d, is_mac ? SYNTH_TEXT_MAC : SYNTH_TEXT_IP, "type", true);
		return;
	}
	if (!detect_is_string(col->basetypid) && !array)
		return;
	neighbour = palloc(sizeof(char *) * Max(t->ncolumns, 1));
	for (int i = 0; i < t->ncolumns; i++)
		if (i != c)
			neighbour[clue.nneighbours++] = name[i];
	clue.neighbour = neighbour;
	kind = synth_kind_by_name(&clue, &certain);
	if (kind == SYNTH_TEXT_NONE && get_typtype(col->typid) == TYPTYPE_DOMAIN)
	{
		/* CREATE DOMAIN us_postal_code says as much as a name */
		HeapTuple type = SearchSysCache1(TYPEOID, ObjectIdGetDatum(col->typid));

		if (HeapTupleIsValid(type))
		{
			clue.column = to_utf8(NameStr(((Form_pg_type) GETSTRUCT(type))->typname));
			kind = synth_kind_by_name(&clue, &certain);
			ReleaseSysCache(type);
		}
	}
	/* elements of unknown words are left to what is learned of them */
	if (array && kind == SYNTH_TEXT_LOREM)
		kind = SYNTH_TEXT_NONE;
	put(d, kind, "name", certain);
	pfree(neighbour);
}

static void
detect_by_names(const SourceTable *t, Detection *d)
{
	char **name = palloc(sizeof(char *) * Max(t->ncolumns, 1));

	for (int c = 0; c < t->ncolumns; c++)
	{
		memset(&d[c], 0, sizeof(Detection));
		name[c] = to_utf8(t->column[c].name);
	}
	for (int c = 0; c < t->ncolumns; c++)
	{
		CHECK_FOR_INTERRUPTS();
		detect_by_name(t, c, name, &d[c]);
		if (d[c].kind == SYNTH_TEXT_NONE && detect_is_string(t->column[c].basetypid) && synth_kind_is_code(name[c]))
			put(&d[c], SYNTH_TEXT_PATTERN, "name", false);
	}
	pfree(name);
}

/* what the values of a column are like */
typedef struct Content
{
	SynthKindTest test;
	bool few;
	bool known;	  /* most rows have words that everybody knows of the kind that the name tells */
	int64 rows;	  /* without NULLs */
	int64 enough; /* rows that share a value */
	int64 nlabels;
	int64 *count; /* [nlabels] */
} Content;

/*
 * How many rows of the frame a value needs so that about min_count rows of the
 * relation have it; a value that was met once is shared by nobody.
 */
static int64
shared_rows(const Frame *frame, int64 min_count)
{
	double share = frame->total > 0 ? (double) frame->rows / (double) frame->total : 1;

	return Max(2, (int64) ceil((double) min_count * share));
}

/*
 * Are these categories?  Either what is shared is nearly everything, or there
 * are so few values that the rare ones are exceptions, not a rule.
 */
static bool
is_few(int64 values, int64 rows, int64 shared_values, int64 shared, int64 shared_short)
{
	if (10 * shared >= 9 * rows)
		return shared_values <= FEW_VALUES || (shared_values <= FEW_CODES && 10 * shared_short >= 9 * rows);
	return 2 * shared >= rows && 5 * values <= rows && values <= FEW_VALUES;
}

static void
weigh(const Frame *frame, const FrameColumn *column, int64 min_count, Content *content)
{
	int64 values = 0;
	int64 shared_values = 0;
	int64 shared = 0;
	int64 shared_short = 0;

	memset(content, 0, sizeof(*content));
	content->nlabels = frame_labels_count(column->labels);
	content->count = palloc_extended(sizeof(int64) * Max(content->nlabels, 1), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	content->enough = shared_rows(frame, min_count);
	for (int64 i = 0; i < frame->rows; i++)
	{
		int64 raw = column->raw[i];

		if (raw == SYNTH_RAW_NULL)
			continue;
		content->rows++;
		content->count[raw]++;
	}
	for (int64 v = 0; v < content->nlabels; v++)
	{
		const char *label = frame_label(column->labels, v);
		int64 count = content->count[v];
		char *utf8;

		if (v % 1000 == 0)
			CHECK_FOR_INTERRUPTS();
		/* a label of a row that another one replaced in the sample */
		if (count == 0)
			continue;
		values++;
		/* of long values only the beginning was read: they are not the same because that is */
		if (count >= content->enough && strlen(label) < CONTENT_CHARS)
		{
			shared_values++;
			shared += count;
			shared_short += strlen(label) <= FEW_SHORT ? count : 0;
		}
		utf8 = to_utf8(label);
		synth_kindtest_add(&content->test, utf8, (int) Min(strlen(utf8), (size_t) CONTENT_CHARS * 4));
		if (utf8 != label)
			pfree(utf8);
	}
	content->few = content->rows >= content->enough
				   && is_few(values, content->rows, shared_values, shared, shared_short);
}

/*
 * Do most rows have words that everybody knows, or values that enough rows
 * share?  Then those make a category, however small the table.
 */
static bool
mostly_known(const SourceColumn *col, const FrameColumn *column, const Content *content, SynthTextKind kind,
			 bool or_shared)
{
	int64 known = 0;
	char **word;
	int nwords;

	if (!publicword_has(kind) || content->rows == 0)
		return false;
	nwords = publicword_read(kind, col->basetypid, col->basetypmod, &word);
	for (int64 v = 0; v < content->nlabels; v++)
	{
		if (v % 1000 == 0)
			CHECK_FOR_INTERRUPTS();
		if ((or_shared && content->count[v] >= content->enough)
			|| publicword_among(word, nwords, frame_label(column->labels, v)))
			known += content->count[v];
	}
	return 2 * known >= content->rows;
}

/* two or three letters are codes of countries, regions, languages: here the name knows better */
static bool
is_listed_code(SynthTextKind kind)
{
	return kind == SYNTH_TEXT_COUNTRY_CODE || kind == SYNTH_TEXT_CURRENCY || kind == SYNTH_TEXT_LANGUAGE;
}

/* what the name said, in the light of the content */
static void
judge(Detection *d, const Content *content)
{
	const SynthKindTest *test = &content->test;
	SynthTextKind verdict = synth_kindtest_verdict(test);
	bool by_form = verdict != SYNTH_TEXT_NONE && verdict != SYNTH_TEXT_LOREM && verdict != SYNTH_TEXT_PATTERN;

	/* whether something is a code is better seen than told */
	if (d->kind == SYNTH_TEXT_PATTERN && test->values > 0)
		put(d, SYNTH_TEXT_NONE, NULL, false);
	d->upper = test->values > 0 && test->lettered > 0 && test->capital == test->values;
	if ((d->kind == SYNTH_TEXT_REGION || d->kind == SYNTH_TEXT_COUNTRY || d->kind == SYNTH_TEXT_COUNTRY_CODE)
		&& test->values > 0 && 10 * test->coded >= 9 * test->values)
	{
		/* a certain name of a country, and codes in it */
		if (d->kind == SYNTH_TEXT_COUNTRY && verdict == SYNTH_TEXT_COUNTRY_CODE)
			put(d, SYNTH_TEXT_COUNTRY_CODE, "content", true);
		if (d->kind != SYNTH_TEXT_COUNTRY)
			d->chars = test->longest == 3 ? 3 : 2;
		d->upper = false;
	}
	if (d->kind != SYNTH_TEXT_NONE && !d->certain && !content->known)
	{
		if (by_form && verdict != d->kind && !is_listed_code(verdict))
			put(d, verdict, "content", true);
		else if (synth_kindtest_contradicts(test, d->kind))
			put(d, SYNTH_TEXT_NONE, NULL, false);
	}
	/* notes of which there are only a few are categories */
	if (content->few && d->kind == SYNTH_TEXT_LOREM)
		put(d, SYNTH_TEXT_NONE, NULL, false);
	if (d->kind == SYNTH_TEXT_NONE)
	{
		if (by_form)
			put(d, verdict, "content", true);
		else if (!content->few && test->values >= SYNTH_KINDTEST_LEAST && test->lettered + test->digits > 0)
			/* what is neither shared nor a code is somebody's words */
			put(d, verdict == SYNTH_TEXT_PATTERN ? verdict : SYNTH_TEXT_LOREM, "content", true);
	}
	d->few = content->few && detect_is_lookup(d->kind);
}

void
detect_in_frame(const SourceTable *t, const Frame *frame, int64 min_count, Detection *d)
{
	coreglue_install();
	detect_by_names(t, d);
	for (int c = 0; c < t->ncolumns; c++)
	{
		if (d[c].by != NULL && strcmp(d[c].by, "type") == 0)
			continue;
		if (!is_looked_at(t->column[c].basetypid))
			continue;
		for (int f = 0; f < frame->ncolumns; f++)
		{
			Content content;

			if (frame->column[f].is_number || strcmp(frame->column[f].name, t->column[c].name) != 0)
				continue;
			CHECK_FOR_INTERRUPTS();
			weigh(frame, &frame->column[f], min_count, &content);
			if (!detect_is_string(t->column[c].basetypid))
			{
				d[c].few = content.few;
				pfree(content.count);
				continue;
			}
			content.known = mostly_known(&t->column[c], &frame->column[f], &content, d[c].kind, false);
			judge(&d[c], &content);
			if (!d[c].few)
				d[c].few = mostly_known(&t->column[c], &frame->column[f], &content, d[c].kind, true);
			pfree(content.count);
		}
	}
}

/* how much of a table is read: all of a small one, and of what has no pages of its own */
static double
percent_of_pages(Relation rel)
{
	BlockNumber pages;

	if (rel->rd_rel->relkind != RELKIND_RELATION && rel->rd_rel->relkind != RELKIND_MATVIEW)
		return 100;
	pages = RelationGetNumberOfBlocks(rel);
	return pages <= CONTENT_PAGES ? 100 : 100.0 * CONTENT_PAGES / pages;
}

void
detect_columns(const SourceTable *t, Relation rel, bool read_content, int64 min_count, Detection *d)
{
	MemoryContext context;
	MemoryContext old;
	Frame *frame;
	List *fields = NIL;

	coreglue_install();
	for (int c = 0; read_content && c < t->ncolumns; c++)
		/* what is left out is not looked at, perhaps may not be */
		if (is_looked_at(t->column[c].basetypid) && t->column[c].role != SYNTH_COLUMN_PLACEHOLDER)
		{
			FrameField *field = palloc0(sizeof(FrameField));

			field->name = t->column[c].name;
			field->max_chars = CONTENT_CHARS;
			fields = lappend(fields, field);
		}
	if (fields == NIL)
	{
		detect_by_names(t, d);
		return;
	}
	context = AllocSetContextCreate(CurrentMemoryContext, "synth detect", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(context);
	frame = frame_read_pages(RelationGetRelid(rel), fields, frame_max_rows(list_length(fields), CONTENT_ROWS),
							 percent_of_pages(rel));
	detect_in_frame(t, frame, min_count, d);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	list_free_deep(fields);
}
