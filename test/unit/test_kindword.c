/*-------------------------------------------------------------------------
 *
 * test_kindword.c
 *	  Words of names: prefixes, the sex, what is certain, and names of any bytes.
 *
 *-------------------------------------------------------------------------
 */
#include "core/kindname.h"
#include "unit.h"

UNIT_TEST(certainty)
{
	static const struct
	{
		const char *column;
		bool certain;
	} cases[] = {{"email", true},	  {"phone", true},		   {"first_name", true}, {"iban", true},
				 {"file_name", true}, {"currency_code", true}, {"title", false},	 {"description", false},
				 {"composer", false}, {"photo_path", false},   {"domain", false},	 {"region", false},
				 {"color", false},	  {"created_by", false}};

	for (int i = 0; i < (int) (sizeof(cases) / sizeof(cases[0])); i++)
	{
		SynthNameClue clue = {.column = cases[i].column, .table = "t"};
		bool certain;

		if (synth_kind_by_name(&clue, &certain) == SYNTH_TEXT_NONE || certain != cases[i].certain)
			unit_failed(__FILE__, __LINE__, "%s", cases[i].column);
	}
}

/* the length is that of the name as it is written, accents included */
UNIT_TEST(prefixes)
{
	static const struct
	{
		const char *column;
		int length;
	} cases[] = {{"billing_city", 8}, {"ship_to_city", 8},
				 {"shipCity", 4},	  {"Lieferung Straße", 10},
				 {"city", 0},		  {"first_name", 0},
				 {"user_agent", 0},	  {"billing", 0},
				 {"home_phone", 5},	  {"contact_name", 8},
				 {"état_civil", 0},	  {"kundenname", 6},
				 {"name_first", 0},	  {"", 0},
				 {"müşteri_adı", 10}};

	for (int i = 0; i < (int) (sizeof(cases) / sizeof(cases[0])); i++)
		if (synth_kind_prefix(cases[i].column) != cases[i].length)
			unit_failed(__FILE__, __LINE__, "%s has a prefix of %d bytes", cases[i].column,
						synth_kind_prefix(cases[i].column));
}

UNIT_TEST(columns_of_the_sex)
{
	static const char *const yes[] = {"sex", "gender",	 "Geschlecht",		"sexe",		   "sexo", "sesso", "płeć",
									  "kön", "cinsiyet", "customer_gender", "gender_code", "p_sex"};
	static const char *const no[] = {"sex_ratio", "gender_policy", "sexual", "genre", "name", "", "sex_changed_at"};

	for (int i = 0; i < (int) (sizeof(yes) / sizeof(yes[0])); i++)
		if (!synth_kind_is_sex(yes[i]))
			unit_failed(__FILE__, __LINE__, "%s", yes[i]);
	for (int i = 0; i < (int) (sizeof(no) / sizeof(no[0])); i++)
		if (synth_kind_is_sex(no[i]))
			unit_failed(__FILE__, __LINE__, "%s", no[i]);
}

/* names of any bytes and any length */
UNIT_TEST(any_names)
{
	for (int trial = 0; trial < 20000; trial++)
	{
		static const char *const parts[] = {"e",  "mail", "_", "Name", "first", "\xc3", "\xc5\x9f", "9",	"X",
											"id", "zz",	  "-", "URL",  "ship",	"of",	" ",		"\xff", "state"};
		char name[256] = "";
		int n = (int) unit_random_below(20);
		bool certain;

		for (int i = 0; i < n; i++)
			strcat(name, parts[unit_random_below(sizeof(parts) / sizeof(parts[0]))]);
		{
			SynthNameClue clue = {.column = name, .table = name};
			SynthTextKind kind = synth_kind_by_name(&clue, &certain);
			int prefix = synth_kind_prefix(name);

			CHECK((int) kind >= 0 && kind < SYNTH_TEXT_KINDS);
			CHECK(prefix >= 0 && prefix <= (int) strlen(name));
			synth_kind_is_sex(name);
		}
	}
}
