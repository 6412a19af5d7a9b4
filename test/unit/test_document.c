/*-------------------------------------------------------------------------
 *
 * test_document.c
 *	  Documents: tokens, and documents made of them.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/documentmaker.h"
#include "document_shape.h"

/* a bag as a fit without noise and threshold would have it */
typedef struct Collected
{
	int n;
	char *token[4096];
	double weight[4096];
	int row_first; /* tokens of the row so far, for duplicates */
	int row[256];
	int nrow;
} Collected;

static void
collect(void *ctx, const char *token, int length)
{
	Collected *c = ctx;
	int at = 0;

	CHECK(length > 0 && length <= SYNTH_BAG_MAX_TOKEN);
	CHECK(memchr(token, '\0', (size_t) length) == NULL);
	while (at < c->n && (strncmp(c->token[at], token, (size_t) length) != 0 || c->token[at][length] != '\0'))
		at++;
	for (int i = 0; i < c->nrow; i++)
		if (c->row[i] == at)
			return;
	CHECK(c->nrow < 256 && c->n < 4096);
	c->row[c->nrow++] = at;
	if (at == c->n)
	{
		c->token[c->n] = synth_alloc((size_t) length + 1);
		memcpy(c->token[c->n], token, (size_t) length);
		c->n++;
	}
	c->weight[at]++;
}

static SynthDocumentNames names;

static void
add_document(Collected *c, const char *json)
{
	c->nrow = 0;
	synth_document_tokens(document(json), "", &names, collect, c);
}

static double
weight_of(const Collected *c, const char *token)
{
	for (int i = 0; i < c->n; i++)
		if (strcmp(c->token[i], token) == 0)
			return c->weight[i];
	return 0;
}

UNIT_TEST(tokens_of_documents)
{
	Collected c = {0};

	add_document(&c, "{\"size\":1987,\"status\":\"new\",\"active\":true,\"gone\":null,\"labels\":[\"x\",\"y\",\"x\"],"
					 "\"prices\":{\"EUR\":12.5,\"USD\":-3}}");
	CHECK_INT((int) weight_of(&c, "\"size\"\x1e#19e2.0"), 1);
	CHECK_INT((int) weight_of(&c, ".\x1e=6"), 1);
	CHECK_INT((int) weight_of(&c, ".\x1e:sstatus"), 1);
	CHECK_INT((int) weight_of(&c, ".\x1e:zgone"), 1);
	CHECK_INT((int) weight_of(&c, ".\x1e:[labels"), 1);
	CHECK_INT((int) weight_of(&c, ".\x1e:{prices"), 1);
	CHECK_INT((int) weight_of(&c, "\"status\"\x1e\"new"), 1);
	CHECK_INT((int) weight_of(&c, "\"active\"\x1et"), 1);
	CHECK_INT((int) weight_of(&c, "\"labels\"[]\x1e=3"), 1);
	CHECK_INT((int) weight_of(&c, "\"labels\"[]\x1e\"x"), 1);
	CHECK_INT((int) weight_of(&c, "\"labels\"[]\x1e\"y"), 1);
	CHECK_INT((int) weight_of(&c, "\"prices\"*\x1e=2"), 1);
	CHECK_INT((int) weight_of(&c, "\"prices\"*\x1e:nEUR"), 1);
	CHECK_INT((int) weight_of(&c, "\"prices\"*\x1e:nUSD"), 1);
	CHECK_INT((int) weight_of(&c, "\"prices\"\"EUR\"\x1e#12e0.1"), 1);
	CHECK_INT((int) weight_of(&c, "\"prices\"\"USD\"\x1e#-30e-1.0"), 1);
	CHECK_INT((int) weight_of(&c, "\"status\"\x1e~w1l"), 1);
	CHECK_INT((int) weight_of(&c, "\"labels\"[]\x1e~s[a-z]"), 1);
	CHECK_INT(c.n, 20);
	/* structure of the outer level comes first, forms last */
	CHECK_STR(c.token[0], ".\x1e=6");
	CHECK_STR(c.token[c.n - 2], "\"status\"\x1e~w1l");

	/* texts under a name that says what they are, and long ones, are never tokens */
	c.n = 0;
	memset(c.weight, 0, sizeof c.weight);
	add_document(&c, "{\"email\":\"jane@canary.net\",\"phone\":\"0123 456\",\"size\":1}");
	CHECK_INT(c.n, 5);
	c.n = 0;
	add_document(&c, "{\"remark\":\"0123456789012345678901234567890123456789012345678901234567890123456789\"}");
	CHECK_INT(c.n, 2);
	CHECK_STR(c.token[0], ".\x1e=1");
	CHECK_STR(c.token[1], ".\x1e:sremark");
}

static int
compare_tokens(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

static SynthModel *
model_of(Collected *c, int nshapes, char **shapes)
{
	SynthModel *m = synth_alloc(sizeof *m);
	SynthBag *bag = synth_alloc(sizeof *bag);
	char **sorted = synth_alloc_array((size_t) c->n + 1, sizeof *sorted);

	memcpy(sorted, c->token, (size_t) c->n * sizeof *sorted);
	qsort(sorted, (size_t) c->n, sizeof *sorted, compare_tokens);
	bag->ntokens = c->n;
	bag->token = sorted;
	bag->weight = synth_alloc_array((size_t) c->n + 1, sizeof(double));
	for (int i = 0; i < c->n; i++)
		bag->weight[i] = weight_of(c, sorted[i]);
	bag->per_row = 64;
	m->ncolumns = m->nattributes = 1;
	m->column = synth_alloc(sizeof *m->column);
	m->attribute = synth_alloc(sizeof *m->attribute);
	m->column->text = synth_alloc(sizeof *m->column->text);
	m->column->text->kind = SYNTH_TEXT_DOCUMENT;
	m->column->text->basis = SYNTH_BASIS_DOCUMENT;
	m->column->text->bag = bag;
	m->attribute->kind = SYNTH_CATEGORY;
	m->attribute->nvalues = nshapes;
	m->attribute->label = shapes;
	m->attribute->other = SYNTH_OTHER_LABEL;
	m->attribute->other_label = SYNTH_DOCUMENT_PLACEHOLDER;
	return m;
}

/* documents of a shape have it, and say nothing that no token says */
UNIT_TEST(made_documents_keep_shape_and_values)
{
	static const char *const source[] = {
		"{\"active\":true,\"labels\":[\"x\",\"y\"],\"price\":12.50,\"status\":\"new\"}",
		"{\"active\":false,\"labels\":[\"z\"],\"price\":99.99,\"status\":\"old\"}",
		"{\"active\":true,\"labels\":[\"x\",\"y\",\"z\"],\"price\":0.05,\"status\":\"say \\\"hi\\\"\"}",
	};
	char *shapes[] = {"{\"active\":b,\"labels\":[s],\"price\":n,\"status\":s}"};
	Collected *c = synth_alloc(sizeof *c);
	SynthDocumentMaker *k;
	int with[3] = {0};
	int yes = 0;
	int length;

	for (int i = 0; i < 3; i++)
	{
		CHECK_STR(shape(source[i]), shapes[0]);
		add_document(c, source[i]);
	}
	k = synth_documentmaker_new(model_of(c, 1, shapes), 0, NULL, 7);
	for (uint64_t row = 0; row < 3000; row++)
	{
		const char *made = synth_documentmaker_text(k, 0, row, &length);
		SynthDocument *d = synth_document_read(made, (size_t) length, true);
		const SynthDocumentNode *labels;
		const char *status;

		CHECK(d != NULL && strlen(made) == (size_t) length);
		CHECK_STR(shape(made), shapes[0]);
		yes += d->node[d->node[0].first].text[0] == 't';
		labels = &d->node[d->node[d->node[0].first].next];
		CHECK(labels->letter == '[' && labels->nchildren >= 1 && labels->nchildren <= 3);
		with[labels->nchildren - 1]++;
		/* no label twice */
		for (int a = labels->first; a >= 0; a = d->node[a].next)
			for (int b = d->node[a].next; b >= 0; b = d->node[b].next)
				CHECK(d->node[a].text[0] != d->node[b].text[0]);
		status = d->node[d->node[labels->next].next].text;
		CHECK(strncmp(status, "new", 3) == 0 || strncmp(status, "old", 3) == 0
			  || strncmp(status, "say \\\"hi\\\"", 10) == 0);
	}
	/* 2000 of 3000 are true, 1000 each length; five standard deviations, 2e-6 in all */
	CHECK_NEAR(yes, 2000, 5 * 26);
	for (int i = 0; i < 3; i++)
		CHECK_NEAR(with[i], 1000, 5 * 26);
}

UNIT_TEST(made_maps_have_published_keys)
{
	char *shapes[] = {"{*:{\"name\":s,\"symbol\":s}}", "{*}"};
	Collected *c = synth_alloc(sizeof *c);
	SynthDocumentMaker *k;
	bool two = false;
	int length;

	for (int i = 0; i < 9; i++)
		add_document(c, "{\"EUR\":{\"name\":\"Euro\",\"symbol\":\"E\"}}");
	add_document(c, "{\"EUR\":{\"name\":\"Euro\",\"symbol\":\"E\"},\"USD\":{\"name\":\"Dollar\",\"symbol\":\"$\"}}");
	add_document(c, "{\"eng\":\"English\",\"fra\":null}");
	k = synth_documentmaker_new(model_of(c, 2, shapes), 0, NULL, 7);
	for (uint64_t row = 0; row < 500; row++)
	{
		const char *made = synth_documentmaker_text(k, 0, row, &length);

		if (strcmp(made, "{\"EUR\": {\"name\": \"Euro\", \"symbol\": \"E\"}, "
						 "\"USD\": {\"name\": \"Dollar\", \"symbol\": \"$\"}}")
			== 0)
			two = true;
		else
			CHECK(strcmp(made, "{\"EUR\": {\"name\": \"Euro\", \"symbol\": \"E\"}}") == 0
				  || strcmp(made, "{\"USD\": {\"name\": \"Dollar\", \"symbol\": \"$\"}}") == 0);
		made = synth_documentmaker_text(k, 1, row, &length);
		CHECK(synth_document_read(made, (size_t) length, true) != NULL);
	}
	CHECK(two);
}

/* documents whose shape is unknown have the keys and values that tokens know, or are placeholders */
UNIT_TEST(documents_of_unknown_shape)
{
	Collected *c = synth_alloc(sizeof *c);
	SynthDocumentMaker *k;
	bool nested = false;
	int length;

	add_document(c, "{\"size\":1,\"status\":\"new\",\"parts\":[{\"weight\":5}],\"grid\":[[1,2]]}");
	add_document(c, "{\"size\":2,\"colors\":[\"red\"],\"box\":{\"height\":7}}");
	k = synth_documentmaker_new(model_of(c, 0, NULL), 0, NULL, 3);
	for (uint64_t row = 0; row < 500; row++)
	{
		const char *made = synth_documentmaker_text(k, SYNTH_RAW_OTHER, row, &length);
		SynthDocument *d = synth_document_read(made, (size_t) length, true);

		CHECK(d != NULL && d->node[0].letter == '{');
		CHECK(d->node[0].nchildren == 3 || d->node[0].nchildren == 4);
		nested = nested
				 || (strstr(made, "\"box\": {\"height\": 7}") != NULL && strstr(made, "\"colors\": [\"red\"]") != NULL);
		CHECK(strstr(made, "parts") == NULL || strstr(made, "\"parts\": [{\"weight\": 5}]") != NULL);
		CHECK(strstr(made, "grid") == NULL || strstr(made, "\"grid\": [[") != NULL);
	}
	CHECK(nested);
	c = synth_alloc(sizeof *c);
	k = synth_documentmaker_new(model_of(c, 0, NULL), 0, NULL, 3);
	CHECK_STR(synth_documentmaker_text(k, SYNTH_RAW_OTHER, 0, &length), SYNTH_DOCUMENT_PLACEHOLDER);
	CHECK_INT(length, (int) strlen(SYNTH_DOCUMENT_PLACEHOLDER));
	add_document(c, "[1,2]");
	k = synth_documentmaker_new(model_of(c, 0, NULL), 0, NULL, 3);
	CHECK_INT(synth_documentmaker_text(k, SYNTH_RAW_OTHER, 0, &length)[0], '[');
}

/* texts that no token covers are made up as often as they were */
UNIT_TEST(uncovered_texts_are_made_up)
{
	char *shapes[] = {"{\"status\":s}"};
	Collected *c = synth_alloc(sizeof *c);
	SynthDocumentMaker *k;
	int made_up = 0;
	int length;

	for (int i = 0; i < 100; i++)
	{
		char json[64];

		sprintf(json, "{\"status\":\"%s%d\"}", i < 60 ? "common" : "rare", i < 60 ? 0 : i);
		add_document(c, json);
	}
	/* what a threshold leaves */
	for (int i = 0; i < c->n; i++)
		if (c->weight[i] < 60)
			c->token[i--] = c->token[--c->n];
	CHECK_INT(c->n, 4);
	for (int i = 0; i < c->n; i++)
		c->weight[i] = strstr(c->token[i], "common") != NULL || strstr(c->token[i], "~s") != NULL ? 60 : 100;
	k = synth_documentmaker_new(model_of(c, 1, shapes), 0, NULL, 3);
	for (uint64_t row = 0; row < 1000; row++)
	{
		const char *made = synth_documentmaker_text(k, 0, row, &length);

		CHECK(strstr(made, "rare") == NULL);
		made_up += strstr(made, "common0") == NULL;
	}
	/* 1000 draws of 0.4, five standard deviations: 6e-7 */
	CHECK_NEAR(made_up, 400, 78);
}

UNIT_TEST(documents_without_tokens)
{
	char *shapes[] = {"{\"a\":s,\"b\":n,\"c\":b,\"d\":z,\"e\":[n|s|{\"f\":n}],\"g\":{*},\"h\":{*:[]},\"i\":[]}",
					  "[[[[[[s]]]]]]"};
	Collected *c = synth_alloc(sizeof *c);
	SynthDocumentMaker *k = synth_documentmaker_new(model_of(c, 2, shapes), 0, NULL, 1);
	int length;

	for (uint64_t row = 0; row < 200; row++)
		for (int s = 0; s < 2; s++)
		{
			const char *made = synth_documentmaker_text(k, s, row, &length);

			CHECK(synth_document_read(made, (size_t) length, true) != NULL);
		}
}

/* arrays in arrays of a thousand elements each do not multiply without end */
UNIT_TEST(made_documents_are_bounded)
{
	char *shapes[] = {"[[[[[[n]]]]]]"};
	Collected *c = synth_alloc(sizeof *c);
	char token[64] = "";
	SynthDocumentMaker *k;
	int length;

	for (int depth = 1; depth <= 6; depth++)
	{
		strcat(token, "[]");
		c->nrow = 0;
		strcat(token, "\x1e=1000");
		collect(c, token, (int) strlen(token));
		token[2 * depth] = '\0';
	}
	k = synth_documentmaker_new(model_of(c, 1, shapes), 0, NULL, 1);
	CHECK(synth_documentmaker_text(k, 0, 0, &length) != NULL);
	CHECK(length < 10 * SYNTH_DOCUMENT_MAX_NODES);
}

UNIT_TEST(makers_are_deterministic)
{
	char *shapes[] = {"{\"price\":n,\"size\":n,\"labels\":[s]}"};
	Collected *c = synth_alloc(sizeof *c);
	SynthModel *m;
	SynthDocumentMaker *a;
	SynthDocumentMaker *b;
	SynthDocumentMaker *other;
	int length;
	int differ = 0;

	for (int i = 0; i < 50; i++)
	{
		char json[128];

		sprintf(json, "{\"price\":%d,\"size\":%d.5,\"labels\":[\"x%d\",\"y%d\"]}", i * 37, i, i, i % 7);
		add_document(c, json);
	}
	m = model_of(c, 1, shapes);
	a = synth_documentmaker_new(m, 0, NULL, 5);
	b = synth_documentmaker_new(m, 0, NULL, 5);
	other = synth_documentmaker_new(m, 0, NULL, 6);
	for (uint64_t row = 0; row < 100; row++)
	{
		char text[512];

		strcpy(text, synth_documentmaker_text(a, 0, row, &length));
		/* in any order */
		(void) synth_documentmaker_text(b, 0, 1000 - row, &length);
		CHECK_STR(synth_documentmaker_text(b, 0, row, &length), text);
		differ += strcmp(synth_documentmaker_text(other, 0, row, &length), text) != 0;
	}
	/* alike by chance with probability below 1e-3 a row */
	CHECK(differ > 50);
}

static void
refuse_token(const char *token)
{
	char *shapes[] = {"{\"a\":s}"};
	Collected *c = synth_alloc(sizeof *c);
	SynthModel *m;

	collect(c, token, (int) strlen(token));
	m = model_of(c, 1, shapes);
	CHECK_FAILS(SYNTH_ERR_CORRUPT, synth_documentmaker_new(m, 0, NULL, 1));
}

UNIT_TEST(hostile_models_are_refused)
{
	char *bad[] = {"{\"a\":s"};
	static char *const token[] = {"\"a\"", "\"a\"\x1e\"x\"y", "\"a\"\x1e\"x\\", "*\x1e:", "*\x1e:xkey", "*\x1e:s\"}"};

	CHECK_FAILS(SYNTH_ERR_CORRUPT,
				synth_documentmaker_new(model_of(synth_alloc(sizeof(Collected)), 1, bad), 0, NULL, 1));
	for (size_t i = 0; i < sizeof token / sizeof *token; i++)
		refuse_token(token[i]);
}

/* whatever bytes: no crash, and what has a shape has a well-formed one (the sanitizers watch) */
UNIT_TEST(mutated_documents)
{
	static const char *const seed[] = {
		"{\"a\":[1,2.5e-3,\"x\\u00e9\\n\"],\"b\":{\"EUR\":null},\"c\":true}",
		"[{\"k\":{\"de\":[]}},{\"k\":{\"en\":[\"\\ud83d\\ude00\"]}}]",
		"{\"2024\":{\"x\":{\"y\":{\"z\":[[1]]}}}}",
	};
	static const char byte[] = "{}[]\",:\\untf0123456789.eE+-ab \x1e";
	int rounds = (int) (20000 * unit_scale());
	int regular = 0;

	for (int i = 0; i < rounds; i++)
	{
		char json[256];
		size_t n;
		char text[SYNTH_DOCUMENT_MAX_SHAPE + 1];
		SynthDocument *d;

		strcpy(json, seed[unit_random_below(3)]);
		n = strlen(json);
		for (int m = (int) unit_random_below(4); m >= 0; m--)
		{
			size_t at = unit_random_below(n);

			switch (unit_random_below(3))
			{
				case 0:
					json[at] = byte[unit_random_below(sizeof byte - 1)];
					break;
				case 1:
					memmove(json + at, json + at + 1, n - at);
					n--;
					break;
				default:
					memmove(json + at + 1, json + at, n - at + 1);
					json[at] = byte[unit_random_below(sizeof byte - 1)];
					n++;
					break;
			}
		}
		/* exactly the bytes, so that reading beyond them is seen */
		{
			char *exact = synth_alloc(n);

			memcpy(exact, json, n);
			d = synth_document_read(exact, n, true);
		}
		if (d != NULL && synth_document_shape(d, text))
		{
			Collected *c = synth_alloc(sizeof *c);

			regular++;
			CHECK(synth_document_shape_check(text) == NULL);
			synth_document_tokens(d, "", &names, collect, c);
		}
		unit_forget();
	}
	CHECK(regular > rounds / 20);
}
