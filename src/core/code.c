/*-------------------------------------------------------------------------
 *
 * code.c
 *	  Codes of a fixed form: cards, accounts, addresses of networks, hashes.
 *
 * All are harmless by construction: cards and accounts are of the lexicon's
 * test ranges, with valid check digits; IPv4 addresses of the documentation
 * nets (RFC 5737), followed by those for benchmarks (RFC 2544) and private
 * nets (RFC 1918) where unique ones need more; IPv6 of 2001:db8::/32 (RFC
 * 3849); MACs are locally administered unicast addresses; UUIDs of version 4.
 *
 * A code is written from one number.  Unique ones take P(index), P a
 * permutation of the numbers, so they differ; what is left over of a long code
 * is filled from a hash.
 *
 * Codes that would be too long take a shorter form (no separators); if that is
 * too long as well there is none, and the caller has synth_code_plain().
 *
 *-------------------------------------------------------------------------
 */
#include "code.h"

#include <string.h>

#include "checkdigit.h"
#include "letters.h"
#include "place.h"
#include "texthash.h"

#define SPACE_LIMIT (UINT64_C(1) << 62)
#define MAX_CODE 160
/* host numbers 1 .. 254 of three nets of 256 addresses */
#define IP_DOCUMENTATION (3 * 254)
#define IP_BENCHMARK (2 * 65536)
#define IP_PRIVATE (256 * 65536)

static const char hexadecimal[] = "0123456789abcdef";
/* of bcrypt, whose order is its own */
static const char radix64[] = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

typedef enum Form
{
	FORM_PLAIN, /* width characters of an alphabet */
	FORM_BCRYPT,
	FORM_UUID,
	FORM_MAC,
	FORM_IP,
	FORM_IPV6,
	FORM_CARD,
	FORM_IBAN
} Form;

struct SynthCode
{
	Form form;
	bool bare;			  /* without separators; IP: one net only; IPV6: two groups only */
	const char *alphabet; /* PLAIN */
	int base;
	int width;
	uint64_t space;
	SynthPermutation order;
	int npools; /* CARD: 1; IBAN: one a country */
	SynthPool **pool;
	char (*country)[3];
	int home;	 /* the pool of unique accounts, and of rows whose country has none */
	bool abroad; /* the country of the column has no accounts: those of any country serve */
};

static uint64_t
power(uint64_t base, int exponent)
{
	uint64_t p = 1;

	for (int i = 0; i < exponent; i++)
	{
		if (p > SPACE_LIMIT / base)
			return SPACE_LIMIT;
		p *= base;
	}
	return p;
}

static SynthCode *
with_space(SynthCode *c, uint64_t space, uint64_t key)
{
	c->space = space;
	if (space > 0)
		synth_permutation_init(&c->order, space, key);
	return c;
}

SynthCode *
synth_code_plain(const char *alphabet, int width, uint64_t key)
{
	SynthCode *c = synth_alloc(sizeof *c);

	c->form = FORM_PLAIN;
	c->alphabet = alphabet;
	c->base = (int) strlen(alphabet);
	c->width = width < MAX_CODE ? width : MAX_CODE;
	return with_space(c, power((uint64_t) c->base, c->width), key);
}

static SynthCode *
card(SynthCode *c, const SynthLexicon *lexicon, int max_chars, bool unique, uint64_t key)
{
	if (max_chars == 1)
		return NULL;
	c->form = FORM_CARD;
	c->npools = 1;
	c->pool = synth_alloc(sizeof(SynthPool *));
	c->pool[0] = synth_pool_new(synth_lexicon_list(lexicon, "card", "", false), NULL, max_chars > 0 ? max_chars - 1 : 0,
								unique, key);
	c->space = c->pool[0]->space;
	return c->pool[0]->source->n > 0 && c->pool[0]->bytes < MAX_CODE ? c : NULL;
}

static SynthCode *
iban(SynthCode *c, const SynthLexicon *lexicon, int country, int max_chars, bool unique, uint64_t key)
{
	const SynthWordList *list = synth_lexicon_list(lexicon, "iban", "", false);

	if (max_chars > 0 && max_chars <= 4)
		return NULL;
	c->form = FORM_IBAN;
	c->abroad = true;
	c->pool = synth_alloc_array((size_t) list->nwords + 1, sizeof(SynthPool *));
	c->country = synth_alloc_array((size_t) list->nwords + 1, sizeof(c->country[0]));
	for (int i = 0; i < list->nwords; i++)
	{
		const char *tag = list->word[i].tag;
		bool seen = strlen(tag) != 2;

		for (int k = 0; k < c->npools; k++)
			seen = seen || strcmp(c->country[k], tag) == 0;
		if (seen)
			continue;
		c->pool[c->npools] = synth_pool_new(list, tag, max_chars > 0 ? max_chars - 4 : 0, unique, key);
		if (c->pool[c->npools]->source->n == 0 || c->pool[c->npools]->bytes > MAX_CODE - 4)
			continue;
		memcpy(c->country[c->npools], tag, 3);
		if (country >= 0 && tag[0] == 'A' + country / 26 && tag[1] == 'A' + country % 26)
		{
			c->home = c->npools;
			c->abroad = false;
		}
		c->npools++;
	}
	if (c->npools == 0)
		return NULL;
	c->space = c->pool[c->home]->space;
	return c;
}

static SynthCode *
password(SynthCode *c, int max_chars, uint64_t key)
{
	/* lengths that say which hash it is */
	static const int width[] = {128, 96, 64, 56, 40, 32};

	for (size_t i = 0; i < sizeof(width) / sizeof(width[0]); i++)
		if (max_chars == width[i])
			return synth_code_plain(hexadecimal, width[i], key);
	if (max_chars == 0 || max_chars >= 60)
	{
		c->form = FORM_BCRYPT;
		return with_space(c, SPACE_LIMIT, key);
	}
	return synth_code_plain(hexadecimal, max_chars > 40 ? 40 : max_chars > 32 ? 32 : max_chars, key);
}

SynthCode *
synth_code_new(const SynthLexicon *lexicon, SynthTextKind kind, int country, int max_chars, bool unique, uint64_t key)
{
	SynthCode *c = synth_alloc(sizeof *c);
	int room = max_chars > 0 ? max_chars : MAX_CODE;

	synth_poll();
	switch (kind)
	{
		case SYNTH_TEXT_CARD:
			return card(c, lexicon, max_chars, unique, key);
		case SYNTH_TEXT_IBAN:
			return iban(c, lexicon, country, max_chars, unique, key);
		case SYNTH_TEXT_PASSWORD:
			return password(c, max_chars, key);
		case SYNTH_TEXT_UUID:
			c->form = FORM_UUID;
			c->bare = room < 36;
			return room < 32 ? NULL : with_space(c, SPACE_LIMIT, key);
		case SYNTH_TEXT_MAC:
			c->form = FORM_MAC;
			c->bare = room < 17;
			return room < 12 ? NULL : with_space(c, UINT64_C(1) << 40, key);
		case SYNTH_TEXT_IP:
			c->form = FORM_IP;
			c->bare = room < 15;
			if (room < 11)
				return NULL;
			with_space(c, c->bare ? 254 : IP_BENCHMARK + IP_PRIVATE, key);
			c->space += c->bare ? 0 : IP_DOCUMENTATION;
			return c;
		case SYNTH_TEXT_IPV6:
			c->form = FORM_IPV6;
			c->bare = room < 38;
			return room < 19 ? NULL : with_space(c, c->bare ? UINT64_C(1) << 32 : SPACE_LIMIT, key);
		default:
			return NULL;
	}
}

uint64_t
synth_code_space(const SynthCode *c)
{
	return c->space;
}

/* number in `digits` digits of base 16 */
static int
put_hex(uint64_t number, int digits, char *out)
{
	for (int i = digits - 1; i >= 0; i--)
	{
		out[i] = hexadecimal[number & 15];
		number >>= 4;
	}
	return digits;
}

/* number without leading zeros */
static int
put_group(uint64_t number, char *out)
{
	int digits = 1;

	while (digits < 4 && number >> (4 * digits) != 0)
		digits++;
	return put_hex(number, digits, out);
}

/*
 * The number, below SPACE_LIMIT, in the last characters; those in front that
 * no number reaches, from a hash.
 */
static int
put_plain(const char *alphabet, int base, int width, uint64_t number, uint64_t hash, char *out)
{
	uint64_t most = SPACE_LIMIT - 1;

	for (int i = width - 1; i >= 0; i--)
	{
		if (most > 0)
		{
			out[i] = alphabet[number % (uint64_t) base];
			number /= (uint64_t) base;
			most /= (uint64_t) base;
		}
		else
		{
			hash = synth_text_mix(hash, (uint64_t) i);
			out[i] = alphabet[synth_text_below(hash, (uint64_t) base)];
		}
	}
	return width;
}

static int
put_uuid(bool bare, uint64_t number, uint64_t hash, char *out)
{
	char digit[32];
	int n = 0;

	/* 122 bits are free: 62 of the number, 60 of the hash */
	put_hex(hash, 15, digit);
	memmove(digit + 13, digit + 12, 3);
	digit[12] = '4';
	digit[16] = hexadecimal[8 | (number >> 60 & 3)];
	put_hex(number, 15, digit + 17);
	for (int i = 0; i < 32; i++)
	{
		if (!bare && (i == 8 || i == 12 || i == 16 || i == 20))
			out[n++] = '-';
		out[n++] = digit[i];
	}
	return n;
}

static int
put_mac(bool bare, uint64_t number, char *out)
{
	int n = put_hex(2, 2, out);

	for (int i = 4; i >= 0; i--)
	{
		if (!bare)
			out[n++] = ':';
		n += put_hex(number >> (8 * i) & 255, 2, out + n);
	}
	return n;
}

static int
put_ip(uint64_t number, char *out)
{
	static const unsigned char net[3][3] = {{192, 0, 2}, {198, 51, 100}, {203, 0, 113}};
	uint64_t byte[4];
	int n = 0;

	if (number < IP_DOCUMENTATION)
	{
		for (int i = 0; i < 3; i++)
			byte[i] = net[number / 254][i];
		byte[3] = 1 + number % 254;
	}
	else if (number < IP_DOCUMENTATION + IP_BENCHMARK)
	{
		number -= IP_DOCUMENTATION;
		byte[0] = 198;
		byte[1] = 18 + (number >> 16);
		byte[2] = number >> 8 & 255;
		byte[3] = number & 255;
	}
	else
	{
		number -= IP_DOCUMENTATION + IP_BENCHMARK;
		byte[0] = 10;
		byte[1] = number >> 16;
		byte[2] = number >> 8 & 255;
		byte[3] = number & 255;
	}
	for (int i = 0; i < 4; i++)
	{
		if (i > 0)
			out[n++] = '.';
		n += synth_letters_number(byte[i], out + n);
	}
	return n;
}

static int
put_ipv6(bool bare, uint64_t number, uint64_t hash, char *out)
{
	int n = 9;

	memcpy(out, "2001:db8:", 9);
	if (bare)
		out[n++] = ':';
	else
	{
		n += put_group(hash & 0xffff, out + n);
		out[n++] = ':';
		n += put_group(hash >> 16 & 0xffff, out + n);
		out[n++] = ':';
	}
	for (int i = bare ? 1 : 3; i >= 0; i--)
	{
		n += put_group(number >> (16 * i) & 0xffff, out + n);
		if (i > 0)
			out[n++] = ':';
	}
	return n;
}

/* digits and capitals of a text; separators, which a user's pattern may have, do not count */
static int
significant(const char *text, int n, bool capitals, char *out)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		if ((text[i] >= '0' && text[i] <= '9') || (capitals && text[i] >= 'A' && text[i] <= 'Z'))
			out[found++] = text[i];
	if (found == 0)
		out[found++] = '0';
	return found;
}

/* two capitals, two check digits, then the rest, which the pool has written to out + 4 */
static int
finish_iban(const char *country, int n, char *out)
{
	char bban[MAX_CODE];

	synth_letters_raise(out + 4, n, false);
	memcpy(out, country, 2);
	synth_check_iban(country, bban, significant(out + 4, n, true, bban), out + 2);
	return n + 4;
}

static int
finish_card(int n, char *out)
{
	char digits[MAX_CODE];

	out[n] = synth_check_luhn(digits, significant(out, n, false, digits));
	return n + 1;
}

static int
put_bcrypt(uint64_t number, uint64_t hash, char *out)
{
	memcpy(out, "$2b$12$", 7);
	put_plain(radix64, 64, 22, synth_text_mix(hash, 41), synth_text_mix(hash, 42), out + 7);
	/* 128 bits of salt and 184 of hash end in the middle of a character */
	out[28] = radix64[(hash & 3) * 16];
	put_plain(radix64, 64, 30, number, hash, out + 29);
	out[59] = radix64[(hash >> 2 & 15) * 4];
	return 60;
}

static int
put_code(const SynthCode *c, uint64_t number, uint64_t hash, char *out)
{
	switch (c->form)
	{
		case FORM_BCRYPT:
			return put_bcrypt(number, hash, out);
		case FORM_UUID:
			return put_uuid(c->bare, number, hash, out);
		case FORM_MAC:
			return put_mac(c->bare, number, out);
		case FORM_IP:
			return put_ip(number, out);
		case FORM_IPV6:
			return put_ipv6(c->bare, number, hash, out);
		default:
			return put_plain(c->alphabet, c->base, c->width, number, hash, out);
	}
}

int
synth_code_pick(const SynthCode *c, int country, uint64_t hash, char *out)
{
	if (c->form == FORM_CARD)
		return finish_card(synth_pool_pick(c->pool[0], hash, out), out);
	if (c->form == FORM_IBAN)
	{
		int k = c->abroad ? (int) synth_text_below(synth_text_mix(hash, 45), (uint64_t) c->npools) : c->home;

		for (int i = 0; i < c->npools && country >= 0; i++)
			if (c->country[i][0] == 'A' + country / 26 && c->country[i][1] == 'A' + country % 26)
				k = i;
		return finish_iban(c->country[k], synth_pool_pick(c->pool[k], hash, out + 4), out);
	}
	/* not unique: documentation nets only */
	return put_code(c,
					synth_text_below(synth_text_mix(hash, 43),
									 c->form == FORM_IP && !c->bare ? IP_DOCUMENTATION : c->space),
					synth_text_mix(hash, 44), out);
}

int
synth_code_at(const SynthCode *c, uint64_t index, char *out)
{
	uint64_t hash = synth_text_mix(UINT64_C(0x636f6465), index);

	if (c->form == FORM_CARD)
		return finish_card(synth_pool_at(c->pool[0], index, out), out);
	if (c->form == FORM_IBAN)
		return finish_iban(c->country[c->home], synth_pool_at(c->pool[c->home], index, out + 4), out);
	/* documentation nets first */
	if (c->form == FORM_IP && !c->bare)
		return put_ip(index < IP_DOCUMENTATION
						  ? index
						  : IP_DOCUMENTATION + synth_permutation_at(&c->order, index - IP_DOCUMENTATION),
					  out);
	return put_code(c, synth_permutation_at(&c->order, index), hash, out);
}

size_t
synth_code_bytes(const SynthCode *c)
{
	size_t bytes = MAX_CODE;

	for (int i = 0; i < c->npools; i++)
		if (c->pool[i]->bytes + 8 > bytes)
			bytes = c->pool[i]->bytes + 8;
	return bytes;
}
