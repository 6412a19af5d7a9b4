/*-------------------------------------------------------------------------
 *
 * test_document_shape.c
 *	  Shapes of documents.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "document_shape.h"

UNIT_TEST(shapes_of_records)
{
	CHECK_STR(shape("{}"), "{}");
	CHECK_STR(shape("[]"), "[]");
	CHECK_STR(shape(" 12.5e3 "), "n");
	CHECK_STR(shape("\"a\""), "s");
	CHECK_STR(shape("{\"name\":\"x\",\"tags\":[\"a\",\"b\"],\"age\": 12}"), "{\"age\":n,\"name\":s,\"tags\":[s]}");
	CHECK_STR(shape("{\"ok\":true,\"gone\":null,\"bad\":false}"), "{\"bad\":b,\"gone\":z,\"ok\":b}");
	/* forms of elements are a set in byte order */
	CHECK_STR(shape("[1,\"a\",null,2]"), "[n|s|z]");
	CHECK_STR(shape("[null,\"b\",1]"), "[n|s|z]");
	CHECK_STR(shape("[{\"name\":1},{\"name\":\"x\"},{\"name\":2}]"), "[{\"name\":n}|{\"name\":s}]");
	/* of equal keys the last counts */
	CHECK_STR(shape("{\"name\":1,\"size\":2,\"name\":\"x\"}"), "{\"name\":s,\"size\":n}");
	/* one spelling of keys: \u0041 is A, \/ is / */
	CHECK_STR(shape("{\"n\\u0061me\":1,\"size\\n\":2}"), "{\"name\":n,\"size\\n\":n}");
	CHECK_STR(shape("{\"gr\\u00f6\\u00dfe\":1,\"name\":2}"), "{\"gr\xc3\xb6\xc3\x9f\x65\":n,\"name\":n}");
}

UNIT_TEST(shapes_of_maps)
{
	/* keys that are data */
	CHECK_STR(shape("{\"EUR\":{\"name\":\"Euro\",\"symbol\":\"E\"},\"USD\":{\"name\":\"Dollar\",\"symbol\":\"D\"}}"),
			  "{*:{\"name\":s,\"symbol\":s}}");
	CHECK_STR(shape("{\"eng\":\"English\",\"fra\":\"French\"}"), "{*}");
	CHECK_STR(shape("{\"2024-01\":5,\"2024-02\":null}"), "{*}");
	CHECK_STR(shape("{\"en_US\":\"a\",\"de_DE\":\"b\"}"), "{*}");
	/* containers of one shape are enough, whatever the keys look like */
	CHECK_STR(shape("{\"billing\":{\"street\":\"a\"},\"shipping\":{\"street\":\"b\"}}"), "{*:{\"street\":s}}");
	/* records */
	CHECK_STR(shape("{\"f\":\"x\",\"m\":\"y\"}"), "{\"f\":s,\"m\":s}");
	CHECK_STR(shape("{\"name\":\"x\"}"), "{\"name\":s}");
	CHECK_STR(shape("{\"one\":{\"name\":1},\"two\":{\"name\":\"x\"}}"), "{\"one\":{\"name\":n},\"two\":{\"name\":s}}");
	CHECK_STR(shape("{\"one\":{\"name\":1},\"two\":[1]}"), "{\"one\":{\"name\":n},\"two\":[n]}");
}

UNIT_TEST(what_is_irregular)
{
	static const char *const bad[] = {
		"",
		" ",
		"{",
		"[1",
		"[1,]",
		"{\"a\"}",
		"{\"a\":1,}",
		"{a:1}",
		"nul",
		"truex",
		"1 2",
		"-",
		"1.",
		".5",
		"1e",
		"\"",
		"\"\\\"",
		"\"\\x\"",
		"\"\\u12\"",
		"\"\\u0000\"",
		"\"\\ud800\"",
		"\"\\ud800\\u0041\"",
		"\"\\udc00\"",
		"\"\x01\"",
		"[[[[[[[1]]]]]]]",
		"[1,\"a\",null,true,{}]", /* five forms */
		"NaN",
		"[1]x",
	};
	char wide[2048] = "{\"name\":0";
	char *many;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_STR(shape(bad[i]), "irregular");
	CHECK_STR(shape("[[[[[[1]]]]]]"), "[[[[[[n]]]]]]");
	/* 64 keys are a record, 65 are not */
	for (int i = 1; i < SYNTH_DOCUMENT_MAX_KEYS; i++)
		sprintf(wide + strlen(wide), ",\"k%c%c\":0", 'a' + i / 26, 'a' + i % 26);
	strcat(wide, "}");
	CHECK(strcmp(shape(wide), "irregular") != 0);
	strcpy(wide + strlen(wide) - 1, ",\"more\":0}");
	CHECK_STR(shape(wide), "irregular");
	/* too many values; an escape that a single-byte encoding may not have */
	many = synth_alloc(2 * SYNTH_DOCUMENT_MAX_NODES + 8);
	strcpy(many, "[0");
	for (int i = 0; i < SYNTH_DOCUMENT_MAX_NODES; i++)
		strcpy(many + 2 + 2 * i, ",0");
	strcat(many, "]");
	CHECK_STR(shape(many), "irregular");
	CHECK(synth_document_read("\"\\u00e9\"", 8, false) == NULL);
	CHECK(synth_document_read("\"\\u0041\"", 8, false) != NULL);
}

UNIT_TEST(shapes_are_checked)
{
	static const char *const good[] = {"s", "{}", "[]", "{*}", "{*:[n]}", "{\"a\\n\\u001f\":s,\"b\":[n|{\"c\":z}]}"};
	static const char *const bad[] = {
		"",
		"x",
		"{",
		"[",
		"{*:s}",
		"{*",
		"{\"a\"}",
		"{\"a\":}",
		"{\"a\":s",
		"{\"a:s}",
		"[s|]",
		"[|s]",
		"[s,n]",
		"{\"a\":s,}",
		"ss",
		"{}}",
		"[[[[[[[n]]]]]]]",
		"[s|n|b|z|s]",
		"{\"a\\x\":s}",
		"{\"a\\u0000\":s}",
		"{\"a\\u0041\":s}",
		"{\"\x1e\":s}",
	};
	char text[64];

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK(synth_document_shape_check(good[i]) == NULL);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(synth_document_shape_check(bad[i]) != NULL);
	CHECK(synth_document_is_escaped("a\\\"b", 4));
	CHECK(!synth_document_is_escaped("a\"b", 3));
	CHECK(!synth_document_is_escaped("a\\", 2));
	CHECK_INT(synth_document_escape("a\"\\\n\x1e", 5, text), 13);
	CHECK_STR(text, "a\\\"\\\\\\n\\u001e");
	CHECK(synth_document_is_escaped(text, 13));
}
