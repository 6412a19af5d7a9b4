/*
 * A matcher for tests: reads the pattern again for each text and keeps a set
 * of places in the text as bits.  Slow, short, and nothing like what it checks.
 *
 * Literals, . [ab-d] [^..] \d \w \s \. groups | * + ? {m} {m,} {m,n} ^ $.
 */
#ifndef PATTERN_MATCH_H
#define PATTERN_MATCH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct MatchReader
{
	const char *at;
	const char *text;
	int length; /* below 60 */
} MatchReader;

static uint64_t match_alternatives(MatchReader *r, uint64_t from);

static bool
match_escape(char letter, char c)
{
	bool digit = c >= '0' && c <= '9';
	bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

	switch (letter)
	{
		case 'd':
			return digit;
		case 'w':
			return digit || alpha || c == '_';
		case 's':
			return c == ' ' || (c >= '\t' && c <= '\r');
		default:
			return c == letter;
	}
}

/* does one character match the class that is read here? */
static bool
match_class(const char **at, char c)
{
	bool complement = **at == '^';
	bool in = false;
	const char *p = *at + complement;
	const char *first = p;

	for (; *p != ']' || p == first; p++)
	{
		if (*p == '\\')
			in |= match_escape(*++p, c);
		else if (p[1] == '-' && p[2] != ']')
		{
			in |= c >= p[0] && c <= p[2];
			p += 2;
		}
		else
			in |= c == *p;
	}
	*at = p + 1;
	return in != complement;
}

/* places after one atom that begins at any of those given; reads over it */
static uint64_t
match_atom(MatchReader *r, uint64_t from)
{
	uint64_t to = 0;
	const char *begin = r->at;

	if (*begin == '(')
	{
		r->at += strncmp(begin, "(?:", 3) == 0 ? 3 : 1;
		to = match_alternatives(r, from);
		r->at++;
		return to;
	}
	if (*begin == '^' || *begin == '$')
	{
		r->at++;
		return from & (*begin == '^' ? 1 : UINT64_C(1) << r->length);
	}
	/* at the last place there is no character: read over the atom all the same */
	for (int i = 0; i <= r->length; i++)
	{
		char c = r->text[i];
		bool hit;

		r->at = begin + 1;
		if (*begin == '[')
			hit = match_class(&r->at, c);
		else if (*begin == '\\')
			hit = match_escape(*r->at++, c);
		else
			hit = *begin == '.' || *begin == c;
		if (hit && i < r->length && (from >> i & 1))
			to |= UINT64_C(1) << (i + 1);
	}
	return to;
}

static uint64_t
match_sequence(MatchReader *r, uint64_t from)
{
	while (*r->at != '\0' && *r->at != '|' && *r->at != ')')
	{
		const char *begin = r->at;
		uint64_t places = match_atom(r, from);
		const char *after = r->at;
		long min = 1;
		long max = 1;
		uint64_t all = 0;

		if (*after == '*' || *after == '+' || *after == '?')
		{
			min = *after == '+';
			max = *after == '?' ? 1 : 1000;
			after++;
		}
		else if (*after == '{')
		{
			char *end;

			min = max = strtol(after + 1, &end, 10);
			if (*end == ',')
			{
				max = end[1] == '}' ? 1000 : strtol(end + 1, NULL, 10);
				end = strchr(end, '}');
			}
			after = end + 1;
		}
		places = from;
		for (long i = 0; i <= max; i++)
		{
			if (i >= min)
			{
				if ((all | places) == all && i > min)
					break;
				all |= places;
			}
			r->at = begin;
			places = match_atom(r, places);
		}
		from = all;
		r->at = after;
	}
	return from;
}

static uint64_t
match_alternatives(MatchReader *r, uint64_t from)
{
	uint64_t to = match_sequence(r, from);

	while (*r->at == '|')
	{
		r->at++;
		to |= match_sequence(r, from);
	}
	return to;
}

static bool
match_whole(const char *pattern, const char *text)
{
	MatchReader r = {pattern, text, (int) strlen(text)};

	return match_alternatives(&r, 1) >> r.length & 1;
}

/* anywhere in the text */
static bool
match_search(const char *pattern, const char *text)
{
	MatchReader r = {pattern, text, (int) strlen(text)};

	return match_alternatives(&r, (UINT64_C(2) << r.length) - 1) != 0;
}

#endif /* PATTERN_MATCH_H */
