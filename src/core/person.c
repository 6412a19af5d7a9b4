/*-------------------------------------------------------------------------
 *
 * person.c
 *	  Who a row is about: given name, family name, sex, title.
 *
 * Where no column of the group is unique, a hash names the person: given and
 * family name are drawn by weight.
 *
 * Where one is, row number i has the person number i of a fixed order that
 * does not depend on the seed.  With G slots of given names and F family
 * names, M = G * F pairs:
 *
 *		pair = P((i mod M + c * tie) mod M), tie = i / M; P a permutation
 *
 * so (slot, family, tie) differs between any two rows, whatever their sex.  A
 * slot holds one given name for each sex: the same one where a name is for
 * both, else one of each.  No spelling is in two slots, so the spelling of a
 * given name tells the slot: full names are unique for i < M, and for longer
 * with one or two middle letters that number the tie.
 *
 * If given names themselves are unique, M = G and the slot is P(i mod M);
 * likewise family names.
 *
 *-------------------------------------------------------------------------
 */
#include "person.h"

#include <string.h>

#include "letters.h"
#include "texthash.h"

/* 1 female, 2 male, 0 either */
static int
tag_sex(const char *tag)
{
	if (tag[0] == 'f' && tag[1] == '\0')
		return 1;
	return tag[0] == 'm' && tag[1] == '\0' ? 2 : 0;
}

/*
 * Sex of each spelling of the list, in the order of the table: either if words
 * spelt so are of both.
 */
static int *
spelling_sex(const SynthWordTable *distinct, const SynthWordTable *all)
{
	int *sex = synth_alloc_array((size_t) distinct->n + 1, sizeof(int));
	int *order = synth_wordtable_order(all);
	int *where = synth_wordtable_order(distinct);
	int k = 0;

	for (int i = 0; i < distinct->n; i++)
	{
		int d = where[i];
		unsigned seen = 0;

		for (; k < all->n && strcmp(all->text[order[k]], distinct->text[d]) == 0; k++)
			seen |= 1u << tag_sex(all->entry[order[k]]->tag);
		sex[d] = seen == 2 ? 1 : seen == 4 ? 2 : 0;
	}
	synth_release(order);
	synth_release(where);
	return sex;
}

/* names that may be given to a sex, with their weights; all names if there are none */
static void
make_weighted(SynthPeople *p, const int *sex, int which)
{
	int *given = synth_alloc_array((size_t) p->given->n + 1, sizeof(int));
	SynthWordList some = {.list = "", .locale = ""};
	int n = 0;

	for (int pass = 0; pass < 2 && n == 0; pass++)
		for (int i = 0; i < p->given->n; i++)
			if (pass > 0 || sex[i] == 0 || sex[i] == which)
				given[n++] = i;
	some.nwords = n;
	some.word = synth_alloc_array((size_t) n + 1, sizeof(SynthWord));
	for (int i = 0; i < n; i++)
	{
		some.word[i] = *p->given->entry[given[i]];
		some.word[i].value = (char *) p->given->text[given[i]];
	}
	p->weighted[which] = synth_wordtable_new(&some, NULL);
	p->weighted_given[which] = given;
}

static void
make_slots(SynthPeople *p, const int *sex)
{
	int n[3] = {0, 0, 0};
	int *of[3];

	for (int s = 0; s < 3; s++)
		of[s] = synth_alloc_array((size_t) p->given->n + 1, sizeof(int));
	for (int i = 0; i < p->given->n; i++)
		of[sex[i]][n[sex[i]]++] = i;
	/* names of one sex only: they serve both */
	if (n[1] == 0 || n[2] == 0)
	{
		int alone = n[1] == 0 ? 2 : 1;

		for (int i = 0; i < n[alone]; i++)
			of[0][n[0]++] = of[alone][i];
		n[1] = n[2] = 0;
	}
	p->nslots = n[0] + (n[1] < n[2] ? n[1] : n[2]);
	for (int s = 1; s <= 2; s++)
	{
		p->slot[s] = synth_alloc_array((size_t) p->nslots + 1, sizeof(int));
		for (int i = 0; i < p->nslots; i++)
			p->slot[s][i] = i < n[0] ? of[0][i] : of[s][i - n[0]];
	}
}

static int
count_upto(const SynthWordTable *t, int max_chars)
{
	int n = 0;

	for (int i = 0; i < t->n; i++)
		n += t->chars[i] <= max_chars;
	return n;
}

/*
 * Limits of given and family names such that every full name fits: those that
 * leave most pairs.  false if there are none.
 */
static bool
split_limit(const SynthWordTable *given, const SynthWordTable *family, int full_max, int *given_max, int *family_max,
			int *middle)
{
	uint64_t best = 0;

	*middle = 2;
	if (full_max == 0 || given->longest + 7 + family->longest <= full_max)
	{
		*given_max = given->longest;
		*family_max = family->longest;
		return given->n > 0 && family->n > 0;
	}
	*middle = given->longest + 4 + family->longest <= full_max ? 1 : 0;
	for (int g = 1; g <= given->longest && g + 2 <= full_max; g++)
	{
		int f = full_max - 1 - g - 3 * *middle;
		uint64_t pairs = f < 1 ? 0 : (uint64_t) count_upto(given, g) * (uint64_t) count_upto(family, f);

		if (pairs > best)
		{
			best = pairs;
			*given_max = g;
			*family_max = f;
		}
	}
	return best > 0;
}

static int
least(int a, int b)
{
	return a == 0 || (b != 0 && b < a) ? b : a;
}

/* a column whose names fit nothing gets other texts, and asks nothing of the others */
static void
settle_need(SynthPeople *p, const SynthWordList *given, const SynthWordList *family, SynthWordFilter *given_filter,
			SynthWordFilter *family_filter)
{
	SynthPersonNeed *need = &p->need;
	/* the first space ends a given name, so that a full name tells its parts */
	SynthWordTable *g = synth_wordtable_new(given, &(SynthWordFilter){.avoid = need->full ? " " : NULL});
	SynthWordTable *f = synth_wordtable_new(family, &(SynthWordFilter){.avoid = need->full ? ". " : NULL});
	int given_max = 0;
	int family_max = 0;

	p->given_fails = need->given && need->given_max > 0 && count_upto(g, need->given_max) == 0;
	p->family_fails = need->family && need->family_max > 0 && count_upto(f, need->family_max) == 0;
	if (need->given && !p->given_fails)
		given_max = need->given_max;
	if (need->family && !p->family_fails)
		family_max = need->family_max;
	if (need->full)
	{
		SynthWordTable *gs = synth_wordtable_new(given, &(SynthWordFilter){.avoid = " ", .max_chars = given_max});
		SynthWordTable *fs = synth_wordtable_new(family, &(SynthWordFilter){.avoid = ". ", .max_chars = family_max});
		int a = 0;
		int b = 0;

		p->full_fails = !split_limit(gs, fs, need->full_max, &a, &b, &p->middle);
		if (!p->full_fails)
		{
			given_max = least(given_max, a);
			family_max = least(family_max, b);
			given_filter->avoid = " ";
			family_filter->avoid = ". ";
		}
	}
	need->given = need->given && !p->given_fails;
	need->family = need->family && !p->family_fails;
	need->full = need->full && !p->full_fails;
	given_filter->max_chars = given_max;
	family_filter->max_chars = family_max;
	given_filter->upper = family_filter->upper = need->upper;
}

SynthPeople *
synth_people_new(const SynthLexicon *lexicon, const char *locale, const SynthPersonNeed *need, uint64_t key)
{
	SynthPeople *p = synth_alloc(sizeof *p);
	const SynthWordList *given = synth_lexicon_list(lexicon, "given", locale, false);
	const SynthWordList *family = synth_lexicon_list(lexicon, "family", locale, false);
	const SynthWordList *title = synth_lexicon_list(lexicon, "title", locale, false);
	SynthWordFilter given_filter = {0};
	SynthWordFilter family_filter = {.distinct = true};
	SynthWordTable *all;
	int *sex;

	p->need = *need;
	if (need->unique)
		settle_need(p, given, family, &given_filter, &family_filter);
	all = synth_wordtable_new(given, &given_filter);
	given_filter.distinct = true;
	p->given = synth_wordtable_new(given, &given_filter);
	p->family = synth_wordtable_new(family, &family_filter);
	if (p->given->n == 0 || p->family->n == 0)
		synth_fail(SYNTH_ERR_INTERNAL, "a lexicon without names");
	sex = spelling_sex(p->given, all);
	for (int s = 1; s <= 2; s++)
	{
		p->title[s] = synth_wordtable_new(title, &(SynthWordFilter){.tag = s == 1 ? "f" : "m", .tag2 = ""});
		make_weighted(p, sex, s);
	}
	if (need->unique)
	{
		make_slots(p, sex);
		if (p->nslots == 0)
			synth_fail(SYNTH_ERR_INTERNAL, "a lexicon without names");
		synth_permutation_init(&p->slots, (uint64_t) p->nslots, synth_text_mix(key, 1));
		synth_permutation_init(&p->families, (uint64_t) p->family->n, synth_text_mix(key, 2));
		p->people = (uint64_t) p->nslots * (uint64_t) p->family->n;
		synth_permutation_init(&p->pairs, p->people, synth_text_mix(key, 3));
		if (p->need.given && !(p->need.family && p->family->n < p->nslots))
			p->people = (uint64_t) p->nslots;
		else if (p->need.family)
			p->people = (uint64_t) p->family->n;
	}
	synth_release(sex);
	return p;
}

uint64_t
synth_people_space(const SynthPeople *p, SynthTextKind kind)
{
	static const uint64_t ties[3] = {1, 1 + 26, 1 + 26 + 26 * 26};

	if (kind == SYNTH_TEXT_GIVEN)
		return (uint64_t) p->nslots;
	if (kind == SYNTH_TEXT_FAMILY)
		return (uint64_t) p->family->n;
	return p->people * ties[p->middle];
}

void
synth_people_pick(const SynthPeople *p, uint64_t hash, int sex, SynthPerson *person)
{
	person->hash = hash;
	person->sex = sex == 1 || sex == 2 ? sex : 1 + (int) (synth_text_mix(hash, 1) >> 63);
	person->given = p->weighted_given[person->sex]
									 [synth_wordtable_pick(p->weighted[person->sex], synth_text_mix(hash, 2))];
	person->family = synth_wordtable_pick(p->family, synth_text_mix(hash, 3));
	person->slot = -1;
	person->tie = 0;
}

void
synth_people_at(const SynthPeople *p, uint64_t index, int sex, SynthPerson *person)
{
	person->tie = index / p->people;
	person->hash = synth_text_mix(UINT64_C(0x7065726f6e73), index);
	person->sex = sex == 1 || sex == 2 ? sex : 1 + (int) (synth_text_mix(person->hash, 1) >> 63);
	if (p->need.given || p->need.family)
	{
		uint64_t hash = synth_text_mix(person->hash, 2);

		person->slot = (int) (p->need.given ? synth_permutation_at(&p->slots, index % (uint64_t) p->nslots)
											: synth_text_below(hash, (uint64_t) p->nslots));
		person->family = (int) (p->need.family ? synth_permutation_at(&p->families, index % (uint64_t) p->family->n)
											   : synth_text_below(hash, (uint64_t) p->family->n));
	}
	else
	{
		/* a shift that a tie makes, so that people do not come again in the same order */
		uint64_t shift = (person->tie % p->people) * UINT64_C(40503) % p->people;
		uint64_t pair = synth_permutation_at(&p->pairs, (index % p->people + shift) % p->people);

		person->slot = (int) (pair % (uint64_t) p->nslots);
		person->family = (int) (pair / (uint64_t) p->nslots);
	}
	person->given = p->slot[person->sex][person->slot];
}

static int
append(char *out, int n, const char *text, int bytes)
{
	memcpy(out + n, text, (size_t) bytes);
	return n + bytes;
}

static int
full_name(const SynthPeople *p, const SynthPerson *person, int max_chars, char *out)
{
	const char *given = p->given->text[person->given];
	int given_bytes = p->given->bytes[person->given];
	int chars = p->given->chars[person->given] + 1 + p->family->chars[person->family];
	uint64_t tie = p->need.full ? person->tie : 0;
	int n;

	if (max_chars > 0 && chars > max_chars)
	{
		/* an initial; never with uniqueness, where every name fits */
		given_bytes = synth_letters_step(given, given_bytes);
		n = append(out, 0, given, given_bytes);
		out[n++] = '.';
	}
	else
		n = append(out, 0, given, given_bytes);
	for (uint64_t rest = tie; rest > 0; rest = (rest - 1) / 26)
	{
		out[n++] = ' ';
		out[n++] = (char) ('A' + (rest - 1) % 26);
		out[n++] = '.';
	}
	out[n++] = ' ';
	return append(out, n, p->family->text[person->family], p->family->bytes[person->family]);
}

int
synth_person_text(const SynthPeople *p, const SynthPerson *person, SynthTextKind kind, int max_chars, char *out)
{
	const SynthWordTable *title;

	switch (kind)
	{
		case SYNTH_TEXT_GIVEN:
			return append(out, 0, p->given->text[person->given], p->given->bytes[person->given]);
		case SYNTH_TEXT_FAMILY:
			return append(out, 0, p->family->text[person->family], p->family->bytes[person->family]);
		case SYNTH_TEXT_TITLE:
			title = p->title[p->title[person->sex]->n > 0 ? person->sex : 3 - person->sex];
			if (title->n > 0)
			{
				int i = synth_wordtable_pick(title, synth_text_mix(person->hash, 5));

				return append(out, 0, title->text[i], title->bytes[i]);
			}
			return 0;
		default:
			return full_name(p, person, max_chars, out);
	}
}

size_t
synth_people_bytes(const SynthPeople *p)
{
	size_t n = p->given->most_bytes + p->family->most_bytes + 16;

	for (int s = 1; s <= 2; s++)
		if (p->title[s]->most_bytes > n)
			n = p->title[s]->most_bytes;
	return n;
}
