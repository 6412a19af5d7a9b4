/*-------------------------------------------------------------------------
 *
 * labelcount.c
 *	  How often each label occurs, exactly and in bounded memory.
 *
 * A hash table takes labels as they come until its share of memory is full;
 * from then on labels that are not in it go to a sort, and are grouped after
 * the scan.  A label is either in the table or in the sort, never in both,
 * since the table neither forgets nor, once full, learns.
 *
 * Which labels found room depends on the order of rows, so nothing that is
 * published may depend on that: whoever needs one number per label uses its
 * keyed hash (dictionary.c).  The key is drawn afresh for each fit, before any
 * row is read.
 *
 * True counts are only ever added to here (synth_true_count_add); what becomes
 * of them is the fitter's affair.
 *
 *-------------------------------------------------------------------------
 */
#include "labelcount.h"

#include "catalog/pg_collation.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "miscadmin.h"
#include "storage/shmem.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/tuplesort.h"

#define HASH_MASK ((UINT64CONST(1) << 62) - 1)
#define FIRST_ENTRIES 256

typedef struct LabelEntry
{
	uint64 hash;   /* masked */
	uint32 offset; /* label, NUL-terminated, in the arena */
	uint32 length;
	SynthTrueCount count;
} LabelEntry;

struct LabelCount
{
	MemoryContext context;
	uint64 secret;
	Size memory;
	bool full;
	bool closed;
	uint32 nentries;
	uint32 maxentries;
	LabelEntry *entry;
	uint32 *slot; /* 2 * maxentries, entry + 1, 0 empty */
	char *arena;
	Size arena_used;
	Size arena_size;
	Tuplesortstate *overflow; /* labels beyond the table */
};

uint64
labelcount_hash(const LabelCount *labels, const char *label, Size length)
{
	return hash_bytes_extended((const unsigned char *) label, (int) length, labels->secret) & HASH_MASK;
}

LabelCount *
labelcount_create(Size memory, uint64 secret)
{
	LabelCount *labels = palloc0(sizeof(LabelCount));

	labels->context = CurrentMemoryContext;
	labels->secret = secret;
	labels->memory = memory;
	labels->maxentries = FIRST_ENTRIES;
	labels->entry = palloc(labels->maxentries * sizeof(LabelEntry));
	labels->slot = palloc0(2 * labels->maxentries * sizeof(uint32));
	labels->arena_size = 16 * FIRST_ENTRIES;
	labels->arena = palloc(labels->arena_size);
	return labels;
}

void
labelcount_close(LabelCount *labels)
{
	labels->closed = true;
}

/*
 * Makes room for one more entry with a label of `length` bytes; false if the
 * table's share of memory does not allow it.
 */
static bool
make_room(LabelCount *labels, Size length)
{
	if (labels->arena_used + length + 1 > labels->arena_size)
	{
		Size size = labels->arena_size * 2 + length + 1;

		if (size + labels->maxentries * (sizeof(LabelEntry) + 2 * sizeof(uint32)) > labels->memory
			|| size > PG_UINT32_MAX)
			return false;
		labels->arena = repalloc_huge(labels->arena, size);
		labels->arena_size = size;
	}
	if (labels->nentries == labels->maxentries)
	{
		uint32 maxentries = labels->maxentries * 2;
		uint32 mask = 2 * maxentries - 1;

		if (labels->arena_size + (Size) maxentries * (sizeof(LabelEntry) + 2 * sizeof(uint32)) > labels->memory
			|| maxentries > PG_INT32_MAX / 4)
			return false;
		labels->entry = repalloc_huge(labels->entry, mul_size(maxentries, sizeof(LabelEntry)));
		pfree(labels->slot);
		labels->slot = MemoryContextAllocExtended(labels->context, mul_size(2 * (Size) maxentries, sizeof(uint32)),
												  MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
		labels->maxentries = maxentries;
		for (uint32 i = 0; i < labels->nentries; i++)
		{
			uint32 s = (uint32) labels->entry[i].hash & mask;

			while (labels->slot[s] != 0)
				s = (s + 1) & mask;
			labels->slot[s] = i + 1;
		}
	}
	return true;
}

/*
 * A label that found no room: sorted by its bytes, grouped after the scan.
 */
static void
overflow_add(LabelCount *labels, const char *label, Size length)
{
	text *datum;

	if (length > LABELCOUNT_MAX_LABEL)
		elog(ERROR, "a label is too long to be counted");
	if (labels->overflow == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(labels->context);

		labels->overflow = tuplesort_begin_datum(TEXTOID, TextLessOperator, C_COLLATION_OID, false,
												 (int) Min(Max(64, labels->memory / 1024), PG_INT32_MAX), NULL, 0);
		MemoryContextSwitchTo(old);
	}
	datum = cstring_to_text_with_len(label, (int) length);
	tuplesort_putdatum(labels->overflow, PointerGetDatum(datum), false);
	pfree(datum);
}

int64
labelcount_add(LabelCount *labels, const char *label, Size length)
{
	uint64 hash = labelcount_hash(labels, label, length);
	uint32 mask = 2 * labels->maxentries - 1;
	uint32 s;
	LabelEntry *entry;

	for (s = (uint32) hash & mask; labels->slot[s] != 0; s = (s + 1) & mask)
	{
		entry = &labels->entry[labels->slot[s] - 1];
		if (entry->hash == hash && entry->length == length && memcmp(labels->arena + entry->offset, label, length) == 0)
		{
			synth_true_count_add(&entry->count, 1);
			return labels->slot[s] - 1;
		}
	}

	if (labels->closed)
		return LABELCOUNT_UNKNOWN;
	if (!labels->full && !make_room(labels, length))
		labels->full = true;
	if (labels->full)
	{
		overflow_add(labels, label, length);
		return LABELCOUNT_OVERFLOW + (int64) hash;
	}

	mask = 2 * labels->maxentries - 1;
	for (s = (uint32) hash & mask; labels->slot[s] != 0; s = (s + 1) & mask)
		;
	entry = &labels->entry[labels->nentries];
	memset(entry, 0, sizeof(*entry));
	entry->hash = hash;
	entry->length = (uint32) length;
	entry->offset = (uint32) labels->arena_used;
	memcpy(labels->arena + labels->arena_used, label, length);
	labels->arena[labels->arena_used + length] = '\0';
	labels->arena_used += length + 1;
	synth_true_count_add(&entry->count, 1);
	labels->slot[s] = ++labels->nentries;
	return labels->nentries - 1;
}

void
labelcount_again(LabelCount *labels, int64 entry)
{
	Assert(entry >= 0 && entry < labels->nentries);
	synth_true_count_add(&labels->entry[entry].count, 1);
}

uint32
labelcount_entries(const LabelCount *labels)
{
	return labels->nentries;
}

uint64
labelcount_entry_hash(const LabelCount *labels, uint32 entry)
{
	return labels->entry[entry].hash;
}

/*
 * Offers what overflowed, grouped by its bytes.
 */
static void
offer_overflow(LabelCount *labels, Discovery *discovery)
{
	SynthTrueCount *count = NULL;
	char *last = palloc(LABELCOUNT_MAX_LABEL);
	Size last_length = 0;
	Datum value;
	bool isnull;

	tuplesort_performsort(labels->overflow);
	while (compat_tuplesort_getdatum(labels->overflow, &value, &isnull))
	{
		text *datum = DatumGetTextPP(value);
		Size length = VARSIZE_ANY_EXHDR(datum);

		CHECK_FOR_INTERRUPTS();
		if (count == NULL || last_length != length || memcmp(last, VARDATA_ANY(datum), length) != 0)
		{
			count = discovery_label(discovery, VARDATA_ANY(datum), length);
			memcpy(last, VARDATA_ANY(datum), length);
			last_length = length;
		}
		synth_true_count_add(count, 1);
		pfree(DatumGetPointer(value));
	}
	tuplesort_end(labels->overflow);
	labels->overflow = NULL;
	pfree(last);
}

void
labelcount_offer(LabelCount *labels, Discovery *discovery)
{
	for (uint32 i = 0; i < labels->nentries; i++)
	{
		const LabelEntry *entry = &labels->entry[i];

		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		*discovery_label(discovery, labels->arena + entry->offset, entry->length) = entry->count;
	}
	if (labels->overflow != NULL)
		offer_overflow(labels, discovery);
}
