/*-------------------------------------------------------------------------
 *
 * dependency.c
 *	  Functional dependencies: rows that agree on the terms of a rule agree on
 *	  its attribute.
 *
 * Attributes that rules connect form a family.  What a family's attributes
 * were in a row is kept as one tuple, and for each rule a table leads from a
 * combination of its terms to the first tuple that had it.  A new row follows
 * the rules until nothing changes (a chase, as of database theory); what it
 * then is agrees with all tuples, and is kept if it has a combination that is
 * new.
 *
 * A chase need not end: of a -> c and b -> c one may ask for this c and one
 * for that, and rules may lead in circles.  Then the row becomes the tuple that
 * the first rule leads to, in all attributes of the family: tuples agree with
 * each other, so it does as well.
 *
 * NULL and other specials are values like any other here, as for GROUP BY.
 * The tables compare the terms themselves, not only their hashes.
 *
 * Memory: 8 bytes an attribute for every tuple, 16 to 32 for every combination;
 * when as many combinations as allowed are known, rows with new ones stay as
 * they were drawn.
 *
 *-------------------------------------------------------------------------
 */
#include "rule.h"

#include "unique.h"

#include <string.h>

#define FEWEST_SLOTS 64

/* combinations of a rule's terms -> tuples; open addressing, a power of two */
typedef struct Table
{
	const SynthRule *rule;
	int *term;	   /* [rule->nterms] places in the family's tuples */
	int attribute; /* place of the attribute */
	size_t nslots;
	size_t used;
	uint32_t *slot; /* tuple + 1; 0: free */
} Table;

typedef struct Family
{
	int nattributes;
	int *attribute; /* [nattributes] of the model */
	int ntables;
	Table *table;
	size_t ntuples;
	size_t room;
	int64_t *tuple; /* [room][nattributes] */
	int64_t *row;	/* [nattributes] the one at work */
} Family;

struct SynthDependencies
{
	int nfamilies;
	Family *family;
	uint64_t left; /* combinations that may still be kept */
};

/* ---------------------------------------------------------------- tables */

static uint64_t
hash_terms(const Table *t, const int64_t *tuple)
{
	int64_t key[SYNTH_MAX_TERMS];

	for (int k = 0; k < t->rule->nterms; k++)
		key[k] = tuple[t->term[k]];
	return synth_hash_bytes(0, key, (size_t) t->rule->nterms * sizeof(int64_t));
}

/* the slot of the tuple's terms, or the free one where they belong */
static size_t
find_slot(const Family *f, const Table *t, const int64_t *tuple)
{
	size_t mask = t->nslots - 1;
	size_t at = (size_t) hash_terms(t, tuple) & mask;

	for (; t->slot[at] != 0; at = (at + 1) & mask)
	{
		const int64_t *other = f->tuple + (size_t) (t->slot[at] - 1) * (size_t) f->nattributes;
		bool same = true;

		for (int k = 0; k < t->rule->nterms && same; k++)
			same = other[t->term[k]] == tuple[t->term[k]];
		if (same)
			break;
	}
	return at;
}

static void
grow_table(const Family *f, Table *t)
{
	uint32_t *old = t->slot;
	size_t n = t->nslots;

	t->nslots = n == 0 ? FEWEST_SLOTS : synth_size_mul(n, 2);
	t->slot = synth_alloc_array(t->nslots, sizeof(uint32_t));
	for (size_t i = 0; i < n; i++)
	{
		if ((i & 0xFFFF) == 0)
			synth_poll();
		if (old[i] != 0)
			t->slot[find_slot(f, t, f->tuple + (size_t) (old[i] - 1) * (size_t) f->nattributes)] = old[i];
	}
	synth_release(old);
}

/* ---------------------------------------------------------------- rows */

/* the tuple that has the row's terms, or NULL */
static const int64_t *
look_up(const Family *f, const Table *t)
{
	uint32_t found = t->slot[find_slot(f, t, f->row)];

	return found == 0 ? NULL : f->tuple + (size_t) (found - 1) * (size_t) f->nattributes;
}

/* follows the rules; false if that does not end */
static bool
chase(Family *f)
{
	bool changed = true;

	for (int round = 0; changed; round++)
	{
		/* a chain of rules in the worst order needs a round for each */
		if (round > f->ntables + 1)
			return false;
		if ((round & 15) == 15)
			synth_poll();
		changed = false;
		for (int i = 0; i < f->ntables; i++)
		{
			const Table *t = &f->table[i];
			const int64_t *known = look_up(f, t);

			if (known == NULL || known[t->attribute] == f->row[t->attribute])
				continue;
			f->row[t->attribute] = known[t->attribute];
			changed = true;
		}
	}
	return true;
}

/* the row becomes a tuple that it shares some terms with */
static void
adopt(Family *f)
{
	for (int i = 0; i < f->ntables; i++)
	{
		const int64_t *known = look_up(f, &f->table[i]);

		if (known == NULL)
			continue;
		memcpy(f->row, known, (size_t) f->nattributes * sizeof(int64_t));
		return;
	}
}

static void
keep_tuple(SynthDependencies *d, Family *f)
{
	bool kept = false;

	for (int i = 0; i < f->ntables && d->left > 0; i++)
	{
		Table *t = &f->table[i];
		size_t at = find_slot(f, t, f->row);

		if (t->slot[at] != 0)
			continue;
		if (!kept)
		{
			if (f->ntuples == f->room)
			{
				size_t room = f->room == 0 ? FEWEST_SLOTS : synth_size_mul(f->room, 2);
				int64_t *tuple = synth_alloc_array(synth_size_mul(room, (size_t) f->nattributes), sizeof(int64_t));

				if (f->ntuples > 0)
					memcpy(tuple, f->tuple, f->ntuples * (size_t) f->nattributes * sizeof(int64_t));
				synth_release(f->tuple);
				f->tuple = tuple;
				f->room = room;
			}
			if (f->ntuples == UINT32_MAX - 1)
				return;
			memcpy(f->tuple + f->ntuples * (size_t) f->nattributes, f->row, (size_t) f->nattributes * sizeof(int64_t));
			f->ntuples++;
			kept = true;
		}
		t->slot[at] = (uint32_t) f->ntuples;
		d->left--;
		if (++t->used > t->nslots / 2)
			grow_table(f, t);
	}
}

/*
 * Changes raw[attribute][0 .. nrows) in place, for the attributes of the
 * rules, so that no two rows of all blocks so far contradict a rule.
 */
void
synth_dependencies_block(SynthDependencies *d, int64_t *const *raw, int nrows)
{
	for (int k = 0; k < d->nfamilies; k++)
	{
		Family *f = &d->family[k];

		for (int r = 0; r < nrows; r++)
		{
			if ((r & 0xFF) == 0)
				synth_poll();
			for (int i = 0; i < f->nattributes; i++)
				f->row[i] = raw[f->attribute[i]][r];
			if (chase(f))
				keep_tuple(d, f);
			else
			{
				/* from the values as they were drawn */
				for (int i = 0; i < f->nattributes; i++)
					f->row[i] = raw[f->attribute[i]][r];
				adopt(f);
			}
			for (int i = 0; i < f->nattributes; i++)
				raw[f->attribute[i]][r] = f->row[i];
		}
	}
}

/* ---------------------------------------------------------------- setting up */

/* place of an attribute in the family, which gets it if it has it not */
static int
place_of(Family *f, int attribute)
{
	for (int i = 0; i < f->nattributes; i++)
		if (f->attribute[i] == attribute)
			return i;
	f->attribute[f->nattributes] = attribute;
	return f->nattributes++;
}

static bool
shares_attribute(const SynthRule *x, const SynthRule *y)
{
	for (int i = -1; i < x->nterms; i++)
		for (int k = -1; k < y->nterms; k++)
			if ((i < 0 ? x->attribute : x->term[i]) == (k < 0 ? y->attribute : y->term[k]))
				return true;
	return false;
}

/* family[i]: number of the family of rule i, -1 if it is no dependency; returns how many families */
static int
number_families(int nrules, const SynthRule *rule, int *family)
{
	int *open = synth_alloc_array((size_t) nrules + 1, sizeof(int));
	int n = 0;

	for (int i = 0; i < nrules; i++)
		family[i] = -1;
	for (int i = 0; i < nrules; i++)
	{
		int nopen = 0;

		if (rule[i].kind != SYNTH_RULE_DETERMINES || family[i] >= 0)
			continue;
		family[i] = n;
		open[nopen++] = i;
		while (nopen > 0)
		{
			const SynthRule *u = &rule[open[--nopen]];

			for (int k = 0; k < nrules; k++)
				if (rule[k].kind == SYNTH_RULE_DETERMINES && family[k] < 0 && shares_attribute(u, &rule[k]))
				{
					family[k] = n;
					open[nopen++] = k;
				}
			synth_poll();
		}
		n++;
	}
	synth_release(open);
	return n;
}

/*
 * Dependencies of a call; rule must outlive them, rules of other kinds are
 * left out.  entries: combinations of terms that are kept, of all rules
 * together.
 */
SynthDependencies *
synth_dependencies_new(int nrules, const SynthRule *rule, uint64_t entries)
{
	SynthDependencies *d = synth_alloc(sizeof(SynthDependencies));
	int *family = synth_alloc_array((size_t) nrules + 1, sizeof(int));

	d->left = entries;
	d->nfamilies = number_families(nrules, rule, family);
	d->family = synth_alloc_array((size_t) d->nfamilies + 1, sizeof(Family));
	for (int i = 0; i < nrules; i++)
		if (family[i] >= 0)
		{
			d->family[family[i]].ntables++;
			d->family[family[i]].nattributes += rule[i].nterms + 1;
		}
	for (int k = 0; k < d->nfamilies; k++)
	{
		Family *f = &d->family[k];

		f->table = synth_alloc_array((size_t) f->ntables, sizeof(Table));
		f->attribute = synth_alloc_array((size_t) f->nattributes, sizeof(int));
		f->row = synth_alloc_array((size_t) f->nattributes, sizeof(int64_t));
		f->ntables = f->nattributes = 0;
	}
	for (int i = 0; i < nrules; i++)
	{
		Family *f;
		Table *t;

		if (family[i] < 0)
			continue;
		f = &d->family[family[i]];
		t = &f->table[f->ntables++];
		t->rule = &rule[i];
		t->term = synth_alloc_array((size_t) rule[i].nterms, sizeof(int));
		for (int j = 0; j < rule[i].nterms; j++)
			t->term[j] = place_of(f, rule[i].term[j]);
		t->attribute = place_of(f, rule[i].attribute);
		grow_table(f, t);
	}
	synth_release(family);
	return d;
}
