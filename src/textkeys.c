/*-------------------------------------------------------------------------
 *
 * textkeys.c
 *	  Composite keys with made texts among their columns.
 *
 * Where one text of a key is unique by itself, the key needs no care, and it
 * does not come here.  Where all of them have few values (a given and a family
 * name), the row takes the next index until the combination is new.  That
 * takes few steps as long as most combinations are free, and an error says
 * when they are not.
 *
 * What is kept are 64-bit hashes: equal combinations have equal ones.
 *
 *-------------------------------------------------------------------------
 */
#include "textkeys.h"

#include "lib/stringinfo.h"
#include "nodes/pg_list.h"
#include "utils/lsyscache.h"

#include "core/unique.h"

/* rows in a row that are there already */
#define MAX_TRIES 100000
/* any constant will do */
#define HASH_SEED UINT64CONST(0x746578746B657973)

typedef struct TextKey
{
	int nparts;
	TextKeyPart *part;
	FmgrInfo *out; /* [nparts] */
	SynthHashSet *taken;
	bool whole; /* the row at hand has no NULL in it */
	uint64 hash;
} TextKey;

struct TextKeys
{
	MemoryContext context;
	int64 rows;
	List *keys; /* TextKey * */
	int tries;
};

TextKeys *
textkeys_new(int64 rows)
{
	TextKeys *k = palloc0(sizeof *k);

	k->context = CurrentMemoryContext;
	k->rows = rows;
	return k;
}

void
textkeys_add(TextKeys *k, int nparts, const TextKeyPart *part)
{
	TextKey *key = palloc0(sizeof *key);

	key->nparts = nparts;
	key->part = palloc(sizeof(TextKeyPart) * (Size) nparts);
	memcpy(key->part, part, sizeof(TextKeyPart) * (Size) nparts);
	key->out = palloc0(sizeof(FmgrInfo) * (Size) nparts);
	for (int i = 0; i < nparts; i++)
	{
		Oid output;
		bool varlena;

		getTypeOutputInfo(part[i].type, &output, &varlena);
		fmgr_info(output, &key->out[i]);
	}
	key->taken = synth_hashset_new((uint64) k->rows);
	k->keys = lappend(k->keys, key);
}

static uint64
hash_value(TextKey *key, int i, Datum value)
{
	char *text;
	uint64 hash;

	if (key->part[i].writer != NULL)
		return textwriter_hash(key->part[i].writer, value);
	text = OutputFunctionCall(&key->out[i], value);
	hash = synth_hash_bytes(HASH_SEED, text, strlen(text));
	pfree(text);
	return hash;
}

static uint64
hash_next(uint64 hash, uint64 part)
{
	const uint64 both[2] = {hash, part};

	return synth_hash_bytes(HASH_SEED, both, sizeof both);
}

void
textkeys_taken(TextKeys *k, int number, const Datum *values, const bool *isnull)
{
	TextKey *key = list_nth(k->keys, number);
	uint64 hash = 0;
	MemoryContext old;

	for (int i = 0; i < key->nparts; i++)
	{
		if (isnull[i])
			return;
		hash = hash_next(hash, hash_value(key, i, values[i]));
	}
	old = MemoryContextSwitchTo(k->context);
	(void) synth_hashset_add(key->taken, hash);
	MemoryContextSwitchTo(old);
}

static void refuse_used_up(const TextKey *key) __attribute__((noreturn));
static void
refuse_used_up(const TextKey *key)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < key->nparts; i++)
		appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", key->part[i].name);
	ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					errmsg("the combinations of the unique key (%s) are used up, or nearly so", names.data),
					errhint("Ask for fewer rows, use a target without that key, or make one of its texts a pattern"
							" with more values by text => at the fit.")));
	pg_unreachable();
}

/* false: NULL */
static bool
hash_part(TextKey *key, int i, int r, TextKeyHash hash_text, void *arg, uint64 *hash)
{
	const TextKeyPart *part = &key->part[i];

	if (part->text >= 0)
		return hash_text(arg, part->text, r, hash);
	if (part->isnull[r])
		return false;
	*hash = hash_value(key, i, part->value[r]);
	return true;
}

bool
textkeys_collide(TextKeys *k, int r, TextKeyHash hash_text, void *arg)
{
	ListCell *lc;

	foreach(lc, k->keys)
	{
		TextKey *key = lfirst(lc);
		uint64 part = 0;

		key->hash = 0;
		key->whole = true;
		for (int i = 0; i < key->nparts && key->whole; i++)
		{
			key->whole = hash_part(key, i, r, hash_text, arg, &part);
			key->hash = hash_next(key->hash, part);
		}
		if (!key->whole || !synth_hashset_has(key->taken, key->hash))
			continue;
		if (++k->tries > MAX_TRIES)
			refuse_used_up(key);
		return true;
	}
	k->tries = 0;
	return false;
}

void
textkeys_keep(TextKeys *k)
{
	MemoryContext old = MemoryContextSwitchTo(k->context);
	ListCell *lc;

	foreach(lc, k->keys)
	{
		TextKey *key = lfirst(lc);

		if (key->whole)
			(void) synth_hashset_add(key->taken, key->hash);
	}
	MemoryContextSwitchTo(old);
}
