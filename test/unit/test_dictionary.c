/*-------------------------------------------------------------------------
 *
 * test_dictionary.c
 *	  The patterns among the shipped words compile, are finite, have enough
 *	  texts, and every city's prefix begins some postcode.
 *
 * Reads sql/dictionary/NAME.txt, from which the install script is made (see
 * sql/dictionary/make); tests run in the tree's root.
 *
 *-------------------------------------------------------------------------
 */
#include "core/pattern.h"
#include "unit.h"

static const char *const name[] = {"all",	"de_DE", "en_GB", "en_US", "es_ES", "fr_FR",
								   "it_IT", "nl_NL", "pl_PL", "pt_BR", "sv_SE", "tr_TR"};
#define NAMES ((int) (sizeof(name) / sizeof(name[0])))

#define MAX_LINE 1024

typedef void (*DictionaryVisit)(const char *list, const char *value, const char *tag);

/* value and tag of an entry "value | tag | parent | weight", in place */
static void
split_entry(char *entry, char **value, char **tag)
{
	char *bar;

	while (*entry == ' ')
		entry++;
	*value = entry;
	*tag = entry + strlen(entry);
	if ((bar = strstr(entry, " |")) != NULL && (bar[2] == ' ' || bar[2] == '\0'))
	{
		*bar = '\0';
		*tag = bar + 2 + strspn(bar + 2, " ");
		(*tag)[strcspn(*tag, " ")] = '\0';
	}
}

static void
read_dictionary(const char *locale, DictionaryVisit visit)
{
	char path[128];
	char line[MAX_LINE];
	char list[64] = "";
	bool lines = false;
	FILE *f;

	snprintf(path, sizeof(path), "sql/dictionary/%s.txt", locale);
	f = fopen(path, "r");
	CHECK(f != NULL);
	while (fgets(line, sizeof(line), f) != NULL)
	{
		size_t n = strcspn(line, "\n");

		CHECK(line[n] == '\n');
		line[n] = '\0';
		if (n == 0 || line[0] == '#')
			continue;
		if (line[0] == '[' && line[n - 1] == ']' && strspn(line + 1, "abcdefghijklmnopqrstuvwxyz_") >= 3)
		{
			snprintf(list, sizeof(list), "%.*s", (int) strspn(line + 1, "abcdefghijklmnopqrstuvwxyz_"), line + 1);
			lines = strstr(line, " lines") != NULL;
			continue;
		}
		for (char *entry = line, *next; entry != NULL; entry = next)
		{
			char *value;
			char *tag;

			next = lines ? NULL : strchr(entry, ';');
			if (next != NULL)
				*next++ = '\0';
			split_entry(entry, &value, &tag);
			visit(list, value, tag);
		}
	}
	fclose(f);
}

static int npatterns;

static bool
is_pattern_list(const char *list)
{
	static const char *const lists[] = {"postcode", "phone", "national_id", "iban", "card", "user_agent"};

	for (int i = 0; i < 6; i++)
		if (strcmp(list, lists[i]) == 0)
			return true;
	return false;
}

static void
visit_pattern(const char *list, const char *value, const char *tag)
{
	SynthPatternError error;
	SynthPattern *p;
	char *text;
	uint64_t space;

	if (!is_pattern_list(list))
		return;
	npatterns++;
	p = synth_pattern_new(value, 0, true, &error);
	if (p == NULL)
		printf("# %s: %s: %s\n", list, value, error.message);
	CHECK(p != NULL);
	space = synth_pattern_space(p);
	/* the least: versions of a browser, and mobile numbers that a regulator keeps */
	CHECK(space >= (strcmp(list, "user_agent") == 0 ? 35 : 95));
	CHECK(synth_pattern_chars(p) <= 200);
	/* the first and the last text match the pattern */
	text = malloc((size_t) synth_pattern_bytes(p) + 1);
	CHECK(synth_pattern_matches(p, text, synth_pattern_text(p, 0, text)));
	CHECK(synth_pattern_matches(p, text, synth_pattern_text(p, space - 1, text)));
	free(text);
}

UNIT_TEST(patterns_compile)
{
	npatterns = 0;
	for (int i = 0; i < NAMES; i++)
		read_dictionary(name[i], visit_pattern);
	CHECK(npatterns > 100);
}

static char postcode[4][MAX_LINE];
static int npostcodes;
static int ncities;

static void
visit_postcode(const char *list, const char *value, const char *tag)
{
	if (strcmp(list, "postcode") == 0)
	{
		CHECK(npostcodes < 4);
		snprintf(postcode[npostcodes++], MAX_LINE, "%s", value);
	}
}

static void
visit_city(const char *list, const char *value, const char *tag)
{
	char like[64];

	if (strcmp(list, "city") != 0)
		return;
	ncities++;
	snprintf(like, sizeof(like), "%s%%", tag);
	for (int i = 0; i < npostcodes; i++)
	{
		SynthPatternPart part[2] = {{.text = postcode[i], .syntax = SYNTH_PATTERN_WHOLE},
									{.text = like, .syntax = SYNTH_PATTERN_LIKE}};
		SynthPatternError error;
		SynthPattern *p = synth_pattern_compile(part, 2, 0, 0, true, &error);

		if (p == NULL)
			printf("# %s: no postcode begins with %s\n", value, tag);
		CHECK(p != NULL);
		CHECK(synth_pattern_space(p) >= 90);
	}
}

UNIT_TEST(cities_have_postcodes)
{
	ncities = 0;
	for (int i = 0; i < NAMES; i++)
	{
		npostcodes = 0;
		read_dictionary(name[i], visit_postcode);
		CHECK(i == 0 || npostcodes > 0);
		read_dictionary(name[i], visit_city);
	}
	CHECK(ncities > 300);
}

static int nthieves;

/*
 * A Brazilian CPF whose first check digit is right could be somebody's.  Its
 * digit is 0 if the sum of the first nine, times 10 to 2, leaves 0 or 1 when
 * divided by 11, else 11 less the rest.
 */
static void
visit_cpf(const char *list, const char *value, const char *tag)
{
	SynthPatternError error;
	SynthPattern *p;
	uint64_t space;
	char text[64];

	if (strcmp(list, "national_id") != 0)
		return;
	p = synth_pattern_new(value, 0, true, &error);
	CHECK(p != NULL);
	space = synth_pattern_space(p);
	CHECK(synth_pattern_bytes(p) < (int) sizeof(text));
	for (uint64_t i = 0; i < space; i += 89)
	{
		int bytes = synth_pattern_text(p, i, text);
		int digit[11];
		int n = 0;
		int sum = 0;

		for (int k = 0; k < bytes; k++)
			if (text[k] >= '0' && text[k] <= '9')
				digit[n++] = text[k] - '0';
		CHECK_INT(n, 11);
		for (int k = 0; k < 9; k++)
			sum += digit[k] * (10 - k);
		if (digit[9] == (sum % 11 < 2 ? 0 : 11 - sum % 11))
			nthieves++;
	}
}

UNIT_TEST(no_valid_cpf)
{
	nthieves = 0;
	read_dictionary("pt_BR", visit_cpf);
	CHECK_INT(nthieves, 0);
}
