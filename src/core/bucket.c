/*-------------------------------------------------------------------------
 *
 * bucket.c
 *	  Numbers inside documents and arrays, as tokens of a bag.
 *
 * The bucket of a number other than zero is m * 10^e .. (m + 1) * 10^e with
 * 10 <= m <= 99, on the side of its sign, and its decimals d.  In units of
 * 10^-d that is m followed by e + d free digits; e + d is -1 for one-digit
 * numbers, whose m ends in 0.  Digits beyond six decimals (or beyond the two
 * significant ones of very small numbers) are cut off, and so are those beyond
 * 18 in all: what is left fits 64 bits.
 *
 *-------------------------------------------------------------------------
 */
#include "bucket.h"

#define TOP_MAX 17 /* exponent of the first digit */
#define TOP_MIN (-9)
#define DECIMALS_MAX 6
#define DIGITS_MAX 18 /* of a number drawn */

typedef struct Decimal
{
	bool negative;
	bool zero;
	int first;	  /* first two significant digits, 10 .. 99 */
	int top;	  /* exponent of the first one */
	int decimals; /* as written */
} Decimal;

/* reads the exponent of "1e+20"; false if it is none or absurd */
static bool
read_exponent(const char *s, int n, int *exponent)
{
	bool negative = false;
	int value = 0;
	int i = 0;

	if (i < n && (s[i] == '+' || s[i] == '-'))
		negative = s[i++] == '-';
	if (i == n)
		return false;
	for (; i < n; i++)
	{
		if (s[i] < '0' || s[i] > '9' || value > 999)
			return false;
		value = value * 10 + (s[i] - '0');
	}
	*exponent = negative ? -value : value;
	return true;
}

static bool
read_decimal(const char *s, int n, Decimal *d)
{
	int digits = 0;		 /* seen at all */
	int significant = 0; /* from the first one that is not 0 */
	int before = 0;		 /* significant ones before the point */
	int after = 0;		 /* digits behind the point */
	int leading = 0;	 /* zeros between the point and the first significant digit */
	bool point = false;
	int exponent = 0;
	int i = 0;

	*d = (Decimal){0};
	if (n > 512)
		return false;
	if (i < n && (s[i] == '-' || s[i] == '+'))
		d->negative = s[i++] == '-';
	for (; i < n && s[i] != 'e' && s[i] != 'E'; i++)
	{
		if (s[i] == '.' && !point)
		{
			point = true;
			continue;
		}
		if (s[i] < '0' || s[i] > '9')
			return false;
		digits++;
		if (point)
			after++;
		if (significant == 0 && s[i] == '0')
		{
			leading += point;
			continue;
		}
		if (!point)
			before++;
		if (significant < 2)
			d->first = d->first * 10 + (s[i] - '0');
		significant++;
	}
	if (digits == 0 || (i < n && !read_exponent(s + i + 1, n - i - 1, &exponent)))
		return false;
	d->decimals = after > exponent ? after - exponent : 0;
	if (significant == 0)
	{
		d->zero = true;
		d->negative = false;
		d->top = 0;
		return true;
	}
	if (significant == 1)
		d->first *= 10;
	d->top = (before > 0 ? before - 1 : -1 - leading) + exponent;
	return true;
}

/* appends a number in decimal digits, at least `width` of them */
static int
put_digits(char *out, int at, uint64_t value, int width)
{
	char reverse[24];
	int n = 0;

	do
	{
		reverse[n++] = (char) ('0' + value % 10);
		value /= 10;
	} while (value > 0);
	while (n < width)
		reverse[n++] = '0';
	while (n > 0)
		out[at++] = reverse[--n];
	return at;
}

int
synth_bucket_token(const char *number, int length, char *out)
{
	Decimal d;
	int limit;
	int e;
	int at = 0;

	if (!read_decimal(number, length, &d))
		return 0;
	out[at++] = SYNTH_BUCKET_MARK;
	if (d.zero)
	{
		e = 0;
		limit = DECIMALS_MAX;
	}
	else
	{
		if (d.top > TOP_MAX || d.top < TOP_MIN)
			return 0;
		e = d.top - 1;
		/* two significant digits of a small number need 1 - top decimals */
		limit = -e > DECIMALS_MAX ? -e : DECIMALS_MAX;
		if (limit > DIGITS_MAX - 1 - d.top)
			limit = DIGITS_MAX - 1 - d.top;
	}
	if (d.decimals > limit)
		d.decimals = limit;
	if (d.negative)
		out[at++] = '-';
	at = put_digits(out, at, (uint64_t) d.first, 1);
	out[at++] = 'e';
	if (e < 0)
		out[at++] = '-';
	at = put_digits(out, at, (uint64_t) (e < 0 ? -e : e), 1);
	out[at++] = '.';
	at = put_digits(out, at, (uint64_t) d.decimals, 1);
	out[at] = '\0';
	return at;
}

/* small unsigned number of a token; -1 if there is none */
static int
token_number(const char **s)
{
	int value = -1;

	for (; **s >= '0' && **s <= '9'; (*s)++)
	{
		value = (value < 0 ? 0 : value) * 10 + (**s - '0');
		if (value > 999)
			return -1;
	}
	return value;
}

/* a token comes from a stored model: nothing about it is taken for granted */
static bool
read_token(const char *s, Decimal *d)
{
	bool below;
	int e;

	*d = (Decimal){0};
	if (*s++ != SYNTH_BUCKET_MARK)
		return false;
	if (*s == '-')
	{
		d->negative = true;
		s++;
	}
	d->first = token_number(&s);
	if (*s++ != 'e')
		return false;
	below = *s == '-';
	s += below;
	e = token_number(&s);
	if (e < 0 || *s++ != '.')
		return false;
	d->top = (below ? -e : e) + 1;
	d->decimals = token_number(&s);
	d->zero = d->first == 0;
	if (*s != '\0' || d->decimals < 0 || d->decimals > DIGITS_MAX)
		return false;
	if (d->zero)
		return d->top == 1 && d->decimals <= DECIMALS_MAX;
	if (d->first < 10 || d->first > 99 || d->top > TOP_MAX || d->top < TOP_MIN)
		return false;
	/* one digit before the units: 7 is 70e-1 */
	return d->top + d->decimals >= 0 && d->top + d->decimals < DIGITS_MAX;
}

int
synth_bucket_draw(const char *token, SynthStream *st, char *out)
{
	Decimal d;
	uint64_t units; /* of 10^-decimals */
	uint64_t power = 1;
	uint64_t scale = 1;
	int at = 0;

	if (!read_token(token, &d))
		return 0;
	if (d.zero)
		units = 0;
	else if (d.top - 1 + d.decimals < 0)
		units = (uint64_t) d.first / 10;
	else
	{
		for (int i = 0; i < d.top - 1 + d.decimals; i++)
			power *= 10;
		units = (uint64_t) d.first * power + synth_stream_below(st, power);
	}
	for (int i = 0; i < d.decimals; i++)
		scale *= 10;
	if (d.negative && units > 0)
		out[at++] = '-';
	at = put_digits(out, at, units / scale, 1);
	if (d.decimals > 0)
	{
		out[at++] = '.';
		at = put_digits(out, at, units % scale, d.decimals);
	}
	out[at] = '\0';
	return at;
}
