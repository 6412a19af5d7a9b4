/*-------------------------------------------------------------------------
 *
 * checkdigit.c
 *	  Check digits of card numbers and bank accounts.
 *
 * Made numbers have to pass the form that they are typed into, so their check
 * digits are right; who owns the number is decided elsewhere, by keeping to
 * ranges that nobody can own.
 *
 * Luhn (ISO/IEC 7812-1, annex B): from the right, every second digit doubled,
 * the digits of the products added, the sum a multiple of 10.
 *
 * IBAN (ISO 13616, by ISO 7064 MOD 97-10): country and check digits go to the
 * end, letters become 10 to 35, and the number is 1 modulo 97.  It is reduced
 * digit by digit, so no length overflows.
 *
 *-------------------------------------------------------------------------
 */
#include "checkdigit.h"

/* an IBAN has 34 characters at most, Norway's the least: 15 */
#define IBAN_MOST 34
#define IBAN_LEAST 15

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* what people put between groups */
static bool
is_separator(char c)
{
	return c == ' ' || c == '-';
}

static int
digit_value(char c)
{
	if (!is_digit(c))
		synth_fail(SYNTH_ERR_PARAMETER, "a check digit is asked for what has no digits");
	return c - '0';
}

/* what a digit adds to Luhn's sum; the one beside the check digit is doubled */
static int
luhn_part(int digit, bool doubled)
{
	int product = doubled ? 2 * digit : digit;

	return product > 9 ? product - 9 : product;
}

/*
 * n >= 1 digits without separators; anything else is SYNTH_ERR_PARAMETER.
 */
char
synth_check_luhn(const char *digits, int n)
{
	int sum = 0;

	if (n < 1)
		synth_fail(SYNTH_ERR_PARAMETER, "a check digit is asked for what has no digits");
	for (int i = 0; i < n; i++)
		sum = (sum + luhn_part(digit_value(digits[i]), (n - i) % 2 == 1)) % 10;
	return (char) ('0' + (10 - sum) % 10);
}

/* number modulo 97 after one more character, a digit or a capital */
static int
mod97(int value, char c)
{
	if (is_digit(c))
		return (10 * value + (c - '0')) % 97;
	return (100 * value + (c - 'A' + 10)) % 97;
}

/*
 * n characters of bban, 1 .. 30, digits and capitals; two capitals of country;
 * anything else is SYNTH_ERR_PARAMETER.  out gets two digits, 02 to 98, no NUL.
 */
void
synth_check_iban(const char *country, const char *bban, int n, char out[2])
{
	int value = 0;

	if (!is_capital(country[0]) || !is_capital(country[1]) || n < 1 || n > IBAN_MOST - 4)
		synth_fail(SYNTH_ERR_PARAMETER, "check digits are asked for what is no bank account");
	for (int i = 0; i < n; i++)
	{
		if (!is_digit(bban[i]) && !is_capital(bban[i]))
			synth_fail(SYNTH_ERR_PARAMETER, "check digits are asked for what is no bank account");
		value = mod97(value, bban[i]);
	}
	value = mod97(value, country[0]);
	value = mod97(value, country[1]);
	value = mod97(mod97(value, '0'), '0');
	value = 98 - value;
	out[0] = (char) ('0' + value / 10);
	out[1] = (char) ('0' + value % 10);
}

/*
 * Is the text (n bytes, spaces and hyphens ignored) a number of two digits or
 * more whose last one is right?
 */
bool
synth_is_luhn(const char *text, int n)
{
	int sum = 0;
	int ndigits = 0;

	for (int i = n - 1; i >= 0; i--)
	{
		if (is_separator(text[i]))
			continue;
		if (!is_digit(text[i]))
			return false;
		sum = (sum + luhn_part(text[i] - '0', ndigits % 2 == 1)) % 10;
		ndigits++;
	}
	return ndigits >= 2 && sum == 0;
}

/*
 * Is the text (n bytes, spaces and hyphens ignored) an IBAN: 15 to 34 digits
 * and capitals, two capitals first, then the two digits that belong there?
 * The length that each country has is not looked at.
 */
bool
synth_is_iban(const char *text, int n)
{
	char packed[IBAN_MOST];
	int length = 0;
	int value = 0;

	for (int i = 0; i < n; i++)
	{
		if (is_separator(text[i]))
			continue;
		if (length == IBAN_MOST || (!is_digit(text[i]) && !is_capital(text[i])))
			return false;
		packed[length++] = text[i];
	}
	if (length < IBAN_LEAST || !is_capital(packed[0]) || !is_capital(packed[1]) || !is_digit(packed[2])
		|| !is_digit(packed[3]))
		return false;
	for (int i = 0; i < length; i++)
		value = mod97(value, packed[(i + 4) % length]);
	/* 00, 01 and 99 have the same remainders as 97, 98 and 02, but are never given */
	return value == 1 && !(packed[2] == '0' && packed[3] < '2') && !(packed[2] == '9' && packed[3] == '9');
}
