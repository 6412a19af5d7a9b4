/*-------------------------------------------------------------------------
 *
 * lexicon.c
 *	  Public words from the table synth_dictionary: shipped rows and the users'.
 *
 * The table is small (some thousand rows), so it is read from beginning to end:
 * once for what there is, and again for the wanted lists.  It is found by the extension's OID and
 * read as it is now, like the extension's other tables; no SQL runs.
 *
 *-------------------------------------------------------------------------
 */
#include "lexicon.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "storage/shmem.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#include "catalog.h"
#include "lexicon_text.h"

/* columns of synth_dictionary, as sql/015_dictionary.sql makes them */
enum
{
	Anum_list = 1,
	Anum_locale,
	Anum_value,
	Anum_tag,
	Anum_parent,
	Anum_weight,
	Anum_builtin,
	Natts_dictionary = Anum_builtin
};

/*
 * More than these is no dictionary, and no model holds more (core/model_text.c):
 * whoever may add words cannot make the fits of others endless.
 */
#define MAX_LOCALES 400
#define MAX_WORDS 250000

/* where a locale's words come from if it has none of its own */
typedef enum LexiconLoan
{
	LEXICON_PLACE,	  /* belongs to a place: from nowhere */
	LEXICON_LANGUAGE, /* another locale of the language, else en_US */
	LEXICON_ALL		  /* rows of '' are there for all */
} LexiconLoan;

typedef struct LexiconList
{
	const char *name;
	LexiconLoan loan;
	bool folded; /* words occur in addresses */
} LexiconList;

typedef enum LexiconListNumber
{
	LIST_GIVEN,
	LIST_FAMILY,
	LIST_TITLE,
	LIST_STREET,
	LIST_STREET_FORMAT,
	LIST_CITY,
	LIST_REGION,
	LIST_POSTCODE,
	LIST_PHONE,
	LIST_NATIONAL_ID,
	LIST_COMPANY_STEM,
	LIST_COMPANY_SUFFIX,
	LIST_JOB,
	LIST_COUNTRY,
	LIST_COLOUR,
	LIST_IBAN,
	LIST_CARD,
	LIST_CURRENCY,
	LIST_LANGUAGE,
	LIST_DOMAIN,
	LIST_WORD,
	LIST_SLUG,
	LIST_FILE_EXTENSION,
	LIST_USER_AGENT
} LexiconListNumber;
#define LEXICON_LISTS (LIST_USER_AGENT + 1)

static const LexiconList lexicon_list[LEXICON_LISTS] = {
	[LIST_GIVEN] = {"given", LEXICON_LANGUAGE, true},
	[LIST_FAMILY] = {"family", LEXICON_LANGUAGE, true},
	[LIST_TITLE] = {"title", LEXICON_LANGUAGE, false},
	[LIST_STREET] = {"street", LEXICON_LANGUAGE, false},
	[LIST_STREET_FORMAT] = {"street_format", LEXICON_PLACE, false},
	[LIST_CITY] = {"city", LEXICON_PLACE, true},
	[LIST_REGION] = {"region", LEXICON_PLACE, false},
	[LIST_POSTCODE] = {"postcode", LEXICON_PLACE, false},
	[LIST_PHONE] = {"phone", LEXICON_ALL, false},
	[LIST_NATIONAL_ID] = {"national_id", LEXICON_PLACE, false},
	[LIST_COMPANY_STEM] = {"company_stem", LEXICON_ALL, true},
	[LIST_COMPANY_SUFFIX] = {"company_suffix", LEXICON_LANGUAGE, false},
	[LIST_JOB] = {"job", LEXICON_LANGUAGE, false},
	[LIST_COUNTRY] = {"country", LEXICON_ALL, false},
	[LIST_COLOUR] = {"colour", LEXICON_ALL, false},
	[LIST_IBAN] = {"iban", LEXICON_ALL, false},
	[LIST_CARD] = {"card", LEXICON_ALL, false},
	[LIST_CURRENCY] = {"currency", LEXICON_ALL, false},
	[LIST_LANGUAGE] = {"language", LEXICON_ALL, false},
	[LIST_DOMAIN] = {"domain", LEXICON_ALL, false},
	[LIST_WORD] = {"word", LEXICON_ALL, true},
	[LIST_SLUG] = {"slug", LEXICON_ALL, true},
	[LIST_FILE_EXTENSION] = {"file_extension", LEXICON_ALL, false},
	[LIST_USER_AGENT] = {"user_agent", LEXICON_ALL, false},
};

#define LIST(name) (UINT32_C(1) << LIST_##name)
#define LISTS_PERSON (LIST(GIVEN) | LIST(FAMILY) | LIST(TITLE))
#define LISTS_PLACE (LIST(CITY) | LIST(REGION) | LIST(COUNTRY))

/* the lists that texts of a kind are made of */
static const uint32 lexicon_lists_of[SYNTH_TEXT_KINDS] = {
	[SYNTH_TEXT_GIVEN] = LISTS_PERSON,
	[SYNTH_TEXT_FAMILY] = LISTS_PERSON,
	[SYNTH_TEXT_FULL_NAME] = LISTS_PERSON,
	[SYNTH_TEXT_TITLE] = LISTS_PERSON,
	[SYNTH_TEXT_EMAIL] = LISTS_PERSON | LIST(DOMAIN),
	[SYNTH_TEXT_USERNAME] = LISTS_PERSON,
	[SYNTH_TEXT_PHONE] = LIST(PHONE),
	[SYNTH_TEXT_STREET] = LIST(STREET) | LIST(STREET_FORMAT),
	[SYNTH_TEXT_CITY] = LISTS_PLACE,
	[SYNTH_TEXT_REGION] = LISTS_PLACE,
	[SYNTH_TEXT_POSTCODE] = LISTS_PLACE | LIST(POSTCODE),
	[SYNTH_TEXT_COUNTRY] = LIST(COUNTRY),
	[SYNTH_TEXT_COUNTRY_CODE] = LIST(COUNTRY),
	[SYNTH_TEXT_ADDRESS] = LISTS_PLACE | LIST(POSTCODE) | LIST(STREET) | LIST(STREET_FORMAT),
	[SYNTH_TEXT_COMPANY] = LIST(FAMILY) | LIST(COMPANY_STEM) | LIST(COMPANY_SUFFIX),
	[SYNTH_TEXT_JOB] = LIST(JOB),
	[SYNTH_TEXT_URL] = LIST(DOMAIN) | LIST(SLUG),
	[SYNTH_TEXT_DOMAIN] = LIST(DOMAIN) | LIST(SLUG),
	[SYNTH_TEXT_IBAN] = LIST(IBAN),
	[SYNTH_TEXT_CARD] = LIST(CARD),
	[SYNTH_TEXT_NATIONAL_ID] = LIST(NATIONAL_ID),
	[SYNTH_TEXT_COLOUR] = LIST(COLOUR),
	[SYNTH_TEXT_CURRENCY] = LIST(CURRENCY),
	[SYNTH_TEXT_LANGUAGE] = LIST(LANGUAGE),
	[SYNTH_TEXT_FILE_NAME] = LIST(SLUG) | LIST(FILE_EXTENSION),
	[SYNTH_TEXT_USER_AGENT] = LIST(USER_AGENT),
	[SYNTH_TEXT_LOREM] = LIST(WORD),
	/* rows without any published word, elements and values that no token covers */
	[SYNTH_TEXT_WORDS] = LIST(WORD),
	[SYNTH_TEXT_ARRAY] = LIST(WORD),
	[SYNTH_TEXT_DOCUMENT] = LIST(WORD),
};

/* a row of a wanted list */
typedef struct LexiconRow
{
	LexiconListNumber list;
	const char *locale; /* the one it is for, not always the one it is stored under */
	bool builtin;
	SynthWord word;
} LexiconRow;

/* what is there, by list and locale */
typedef struct LexiconStock
{
	List *locale[LEXICON_LISTS]; /* char *, in byte order */
} LexiconStock;

typedef void (*LexiconVisit)(LexiconListNumber list, const Datum *value, void *arg);

/* whoever owns the table can change it; columns behind ours do no harm */
static void
lexicon_check(Relation rel)
{
	static const Oid type[Natts_dictionary] = {TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, FLOAT4OID, BOOLOID};
	TupleDesc desc = RelationGetDescr(rel);
	bool same = desc->natts >= Natts_dictionary;

	for (int i = 0; i < Natts_dictionary && same; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);

		same = !att->attisdropped && att->atttypid == type[i] && att->attnotnull;
	}
	if (!same)
		ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
						errmsg("the columns of synth_dictionary are not those that the extension made"),
						errhint("Undo what ALTER TABLE did to the table, or create the extension anew.")));
}

/* calls visit for each row of a known list */
static void
lexicon_scan(LexiconVisit visit, void *arg)
{
	Relation rel = table_open(catalog_table("synth_dictionary"), AccessShareLock);
	SysScanDesc scan = systable_beginscan(rel, InvalidOid, false, NULL, 0, NULL);
	HeapTuple tuple;
	Datum *value;
	bool *isnull;

	lexicon_check(rel);
	value = palloc(sizeof(Datum) * RelationGetDescr(rel)->natts);
	isnull = palloc(sizeof(bool) * RelationGetDescr(rel)->natts);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		text *name;

		CHECK_FOR_INTERRUPTS();
		heap_deform_tuple(tuple, RelationGetDescr(rel), value, isnull);
		name = DatumGetTextPP(value[Anum_list - 1]);
		for (int i = 0; i < LEXICON_LISTS; i++)
			if (VARSIZE_ANY_EXHDR(name) == strlen(lexicon_list[i].name)
				&& memcmp(VARDATA_ANY(name), lexicon_list[i].name, VARSIZE_ANY_EXHDR(name)) == 0)
			{
				visit((LexiconListNumber) i, value, arg);
				break;
			}
	}
	pfree(value);
	pfree(isnull);
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
}

static int
lexicon_compare_strings(const ListCell *a, const ListCell *b)
{
	return strcmp((const char *) lfirst(a), (const char *) lfirst(b));
}

static bool
lexicon_has_string(List *list, const char *string)
{
	ListCell *lc;

	foreach(lc, list)
		if (strcmp((const char *) lfirst(lc), string) == 0)
			return true;
	return false;
}

static void
lexicon_visit_stock(LexiconListNumber list, const Datum *value, void *arg)
{
	LexiconStock *stock = (LexiconStock *) arg;
	char *locale = TextDatumGetCString(value[Anum_locale - 1]);

	if (lexicon_has_string(stock->locale[list], locale))
	{
		pfree(locale);
		return;
	}
	if (list_length(stock->locale[list]) > MAX_LOCALES)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("synth_dictionary has words of more than %d locales", MAX_LOCALES),
						errhint("Delete locales that nobody uses, or ask the owner of the table to.")));
	stock->locale[list] = lappend(stock->locale[list], locale);
}

static LexiconStock *
lexicon_stock(void)
{
	LexiconStock *stock = palloc0(sizeof(LexiconStock));

	lexicon_scan(lexicon_visit_stock, stock);
	for (int i = 0; i < LEXICON_LISTS; i++)
		list_sort(stock->locale[i], lexicon_compare_strings);
	return stock;
}

bool
lexicon_has_locale(const char *locale)
{
	return locale[0] == '\0' || lexicon_has_string(lexicon_locales(), locale);
}

List *
lexicon_locales(void)
{
	LexiconStock *stock = lexicon_stock();
	List *result = NIL;

	for (int i = 0; i < LEXICON_LISTS; i++)
	{
		ListCell *lc;

		foreach(lc, stock->locale[i])
		{
			char *locale = (char *) lfirst(lc);

			if (locale[0] != '\0' && !lexicon_has_string(result, locale))
				result = lappend(result, locale);
		}
	}
	list_sort(result, lexicon_compare_strings);
	return result;
}

/* the locale whose rows serve `locale` in a list, NULL if there is none */
static const char *
lexicon_lender(const LexiconStock *stock, LexiconListNumber list, const char *locale)
{
	size_t language = strcspn(locale, "_");
	ListCell *lc;

	if (lexicon_has_string(stock->locale[list], locale))
		return locale;
	if (lexicon_list[list].loan != LEXICON_LANGUAGE || locale[0] == '\0')
		return NULL;
	foreach(lc, stock->locale[list])
	{
		const char *other = (const char *) lfirst(lc);

		if (strcspn(other, "_") == language && strncmp(other, locale, language) == 0)
			return other;
	}
	return lexicon_has_string(stock->locale[list], LEXICON_LOCALE) ? LEXICON_LOCALE : NULL;
}

typedef struct LexiconReading
{
	List *locale[LEXICON_LISTS]; /* of each wanted list: the locales to fill */
	List *lender[LEXICON_LISTS]; /* and where from */
	LexiconRow *row;
	int nrows;
	int maxrows;
} LexiconReading;

static void
lexicon_visit_reading(LexiconListNumber list, const Datum *value, void *arg)
{
	LexiconReading *r = (LexiconReading *) arg;
	ListCell *to;
	ListCell *from;
	char *locale;

	if (r->locale[list] == NIL)
		return;
	locale = TextDatumGetCString(value[Anum_locale - 1]);
	forboth(to, r->locale[list], from, r->lender[list])
	{
		LexiconRow *row;

		if (strcmp(locale, (const char *) lfirst(from)) != 0)
			continue;
		if (r->nrows == MAX_WORDS)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("synth_dictionary has more than %d words for the texts of one model", MAX_WORDS),
					 errhint(
						 "Delete words that nobody needs, or ask the owner of the table to; or name another locale.")));
		if (r->nrows == r->maxrows)
		{
			r->maxrows = r->maxrows > 0 ? r->maxrows * 2 : 1024;
			r->row = r->row == NULL ? palloc_extended(mul_size(r->maxrows, sizeof(LexiconRow)), MCXT_ALLOC_HUGE)
									: repalloc_huge(r->row, mul_size(r->maxrows, sizeof(LexiconRow)));
		}
		row = &r->row[r->nrows++];
		row->list = list;
		row->locale = (const char *) lfirst(to);
		row->builtin = DatumGetBool(value[Anum_builtin - 1]);
		row->word.value = TextDatumGetCString(value[Anum_value - 1]);
		row->word.tag = TextDatumGetCString(value[Anum_tag - 1]);
		row->word.parent = TextDatumGetCString(value[Anum_parent - 1]);
		row->word.weight = DatumGetFloat4(value[Anum_weight - 1]);
		row->word.fold = NULL;
		if (lexicon_list[list].folded)
			row->word.fold = lexicon_fold(row->word.value, strncmp(row->locale, "de_", 3) == 0);
	}
	pfree(locale);
}

static int
lexicon_compare_words(const LexiconRow *a, const LexiconRow *b)
{
	int c;

	if (a->list != b->list)
		return strcmp(lexicon_list[a->list].name, lexicon_list[b->list].name);
	if ((c = strcmp(a->locale, b->locale)) != 0 || (c = strcmp(a->word.value, b->word.value)) != 0
		|| (c = strcmp(a->word.tag, b->word.tag)) != 0)
		return c;
	return strcmp(a->word.parent, b->word.parent);
}

/* of equal words the user's comes first */
static int
lexicon_compare_rows(const void *pa, const void *pb)
{
	const LexiconRow *a = (const LexiconRow *) pa;
	const LexiconRow *b = (const LexiconRow *) pb;
	int c = lexicon_compare_words(a, b);

	return c != 0 ? c : (int) a->builtin - (int) b->builtin;
}

/* sorted rows as lists; the strings stay where they are */
static SynthLexicon *
lexicon_from_rows(const LexiconRow *row, int nrows)
{
	SynthLexicon *lexicon = palloc0(sizeof(SynthLexicon));
	int nlists = 0;

	for (int i = 0; i < nrows; i++)
		if (i == 0 || row[i].list != row[i - 1].list || strcmp(row[i].locale, row[i - 1].locale) != 0)
			nlists++;
	lexicon->list = palloc0(mul_size(Max(nlists, 1), sizeof(SynthWordList)));
	for (int i = 0, end; i < nrows; i = end)
	{
		SynthWordList *list = &lexicon->list[lexicon->nlists++];

		for (end = i; end < nrows && row[end].list == row[i].list && strcmp(row[end].locale, row[i].locale) == 0; end++)
			;
		list->list = pstrdup(lexicon_list[row[i].list].name);
		list->locale = pstrdup(row[i].locale);
		list->word = palloc0(mul_size(end - i, sizeof(SynthWord)));
		for (int k = i; k < end; k++)
			if (k == i || lexicon_compare_words(&row[k - 1], &row[k]) != 0)
				list->word[list->nwords++] = row[k].word;
	}
	return lexicon;
}

SynthLexicon *
lexicon_read(const bool *wanted_kind, List *locales)
{
	LexiconReading *r = palloc0(sizeof(LexiconReading));
	LexiconStock *stock = lexicon_stock();
	uint32 lists = 0;

	for (int k = 0; k < SYNTH_TEXT_KINDS; k++)
		if (wanted_kind[k])
			lists |= lexicon_lists_of[k];
	for (int i = 0; i < LEXICON_LISTS; i++)
	{
		List *wanted = list_make1(pstrdup(""));
		ListCell *lc;

		if ((lists & (UINT32_C(1) << i)) == 0)
			continue;
		wanted = list_concat(wanted, locales);
		foreach(lc, wanted)
		{
			const char *locale = (const char *) lfirst(lc);
			const char *lender = lexicon_lender(stock, i, locale);

			if (lender == NULL || lexicon_has_string(r->locale[i], locale))
				continue;
			r->locale[i] = lappend(r->locale[i], unconstify(char *, locale));
			r->lender[i] = lappend(r->lender[i], unconstify(char *, lender));
		}
	}
	lexicon_scan(lexicon_visit_reading, r);
	if (r->nrows > 1)
		qsort(r->row, r->nrows, sizeof(LexiconRow), lexicon_compare_rows);
	return lexicon_from_rows(r->row, r->nrows);
}
