/*-------------------------------------------------------------------------
 *
 * small_lexicon.h
 *	  A small lexicon, and makers of one or several text columns.
 *
 * Two locales, en_US and de_DE; given names that are spelt alike in addresses
 * (José and Jose), names for both sexes, cities with prefixes of postcodes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SMALL_LEXICON_H
#define SYNTH_SMALL_LEXICON_H

#include "core/textmaker.h"

#define WORDS(...) (SynthWord[]){__VA_ARGS__}, sizeof((SynthWord[]){__VA_ARGS__}) / sizeof(SynthWord)

static SynthWordList small_list[64];
static SynthLexicon small_lexicon = {0, small_list};

static inline void
small_add(const char *list, const char *locale, const SynthWord *word, size_t n)
{
	SynthWordList *l = &small_list[small_lexicon.nlists++];

	l->list = (char *) list;
	l->locale = (char *) locale;
	l->nwords = (int) n;
	l->word = synth_alloc_array(n, sizeof(SynthWord));
	memcpy(l->word, word, n * sizeof(SynthWord));
	for (size_t i = 0; i < n; i++)
	{
		SynthWord *w = &l->word[i];

		w->tag = w->tag != NULL ? w->tag : "";
		w->parent = w->parent != NULL ? w->parent : "";
		w->weight = w->weight > 0 ? w->weight : 1.0f;
	}
}

/* lives in the test's arena */
static inline const SynthLexicon *
small_lexicon_make(void)
{
	small_lexicon.nlists = 0;
	small_add("given", "en_US",
			  WORDS({"Mary", "f", .weight = 5}, {"Jane", "f"}, {"Jos\xC3\xA9", "m", .fold = "jose"}, {"Jose", "f"},
					{"James", "m"}, {"Robin", ""}, {"Joan", "f"}, {"John", "m"}, {"Mark", "m"}));
	small_add("family", "en_US",
			  WORDS({"Smith"}, {"O'Brien"}, {"Obrien"}, {"Miller"}, {"Smythe"}, {"Smitherson"},
					{"M\xC3\xBCller", .fold = "mueller"}));
	small_add("title", "en_US", WORDS({"Mr.", "m"}, {"Ms.", "f"}, {"Dr.", "", .weight = 0.2f}));
	small_add("given", "de_DE", WORDS({"Anna", "f"}, {"J\xC3\xBCrgen", "m", .fold = "juergen"}, {"Uwe", "m"}));
	small_add("family", "de_DE", WORDS({"Wei\xC3\x9F", .fold = "weiss"}, {"M\xC3\xB6ller", .fold = "moeller"}));
	small_add("street", "en_US", WORDS({"Oak Street"}, {"Main Street"}, {"Broadway"}));
	small_add("street_format", "en_US", WORDS({"{number} {street}"}));
	small_add("street", "de_DE",
			  WORDS({"Hauptstra\xC3\x9F"
					 "e"},
					{"Am Bach"}));
	small_add("street_format", "de_DE", WORDS({"{street} {number}"}));
	small_add("city", "en_US",
			  WORDS({"Chicago", "606", "Illinois"}, {"Springfield", "627", "Illinois"},
					{"Boston", "021", "Massachusetts"}));
	small_add("region", "en_US", WORDS({"Illinois", "IL", "US"}, {"Massachusetts", "MA", "US"}));
	small_add("postcode", "en_US", WORDS({"[0-9]{5}"}));
	small_add("phone", "en_US", WORDS({"\\([2-9][0-9]{2}\\) 555-01[0-9]{2}"}, {"[2-9][0-9]{2}-555-01[0-9]{2}"}));
	small_add("national_id", "en_US", WORDS({"9[0-9]{2}-[0-9]{2}-[0-9]{4}"}));
	small_add("city", "de_DE", WORDS({"K\xC3\xB6ln", "50", "Nordrhein-Westfalen"}, {"Berlin", "10", "Berlin"}));
	small_add("region", "de_DE", WORDS({"Nordrhein-Westfalen", "NW", "DE"}, {"Berlin", "BE", "DE"}));
	small_add("postcode", "de_DE", WORDS({"[0-9]{5}"}));
	small_add("phone", "de_DE", WORDS({"\\+49 30 23125[0-9]{3}"}));
	small_add("company_stem", "", WORDS({"Lumora"}, {"Nevora"}, {"Lumora & Nevora"}, {"Zephra"}));
	small_add("company_suffix", "en_US", WORDS({"Ltd"}, {"Inc."}, {"and Sons"}));
	small_add("job", "", WORDS({"Sales Manager"}, {"Owner"}, {"Clerk"}));
	small_add("country", "", WORDS({"Germany", "DE DEU"}, {"United States", "US USA"}, {"France", "FR FRA"}));
	small_add("country", "de_DE", WORDS({"Deutschland", "DE DEU"}));
	small_add("colour", "", WORDS({"red"}, {"green"}, {"navy blue"}));
	small_add("iban", "", WORDS({"[0-9]{18}", "DE"}, {"[A-Z]{4}[0-9]{14}", "GB"}));
	small_add("card", "", WORDS({"400000[0-9]{9}", "visa"}, {"37828[0-9]{9}", "amex"}));
	small_add("currency", "", WORDS({"EUR", "Euro"}, {"USD", "Dollar"}));
	small_add("language", "", WORDS({"de", "German"}, {"en", "English"}));
	small_add("domain", "", WORDS({"example.com"}, {"example.org"}, {"mail.example"}));
	small_add("word", "",
			  WORDS({"lorem"}, {"ipsum"}, {"dolor"}, {"sit"}, {"amet"}, {"consectetur"}, {"et"}, {"exercitation"}));
	small_add("slug", "", WORDS({"quiet", "a"}, {"green", "a"}, {"river", "n"}, {"stone", "n"}, {"mill", "n"}));
	small_add("file_extension", "", WORDS({"pdf"}, {"tar.gz"}));
	small_add("user_agent", "", WORDS({"Mozilla/5\\.0 \\(X11; rv:1[0-9]{2}\\.0\\)"}));
	return &small_lexicon;
}

/* a model of text columns without attributes; columns are set by the test */
#define SMALL_MAX 12
static SynthModel text_model;
static SynthColumn text_column[SMALL_MAX];
static SynthText text_of[SMALL_MAX];
static SynthTextTarget text_target[SMALL_MAX];

static inline void
text_start(void)
{
	memset(&text_model, 0, sizeof text_model);
	memset(text_column, 0, sizeof text_column);
	memset(text_of, 0, sizeof text_of);
	memset(text_target, 0, sizeof text_target);
	text_model.source_schema = "public";
	text_model.source_name = "person";
	text_model.column = text_column;
	text_model.lexicon = (SynthLexicon *) small_lexicon_make();
}

/* adds a column; returns its number */
static inline int
text_add(SynthTextKind kind, int max_chars, bool unique)
{
	int c = text_model.ncolumns++;

	text_of[c] = (SynthText){.kind = kind,
							 .locale = "en_US",
							 .by = -1,
							 .sex = -1,
							 .country = -1,
							 .max_chars = max_chars,
							 .unique = unique};
	text_column[c] = (SynthColumn){.name = "t",
								   .type = "text",
								   .role = SYNTH_COLUMN_TEXT,
								   .attribute = -1,
								   .text = &text_of[c]};
	text_target[c] = (SynthTextTarget){.column = c, .max_chars = max_chars, .unique = unique};
	return c;
}

#define KINDS(...) (const SynthTextKind[]){__VA_ARGS__}, sizeof((SynthTextKind[]){__VA_ARGS__}) / sizeof(SynthTextKind)

/* adds columns of any width, all of them unique or none */
static inline void
text_add_all(bool unique, const SynthTextKind *kind, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text_add(kind[i], 0, unique);
}

static inline SynthTextMaker *
text_maker(uint64_t seed)
{
	return synth_textmaker_new(&text_model, text_model.ncolumns, text_target, seed);
}

/* facts for all groups */
static inline const SynthTextFacts *
text_facts(int sex, int country, bool has_by, uint64_t by)
{
	static SynthTextFacts facts[SYNTH_TEXT_GROUPS];

	for (int g = 0; g < SYNTH_TEXT_GROUPS; g++)
		facts[g] = (SynthTextFacts){sex, country, has_by, by};
	return facts;
}

static inline const char *
text_at(SynthTextMaker *t, int c, int64_t raw)
{
	int n;

	return synth_textmaker_text(t, c, raw, &n);
}

/* a copy that outlives the next text */
static inline char *
copy_at(SynthTextMaker *t, int c)
{
	const char *text = text_at(t, c, SYNTH_RAW_OTHER);
	char *copy = synth_alloc(strlen(text) + 1);

	return strcpy(copy, text);
}

static inline bool
begins(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* letters of a name as they are in addresses; of this lexicon alone */
static inline const char *
spelt(const char *name)
{
	static char out[2][64];
	static int turn;
	char *to = out[turn ^= 1];
	int n = 0;

	for (; *name != '\0'; name++)
	{
		if (strncmp(name, "\xC3\xA9", 2) == 0)
			to[n++] = 'e';
		else if (strncmp(name, "\xC3\xBC", 2) == 0)
		{
			to[n++] = 'u';
			to[n++] = 'e';
		}
		else if ((*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z'))
			to[n++] = (char) (*name | 32);
	}
	to[n] = '\0';
	return to;
}

#endif /* SYNTH_SMALL_LEXICON_H */
