/*-------------------------------------------------------------------------
 *
 * test_fold.c
 *	  Names as they are spelt in addresses: only a-z, 0-9 and inner hyphens,
 *	  never empty, whatever bytes come in.
 *
 *-------------------------------------------------------------------------
 */
#include "core/fold.h"
#include "unit.h"

static bool
folds(const char *text, bool german, const char *expected)
{
	int length = (int) strlen(text);
	char *out = malloc(SYNTH_FOLD_BYTES(length));
	int n = synth_fold(text, length, german, out);
	bool ok = n == (int) strlen(out) && strcmp(out, expected) == 0;

	if (!ok)
		printf("# \"%s\" became \"%s\"\n", text, out);
	free(out);
	return ok;
}

UNIT_TEST(names_of_several_languages)
{
	CHECK(folds("Smith", false, "smith"));
	CHECK(folds("M\u00fcller", true, "mueller"));
	CHECK(folds("M\u00fcller", false, "muller"));
	CHECK(folds("\u00c4\u00d6\u00dc\u00e4\u00f6\u00fc\u00df", true, "aeoeueaeoeuess"));
	CHECK(folds("\u00c4\u00d6\u00dc\u00e4\u00f6\u00fc\u00df", false, "aouaouss"));
	CHECK(folds("Jos\u00e9 Mar\u00eda", false, "josemaria"));
	CHECK(folds("Fran\u00e7oise", false, "francoise"));
	CHECK(folds("S\u00f8ren \u00c6r\u00f8", false, "sorenaero"));
	CHECK(folds("\u00c5sa", false, "asa"));
	CHECK(folds("\u0141ukasz \u017b\u00f3\u0142\u0107", false, "lukaszzolc"));
	CHECK(folds("\u0130brahim \u015eim\u015fek I\u015f\u0131k Do\u011fan", false, "ibrahimsimsekisikdogan"));
	CHECK(folds("Cr\u0153s \u0152uvre \u0132sbrand", false, "croesoeuvreijsbrand"));
	CHECK(folds("\u0218tefan \u021ale", false, "stefantle"));
	CHECK(folds("\u00de\u00f3r \u00d0a", false, "thorda"));
	CHECK(folds("\u0429\u0443\u043a\u0438\u043d \u0401\u043b\u043a\u0438\u043d\u0430", false, "shchukinyolkina"));
	CHECK(folds("\u0393\u03b9\u03ce\u03c1\u03b3\u03bf\u03c2", false, "giorgos"));
}

UNIT_TEST(signs_between)
{
	CHECK(folds("O'Brien", false, "obrien"));
	CHECK(folds("de la Cruz", false, "delacruz"));
	CHECK(folds("Jean-Pierre", false, "jean-pierre"));
	CHECK(folds("Jean\u2013Pierre", false, "jean-pierre"));
	CHECK(folds("--a - - b--", false, "a-b"));
	CHECK(folds("Route 66", false, "route66"));
	CHECK(folds("a.b@c_d+e", false, "abcde"));
}

UNIT_TEST(never_empty)
{
	CHECK(folds("", false, "x"));
	CHECK(folds("-", false, "x"));
	CHECK(folds("\u5f20\u4f1f", false, "x"));
	CHECK(folds("\u042c", false, "x"));
}

/* every code point of two bytes, and all of a, b, c are kept around it */
UNIT_TEST(all_short_letters)
{
	for (int c = 0x80; c < 0x800; c++)
	{
		char text[5] = {'a', (char) (0xC0 | c >> 6), (char) (0x80 | (c & 0x3F)), 'b', '\0'};
		char out[SYNTH_FOLD_BYTES(4)];

		for (int german = 0; german < 2; german++)
		{
			int n = synth_fold(text, 4, german, out);

			CHECK(n >= 2 && n <= 6 && out[0] == 'a' && out[n - 1] == 'b' && out[n] == '\0');
			for (int i = 0; i < n; i++)
				CHECK(out[i] >= 'a' && out[i] <= 'z');
		}
	}
}

/* letters and small letters: a word and its capitals fold to the same */
UNIT_TEST(capitals_fold_alike)
{
	static const int first[][3] = {{0xC0, 0xDE, 0x20}, {0x410, 0x42F, 0x20}, {0x400, 0x40F, 0x50}, {0x391, 0x3A9, 0x20}};

	for (int k = 0; k < 4; k++)
		for (int c = first[k][0]; c <= first[k][1]; c++)
		{
			int d = c + first[k][2];
			char capital[3] = {(char) (0xC0 | c >> 6), (char) (0x80 | (c & 0x3F)), '\0'};
			char small[3] = {(char) (0xC0 | d >> 6), (char) (0x80 | (d & 0x3F)), '\0'};
			char a[SYNTH_FOLD_BYTES(2)];
			char b[SYNTH_FOLD_BYTES(2)];

			/* the signs of multiplication and division, and a code point that is none */
			if (c == 0xD7 || c == 0x3A2)
				continue;
			synth_fold(capital, 2, false, a);
			synth_fold(small, 2, false, b);
			CHECK(strcmp(a, b) == 0);
		}
}

/* all strings of three bytes from a choice of bad ones; ASan sees overruns */
UNIT_TEST(broken_bytes)
{
	static const unsigned char byte[] = {'a', '-', 0x80, 0xBF, 0xC0, 0xC3, 0xE0, 0xE2, 0xED, 0xF0, 0xF4, 0xF5, 0xFF};
	const int n = (int) sizeof(byte);

	for (int i = 0; i < n * n * n; i++)
	{
		char *text = malloc(3);
		char *out = malloc(SYNTH_FOLD_BYTES(3));
		int length;

		text[0] = (char) byte[i % n];
		text[1] = (char) byte[i / n % n];
		text[2] = (char) byte[i / n / n];
		length = synth_fold(text, 3, true, out);
		CHECK(length >= 1 && out[length] == '\0' && out[0] != '-' && out[length - 1] != '-');
		free(text);
		free(out);
	}
	/* longer spellings than needed are no letters: U+0041 in two bytes */
	CHECK(folds("\xC1\x81", false, "x"));
	CHECK(folds("\xE0\x83\xA9x", false, "x"));
}
