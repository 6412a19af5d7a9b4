/*-------------------------------------------------------------------------
 *
 * test_person.c
 *	  People and places: columns of a row agree; unique names, addresses and
 *	  user names are different to the last.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/unique.h"
#include "small_lexicon.h"

UNIT_TEST(people_agree_with_themselves)
{
	static const char *const women[] = {"Mary", "Jane", "Jose", "Joan", "Robin"};

	for (int unique = 0; unique < 2; unique++)
	{
		SynthTextMaker *t;

		text_start();
		text_add_all(false, KINDS(SYNTH_TEXT_GIVEN, SYNTH_TEXT_FAMILY, SYNTH_TEXT_FULL_NAME, SYNTH_TEXT_TITLE));
		text_add(SYNTH_TEXT_EMAIL, 0, unique);
		text_add(SYNTH_TEXT_USERNAME, 0, false);
		t = text_maker(3);
		for (int row = 0; row < 500; row++)
		{
			int sex = row % 3;
			const char *given;
			const char *family;
			const char *email;
			const char *user;
			char want[128];
			bool woman = false;

			synth_textmaker_row(t, (uint64_t) row, text_facts(sex, -1, false, 0));
			given = copy_at(t, 0);
			family = copy_at(t, 1);
			email = copy_at(t, 4);
			user = copy_at(t, 5);
			snprintf(want, sizeof want, "%s %s", given, family);
			CHECK_STR(copy_at(t, 2), want);
			snprintf(want, sizeof want, "%s.%s", spelt(given), spelt(family));
			CHECK(begins(email, want));
			CHECK(strchr("0123456789@", email[strlen(want)]) != NULL);
			snprintf(want, sizeof want, "%c%s", spelt(given)[0], spelt(family));
			CHECK(begins(user, want));
			for (size_t i = 0; i < 5; i++)
				woman = woman || strcmp(given, women[i]) == 0;
			if (sex == 1)
				CHECK(woman && strcmp(copy_at(t, 3), "Mr.") != 0);
			if (sex == 2)
				CHECK((!woman || strcmp(given, "Robin") == 0) && strcmp(copy_at(t, 3), "Ms.") != 0);
		}
		unit_forget();
	}
}

/* the value of `by` names the person, in all tables, groups and samples */
UNIT_TEST(the_same_person_has_the_same_name)
{
	char *name[2][50];
	char *phone[2][50];

	for (int table = 0; table < 2; table++)
	{
		SynthTextMaker *t;

		text_start();
		text_model.source_name = table == 0 ? "customer" : "invoice";
		if (table == 1)
			text_add(SYNTH_TEXT_CITY, 0, false);
		text_add(SYNTH_TEXT_FULL_NAME, 0, false);
		text_add(SYNTH_TEXT_PHONE, 0, false);
		t = text_maker((uint64_t) table);
		for (int row = 0; row < 50; row++)
		{
			synth_textmaker_row(t, (uint64_t) (table * 1000 - table * row), text_facts(0, -1, true, (uint64_t) row));
			name[table][row] = copy_at(t, table);
			phone[table][row] = copy_at(t, table + 1);
		}
	}
	for (int row = 0; row < 50; row++)
	{
		CHECK_STR(name[0][row], name[1][row]);
		CHECK_STR(phone[0][row], phone[1][row]);
	}
}

UNIT_TEST(places_agree_with_themselves)
{
	SynthTextMaker *t;
	int germans = 0;

	text_start();
	text_add_all(false, KINDS(SYNTH_TEXT_CITY, SYNTH_TEXT_REGION, SYNTH_TEXT_POSTCODE, SYNTH_TEXT_COUNTRY));
	text_add(SYNTH_TEXT_COUNTRY_CODE, 3, false);
	text_add_all(false, KINDS(SYNTH_TEXT_PHONE, SYNTH_TEXT_ADDRESS));
	text_add(SYNTH_TEXT_REGION, 2, false);
	t = text_maker(3);
	CHECK_INT(synth_textmaker_country(t, "germany"), synth_textmaker_country(t, "DEU"));
	CHECK_INT(synth_textmaker_country(t, "Deutschland"), synth_textmaker_country(t, "de"));
	CHECK_INT(synth_textmaker_country(t, "USA"), synth_textmaker_country(t, "United States of America"));
	CHECK_INT(synth_textmaker_country(t, "Atlantis"), -1);
	CHECK_INT(synth_textmaker_country(t, ""), -1);
	for (int row = 0; row < 300; row++)
	{
		static const struct
		{
			const char *city;
			const char *region;
			const char *code;
			const char *prefix;
		} known[] = {{"Chicago", "Illinois", "IL", "606"},
					 {"Springfield", "Illinois", "IL", "627"},
					 {"Boston", "Massachusetts", "MA", "021"},
					 {"K\xC3\xB6ln", "Nordrhein-Westfalen", "NW", "50"},
					 {"Berlin", "Berlin", "BE", "10"}};
		int country = row % 3 == 0 ? -1 : synth_textmaker_country(t, row % 3 == 1 ? "Germany" : "France");
		const char *city;
		int i = 0;

		synth_textmaker_row(t, (uint64_t) row, text_facts(0, country, false, 0));
		city = copy_at(t, 0);
		while (strcmp(known[i].city, city) != 0)
			i++;
		CHECK_STR(copy_at(t, 1), known[i].region);
		CHECK_STR(copy_at(t, 7), known[i].code);
		CHECK(begins(copy_at(t, 2), known[i].prefix));
		CHECK_INT((long long) strlen(copy_at(t, 2)), 5);
		/* in an address too, and it is the same one */
		CHECK(strstr(copy_at(t, 6), city) != NULL && strstr(copy_at(t, 6), copy_at(t, 2)) != NULL);
		CHECK_INT(row % 3 == 1, i >= 3);
		germans += i >= 3;
		/* a country without cities in the lexicon keeps its name */
		CHECK_STR(copy_at(t, 3), row % 3 == 0 ? "United States" : row % 3 == 1 ? "Deutschland" : "France");
		CHECK_STR(copy_at(t, 4), row % 3 == 0 ? "USA" : row % 3 == 1 ? "DEU" : "FRA");
		CHECK_INT(begins(copy_at(t, 5), "+49"), row % 3 == 1);
	}
	CHECK_INT(germans, 100);
}

/* unique cities, regions, postcodes: the others of the row follow */
UNIT_TEST(unique_places_lead)
{
	static const SynthTextKind kinds[] = {SYNTH_TEXT_CITY, SYNTH_TEXT_REGION, SYNTH_TEXT_POSTCODE};

	for (int k = 0; k < 3; k++)
	{
		SynthTextMaker *t;
		uint64_t n;

		text_start();
		for (int i = 0; i < 3; i++)
			text_add(kinds[i], 0, i == k);
		t = text_maker(5);
		n = synth_textmaker_space(t, k);
		for (uint64_t row = 0; row < n && row < 300; row++)
		{
			const char *city;
			const char *region;

			synth_textmaker_row(t, row, text_facts(0, synth_textmaker_country(t, "DE"), false, 0));
			city = copy_at(t, 0);
			region = copy_at(t, 1);
			CHECK_STR(region, strcmp(city, "Boston") == 0 ? "Massachusetts" : "Illinois");
			CHECK(begins(copy_at(t, 2), strcmp(city, "Boston") == 0	   ? "021"
										: strcmp(city, "Chicago") == 0 ? "606"
																	   : "627"));
		}
		unit_forget();
	}
}

/* several unique columns about one person, up to the smallest space */
UNIT_TEST(unique_names_together)
{
	/* bits: given, family, full name, e-mail, user name */
	for (int which = 1; which < 32; which++)
		for (int width = 0; width < 16; width += 5)
		{
			static const SynthTextKind kinds[] = {SYNTH_TEXT_GIVEN, SYNTH_TEXT_FAMILY, SYNTH_TEXT_FULL_NAME,
												  SYNTH_TEXT_EMAIL, SYNTH_TEXT_USERNAME};
			SynthTextMaker *t;
			uint64_t n = 3000;
			SynthHashSet *seen[5];

			text_start();
			for (int k = 0; k < 5; k++)
				text_add(kinds[k], width, (which >> k & 1) != 0);
			t = text_maker(5);
			for (int k = 0; k < 5; k++)
			{
				seen[k] = synth_hashset_new(n);
				if (synth_textmaker_space(t, k) < n)
					n = synth_textmaker_space(t, k);
			}
			CHECK(n >= 1);
			for (uint64_t row = 0; row < n; row++)
			{
				synth_textmaker_row(t, row, text_facts((int) unit_random_below(3), -1, false, 0));
				for (int k = 0; k < 5; k++)
				{
					const char *text = text_at(t, k, SYNTH_RAW_OTHER);

					if ((which >> k & 1) != 0)
						CHECK(synth_hashset_add(seen[k], synth_hash_bytes(5, text, strlen(text))));
				}
			}
			unit_forget();
		}
}

/* the texts of the only column in n rows: none twice, none wider, of women alone or of anybody */
static void
check_unique(SynthTextMaker *t, uint64_t n, bool women, size_t width)
{
	SynthHashSet *seen = synth_hashset_new(n);

	for (uint64_t row = 0; row < n; row++)
	{
		const char *text;

		synth_textmaker_row(t, row, text_facts(women ? 1 : (int) unit_random_below(3), -1, false, 0));
		text = text_at(t, 0, SYNTH_RAW_OTHER);
		CHECK(strlen(text) <= width);
		CHECK(synth_hashset_add(seen, synth_hash_bytes(5, text, strlen(text))));
	}
}

/* every address and user name of a narrow column: none twice, for either sex of any row */
UNIT_TEST(narrow_contacts_to_the_last)
{
	for (int width = 1; width <= 18; width++)
		for (int email = 0; email < 2; email++)
		{
			SynthTextMaker *t;
			uint64_t n;

			text_start();
			text_add(email ? SYNTH_TEXT_EMAIL : SYNTH_TEXT_USERNAME, width, true);
			t = text_maker(5);
			n = synth_textmaker_space(t, 0);
			/* as many as the width allows */
			CHECK(n >= (width - (email ? 8 : 1) >= 7 ? 1000000 : 26));
			check_unique(t, n < 30000 ? n : 30000, false, (size_t) width);
			unit_forget();
		}
}

UNIT_TEST(wide_contacts_have_room)
{
	for (int width = 0; width <= 100; width += 50)
		for (int email = 0; email < 2; email++)
		{
			text_start();
			text_add(email ? SYNTH_TEXT_EMAIL : SYNTH_TEXT_USERNAME, width, true);
			CHECK(synth_textmaker_space(text_maker(5), 0) >= UINT64_C(1) << 40);
			unit_forget();
		}
}

/* names of several words could be parted in several ways; names that differ by case are one in capitals */
UNIT_TEST(unique_names_of_several_words)
{
	static SynthWord given[] = {{"Ana", "f", "", NULL, 1},		 {"LUIS", "f", "", NULL, 1},
								{"Ana Maria", "f", "", NULL, 1}, {"Eva", "f", "", NULL, 1},
								{"Luis", "m", "", NULL, 1},		 {"ana", "m", "", NULL, 1},
								{"Jo", "m", "", NULL, 1},		 {"Annamariella", "f", "", NULL, 1}};
	static SynthWord family[] = {{"Lopez", "", "", NULL, 1},
								 {"Maria Lopez", "", "", NULL, 1},
								 {"A. Lopez", "", "", NULL, 1},
								 {"Roca", "", "", NULL, 1}};
	static SynthWordList lists[] = {{"family", "en_US", 4, family}, {"given", "en_US", 8, given}};
	static SynthLexicon lexicon = {2, lists};

	for (int which = 0; which < 12; which++)
	{
		static const SynthTextKind kinds[] = {SYNTH_TEXT_FULL_NAME, SYNTH_TEXT_EMAIL, SYNTH_TEXT_GIVEN};
		SynthTextMaker *t;
		uint64_t n;

		text_start();
		text_model.lexicon = &lexicon;
		text_add(kinds[which / 4], 0, true);
		text_of[0].upper = which % 2 == 1;
		t = text_maker(5);
		n = synth_textmaker_space(t, 0);
		CHECK(n >= 2);
		check_unique(t, n < 6000 ? n : 6000, (which & 2) != 0, SIZE_MAX);
		unit_forget();
	}
}
