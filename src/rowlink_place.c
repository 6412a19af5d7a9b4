/*-------------------------------------------------------------------------
 *
 * rowlink_place.c
 *	  How many children each parent is to have, and in which order they come.
 *
 * A parent with k children has k places.  How many follows from what was drawn
 * with the parent (a fan-out attribute), else from the histogram of the
 * model's edge, else all parents have equally many, within one.  The list of
 * places is shuffled, so that a block's parents are a sample of all; where it
 * is longer or shorter than the rows that need a parent, places are left out,
 * or repeated in proportion, at random.  Beyond the list, and where nothing is
 * known, places come from keyed permutations of the parents without a list.
 *
 *-------------------------------------------------------------------------
 */
#include "rowlink.h"

#include <math.h>

#include "miscadmin.h"

#include "rowlink_parts.h"

#define PLACE_STREAM UINT64CONST(0x706C616365730001)

static int
compare_fanout(const void *a, const void *b, void *arg)
{
	const int32 *fanout = arg;
	int32 x = fanout[*(const int32 *) a];
	int32 y = fanout[*(const int32 *) b];

	return (x > y) - (x < y);
}

/* the most children by the edge's histogram of the parents up to a place in it */
static int64
histogram_children(const SynthEdge *edge, double at)
{
	for (int i = 0; i < edge->nfanout - 1; i++)
	{
		at -= edge->parents[i];
		if (at < 0)
			return edge->children[i];
	}
	return edge->children[edge->nfanout - 1];
}

/* rows of n that will have a parent, as far as it is known */
static int64
wanted_rows(const RowMaker *maker, const RowLink *link, int64 n, int64 places)
{
	double children = 0;

	if (!link->nullable || (link->present < 0 && !link->by_value))
		return n;
	if (link->edge != NULL && link->edge->nfanout > 0 && maker->model->total > 0)
	{
		for (int i = 0; i < link->edge->nfanout; i++)
			children += (double) link->edge->children[i] * link->edge->parents[i];
		return Min(n, (int64) rint((double) n * Min(1.0, children / maker->model->total)));
	}
	return Min(n, Max(places, 1));
}

static void
check_memory(const RowLink *link, double n)
{
	double bytes = n * sizeof(int32);

	if (bytes > (double) maintenance_work_mem * 1024.0)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("choosing parents for the rows along \"%s\" needs more than \"maintenance_work_mem\"",
						link->name),
				 errhint("Raise it for this session with SET maintenance_work_mem = '%ld MB', or ask for fewer rows at a time.",
						 (long) (bytes / 1048576.0) + 1)));
}

static void
shuffle(int32 *at, int64 n, SynthStream *st)
{
	for (int64 i = n - 1; i > 0; i--)
	{
		int64 j = (int64) synth_stream_below(st, (uint64) i + 1);
		int32 swap = at[i];

		at[i] = at[j];
		at[j] = swap;
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
	}
}

/* parents in the order of the numbers that were drawn with them, equal ones at random */
static int32 *
order_parents(const RowLink *link, SynthStream *st)
{
	int64 n = link->nparents;
	int32 *order = synth_alloc_array((size_t) n, sizeof(int32));

	for (int64 p = 0; p < n; p++)
		order[p] = (int32) p;
	shuffle(order, n, st);
	if (link->fanout != NULL)
		qsort_arg(order, (size_t) n, sizeof(int32), compare_fanout, (void *) link->fanout);
	return order;
}

/*
 * children[] of each parent; returns their sum.  Where there is a histogram it
 * is dealt systematically, so that as many parents have so many children as it
 * says, to within one, however few parents there are and whatever their model
 * could tell; the numbers that were drawn with the parents say who gets more.
 */
static int64
count_children(const RowLink *link, int32 *children, SynthStream *st)
{
	int64 n = link->nparents;
	int32 *order = NULL;
	double total = 0;
	double start = 0;
	int64 sum = 0;

	if (link->edge->nfanout > 0)
	{
		order = order_parents(link, st);
		start = synth_stream_unit(st);
		for (int i = 0; i < link->edge->nfanout; i++)
			total += link->edge->parents[i];
	}
	for (int64 i = 0; i < n; i++)
	{
		int64 k = order == NULL ? link->fanout[i]
								: histogram_children(link->edge, ((double) i + start) / (double) n * total);

		k = Max(0, Min(k, link->single ? 1 : PG_INT32_MAX));
		children[order == NULL ? i : order[i]] = (int32) k;
		sum += k;
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
	}
	if (order != NULL)
		synth_release(order);
	return sum;
}

/* children of a 1:1 key: those that were drawn first, then any that are free */
static void
list_single(LinkPlaces *places, const int32 *children, SynthStream *st)
{
	int64 drawn = 0;
	int64 free;

	places->at = synth_alloc_array((size_t) Max(places->parents, 1), sizeof(int32));
	for (int64 p = 0; p < places->parents; p++)
		if (children[p] > 0)
			places->at[drawn++] = (int32) p;
	free = drawn;
	for (int64 p = 0; p < places->parents; p++)
		if (children[p] == 0)
			places->at[free++] = (int32) p;
	shuffle(places->at, drawn, st);
	shuffle(places->at + drawn, places->parents - drawn, st);
	places->n = places->parents;
}

void
rowlink_places(RowMaker *maker, RowLink *link, int number)
{
	LinkPlaces *places = &link->places;
	bool known = link->fanout != NULL || (link->edge != NULL && link->edge->nfanout > 0);
	int64 wanted;
	int64 sum;
	int32 *children;
	SynthStream st;

	memset(places, 0, sizeof *places);
	places->parents = link->nparents;
	places->seed = synth_hash_bytes(maker->links->seed ^ PLACE_STREAM, &number, sizeof number);
	places->round = -1;
	if (!known || link->nparents == 0 || maker->n == 0)
		return;
	/* a look at a few rows shows no numbers of children, and must stay cheap */
	if (!OidIsValid(link->parent)
		&& (maker->model->total > 16.0 * (double) maker->n
			|| 16.0 * (double) maker->n * sizeof(int32) > (double) maintenance_work_mem * 1024.0))
		return;
	check_memory(link, (double) link->nparents);
	synth_stream_init(&st, places->seed, 0, 0);
	children = synth_alloc_array((size_t) link->nparents, sizeof(int32));
	sum = count_children(link, children, &st);
	if (link->single)
	{
		list_single(places, children, &st);
		synth_release(children);
		return;
	}
	wanted = wanted_rows(maker, link, maker->n, sum);
	if (sum == 0 || wanted == 0)
	{
		synth_release(children);
		return;
	}
	check_memory(link, (double) Max(sum, wanted) + (double) link->nparents);
	places->at = synth_alloc_array((size_t) Max(sum, wanted), sizeof(int32));
	for (int64 p = 0, i = 0; p < link->nparents; p++)
		for (int32 k = 0; k < children[p]; k++)
			places->at[i++] = (int32) p;
	synth_release(children);
	shuffle(places->at, sum, &st);
	for (int64 i = sum; i < wanted; i++)
		places->at[i] = places->at[i - sum];
	if (wanted > sum)
		shuffle(places->at, wanted, &st);
	places->n = wanted;
}

/* the next parent in turn; the link has some */
int32
rowlink_next_place(RowLink *link)
{
	LinkPlaces *places = &link->places;
	int64 round;

	if (places->next < places->n)
		return places->at[places->next++];
	/* every parent once, in a scattered order, then every parent again in another */
	round = places->even / places->parents;
	if (round != places->round)
	{
		synth_permutation_init(&places->order, (uint64_t) places->parents, places->seed + (uint64) round + 1);
		places->round = round;
	}
	return (int32) synth_permutation_at(&places->order, (uint64_t) (places->even++ % places->parents));
}
