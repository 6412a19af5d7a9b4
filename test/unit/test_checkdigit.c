/*
 * test_checkdigit.c
 *	  Check digits against published examples, and what they must catch.
 */
#include "core/checkdigit.h"
#include "unit.h"

static bool
luhn(const char *s)
{
	return synth_is_luhn(s, (int) strlen(s));
}

static bool
iban(const char *s)
{
	return synth_is_iban(s, (int) strlen(s));
}

/* test numbers that card networks and payment services publish; the example of ISO/IEC 7812 */
UNIT_TEST(luhn_of_published_numbers)
{
	static const char *const good[] = {"4111111111111111", "5555555555554444",	 "378282246310005",
									   "6011111111111117", "30569309025904",	 "3530111333300000",
									   "4012888888881881", "79927398713",		 "18",
									   "0000000000000000", "4111-1111 1111-1111"};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
	{
		int n = (int) strlen(good[i]);

		CHECK(luhn(good[i]));
		if (strchr(good[i], '-') == NULL)
			CHECK_INT(synth_check_luhn(good[i], n - 1), good[i][n - 1]);
	}
	CHECK(!luhn("4111111111111112"));
	CHECK(!luhn("79927398710"));
	CHECK(!luhn("0"));
	CHECK(!luhn(""));
	CHECK(!luhn("4111x111111111111"));
}

/* any one digit changed, and any two neighbours swapped but 09 and 90 */
UNIT_TEST(luhn_catches_what_it_promises)
{
	char number[20] = "4556737586899855";

	CHECK(luhn(number));
	for (int i = 0; i < 16; i++)
	{
		char kept = number[i];

		for (char c = '0'; c <= '9'; c++)
		{
			number[i] = c;
			CHECK(luhn(number) == (c == kept));
		}
		number[i] = kept;
		if (i == 15 || number[i] == number[i + 1])
			continue;
		number[i] = number[i + 1];
		number[i + 1] = kept;
		CHECK(!luhn(number));
		number[i + 1] = number[i];
		number[i] = kept;
	}
}

/* examples of the IBAN registry, electronic and printed form */
UNIT_TEST(iban_of_published_numbers)
{
	static const char *const good[] = {"DE89370400440532013000",		  "GB29NWBK60161331926819",
									   "FR1420041010050500013M02606",	  "NO9386011117947",
									   "MT84MALT011000012345MTLCAST001S", "NL91ABNA0417164300",
									   "CH9300762011623852957",			  "ES9121000418450200051332",
									   "PL61109010140000071219812874"};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
	{
		char out[2];

		CHECK(iban(good[i]));
		synth_check_iban(good[i], good[i] + 4, (int) strlen(good[i]) - 4, out);
		CHECK(memcmp(out, good[i] + 2, 2) == 0);
	}
	CHECK(iban("DE89 3704 0044 0532 0130 00"));
	CHECK(!iban("DE88370400440532013000"));
	CHECK(!iban("DE89370400440532013001"));
	CHECK(!iban("de89370400440532013000"));
	CHECK(!iban("8937040044053201300000"));
	CHECK(!iban("DE8937040044"));
	CHECK(!iban("DE893704004405320130001234567890123"));
	CHECK(!iban(""));
	CHECK(!iban("DE8937040044053201300\xc3\xa9"));
}

/* two spellings of one remainder: only the one that is given out counts */
UNIT_TEST(iban_digits_stay_between_02_and_98)
{
	char number[32];
	char out[2];

	for (int i = 0; i < 2000; i++)
	{
		int digits;

		snprintf(number, sizeof(number), "XX00%018d", i);
		synth_check_iban("XX", number + 4, 18, out);
		digits = (out[0] - '0') * 10 + out[1] - '0';
		CHECK(digits >= 2 && digits <= 98);
		memcpy(number + 2, out, 2);
		CHECK(iban(number));
		if (digits < 4 || digits == 97 || digits == 98)
		{
			int twin = digits < 4 ? digits + 97 : digits - 97;

			if (twin > 99)
				continue;
			number[2] = (char) ('0' + twin / 10);
			number[3] = (char) ('0' + twin % 10);
			CHECK(!iban(number));
		}
	}
}

UNIT_TEST(check_digits_of_nonsense_are_refused)
{
	char out[2];

	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_check_luhn("", 0));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_check_luhn("12a", 3));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_check_iban("de", "370400440532013000", 18, out));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_check_iban("DE", "3704004405320130xx", 18, out));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_check_iban("DE", "", 0, out));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_check_iban("DE", "1234567890123456789012345678901", 31, out));
}
