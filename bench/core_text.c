/*-------------------------------------------------------------------------
 *
 * core_text.c
 *	  How fast the core makes texts, without a server: nanoseconds a text.
 *
 *		core_text [ROWS [KIND]]	(default 200000, all kinds)
 *
 * The lexicon has as many words as the shipped one has of one locale, made up
 * of syllables; each kind is made alone, first not unique, then unique.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/textmaker.h"
#include "surroundings.h"

static SynthWordList list[32];
static SynthLexicon lexicon = {0, list};

/* a word of two or three syllables, different for each number */
static char *
word(int number, bool capital)
{
	static const char *const syllable[] = {"ba", "de",	"fin", "gor", "ha",	 "jul", "ka",  "lem", "mi", "nor",
										   "pe", "qua", "ris", "so",  "tal", "ver", "win", "xa",  "yo", "zen"};
	char *w = calloc(1, 16);

	strcat(strcat(w, syllable[number % 20]), syllable[number / 20 % 20]);
	if (number % 3 == 0)
		strcat(w, syllable[number / 7 % 20]);
	if (capital)
		w[0] = (char) (w[0] - 'a' + 'A');
	return w;
}

/* n made-up words, every other one of another tag */
static void
add_words(const char *name, const char *locale, int n, const char *tag0, const char *tag1, const char *parent)
{
	SynthWordList *l = &list[lexicon.nlists++];

	*l = (SynthWordList){(char *) name, (char *) locale, n, calloc((size_t) n, sizeof(SynthWord))};
	for (int i = 0; i < n; i++)
		l->word[i] = (SynthWord){word(i, strcmp(name, "word") != 0 && strcmp(name, "slug") != 0),
								 (char *) (i % 2 == 0 ? tag0 : tag1), (char *) parent, NULL, (float) (n - i)};
}

static void
add_word(const char *name, const char *locale, const char *value, const char *tag, const char *parent)
{
	SynthWordList *l = &list[lexicon.nlists - 1];

	if (lexicon.nlists == 0 || strcmp(l->list, name) != 0)
	{
		l = &list[lexicon.nlists++];
		*l = (SynthWordList){(char *) name, (char *) locale, 0, calloc(16, sizeof(SynthWord))};
	}
	l->word[l->nwords++] = (SynthWord){(char *) value, (char *) tag, (char *) parent, NULL, 1.0f};
}

int
main(int argc, char **argv)
{
	int rows = argc > 1 ? atoi(argv[1]) : 200000;
	SynthModel m = {.source_schema = "s", .source_name = "t", .lexicon = &lexicon, .ncolumns = 1};
	SynthText text = {.locale = "en_US", .by = -1, .sex = -1, .country = -1, .pattern = "[A-Z]{3}-[0-9]{6}"};
	SynthColumn column = {.name = "c", .type = "text", .role = SYNTH_COLUMN_TEXT, .attribute = -1, .text = &text};
	static char *values[] = {"one", "two", "three"};

	bench_surround();
	m.column = &column;
	text.nvalues = 3;
	text.value = values;
	add_words("given", "en_US", 200, "f", "m", "");
	add_words("family", "en_US", 200, "", "", "");
	add_words("street", "en_US", 80, "", "", "");
	add_words("city", "en_US", 40, "606", "021", "Central");
	add_words("company_stem", "", 130, "", "", "");
	add_words("word", "", 200, "", "", "");
	add_words("slug", "", 300, "a", "n", "");
	add_words("job", "", 150, "", "", "");
	add_word("region", "en_US", "Central", "CE", "US");
	add_word("postcode", "en_US", "[0-9]{5}", "", "");
	add_word("phone", "en_US", "\\([2-9][0-9]{2}\\) 555-01[0-9]{2}", "", "");
	add_word("phone", "en_US", "\\+1 [2-9][0-9]{2} 555 01[0-9]{2}", "", "");
	add_word("card", "", "400000[0-9]{9}", "visa", "");
	add_word("card", "", "37828[0-9]{9}", "amex", "");
	add_word("iban", "", "[0-9]{18}", "DE", "");
	if (argc <= 2)
	{
		clock_t start = clock();

		(void) synth_textmaker_new(&m, 0, NULL, 1);
		printf("A maker of no columns, with all kinds: %.1f ms.\n\n",
			   1e3 * (double) (clock() - start) / CLOCKS_PER_SEC);
	}
	printf("| kind | start, ms | ns a text | unique: start, ms | ns a text |\n|---|---|---|---|---|\n");
	for (int k = SYNTH_TEXT_GIVEN; k < SYNTH_TEXT_ARRAY; k++)
	{
		size_t bytes = 0;

		if (argc > 2 && synth_text_kind_of(argv[2]) != k)
			continue;
		printf("| %s", synth_text_kind_name(k));
		for (int unique = 0; unique < 2; unique++)
		{
			SynthTextTarget target = {.column = 0, .max_chars = 0, .unique = unique};
			clock_t start = clock();
			SynthTextMaker *t;
			uint64_t space;

			text.kind = k;
			t = synth_textmaker_new(&m, 1, &target, 1);
			space = synth_textmaker_space(t, 0);
			printf(" | %.1f", 1e3 * (double) (clock() - start) / CLOCKS_PER_SEC);
			start = clock();
			for (int i = 0; i < rows; i++)
			{
				int n;

				synth_textmaker_row(t, (uint64_t) i % space, NULL);
				(void) synth_textmaker_text(t, 0, SYNTH_RAW_OTHER, &n);
				bytes += (size_t) n;
			}
			printf(" | %.0f", 1e9 * (double) (clock() - start) / CLOCKS_PER_SEC / rows);
		}
		printf(" |\n");
		if (bytes == 0)
			return 1;
	}
	return 0;
}
