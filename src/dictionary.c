/*-------------------------------------------------------------------------
 *
 * dictionary.c
 *	  Labels of one category column, numbered while the source is read.
 *
 * A closed list (enum, CHECK, declared categories) is a hash table of its
 * labels: a value becomes the index of its label, anything else `other`.
 *
 * The label of a text that is made (textcolumn.h) is its shape.  Codes have
 * two, a fine and a rough one (core/shape.h): each row counts once for either,
 * and is encoded as the fine one if that is published, else as the rough one.
 *
 * Labels that nobody declared are counted exactly in bounded memory
 * (labelcount.c): in a table while there is room, beyond it in a sort.
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
 *						 2^62 + 31 bits of each hash: shapes of codes
 *	 after translation	 index of a published label, or SYNTH_RAW_OTHER
 *
 *-------------------------------------------------------------------------
 */
#include "dictionary.h"

#include "access/detoast.h"
#include "common/hashfn.h"
#include "core/shape.h"
#include "discovery.h"
#include "labelcount.h"
#include "lib/stringinfo.h"
#include "port/pg_bitutils.h"
#include "storage/shmem.h"
#include "textvalue.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

StaticAssertDecl(DICTIONARY_MAX_LABEL <= LABELCOUNT_MAX_LABEL, "a label must fit the sort");

/* what is kept of the hash of a shape */
#define SHAPE_BITS 31
#define SHAPE_MASK ((UINT64CONST(1) << SHAPE_BITS) - 1)

#define CACHE_SLOTS 1024 /* values of pass-by-value types */

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
	const SourceColumn *shaped; /* the label is the shape of the value, NULL: it is the value */
	StringInfoData shape;
	bool is_text; /* the datum is the label */
	bool byval;
	bool varlena;
	ValueLabelIO io;
	LabelCount *labels;
	LabelCount *rough;		/* rough shapes of codes, else NULL */
	DictionaryCache *cache; /* byval types only */

	/* after discovery */
	int64 *final; /* [nentries] */
	DictionaryPublished *published;
	uint32 npublished_slots; /* power of 2 */
};

static void publish(Dictionary *dict, int nlabels, char *const *label);

Dictionary *
dictionary_create(const SourceColumn *column, Size memory, uint64 secret)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "synth dictionary", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Dictionary *dict = palloc0(sizeof(Dictionary));

	dict->context = context;
	dict->discover = column->spec.discover;
	dict->is_text = value_is_text(column->basetypid);
	dict->byval = get_typbyval(column->basetypid);
	dict->varlena = get_typlen(column->basetypid) == -1;
	if (dict->byval && column->role != SYNTH_COLUMN_TEXT)
		dict->cache = palloc0(CACHE_SLOTS * sizeof(DictionaryCache));
	value_label_init(&dict->io, column->typid, column->typmod);
	if (column->role == SYNTH_COLUMN_TEXT)
		dict->shaped = column;
	initStringInfo(&dict->shape);

	/* a closed list is public and as long as it is; its order gives the codes */
	if (column->spec.shapes)
		dict->rough = labelcount_create(memory / 2, secret);
	dict->labels = labelcount_create(!dict->discover	   ? MaxAllocHugeSize
									 : dict->rough != NULL ? memory / 2
														   : memory,
									 secret);
	if (!dict->discover)
	{
		for (int i = 0; i < column->spec.nlabels; i++)
		{
			const char *label = column->spec.label[i];

			/* a label that occurs twice would shift the numbers of later ones */
			if (labelcount_add(dict->labels, label, strlen(label)) != i)
				elog(ERROR, "duplicate label in a closed category list");
		}
		labelcount_close(dict->labels);
	}
	MemoryContextSwitchTo(old);
	return dict;
}

/* counts both shapes of a code; what it is encoded to needs no entry of a table */
static int64
shapes_raw(Dictionary *dict, const char *fine, Size length)
{
	char rough[SYNTH_SHAPE_MAX_TEXT];
	Size rough_length;

	synth_shape_rough(fine, rough);
	rough_length = strlen(rough);
	(void) labelcount_add(dict->labels, fine, length);
	(void) labelcount_add(dict->rough, rough, rough_length);
	return LABELCOUNT_OVERFLOW
		   + (int64) ((labelcount_hash(dict->labels, fine, length) & SHAPE_MASK) << SHAPE_BITS
					  | (labelcount_hash(dict->rough, rough, rough_length) & SHAPE_MASK));
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

	if (dict->shaped != NULL)
	{
		resetStringInfo(&dict->shape);
		if (!textvalue_label(dict->shaped, value, &dict->shape))
			return SYNTH_RAW_OTHER;
		label = dict->shape.data;
		length = dict->shape.len;
	}
	else if (dict->is_text)
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
					labelcount_again(dict->labels, cached->raw);
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
	if (dict->rough != NULL)
		return shapes_raw(dict, label, length);

	raw = labelcount_add(dict->labels, label, length);
	if (raw == LABELCOUNT_UNKNOWN)
		raw = SYNTH_RAW_OTHER;
	/* overflowing labels must be counted in the sort each time */
	if (cached != NULL && raw < LABELCOUNT_OVERFLOW)
	{
		cached->value = value;
		cached->raw = raw;
		cached->used = true;
	}
	return raw;
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
	labelcount_offer(dict->labels, discovery);
	if (dict->rough != NULL)
	{
		discovery_rough(discovery);
		labelcount_offer(dict->rough, discovery);
	}
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
	uint32 nentries;
	uint32 mask;

	dict->npublished_slots = pg_nextpower2_32(2 * nlabels + 2);
	mask = dict->npublished_slots - 1;
	dict->published = palloc_extended(mul_size(dict->npublished_slots, sizeof(DictionaryPublished)), MCXT_ALLOC_HUGE);
	for (uint32 s = 0; s <= mask; s++)
		dict->published[s].index = -1;

	for (int i = 0; i < nlabels; i++)
	{
		uint64 hash = labelcount_hash(dict->labels, label[i], strlen(label[i]));
		uint32 s;

		if (dict->rough != NULL)
			hash &= SHAPE_MASK;

		for (s = (uint32) hash & mask; dict->published[s].index >= 0; s = (s + 1) & mask)
			if (dict->published[s].hash == hash)
				break;
		/* of two labels with one hash the first in byte order wins: no trace of row order */
		if (dict->published[s].index >= 0)
			continue;
		dict->published[s].hash = hash;
		dict->published[s].index = i;
	}

	nentries = labelcount_entries(dict->labels);
	dict->final = palloc_extended(mul_size(Max(1, nentries), sizeof(int64)), MCXT_ALLOC_HUGE);
	for (uint32 i = 0; i < nentries; i++)
		dict->final[i] = published_index(dict, labelcount_entry_hash(dict->labels, i));
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
		if (raw[i] < LABELCOUNT_OVERFLOW)
			raw[i] = dict->final[raw[i]];
		else if (dict->rough != NULL)
		{
			uint64 shapes = (uint64) (raw[i] - LABELCOUNT_OVERFLOW);

			raw[i] = published_index(dict, shapes >> SHAPE_BITS);
			if (raw[i] == SYNTH_RAW_OTHER)
				raw[i] = published_index(dict, shapes & SHAPE_MASK);
		}
		else
			raw[i] = published_index(dict, (uint64) (raw[i] - LABELCOUNT_OVERFLOW));
	}
}
