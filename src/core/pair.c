/*-------------------------------------------------------------------------
 *
 * pair.c
 *	  Which parent each child gets: children and open places are matched by
 *	  what they have in common.
 *
 * match() pairs a stretch of children with a stretch of places on the contexts
 * from one on.  It parts both by their code of that context, pairs what has
 * the same code on the contexts that follow, and then what is left over, of
 * all codes together, on those that follow as well.  On no context at all
 * everything pairs with everything, so outside the exact contexts one side is
 * always used up; and where both sides are one, nothing need be compared.
 *
 * Parting is by a hash table of the children's codes, so a step is linear in
 * its stretches.  What is left over at one context after another is small
 * where children and places are alike, and then the whole is linear in
 * children * contexts; for others there is a limit of work, counted in rows,
 * beyond which contexts that need not agree are no longer looked at.
 *
 * The depth of the recursion is at most the number of contexts.  Both sides
 * are shuffled first, and every step keeps their order within a code, so which
 * of equal ones are paired is random.
 *
 *-------------------------------------------------------------------------
 */
#include "pair.h"

#include <string.h>

/* rows that may be looked at, by the rows and contexts that there are */
#define MOST_PASSES 32

typedef struct Pairing
{
	int ncontexts;
	int exact;
	const int64_t *const *child;
	const int64_t *const *place;
	SynthStream *st;
	int *result;
	double work; /* left */
	/* scratch of one parting */
	int *group;		/* [the longer side] group of each row of a stretch */
	int *moved;		/* [the longer side] */
	int *slot;		/* group + 1; 0: free */
	int64_t *code;	/* [children + 1] of each group */
	int *nchildren; /* [children + 1] of each group */
	int *nplaces;
	int *next; /* [children + 1] where the next of each group goes */
} Pairing;

static void
shuffle(int *row, int n, SynthStream *st)
{
	for (int i = n - 1; i > 0; i--)
	{
		int k = (int) synth_stream_below(st, (uint64_t) i + 1);
		int t = row[i];

		row[i] = row[k];
		row[k] = t;
	}
}

/* the slot of a code, or the free one where it belongs, in a table of mask + 1 */
static inline size_t
slot_of(const Pairing *p, int64_t code, size_t mask)
{
	uint64_t hash = (uint64_t) code * UINT64_C(0x9E3779B97F4A7C15);
	size_t at = (size_t) (hash ^ hash >> 32) & mask;

	while (p->slot[at] != 0 && p->code[p->slot[at] - 1] != code)
		at = (at + 1) & mask;
	return at;
}

/* sorts row[0 .. n) by group[], in their order */
static void
sort_groups(Pairing *p, int *row, int n)
{
	for (int i = 0; i < n; i++)
		p->moved[p->next[p->group[i]]++] = row[i];
	memcpy(row, p->moved, (size_t) n * sizeof(int));
}

/* counts to beginnings; groups of which the other side has none come first, so does group ngroups */
static void
begin_groups(const int *count, const int *other, int ngroups, int *next)
{
	int at = 0;

	for (int pass = 0; pass < 2; pass++)
		for (int g = 0; g <= ngroups; g++)
		{
			bool alone = g == ngroups || other[g] == 0;

			if (alone != (pass == 0))
				continue;
			next[g] = at;
			at += count[g];
		}
}

/*
 * Sorts both stretches by their code of a context: first what the other side
 * has none of, then the codes that both have, in the same order.  Returns how
 * many of the first kind there are on each side.
 */
static void
part(Pairing *p, int context, int *child, int nchildren, int *place, int nplaces, int *lone_children, int *lone_places)
{
	const int64_t *child_code = p->child[context];
	const int64_t *place_code = p->place[context];
	size_t mask = 15;
	int ngroups = 0;

	while (mask < 2 * (size_t) nchildren)
		mask = 2 * mask + 1;
	memset(p->slot, 0, (mask + 1) * sizeof(int));
	for (int i = 0; i < nchildren; i++)
	{
		int64_t code = child_code[child[i]];
		size_t at = slot_of(p, code, mask);

		if (p->slot[at] == 0)
		{
			p->code[ngroups] = code;
			p->nchildren[ngroups] = p->nplaces[ngroups] = 0;
			p->slot[at] = ++ngroups;
		}
		p->group[i] = p->slot[at] - 1;
		p->nchildren[p->group[i]]++;
	}
	/* group ngroups: places whose code no child has */
	p->nchildren[ngroups] = p->nplaces[ngroups] = 0;
	for (int j = 0; j < nplaces; j++)
	{
		size_t at = slot_of(p, place_code[place[j]], mask);

		p->nplaces[p->slot[at] == 0 ? ngroups : p->slot[at] - 1]++;
	}
	*lone_children = 0;
	for (int g = 0; g < ngroups; g++)
		if (p->nplaces[g] == 0)
			*lone_children += p->nchildren[g];
	*lone_places = p->nplaces[ngroups];

	begin_groups(p->nchildren, p->nplaces, ngroups, p->next);
	sort_groups(p, child, nchildren);
	for (int j = 0; j < nplaces; j++)
	{
		size_t at = slot_of(p, place_code[place[j]], mask);

		p->group[j] = p->slot[at] == 0 ? ngroups : p->slot[at] - 1;
	}
	begin_groups(p->nplaces, p->nchildren, ngroups, p->next);
	sort_groups(p, place, nplaces);
}

/* any child with any place; the longer side gives some of its own at random */
static void
match_any(Pairing *p, int *child, int *nchildren, int *place, int *nplaces)
{
	int n = *nchildren < *nplaces ? *nchildren : *nplaces;
	int *longer = *nchildren < *nplaces ? place : child;
	int nlonger = *nchildren < *nplaces ? *nplaces : *nchildren;

	for (int i = 0; i < n; i++)
	{
		int k = i + (int) synth_stream_below(p->st, (uint64_t) (nlonger - i));
		int t = longer[i];

		longer[i] = longer[k];
		longer[k] = t;
		p->result[child[i]] = place[i];
	}
	memmove(longer, longer + n, (size_t) (nlonger - n) * sizeof(int));
	*nchildren -= n;
	*nplaces -= n;
}

/* pairs on the contexts from `context` on; what is left over is moved to the front of its stretch, and counted */
static void
match(Pairing *p, int context, int *child, int *nchildren, int *place, int *nplaces)
{
	int children = *nchildren;
	int places = *nplaces;
	int i;
	int j;

	if (children == 0 || places == 0)
		return;
	p->work -= (double) children + (double) places;
	if (context >= p->exact && (context == p->ncontexts || (children == 1 && places == 1) || p->work < 0))
	{
		match_any(p, child, nchildren, place, nplaces);
		return;
	}
	synth_poll();
	part(p, context, child, children, place, places, nchildren, nplaces);
	i = *nchildren;
	j = *nplaces;
	while (i < children)
	{
		int64_t code = p->child[context][child[i]];
		int all_children = 1;
		int all_places = 1;
		int n;
		int m;

		while (i + all_children < children && p->child[context][child[i + all_children]] == code)
			all_children++;
		while (j + all_places < places && p->place[context][place[j + all_places]] == code)
			all_places++;
		n = all_children;
		m = all_places;
		match(p, context + 1, child + i, &n, place + j, &m);
		memmove(child + *nchildren, child + i, (size_t) n * sizeof(int));
		memmove(place + *nplaces, place + j, (size_t) m * sizeof(int));
		*nchildren += n;
		*nplaces += m;
		i += all_children;
		j += all_places;
	}
	if (context >= p->exact)
		match(p, context + 1, child, nchildren, place, nplaces);
}

/*
 * See pair.h.  Memory: 40 bytes a child and 12 a place, at most, while it
 * runs.
 */
void
synth_pair(int ncontexts, int exact, int nchildren, const int64_t *const *child, int nplaces,
		   const int64_t *const *place, SynthStream *st, int *result)
{
	Pairing p = {.ncontexts = ncontexts, .child = child, .place = place, .st = st, .result = result};
	size_t longer = (size_t) (nchildren > nplaces ? nchildren : nplaces);
	int *children = synth_alloc_array((size_t) nchildren + 1, sizeof(int));
	int *places = synth_alloc_array((size_t) nplaces + 1, sizeof(int));

	if (ncontexts < 0 || nchildren < 0 || nplaces < 0)
		synth_fail(SYNTH_ERR_PARAMETER, "children and places cannot be fewer than none");
	p.exact = exact < ncontexts ? exact : ncontexts;
	p.work = (double) MOST_PASSES * ((double) ncontexts + 1) * ((double) nchildren + (double) nplaces);
	p.group = synth_alloc_array(longer + 1, sizeof(int));
	p.moved = synth_alloc_array(longer + 1, sizeof(int));
	p.code = synth_alloc_array((size_t) nchildren + 1, sizeof(int64_t));
	p.nchildren = synth_alloc_array((size_t) nchildren + 1, sizeof(int));
	p.nplaces = synth_alloc_array((size_t) nchildren + 1, sizeof(int));
	p.next = synth_alloc_array((size_t) nchildren + 1, sizeof(int));
	p.slot = synth_alloc_array(4 * (size_t) nchildren + 16, sizeof(int));
	for (int i = 0; i < nchildren; i++)
	{
		children[i] = i;
		result[i] = -1;
	}
	for (int j = 0; j < nplaces; j++)
		places[j] = j;
	shuffle(children, nchildren, st);
	shuffle(places, nplaces, st);
	match(&p, 0, children, &nchildren, places, &nplaces);
	synth_release(p.group);
	synth_release(p.moved);
	synth_release(p.code);
	synth_release(p.nchildren);
	synth_release(p.nplaces);
	synth_release(p.next);
	synth_release(p.slot);
	synth_release(children);
	synth_release(places);
}
