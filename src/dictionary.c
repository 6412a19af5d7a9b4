/*-------------------------------------------------------------------------
 *
 * dictionary.c
 *	  Labels of one category column, numbered while the source is read.
 *
 * A closed list (enum, CHECK, declared categories) is a hash table of its
 * labels: a value becomes the index of its label, anything else `other`.
 *
 * Labels that nobody declared are counted exactly in bounded memory.  A hash
 * table takes labels as they come until its share of memory is full; from
 * then on labels that are not in it go to a sort, and are grouped after the
 * scan.  A label is either in the table or in the sort, never in both, since
 * the table neither forgets nor, once full, learns.
 *
 * What a row is encoded to must depend on that row alone (and on what was
 * published), though which labels found room in the table depends on the
 * order of rows.  So the final code of a value is a function of the keyed
 * hash of its label and of nothing else: published labels are entered into a
 * map by hash, and table entries are looked up in it by their hash just like
 * overflowing ones.  The key is drawn afresh for each fit, before any row is
 * read.  Two labels with one hash (chance about 2^-62 a pair) would share a
 * code, wherever they were kept: a loss of accuracy, never of privacy.
 *
 *	 raw value			 0 .. 2^32-1	entry of the table
 *						 2^62 + hash	overflow
 *	 after translation	 index of a published label, or SYNTH_RAW_OTHER
 *
 * True counts are only ever added to here (synth_true_count_add); what becomes
 * of them is the fitter's affair.
 *
 *-------------------------------------------------------------------------
 */
#include "dictionary.h"

#include "access/detoast.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "discovery.h"
#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "storage/shmem.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/tuplesort.h"

#define OVERFLOW_BASE (INT64CONST(1) << 62)
#define HASH_MASK ((UINT64CONST(1) << 62) - 1)
#define CACHE_SLOTS 1024 /* values of pass-by-value types */
#define FIRST_ENTRIES 256

typedef struct DictionaryEntry
{
	uint64 hash;   /* masked */
	uint32 offset; /* label, NUL-terminated, in the arena */
	uint32 length;
	SynthTrueCount count;
} DictionaryEntry;

typedef struct DictionaryCache
{
	Datum value;
	int64 raw;
	bool used;
} DictionaryCache;

/* a published label, by hash */
typedef struct DictionaryPublished
{
	uint64 hash;
	int64 index; /* -1: empty slot */
} DictionaryPublished;

struct Dictionary
{
	MemoryContext context;
	bool discover;
	bool is_text; /* the datum is the label */
	bool byval;
	bool varlena;
	ValueLabelIO io;
	uint64 secret;

	/* table */
	Size memory;
	bool full;
	uint32 nentries;
	uint32 maxentries;
	DictionaryEntry *entry;
	uint32 *slot; /* 2 * maxentries, entry + 1, 0 empty */
	char *arena;
	Size arena_used;
	Size arena_size;
	DictionaryCache *cache; /* byval types only */

	/* labels beyond the table */
	Tuplesortstate *overflow;

	/* after discovery */
	int64 *final; /* [nentries] */
	DictionaryPublished *published;
	uint32 npublished_slots; /* power of 2 */
};

static int64 intern(Dictionary *dict, const char *label, uint32 length);
static void overflow_add(Dictionary *dict, const char *label, uint32 length);
static void publish(Dictionary *dict, int nlabels, char *const *label);

static inline uint64
label_hash(const Dictionary *dict, const char *label, uint32 length)
{
	return hash_bytes_extended((const unsigned char *) label, (int) length, dict->secret) & HASH_MASK;
}

Dictionary *
dictionary_create(const SourceColumn *column, Size memory, uint64 secret)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "synth dictionary", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Dictionary *dict = palloc0(sizeof(Dictionary));

	dict->context = context;
	dict->discover = column->spec.discover;
	dict->secret = secret;
	dict->memory = memory;
	dict->is_text = column->basetypid == TEXTOID || column->basetypid == VARCHAROID || column->basetypid == BPCHAROID;
	dict->byval = get_typbyval(column->basetypid);
	dict->varlena = get_typlen(column->basetypid) == -1;
	if (dict->byval)
		dict->cache = palloc0(CACHE_SLOTS * sizeof(DictionaryCache));
	value_label_init(&dict->io, column->typid, column->typmod);

	dict->maxentries = FIRST_ENTRIES;
	dict->entry = palloc(dict->maxentries * sizeof(DictionaryEntry));
	dict->slot = palloc0(2 * dict->maxentries * sizeof(uint32));
	dict->arena_size = 16 * FIRST_ENTRIES;
	dict->arena = palloc(dict->arena_size);

	if (!dict->discover)
	{
		/* the list is public and as long as it is; its order gives the codes */
		dict->memory = MaxAllocHugeSize;
		for (int i = 0; i < column->spec.nlabels; i++)
		{
			const char *label = column->spec.label[i];

			/* a label that occurs twice would shift the numbers of later ones */
			if (intern(dict, label, (uint32) strlen(label)) != i)
				elog(ERROR, "duplicate label in a closed category list");
		}
		dict->full = true;
	}
	MemoryContextSwitchTo(old);
	return dict;
}

/*
 * Makes room for one more entry with a label of `length` bytes; false if the
 * table's share of memory does not allow it.
 */
static bool
make_room(Dictionary *dict, uint32 length)
{
	if (dict->arena_used + length + 1 > dict->arena_size)
	{
		Size size = dict->arena_size * 2 + length + 1;

		if (size + dict->maxentries * (sizeof(DictionaryEntry) + 2 * sizeof(uint32)) > dict->memory
			|| size > PG_UINT32_MAX)
			return false;
		dict->arena = repalloc_huge(dict->arena, size);
		dict->arena_size = size;
	}
	if (dict->nentries == dict->maxentries)
	{
		uint32 maxentries = dict->maxentries * 2;
		uint32 mask = 2 * maxentries - 1;

		if (dict->arena_size + (Size) maxentries * (sizeof(DictionaryEntry) + 2 * sizeof(uint32)) > dict->memory
			|| maxentries > PG_INT32_MAX / 4)
			return false;
		dict->entry = repalloc_huge(dict->entry, mul_size(maxentries, sizeof(DictionaryEntry)));
		pfree(dict->slot);
		dict->slot = MemoryContextAllocExtended(dict->context, mul_size(2 * (Size) maxentries, sizeof(uint32)),
												MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
		dict->maxentries = maxentries;
		for (uint32 i = 0; i < dict->nentries; i++)
		{
			uint32 s = (uint32) dict->entry[i].hash & mask;

			while (dict->slot[s] != 0)
				s = (s + 1) & mask;
			dict->slot[s] = i + 1;
		}
	}
	return true;
}

/*
 * Raw number of a label; entered and counted if labels are to be discovered.
 */
static int64
intern(Dictionary *dict, const char *label, uint32 length)
{
	uint64 hash = label_hash(dict, label, length);
	uint32 mask = 2 * dict->maxentries - 1;
	uint32 s;
	DictionaryEntry *entry;

	for (s = (uint32) hash & mask; dict->slot[s] != 0; s = (s + 1) & mask)
	{
		entry = &dict->entry[dict->slot[s] - 1];
		if (entry->hash == hash && entry->length == length && memcmp(dict->arena + entry->offset, label, length) == 0)
		{
			synth_true_count_add(&entry->count, 1);
			return dict->slot[s] - 1;
		}
	}

	if (!dict->full && !make_room(dict, length))
		dict->full = true;
	if (dict->full)
	{
		if (!dict->discover)
			return SYNTH_RAW_OTHER;
		overflow_add(dict, label, length);
		return OVERFLOW_BASE + (int64) hash;
	}

	mask = 2 * dict->maxentries - 1;
	for (s = (uint32) hash & mask; dict->slot[s] != 0; s = (s + 1) & mask)
		;
	entry = &dict->entry[dict->nentries];
	memset(entry, 0, sizeof(*entry));
	entry->hash = hash;
	entry->length = length;
	entry->offset = (uint32) dict->arena_used;
	memcpy(dict->arena + dict->arena_used, label, length);
	dict->arena[dict->arena_used + length] = '\0';
	dict->arena_used += length + 1;
	synth_true_count_add(&entry->count, 1);
	dict->slot[s] = ++dict->nentries;
	return dict->nentries - 1;
}

/*
 * A label that found no room: sorted by its bytes, grouped after the scan.
 */
static void
overflow_add(Dictionary *dict, const char *label, uint32 length)
{
	text *datum;

	if (dict->overflow == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(dict->context);

		dict->overflow = tuplesort_begin_datum(TEXTOID, TextLessOperator, C_COLLATION_OID, false,
											   (int) Max(64, dict->memory / 1024), NULL, 0);
		MemoryContextSwitchTo(old);
	}
	datum = cstring_to_text_with_len(label, (int) length);
	tuplesort_putdatum(dict->overflow, PointerGetDatum(datum), false);
	pfree(datum);
}

int64
dictionary_raw(Dictionary *dict, Datum value, bool isnull)
{
	DictionaryCache *cached = NULL;
	const char *label;
	Size length;
	int64 raw;

	if (isnull)
		return SYNTH_RAW_NULL;

	if (dict->is_text)
	{
		text *datum;

		/* a long value is not worth detoasting */
		if (toast_raw_datum_size(value) - VARHDRSZ > DICTIONARY_MAX_LABEL)
			return SYNTH_RAW_OTHER;
		datum = DatumGetTextPP(value);
		label = VARDATA_ANY(datum);
		length = VARSIZE_ANY_EXHDR(datum);
	}
	else
	{
		if (dict->byval)
		{
			cached = &dict->cache[murmurhash32((uint32) value) % CACHE_SLOTS];
			if (cached->used && cached->value == value)
			{
				if (cached->raw >= 0)
					synth_true_count_add(&dict->entry[cached->raw].count, 1);
				return cached->raw;
			}
		}
		/* nor is one whose text form can hardly be short; a rule that looks at this value alone */
		if (dict->varlena && toast_raw_datum_size(value) > 16 * DICTIONARY_MAX_LABEL)
			return SYNTH_RAW_OTHER;
		label = value_to_label(&dict->io, value);
		length = strlen(label);
	}
	if (length > DICTIONARY_MAX_LABEL)
		return SYNTH_RAW_OTHER;

	raw = intern(dict, label, (uint32) length);
	/* overflowing labels must be counted in the sort each time */
	if (cached != NULL && raw < OVERFLOW_BASE)
	{
		cached->value = value;
		cached->raw = raw;
		cached->used = true;
	}
	return raw;
}

/*
 * Offers what overflowed, grouped by its bytes.
 */
static void
offer_overflow(Dictionary *dict, Discovery *discovery)
{
	SynthTrueCount *count = NULL;
	char *last = palloc(DICTIONARY_MAX_LABEL);
	Size last_length = 0;
	Datum value;
	bool isnull;

	tuplesort_performsort(dict->overflow);
	while (compat_tuplesort_getdatum(dict->overflow, &value, &isnull))
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
	tuplesort_end(dict->overflow);
	dict->overflow = NULL;
	pfree(last);
}

/*
 * Offers all labels to the fitter and learns which are published.
 */
void
dictionary_discover(Dictionary *dict, SynthFitter *fitter, int attribute)
{
	Discovery *discovery = discovery_begin(fitter, attribute);
	MemoryContext old;
	char *const *published;
	int npublished;

	Assert(dict->discover);
	for (uint32 i = 0; i < dict->nentries; i++)
	{
		const DictionaryEntry *entry = &dict->entry[i];

		*discovery_label(discovery, dict->arena + entry->offset, entry->length) = entry->count;
	}
	if (dict->overflow != NULL)
		offer_overflow(dict, discovery);
	npublished = discovery_end(discovery, &published);

	old = MemoryContextSwitchTo(dict->context);
	publish(dict, npublished, published);
	MemoryContextSwitchTo(old);
}

/*
 * Final index of a hash, SYNTH_RAW_OTHER if no published label has it.
 */
static inline int64
published_index(const Dictionary *dict, uint64 hash)
{
	uint32 mask = dict->npublished_slots - 1;

	for (uint32 s = (uint32) hash & mask; dict->published[s].index >= 0; s = (s + 1) & mask)
		if (dict->published[s].hash == hash)
			return dict->published[s].index;
	return SYNTH_RAW_OTHER;
}

/*
 * Enters the published labels into the map by hash, and numbers the table's
 * entries by it.
 */
static void
publish(Dictionary *dict, int nlabels, char *const *label)
{
	uint32 mask;

	dict->npublished_slots = pg_nextpower2_32(2 * nlabels + 2);
	mask = dict->npublished_slots - 1;
	dict->published = palloc_extended(mul_size(dict->npublished_slots, sizeof(DictionaryPublished)), MCXT_ALLOC_HUGE);
	for (uint32 s = 0; s <= mask; s++)
		dict->published[s].index = -1;

	for (int i = 0; i < nlabels; i++)
	{
		uint64 hash = label_hash(dict, label[i], (uint32) strlen(label[i]));
		uint32 s;

		for (s = (uint32) hash & mask; dict->published[s].index >= 0; s = (s + 1) & mask)
			if (dict->published[s].hash == hash)
				break;
		/* of two labels with one hash the first in byte order wins: no trace of row order */
		if (dict->published[s].index >= 0)
			continue;
		dict->published[s].hash = hash;
		dict->published[s].index = i;
	}

	dict->final = palloc_extended(mul_size(Max(1, dict->nentries), sizeof(int64)), MCXT_ALLOC_HUGE);
	for (uint32 i = 0; i < dict->nentries; i++)
		dict->final[i] = published_index(dict, dict->entry[i].hash);
}

void
dictionary_translate(const Dictionary *dict, int64 *raw, int nrows)
{
	if (!dict->discover)
		return;
	for (int i = 0; i < nrows; i++)
	{
		if (raw[i] < 0) /* NULL, other */
			continue;
		if (raw[i] < OVERFLOW_BASE)
			raw[i] = dict->final[raw[i]];
		else
			raw[i] = published_index(dict, (uint64) (raw[i] - OVERFLOW_BASE));
	}
}
