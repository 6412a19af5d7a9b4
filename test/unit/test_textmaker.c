/*-------------------------------------------------------------------------
 *
 * test_textmaker.c
 *	  Texts of rows: every kind at every width, unique to the last text of the
 *	  space, coherent within a row, the same for the same seed.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/checkdigit.h"
#include "core/letters.h"
#include "core/unique.h"
#include "small_lexicon.h"

static bool
is_column_kind(int k)
{
	return k != SYNTH_TEXT_NONE && k != SYNTH_TEXT_ARRAY && k != SYNTH_TEXT_DOCUMENT;
}

/* kinds that need more than a kind */
static void
complete(int c)
{
	static char *values[] = {"a", "bb", "M\xC3\xBCller", "long value of a list"};

	if (text_of[c].kind == SYNTH_TEXT_PATTERN)
		text_of[c].pattern = "[A-Z]{1,3}-?[0-9]{0,2}";
	if (text_of[c].kind == SYNTH_TEXT_LIST)
	{
		text_of[c].nvalues = 4;
		text_of[c].value = values;
	}
}

/* whole characters of UTF-8 */
static bool
is_whole(const char *s, int n)
{
	for (int i = 0; i < n;)
	{
		unsigned char c = (unsigned char) s[i];
		int len = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

		if ((c >= 0x80 && c < 0xC2) || i + len > n)
			return false;
		for (int k = 1; k < len; k++)
			if (((unsigned char) s[i + k] & 0xC0) != 0x80)
				return false;
		i += len;
	}
	return true;
}

UNIT_TEST(every_kind_fits_every_width)
{
	for (int k = 0; k < SYNTH_TEXT_KINDS; k++)
	{
		if (!is_column_kind(k))
			continue;
		for (int width = 0; width <= 45; width++)
			for (int unique = 0; unique < 2; unique++)
			{
				SynthTextMaker *t;
				uint64_t space;

				text_start();
				complete(text_add(k, width, unique));
				t = text_maker(7);
				space = synth_textmaker_space(t, 0);
				CHECK(unique ? space > 0 && space < UINT64_MAX : space == UINT64_MAX);
				for (uint64_t row = 0; row < 40 && row < space; row++)
				{
					int n;
					const char *text;

					synth_textmaker_row(t, row < 20 ? row : space - 1 - (row - 20) % space,
										text_facts(0, -1, false, 0));
					text = synth_textmaker_text(t, 0, SYNTH_RAW_OTHER, &n);
					CHECK(n >= 0 && text[n] == '\0' && (int) strlen(text) == n);
					CHECK(is_whole(text, n));
					if (width > 0 && synth_letters_count(text, n) > width)
						unit_failed(__FILE__, __LINE__, "%s of width %d%s: \"%s\"", synth_text_kind_name(k), width,
									unique ? ", unique" : "", text);
				}
				unit_forget();
			}
	}
}

/* all texts of spaces that are small, 20,000 of the others: no two alike, whatever the sex */
UNIT_TEST(unique_to_the_edge)
{
	for (int k = 0; k < SYNTH_TEXT_KINDS; k++)
	{
		if (!is_column_kind(k))
			continue;
		for (int width = 0; width <= 45; width = width < 12 ? width + 1 : width + 5)
		{
			SynthTextMaker *t;
			SynthHashSet *seen;
			uint64_t space;
			uint64_t n;

			text_start();
			complete(text_add(k, width, true));
			text_of[0].upper = width % 2 == 1;
			t = text_maker(1);
			space = synth_textmaker_space(t, 0);
			n = space < 4000 ? space : 4000;
			seen = synth_hashset_new(n);
			for (uint64_t i = 0; i < n; i++)
			{
				int length;
				const char *text;

				/* half of them from the end */
				synth_textmaker_row(t, i < n / 2 ? i : space - 1 - (i - n / 2),
									text_facts((int) unit_random_below(3), -1, false, 0));
				text = synth_textmaker_text(t, 0, SYNTH_RAW_OTHER, &length);
				if (!synth_hashset_add(seen, synth_hash_bytes(5, text, (size_t) length)))
					unit_failed(__FILE__, __LINE__, "%s of width %d: \"%s\" again, space %llu", synth_text_kind_name(k),
								width, text, (unsigned long long) space);
			}
			unit_forget();
		}
	}
}
