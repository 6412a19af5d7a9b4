/*-------------------------------------------------------------------------
 *
 * rowlink_pool.c
 *	  The parents of a link: their keys in the types of the target's columns,
 *	  their contexts as the child's model counts them, and ways to find them.
 *
 * A column of a key may have another type than the column that refers to it
 * (int4 and int8, varchar and text): values are then converted through their
 * text forms.  Equal values of the target's type have equal hashes, so
 * whatever is compared is compared by 64-bit hashes: where these clash by
 * chance a row is repaired for nothing, or the server's own check finds it.
 *
 *-------------------------------------------------------------------------
 */
#include "rowlink.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "parser/parse_coerce.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "rangevalue.h"
#include "rowlink_parts.h"

#define HASH_SEED UINT64CONST(0x7265666572656E63)

/* in the current context, which is that of the rows */
static void
prepare_column(RowLink *link, LinkColumn *c)
{
	Oid type;
	Oid output;
	Oid input;
	bool varlena;

	c->cache = lookup_type_cache(c->base, TYPECACHE_HASH_EXTENDED_PROC_FINFO);
	if (!OidIsValid(c->cache->hash_extended_proc))
	{
		getTypeOutputInfo(c->base, &output, &varlena);
		fmgr_info(output, &c->text);
	}
	if (link->pool == NULL)
		return;
	c->pool = pool_column(link->pool, c->parent_column);
	if (c->pool < 0)
		return;
	type = getBaseType(pool_column_type(link->pool, c->pool));
	c->same = type == c->base || (IsBinaryCoercible(type, c->base) && c->base != BPCHAROID);
	if (c->same)
		return;
	getTypeOutputInfo(type, &output, &varlena);
	fmgr_info(output, &c->out);
	getTypeInputInfo(c->base, &input, &c->typioparam);
	fmgr_info(input, &c->in);
}

/* the value of a column that a child of this parent gets; in the current context or the pool */
Datum
rowlink_value(RowLink *link, int column, int64 parent, bool *isnull)
{
	LinkColumn *c = &link->column[column];
	Datum value;

	if (link->pool == NULL)
	{
		*isnull = c->key == NULL;
		return *isnull ? (Datum) 0 : key_make(c->key, parent + 1);
	}
	*isnull = c->pool < 0;
	if (*isnull)
		return (Datum) 0;
	value = pool_value(link->pool, c->pool, parent, isnull);
	if (*isnull)
		return (Datum) 0;
	if (!c->same)
		value = InputFunctionCall(&c->in, OutputFunctionCall(&c->out, value), c->typioparam, c->typmod);
	if (c->is_domain)
		domain_check(value, false, c->type, &c->domain_extra, CurrentMemoryContext);
	return value;
}

uint64
rowlink_hash_value(LinkColumn *c, Datum value)
{
	uint64 hash;

	if (OidIsValid(c->cache->hash_extended_proc))
		hash = DatumGetUInt64(
			FunctionCall2Coll(&c->cache->hash_extended_proc_finfo, c->collation, value, UInt64GetDatum(HASH_SEED)));
	else
	{
		char *text = OutputFunctionCall(&c->text, value);

		hash = synth_hash_bytes(HASH_SEED, text, strlen(text));
	}
	/* 0 stands for NULL, and what core/unique.h calls special must not occur */
	return (hash >> 1) + 1;
}

/* of all parents, when the first is asked for */
static void
hash_column(RowLink *link, int column)
{
	LinkColumn *c = &link->column[column];
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "synth hashes", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old;

	/* whoever asks first, it lives as long as the link */
	old = MemoryContextSwitchTo(GetMemoryChunkContext(link->column));
	c->hash = synth_alloc_array((size_t) Max(link->nparents, 1), sizeof(uint64));
	(void) MemoryContextSwitchTo(scratch);
	for (int64 p = 0; p < link->nparents; p++)
	{
		bool isnull;
		Datum value;

		/* imagined parents differ by their numbers */
		if (link->pool == NULL)
		{
			c->hash[p] = (uint64) p + 1;
			continue;
		}
		value = rowlink_value(link, column, p, &isnull);
		c->hash[p] = isnull ? 0 : rowlink_hash_value(c, value);
		if ((p & 1023) == 1023)
		{
			CHECK_FOR_INTERRUPTS();
			MemoryContextReset(scratch);
			c->domain_extra = NULL;
		}
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(scratch);
	c->domain_extra = NULL;
}

uint64
rowlink_hash(RowLink *link, int column, int64 parent)
{
	if (parent == LINK_NO_PARENT)
		return 0;
	/* an earlier row of the same call: its key is its own */
	if (link->self)
		return (uint64) parent + 1;
	if (link->column[column].hash == NULL)
		hash_column(link, column);
	return link->column[column].hash[parent];
}

/* a context of all parents, as the child's model counts it */
static void
prepare_context(RowMaker *maker, RowLink *link, LinkContext *x)
{
	const SynthAttribute *a = &maker->model->attribute[x->attribute];
	Oid type = pool_column_type(link->pool, x->pool);
	int32 typmod = pool_column_typmod(link->pool, x->pool);
	int scale;
	int range_scale;
	Oid base = getBaseTypeAndTypmod(type, &typmod);
	ValueForm form = value_form(base, typmod, &scale);
	/* of a range its lower end is known */
	ValueForm range_form = rangevalue_form(base, &range_scale);
	SynthColumn column = {.name = a->name,
						  .type = format_type_extended(type, -1, FORMAT_TYPE_FORCE_QUALIFY),
						  .role = SYNTH_COLUMN_ATTRIBUTE,
						  .form = (int) form,
						  .scale = scale};
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "synth contexts", ALLOCSET_DEFAULT_SIZES);
	Decoder *decoder = NULL;
	int level = value_label_begin();
	MemoryContext old;

	if (a->kind == SYNTH_CATEGORY)
		decoder = decoder_new(a, &column, type, pool_column_typmod(link->pool, x->pool));
	x->raw = synth_alloc_array((size_t) Max(link->nparents, 1), sizeof(int64_t));
	old = MemoryContextSwitchTo(scratch);
	for (int64 p = 0; p < link->nparents; p++)
	{
		bool isnull;
		Datum value = pool_value(link->pool, x->pool, p, &isnull);

		x->raw[p] = SYNTH_RAW_NULL;
		if (isnull)
			continue;
		if (decoder != NULL)
			x->raw[p] = decoder_encode(decoder, value, false);
		else if (a->kind == SYNTH_NUMBER && range_form != VALUE_NONE)
			x->raw[p] = rangevalue_raw(RANGE_LOWER, range_form, range_scale, base, value, false);
		else if (a->kind == SYNTH_NUMBER && form > VALUE_LABEL)
			x->raw[p] = value_to_raw(form, scale, value);
		/* a label that the model never published is not a NULL */
		if (a->kind == SYNTH_CATEGORY && x->raw[p] == SYNTH_RAW_NULL)
			x->raw[p] = SYNTH_RAW_OTHER;
		if ((p & 1023) == 1023)
		{
			CHECK_FOR_INTERRUPTS();
			MemoryContextReset(scratch);
		}
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(scratch);
	value_label_end(level);
}

/* the columns of the parent's table that the link wants */
static List *
wanted_columns(const RowLink *link)
{
	List *columns = NIL;
	ListCell *lc;

	for (int i = 0; i < link->ncolumns; i++)
		columns = lappend(columns, link->column[i].parent_column);
	for (int i = 0; link->edge != NULL && i < link->edge->ncontexts && !link->self; i++)
	{
		char *name = link->edge->context[i].column;
		bool found = false;

		foreach(lc, columns)
			found |= strcmp(lfirst(lc), name) == 0;
		if (!found)
			columns = lappend(columns, name);
	}
	return columns;
}

static void
prepare_contexts(RowMaker *maker, RowLink *link)
{
	link->ncontexts = 0;
	if (link->edge == NULL || link->self || link->pool == NULL)
		return;
	link->context = palloc0(sizeof(LinkContext) * (Size) Max(link->edge->ncontexts, 1));
	for (int i = 0; i < link->edge->ncontexts; i++)
	{
		LinkContext *x = &link->context[link->ncontexts];

		x->attribute = link->edge->context[i].attribute;
		x->pool = pool_column(link->pool, link->edge->context[i].column);
		if (x->pool < 0)
			continue;
		prepare_context(maker, link, x);
		link->ncontexts++;
	}
}

void
rowlink_prepare(RowMaker *maker, RowLink *link)
{
	RowLinks *links = maker->links;

	link->nparents = 0;
	link->pool = NULL;
	if (links->deferred && (link->late || link->self))
		return;
	if (link->self)
		link->pool = pool_new(link->parent, wanted_columns(link));
	else if (OidIsValid(link->parent))
	{
		if (links->pool != NULL)
			link->pool = links->pool(links->ctx, link->parent);
		if (link->pool == NULL)
			link->pool = pool_read(link->parent, wanted_columns(link));
		link->nparents = pool_rows(link->pool);
		if (link->edge != NULL)
			link->fanout = pool_fanout(link->pool, links->model->source_schema, links->model->source_name,
									   link->edge->name);
	}
	else
		link->nparents = (int64) Max(1, Min(rint(link->edge->total > 0 ? link->edge->total : maker->model->total),
											2147483647.0));
	for (int i = 0; i < link->ncolumns; i++)
	{
		LinkColumn *c = &link->column[i];

		c->hash = NULL;
		prepare_column(link, c);
		/* of a key that has to meet a domain's conditions nothing is known: NULL */
		if (!OidIsValid(link->parent) && !(c->is_domain && DomainHasConstraints(c->type)))
			c->key = key_new(c->parent_column, c->type, TupleDescAttr(links->desc, c->column)->atttypmod,
							 (int64) synth_hash_bytes(links->seed, link->name, strlen(link->name)));
		if (c->key != NULL)
			key_collate(c->key, TupleDescAttr(links->desc, c->column)->attcollation);
	}
	link->shared = link->key = NULL;
	prepare_contexts(maker, link);
}

typedef struct IndexEntry
{
	uint64 hash;
	int32 parent;
} IndexEntry;

static int
compare_entries(const void *a, const void *b)
{
	const IndexEntry *x = a;
	const IndexEntry *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->parent < y->parent ? -1 : x->parent > y->parent;
}

/* parents by the columns that earlier links set, or by the whole key */
LinkIndex *
rowlink_index(RowLink *link, bool shared)
{
	LinkIndex **which = shared ? &link->shared : &link->key;
	IndexEntry *entry;
	LinkIndex *index;
	MemoryContext old;

	if (*which != NULL)
		return *which;
	old = MemoryContextSwitchTo(GetMemoryChunkContext(link->column));
	index = palloc0(sizeof *index);
	entry = synth_alloc_array((size_t) Max(link->nparents, 1), sizeof *entry);
	for (int64 p = 0; p < link->nparents; p++)
	{
		uint64 hash = HASH_SEED;

		for (int i = 0; i < link->ncolumns; i++)
			if (shared ? !link->column[i].own : !link->column[i].copy)
				hash = synth_hash_bytes(hash, &(uint64){rowlink_hash(link, i, p)}, sizeof(uint64));
		entry[p].hash = hash;
		entry[p].parent = (int32) p;
	}
	CHECK_FOR_INTERRUPTS();
	qsort(entry, (size_t) link->nparents, sizeof *entry, compare_entries);
	index->n = link->nparents;
	index->hash = synth_alloc_array((size_t) Max(link->nparents, 1), sizeof *index->hash);
	index->parent = synth_alloc_array((size_t) Max(link->nparents, 1), sizeof *index->parent);
	for (int64 i = 0; i < index->n; i++)
	{
		index->hash[i] = entry[i].hash;
		index->parent[i] = entry[i].parent;
	}
	synth_release(entry);
	MemoryContextSwitchTo(old);
	*which = index;
	return index;
}

/* hash of what a row has in the columns of an index; value[] in the order of the link's columns */
uint64
rowlink_combine(const RowLink *link, bool shared, const uint64 *value)
{
	uint64 hash = HASH_SEED;

	for (int i = 0; i < link->ncolumns; i++)
		if (shared ? !link->column[i].own : !link->column[i].copy)
			hash = synth_hash_bytes(hash, &value[i], sizeof(uint64));
	return hash;
}

/* any of the parents with this hash; LINK_NO_PARENT if there is none */
int64
rowlink_find(const LinkIndex *index, uint64 hash, SynthStream *st)
{
	int64 lo = 0;
	int64 hi = index->n;
	int64 end;

	while (lo < hi)
	{
		int64 mid = (lo + hi) / 2;

		if (index->hash[mid] < hash)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == index->n || index->hash[lo] != hash)
		return LINK_NO_PARENT;
	hi = index->n;
	end = lo;
	while (end < hi)
	{
		int64 mid = (end + hi) / 2;

		if (index->hash[mid] <= hash)
			end = mid + 1;
		else
			hi = mid;
	}
	return index->parent[lo + (int64) synth_stream_below(st, (uint64) (end - lo))];
}
