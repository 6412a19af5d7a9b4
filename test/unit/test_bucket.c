/*-------------------------------------------------------------------------
 *
 * test_bucket.c
 *	  Numbers as buckets.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/bucket.h"

static const char *
bucket(const char *number)
{
	static char out[SYNTH_BUCKET_TOKEN];

	return synth_bucket_token(number, (int) strlen(number), out) > 0 ? out : "none";
}

UNIT_TEST(buckets_of_numbers)
{
	CHECK_STR(bucket("0"), "#0e0.0");
	CHECK_STR(bucket("-0.00"), "#0e0.2");
	CHECK_STR(bucket("7"), "#70e-1.0");
	CHECK_STR(bucket("42"), "#42e0.0");
	CHECK_STR(bucket("1987"), "#19e2.0");
	CHECK_STR(bucket("-12.50"), "#-12e0.2");
	CHECK_STR(bucket("0.05"), "#50e-3.2");
	CHECK_STR(bucket("1e+20"), "none");
	CHECK_STR(bucket("1E3"), "#10e2.0");
	CHECK_STR(bucket("123456789012345678"), "#12e16.0");
	CHECK_STR(bucket("1234567890123456789"), "none");
	CHECK_STR(bucket("0.000000001"), "#10e-10.9");
	CHECK_STR(bucket("0.0000000001"), "none");
	CHECK_STR(bucket("0.30000000000000004"), "#30e-2.6");
	CHECK_STR(bucket("NaN"), "none");
	CHECK_STR(bucket("Infinity"), "none");
	CHECK_STR(bucket(""), "none");
	CHECK_STR(bucket("-"), "none");
	CHECK_STR(bucket("1e"), "none");
	CHECK_STR(bucket("1e99999"), "none");
}

/* a number drawn from a bucket is of that bucket: whatever the magnitude and the decimals */
UNIT_TEST(numbers_stay_in_their_bucket)
{
	SynthStream st;

	synth_stream_init(&st, 3, 0, 0);
	for (int i = 0; i < 5000; i++)
	{
		char number[64];
		char token[SYNTH_BUCKET_TOKEN];
		char text[SYNTH_BUCKET_TEXT];
		int decimals = (int) unit_random_below(13);
		int n;

		sprintf(number, "%.*f", decimals, (unit_random_unit() - 0.5) * pow(10, (double) unit_random_below(22) - 6));
		if (synth_bucket_token(number, (int) strlen(number), token) == 0)
			continue;
		n = synth_bucket_draw(token, &st, text);
		CHECK(n > 0 && n < SYNTH_BUCKET_TEXT && strlen(text) == (size_t) n);
		CHECK_STR(bucket(text), token);
	}
	CHECK_INT(synth_bucket_draw("#9e0.0", &st, (char[SYNTH_BUCKET_TEXT]){0}), 0);
	CHECK_INT(synth_bucket_draw("#12e99.0", &st, (char[SYNTH_BUCKET_TEXT]){0}), 0);
	CHECK_INT(synth_bucket_draw("#12e2", &st, (char[SYNTH_BUCKET_TEXT]){0}), 0);
	CHECK_INT(synth_bucket_draw("#12e2.0x", &st, (char[SYNTH_BUCKET_TEXT]){0}), 0);
	CHECK_INT(synth_bucket_draw("#12e16.18", &st, (char[SYNTH_BUCKET_TEXT]){0}), 0);
	CHECK_INT(synth_bucket_draw("12e2.0", &st, (char[SYNTH_BUCKET_TEXT]){0}), 0);
}
