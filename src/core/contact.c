/*-------------------------------------------------------------------------
 *
 * contact.c
 *	  E-mail addresses and user names that show a person's name.
 *
 * The local part of an address is one of
 *
 *		LONG	given.family	e.g. anna.schmidt
 *		SHORT	gfamily			the first letter and what fits of the family name
 *		SERIAL	k3x9q2			where so little room is left that names tell nothing
 *
 * followed by a number if it is needed.  An address is LONG if that fits, else
 * SHORT; a user name is SHORT; a column is SERIAL as a whole or not at all.
 * Names are spelt in small ASCII letters only.
 *
 * Unique ones.  A person is (slot, family, tie); a slot has one given name for
 * each sex (person.h).  For each form, the slots that have a given name so
 * spelt, for either sex, are numbered: that is the rank of the slot, below
 * Rg; likewise the rank of a family name among those spelt alike, below Rf.
 * The number is (tie * Rg + rank of slot) * Rf + rank of family name; 0 is not
 * written, n >= 1 as n + 1.
 *
 * Different persons have different local parts: a dot tells LONG from SHORT;
 * names have letters only, so the digits at the end are the number, which
 * gives tie and both ranks; LONG is split at the dot, SHORT after the first
 * letter, which gives both spellings; a spelling and a rank give one slot and
 * one family name, whatever the sex.  The domain, which follows from the
 * person, tells nothing and is not needed.
 *
 * Cutting a family name happens in the whole column at the same place, chosen
 * so that 2^40 rows and more have room for their number if the limit of
 * characters allows.
 *
 *-------------------------------------------------------------------------
 */
#include "contact.h"

#include <string.h>

#include "letters.h"
#include "texthash.h"

/* e-mail local parts, RFC 5321; also the longest user name that we make */
#define MAX_LOCAL 64
#define SPACE_ENOUGH (UINT64_C(1) << 40)
#define SPACE_SOME (UINT64_C(1) << 20)
#define SPACE_LIMIT (UINT64_C(1) << 62)
/* digits of a number; 10^17 * 26 fits 62 bits */
#define MAX_DIGITS 17
/* letters of a family name that SHORT should keep */
#define SOME_LETTERS 3

/* one way to write names, and who is written alike */
typedef struct Form
{
	int family_letters; /* that are written */
	uint32_t *slot[3];	/* [sex][slot] rank */
	uint32_t *family;	/* [family] rank */
	uint64_t slots;		/* Rg */
	uint64_t families;	/* Rf */
	uint64_t ties;		/* whose numbers have room; 0: not even the first */
} Form;

struct SynthContact
{
	const SynthPeople *people;
	SynthTextKind kind;
	int max_chars;
	bool unique;
	int variant;
	int local_max; /* letters and digits before the @ that any domain leaves */
	/* spelling of given and family names */
	char **given;
	uint8_t *given_letters;
	char **family;
	uint8_t *family_letters;
	SynthWordTable *domain; /* EMAIL */
	bool has_domain;		/* else there is no room for one */
	Form long_form;
	Form short_form;
	bool serial;
	int width; /* SERIAL */
	SynthPermutation serials;
	uint64_t space;
};

/* small letters of a name for addresses; "x" if it has none */
static void
spell(const SynthWordTable *t, char ***spelling, uint8_t **letters)
{
	*spelling = synth_alloc_array((size_t) t->n + 1, sizeof(char *));
	*letters = synth_alloc_array((size_t) t->n + 1, sizeof(uint8_t));
	for (int i = 0; i < t->n; i++)
	{
		const char *from = t->entry[i]->fold != NULL ? t->entry[i]->fold : t->entry[i]->value;
		char *to = synth_alloc(MAX_LOCAL / 2 + 1);
		int n = 0;

		for (; *from != '\0' && n < MAX_LOCAL / 2 - 12; from++)
		{
			if (*from >= 'a' && *from <= 'z')
				to[n++] = *from;
			else if (*from >= 'A' && *from <= 'Z')
				to[n++] = (char) (*from - 'A' + 'a');
		}
		if (n == 0)
			to[n++] = 'x';
		(*spelling)[i] = to;
		(*letters)[i] = (uint8_t) n;
	}
}

/*
 * Words as they are spelt with at most `letters` letters, in order: the same
 * table of words serves to sort.  n items, item i spelt text[i].
 */
static SynthWordTable *
sortable(int n, char *const *text, int letters)
{
	SynthWordTable *t = synth_alloc(sizeof *t);

	t->n = n;
	t->text = synth_alloc_array((size_t) n + 1, sizeof(char *));
	for (int i = 0; i < n; i++)
	{
		char *copy = synth_alloc((size_t) letters + 1);

		for (int k = 0; k < letters && text[i][k] != '\0'; k++)
			copy[k] = text[i][k];
		t->text[i] = copy;
	}
	return t;
}

/*
 * rank[i] among the owners of items spelt like item i, where item i belongs to
 * owner[i], and an owner with two such items has one rank.  Returns the
 * largest number of owners of one spelling.
 */
static uint64_t
rank_alike(int n, char *const *text, int letters, const int *owner, uint32_t *rank)
{
	SynthWordTable *t = sortable(n, text, letters);
	int *order = synth_wordtable_order(t);
	uint64_t most = 1;

	for (int i = 0; i < n;)
	{
		int first = i;
		uint32_t next = 0;

		/* equal texts come in order of their items: those of one owner side by side */
		for (; i < n && strcmp(t->text[order[i]], t->text[order[first]]) == 0; i++)
		{
			if (i == first || owner[order[i]] != owner[order[i - 1]])
				next++;
			rank[order[i]] = next - 1;
		}
		if (next > most)
			most = next;
	}
	for (int i = 0; i < n; i++)
		synth_release((void *) t->text[i]);
	synth_release(t->text);
	synth_release(t);
	synth_release(order);
	return most;
}

/* 10^digits, at most 10^MAX_DIGITS */
static uint64_t
power_of_ten(int digits)
{
	uint64_t p = 1;

	for (int i = 0; i < digits && i < MAX_DIGITS; i++)
		p *= 10;
	return p;
}

/* ties whose numbers, n + 1 written with at most `digits` digits, have room */
static uint64_t
count_ties(const Form *f, uint64_t people, int digits)
{
	/* 0 is not written, so without digits there is one number */
	uint64_t numbers = digits <= 0 ? (digits == 0 ? 1 : 0) : power_of_ten(digits) - 1;
	uint64_t ties = numbers / (f->slots * f->families);

	return ties > SPACE_LIMIT / people ? SPACE_LIMIT / people : ties;
}

/* ranks of a form; each slot has two items, one for a sex */
static void
make_form(const SynthContact *c, Form *f, int given_letters, int family_letters)
{
	const SynthPeople *p = c->people;
	int n = 2 * p->nslots;
	char **text = synth_alloc_array((size_t) n + 1, sizeof(char *));
	int *owner = synth_alloc_array((size_t) (n > p->family->n ? n : p->family->n) + 1, sizeof(int));
	uint32_t *rank = synth_alloc_array((size_t) n + 1, sizeof(uint32_t));

	synth_poll();
	f->family_letters = family_letters;
	for (int i = 0; i < n; i++)
	{
		text[i] = c->given[p->slot[1 + i % 2][i / 2]];
		owner[i] = i / 2;
	}
	f->slots = rank_alike(n, text, given_letters, owner, rank);
	for (int s = 1; s <= 2; s++)
	{
		f->slot[s] = synth_alloc_array((size_t) p->nslots + 1, sizeof(uint32_t));
		for (int i = 0; i < p->nslots; i++)
			f->slot[s][i] = rank[2 * i + s - 1];
	}
	f->family = synth_alloc_array((size_t) p->family->n + 1, sizeof(uint32_t));
	for (int i = 0; i < p->family->n; i++)
		owner[i] = i;
	f->families = rank_alike(p->family->n, c->family, family_letters, owner, f->family);
	synth_release(text);
	synth_release(owner);
	synth_release(rank);
}

/* room for a local part next to the longest domain; the domains that are used */
static void
settle_domain(SynthContact *c, const SynthLexicon *lexicon)
{
	const SynthWordList *list = synth_lexicon_list(lexicon, "domain", "", false);

	c->local_max = c->max_chars > 0 && c->max_chars < MAX_LOCAL ? c->max_chars : MAX_LOCAL;
	if (c->kind != SYNTH_TEXT_EMAIL)
		return;
	c->has_domain = true;
	/* roomy: any; else short ones that leave 12 characters; else the shortest that there is */
	c->domain = synth_wordtable_new(list, &(SynthWordFilter){.max_chars = c->max_chars > 0 ? c->max_chars - 13 : 120});
	if (c->max_chars > 0 && (c->domain->n == 0 || c->max_chars < 14))
	{
		static SynthWord tiny[] = {{"x.test", "", "", NULL, 1.0f}};
		static const SynthWordList tiny_list = {"domain", "", 1, tiny};
		SynthWordFilter room = {.max_chars = c->max_chars > 9 ? c->max_chars - 6 : 0};

		c->domain = synth_wordtable_new(list, &room);
		if (room.max_chars == 0 || c->domain->n == 0)
			c->domain = synth_wordtable_new(&tiny_list, NULL);
		c->has_domain = c->max_chars >= 2 + c->domain->longest;
	}
	if (c->domain->n == 0)
		c->has_domain = false;
	if (c->has_domain && c->max_chars > 0 && c->max_chars - 1 - c->domain->longest < c->local_max)
		c->local_max = c->max_chars - 1 - c->domain->longest;
}

/* letters of the family name that SHORT keeps: as many as leave room for numbers */
static void
settle_short(SynthContact *c)
{
	uint64_t people = c->people->people;
	int longest = 1;

	for (int i = 0; i < c->people->family->n; i++)
		if (c->family_letters[i] > longest)
			longest = c->family_letters[i];
	if (longest > c->local_max - 1)
		longest = c->local_max - 1;
	for (int letters = longest; letters >= 0; letters--)
	{
		make_form(c, &c->short_form, 1, letters);
		c->short_form.ties = count_ties(&c->short_form, people, c->local_max - 1 - letters);
		if (c->short_form.ties >= (SPACE_ENOUGH + people - 1) / people || letters <= SOME_LETTERS)
			break;
	}
}

static void
settle_serial(SynthContact *c, uint64_t key)
{
	uint64_t space = 26;

	c->width = 1;
	while (c->width < c->local_max && space < SPACE_ENOUGH)
	{
		space *= 36;
		c->width++;
	}
	synth_permutation_init(&c->serials, space, key);
	c->serial = !c->unique ? c->local_max < SOME_LETTERS
						   : c->short_form.ties == 0
								 || (c->short_form.ties < SPACE_SOME / c->people->people
									 && c->short_form.ties * c->people->people < space);
	if (c->serial)
		c->space = space;
}

SynthContact *
synth_contact_new(const SynthLexicon *lexicon, const SynthPeople *people, SynthTextKind kind, int max_chars,
				  bool unique, int variant, uint64_t key)
{
	SynthContact *c = synth_alloc(sizeof *c);

	c->people = people;
	c->kind = kind;
	c->max_chars = max_chars;
	c->unique = unique;
	c->variant = variant;
	spell(people->given, &c->given, &c->given_letters);
	spell(people->family, &c->family, &c->family_letters);
	settle_domain(c, lexicon);
	c->space = UINT64_MAX;
	if (unique)
	{
		if (kind == SYNTH_TEXT_EMAIL)
			make_form(c, &c->long_form, MAX_LOCAL, MAX_LOCAL);
		settle_short(c);
		c->space = people->people * c->short_form.ties;
	}
	settle_serial(c, key);
	return c;
}

uint64_t
synth_contact_space(const SynthContact *c)
{
	return c->space;
}

/* the number of a person in a form; 0 is not written */
static uint64_t
number_of(const Form *f, const SynthPerson *person)
{
	return (person->tie * f->slots + f->slot[person->sex][person->slot]) * f->families + f->family[person->family];
}

static int
put_serial(const SynthContact *c, uint64_t number, char *out)
{
	static const char digit[] = "0123456789abcdefghijklmnopqrstuvwxyz";

	for (int i = c->width - 1; i > 0; i--)
	{
		out[i] = digit[number % 36];
		number /= 36;
	}
	out[0] = (char) ('a' + number % 26);
	return c->width;
}

/* the same person may need a number in one form and none in the other */
static int
put_local(const SynthContact *c, const SynthPerson *person, int room, char *out)
{
	int given = c->given_letters[person->given];
	int family = c->family_letters[person->family];
	uint64_t number = 0;
	char digits[20];
	int ndigits = 0;
	int n;

	/* people who are not unique have a number at times, as people do */
	if (!c->unique && synth_text_mix(person->hash, 6) >> 62 == 0)
		number = 1 + synth_text_below(synth_text_mix(person->hash, 7), 98);
	if (c->kind == SYNTH_TEXT_EMAIL)
	{
		if (c->unique)
			number = number_of(&c->long_form, person);
		if (number > 0)
			ndigits = synth_letters_number(number + 1, digits);
		if (given + 1 + family + ndigits <= room)
		{
			memcpy(out, c->given[person->given], (size_t) given);
			out[given] = '.';
			memcpy(out + given + 1, c->family[person->family], (size_t) family);
			n = given + 1 + family;
			memcpy(out + n, digits, (size_t) ndigits);
			return n + ndigits;
		}
	}
	if (c->unique)
	{
		number = number_of(&c->short_form, person);
		if (family > c->short_form.family_letters)
			family = c->short_form.family_letters;
	}
	ndigits = number > 0 ? synth_letters_number(number + 1, digits) : 0;
	if (!c->unique && 1 + family + ndigits > room)
	{
		ndigits = 0;
		if (family > room - 1)
			family = room - 1;
	}
	out[0] = c->given[person->given][0];
	memcpy(out + 1, c->family[person->family], (size_t) family);
	memcpy(out + 1 + family, digits, (size_t) ndigits);
	return 1 + family + ndigits;
}

int
synth_contact_text(const SynthContact *c, const SynthPerson *person, uint64_t index, char *out)
{
	int room = MAX_LOCAL;
	int d = 0;
	int n;

	if (c->has_domain)
	{
		d = synth_wordtable_pick(c->domain, synth_text_mix(person->hash, 8 + 64 * (uint64_t) c->variant));
		if (c->max_chars > 0 && c->max_chars - 1 - c->domain->chars[d] < room)
			room = c->max_chars - 1 - c->domain->chars[d];
	}
	else if (c->max_chars > 0 && c->max_chars < room)
		room = c->max_chars;
	if (c->serial)
		n = put_serial(c,
					   c->unique ? synth_permutation_at(&c->serials, index)
								 : synth_text_below(synth_text_mix(person->hash, 9), c->serials.n),
					   out);
	else
		n = put_local(c, person, room, out);
	if (c->has_domain)
	{
		out[n++] = '@';
		memcpy(out + n, c->domain->text[d], (size_t) c->domain->bytes[d]);
		n += c->domain->bytes[d];
	}
	return n;
}

size_t
synth_contact_bytes(const SynthContact *c)
{
	return MAX_LOCAL + 2 * 20 + 8 + (c->domain != NULL ? c->domain->most_bytes : 0);
}
