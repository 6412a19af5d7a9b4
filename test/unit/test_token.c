/*-------------------------------------------------------------------------
 *
 * test_token.c
 *	  Texts to words and back: what is left out, what is never cut.
 *
 *-------------------------------------------------------------------------
 */
#include "core/bagrow.h"
#include "core/token.h"
#include "unit.h"

/* tokens of a text, each followed by '|'; "-" for one that is not to be learned */
static const char *
tokens(const char *text)
{
	static char out[4096];
	SynthTokenReader r;
	size_t n = 0;

	synth_token_begin(&r, text, strlen(text));
	while (synth_token_next(&r))
	{
		CHECK_INT(strlen(r.token), r.length);
		n += (size_t) snprintf(out + n, sizeof(out) - n, "%s|", r.length > 0 ? r.token : "-");
	}
	out[n] = '\0';
	return out;
}

UNIT_TEST(token_splits_words_and_marks)
{
	CHECK_STR(tokens("The cat sat, and the dog ran away."), "The|cat|sat|,|and|the|dog|ran|away|.|");
	CHECK_STR(tokens("  two\twords\r\n"), "two|words|");
	CHECK_STR(tokens(""), "");
	CHECK_STR(tokens(" ... ! , \n"), "");
	CHECK_STR(tokens("really?!? well..."), "really|?|well|.|");
	CHECK_STR(tokens("don't and/or well-known"), "don't|and/or|well-known|");
	CHECK_STR(tokens("(see \"this\", [or] 'that')."), "see|this|,|or|that|.|");
	CHECK_STR(tokens("\xe2\x80\x9cGut\xe2\x80\x9d, \xc2\xab"
					 "bien\xc2\xbb \xe2\x80\x9c"),
			  "Gut|,|bien|");
	CHECK_STR(tokens("- & +"), "-|&|+|");
	/* a text need not end with a NUL */
	CHECK_INT(synth_token_words("one two three", 7), 2);
}

UNIT_TEST(token_never_learns_numbers_or_addresses)
{
	CHECK_STR(tokens("3 of 12.50 (A-7), #9"), "#|of|##.##|A-#|,|#|");
	/* up to SYNTH_TOKEN_MAX_DIGITS digits */
	CHECK_STR(tokens("123456 1234567 tel:0301234567 4111-1111-1111-1111"), "######|-|-|-|");
	CHECK_STR(tokens("mail jo@example.org or http://example.org/x or www.example.org"), "mail|-|or|-|or|-|");
	/* a sign of the text cannot pass for a digit */
	CHECK_STR(tokens("C# ### x#1"), "C|-|x#|");
}

UNIT_TEST(token_of_any_length_and_encoding)
{
	char text[400];

	for (int n = 1; n < 300; n++)
	{
		memset(text, 'x', (size_t) n);
		text[n] = '\0';
		CHECK_INT(strlen(tokens(text)), n <= SYNTH_BAG_MAX_TOKEN ? n + 1 : 2);
	}
	/* bytes beyond ASCII are letters, valid or not */
	CHECK_STR(tokens("\xc3\x84pfel \xe9t\xe9 \xff"), "\xc3\x84pfel|\xe9t\xe9|\xff|");
	CHECK_INT(synth_token_words("a ... b, c! 1234567 jo@example.org", 34), 5);
	/* every byte there is */
	for (int trial = 0; trial < 2000; trial++)
	{
		SynthTokenReader r;
		size_t n = (size_t) unit_random_below(64);
		char *exact = synth_alloc(n + 1); /* so that a sanitizer sees a look beyond the end */
		int words = 0;

		for (size_t i = 0; i < n; i++)
			exact[i] = unit_random_below(2) ? " .,'\"#@:/9\xe2\x80\x9c\xc2\xbb"[unit_random_below(15)]
											: (char) unit_random();
		synth_token_begin(&r, exact, n);
		while (synth_token_next(&r))
		{
			bool mark = r.length == 1 && strchr(".,;:!?", r.token[0]) != NULL;

			CHECK(r.length >= 0 && r.length <= SYNTH_BAG_MAX_TOKEN);
			for (int i = 0; i < r.length; i++)
				CHECK(!(r.token[i] >= '0' && r.token[i] <= '9') && !(r.token[i] >= '\0' && r.token[i] <= ' '));
			words += !mark;
		}
		CHECK_INT(synth_token_words(exact, n), words);
		unit_forget();
	}
}

/* a bag of these tokens, in byte order, and links, in order; all weights are 1 */
static SynthBag *
bag_of(int n, char **token, int nlinks, int (*link)[2])
{
	SynthBag *b = synth_alloc(sizeof(SynthBag));

	b->per_row = 8;
	b->ntokens = n;
	b->token = token;
	b->weight = synth_alloc_array((size_t) n, sizeof(double));
	for (int i = 0; i < n; i++)
		b->weight[i] = 1;
	b->nlinks = nlinks;
	b->from = synth_alloc_array((size_t) nlinks, sizeof(int));
	b->to = synth_alloc_array((size_t) nlinks, sizeof(int));
	b->link_weight = synth_alloc_array((size_t) nlinks, sizeof(double));
	for (int i = 0; i < nlinks; i++)
	{
		b->from[i] = link[i][0];
		b->to[i] = link[i][1];
		b->link_weight[i] = 1;
	}
	CHECK(synth_bag_check(b) == NULL);
	return b;
}

UNIT_TEST(words_follow_the_links)
{
	static char *token[] = {",", ".", "The", "cat", "sat"};
	static int link[][2] = {{-1, 2}, {0, 4}, {1, -1}, {2, 3}, {3, 0}, {4, 1}};
	SynthBag *b = bag_of(5, token, 6, link);
	SynthStream st;
	char out[64];

	synth_stream_init(&st, 1, 2, 3);
	CHECK_INT(synth_words_make(b, 3, 0, &st, out, sizeof out), 13);
	CHECK_STR(out, "The cat, sat.");
	/* a text that ends too soon begins again; it goes on to a word that texts end with */
	synth_words_make(b, 5, 0, &st, out, sizeof out);
	CHECK_STR(out, "The cat, sat. The cat, sat.");
	/* or, where that does not fit, it stops where it was asked to */
	synth_words_make(b, 5, 0, &st, out, 27);
	CHECK_STR(out, "The cat, sat. The cat");
	/* one word less, if that is an end */
	synth_words_make(b, 4, 0, &st, out, sizeof out);
	CHECK_STR(out, "The cat, sat.");
	/* what does not fit is left out whole */
	synth_words_make(b, 3, 12, &st, out, sizeof out);
	CHECK_STR(out, "The cat, sat");
	synth_words_make(b, 3, 11, &st, out, sizeof out);
	CHECK_STR(out, "The cat");
	synth_words_make(b, 3, 0, &st, out, 12);
	CHECK_STR(out, "The cat");
	CHECK_INT(synth_words_make(b, 3, 2, &st, out, sizeof out), 0);
	CHECK_INT(synth_words_make(b, 3, 0, &st, out, 1), 0);
	CHECK_INT(synth_words_make(b, 0, 0, &st, out, sizeof out), 0);
	CHECK_STR(out, "");
	CHECK_INT(synth_words_make(bag_of(0, NULL, 0, NULL), 3, 0, &st, out, sizeof out), 0);
	/* nothing but marks is no text */
	CHECK_INT(synth_words_make(bag_of(2, token, 0, NULL), 3, 0, &st, out, sizeof out), 0);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_words_make(b, 3, 0, &st, out, 0));
}

UNIT_TEST(words_have_fresh_digits)
{
	static char *token[] = {"##", "###", "A#"};
	SynthBag *b = bag_of(3, token, 0, NULL);
	SynthStream st;
	int seen[10] = {0};

	synth_stream_init(&st, 1, 2, 3);
	for (int i = 0; i < 2000; i++)
	{
		char out[32];

		CHECK(synth_words_make(b, 2, 0, &st, out, sizeof out) > 0);
		CHECK(strchr(out, '#') == NULL);
		/* no number of several digits begins with 0 */
		CHECK(out[0] != '0');
		for (char *c = out; *c; c++)
			if (*c >= '0' && *c <= '9')
				seen[*c - '0']++;
	}
	for (int i = 0; i < 10; i++)
		CHECK(seen[i] > 0);
}

/* never more characters or bytes than asked for, no character cut, whatever the bag */
UNIT_TEST(words_fit_and_are_whole)
{
	static char *token[] = {"!", ",", "\xc3\x84pfel", "\xe2\x82\xac", "\xf0\x9f\x8d\x8f\xf0\x9f\x8d\x8f"};
	static int link[][2] = {{-1, 0}, {-1, 2}, {0, 1}, {1, -1}, {2, 1}, {2, 3}, {3, -1}, {3, 0}, {4, 4}};
	SynthBag *b = bag_of(5, token, 9, link);
	SynthStream st;
	SynthStream again;

	synth_bag_prepare(b);
	synth_stream_init(&st, 4, 5, 6);
	for (int trial = 0; trial < 20000; trial++)
	{
		char out[80];
		char same[80];
		int words = (int) unit_random_below(12);
		int most = 1 + (int) unit_random_below(30);
		size_t size = 1 + (size_t) unit_random_below(79);
		int n;
		int chars = 0;

		memset(out, 'x', sizeof out);
		again = st;
		n = synth_words_make(b, words, most, &st, out, size);
		CHECK_INT(strlen(out), n);
		CHECK(n < (int) size);
		for (int i = 0; i < n; i++)
			chars += ((unsigned char) out[i] & 0xc0) != 0x80;
		CHECK(chars <= most);
		/* made of the tokens alone, so whole characters */
		for (const char *c = out; *c;)
		{
			int t = 0;

			c += *c == ' ';
			/* a sentence that ends where no link leads on */
			if (*c == '.' && (c[1] == '\0' || c[1] == ' '))
			{
				c++;
				continue;
			}
			while (t < 5 && strncmp(c, token[t], strlen(token[t])) != 0)
				t++;
			CHECK(t < 5);
			c += strlen(token[t]);
		}
		CHECK(synth_token_words(out, (size_t) n) <= words + 2);
		CHECK(n == 0 || (out[0] != '!' && out[0] != ',' && out[n - 1] != ','));
		/* the same stream, the same text */
		CHECK_INT(synth_words_make(b, words, most, &again, same, size), n);
		CHECK_STR(same, out);
	}
}

/* texts come back as they were, but for what is left out */
UNIT_TEST(words_learned_from_one_text_say_it_again)
{
	static const char text[] = "Every word of this text is its own, so a chain has no choice.";
	SynthBagRow row;
	SynthBagSpec spec = {32, true};
	SynthTokenReader r;
	char *token[32];
	int link[32][2];
	int place[32];
	SynthStream st;
	char out[128];

	synth_bagrow_init(&row, &spec);
	synth_bagrow_begin(&row);
	synth_token_begin(&r, text, strlen(text));
	while (synth_token_next(&r))
		synth_bagrow_token(&row, r.token, (size_t) r.length);
	synth_bagrow_end(&row);
	CHECK_INT(row.nlinks, row.ntokens + 1);
	for (int i = 0; i < row.ntokens; i++)
	{
		int rank = 0;

		for (int j = 0; j < row.ntokens; j++)
			rank += strcmp(row.token[j], row.token[i]) < 0;
		place[i] = rank;
		token[rank] = row.token[i];
	}
	/* in order of (from, to): one leaves each token */
	for (int i = 0; i < row.nlinks; i++)
	{
		int from = row.from[i] < 0 ? -1 : place[row.from[i]];

		link[from + 1][0] = from;
		link[from + 1][1] = row.to[i] < 0 ? -1 : place[row.to[i]];
	}
	synth_stream_init(&st, 7, 8, 9);
	synth_words_make(bag_of(row.ntokens, token, row.nlinks, link), synth_token_words(text, strlen(text)), 0, &st, out,
					 sizeof out);
	CHECK_STR(out, text);
}
