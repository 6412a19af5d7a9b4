/*-------------------------------------------------------------------------
 *
 * test_shapetext.c
 *	  Codes of learned shapes, and of shapes that no fit has learned.
 *
 *-------------------------------------------------------------------------
 */
#include <string.h>

#include "core/shape.h"
#include "core/shapetext.h"
#include "unit.h"

/* a code of the only shape, whichever is asked for */
static const char *
code_of(const char *shape, char *out)
{
	char *only[1] = {(char *) shape};
	SynthShapeTexts *s = synth_shape_texts_new(1, only, NULL, 0, false, 7);

	CHECK(synth_shape_texts_bytes(s) < 256);
	out[synth_shape_text_pick(s, 0, 12345, out)] = '\0';
	return out;
}

/* whatever is special in patterns, and letters that are kept */
UNIT_TEST(shapes_of_odd_codes)
{
	static const char *const code[] = {"A.B*C(1)", "12[3]{4}", "a\\1^2$3", "INV-2024/17", "x|y+z?9", "~1 2:3;4",
									   "0-0",	   "AB12cd",   "-1-",	   "\"9\"",		  "{}5",	 "85123A"};

	for (int i = 0; i < (int) (sizeof code / sizeof *code); i++)
	{
		char fine[SYNTH_SHAPE_MAX_TEXT];
		char again[SYNTH_SHAPE_MAX_TEXT];
		char made[256];

		CHECK(synth_shape_fine(code[i], (int) strlen(code[i]), fine));
		CHECK(synth_shape_is_spelt(fine));
		code_of(fine, made);
		CHECK_INT((int) strlen(made), (int) strlen(code[i]));
		CHECK(synth_shape_fine(made, (int) strlen(made), again));
		/* not a serial code, which would be of another length or shape */
		CHECK_STR(again, fine);
	}
}

/* a forged model may call any pattern a shape: only what is spelt as shapes are is compiled */
UNIT_TEST(other_patterns_are_no_shapes)
{
	static const char *const forged[] = {"[ab]*a[ab]{11}", "(ab|cd){20}", "x+", "[^a]", ".", "a$", "\\d{5}", "[a-z]{3"};

	for (int i = 0; i < (int) (sizeof forged / sizeof *forged); i++)
	{
		char made[256];
		char fine[SYNTH_SHAPE_MAX_TEXT];
		char rough[SYNTH_SHAPE_MAX_TEXT];

		CHECK(!synth_shape_is_spelt(forged[i]));
		code_of(forged[i], made);
		CHECK(synth_shape_fine(made, (int) strlen(made), fine));
		synth_shape_rough(fine, rough);
		CHECK(strcmp(rough, "[A-Z]{2}[0-9]{6}") == 0 || strcmp(rough, "[0-9A-Z]{8}") == 0);
	}
}
