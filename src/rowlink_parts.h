/*-------------------------------------------------------------------------
 *
 * rowlink_parts.h
 *	  Parts of the links of a row maker: private to rowlink*.c and rowmaker.c.
 *
 * A LINK is a foreign key of the target at work.  It sets columns: those that
 * refer, and copies of others of the parent's.  A column that several links
 * set belongs to the first of them; the later ones have to agree with it.  For
 * each row of a block a link has the number of its parent in the pool (of a
 * key to the table itself: the number of an earlier row of the call), from
 * which values follow when the row's chunk is decoded.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWLINK_PARTS_H
#define SYNTH_ROWLINK_PARTS_H

#include "core/bits.h"
#include "core/permute.h"
#include "rowlink.h"
#include "rowplan.h"
#include "utils/typcache.h"

#define LINK_NO_PARENT (-1)
/* names the streams of pairs */
#define ROWLINK_STREAM UINT64CONST(0x7061697273000001)

typedef struct LinkColumn
{
	int column; /* of the target, 0-based; -1: a copy that the target lacks */
	char *parent_column;
	int pool;			   /* column of the pool */
	bool copy;			   /* not of the key */
	bool own;			   /* else an earlier link sets it */
	bool nulls;			   /* NULL in rows without a parent */
	bool shared_with_self; /* of a table that refers to itself: the same column on both sides, as a tenant */
	Oid type;			   /* of the target's column */
	int32 typmod;
	Oid base;
	Oid collation;
	bool same; /* the parent's values can be taken as they are */
	FmgrInfo out;
	FmgrInfo in;
	Oid typioparam;
	bool is_domain;
	void *domain_extra;
	TypeCacheEntry *cache; /* with the extended hash function */
	FmgrInfo text;		   /* output function, where the type has no hash function */
	KeyMaker *key;		   /* imagined parents; with shared_with_self, rows without a parent */
	uint64 *hash;		   /* [parents] of the values in the target's type, made when needed; 0: NULL */
} LinkColumn;

typedef struct LinkContext
{
	int attribute;
	int pool;
	int64_t *raw; /* [parents] */
} LinkContext;

/* parents in the order in which children get them */
typedef struct LinkPlaces
{
	int64 parents;
	int32 *at; /* [n] shuffled; NULL: evenly, without a list */
	int64 n;
	int64 next;
	int64 even;	 /* next of the endless even ones */
	int64 round; /* that `order` is of */
	SynthPermutation order;
	uint64 seed;
} LinkPlaces;

/* parents by the hash of some of a link's columns, ascending */
typedef struct LinkIndex
{
	int64 n;
	uint64 *hash;
	int32 *parent;
} LinkIndex;

/* rows of the call by the hash of what a parent in the same table must agree with */
typedef struct LinkSelf LinkSelf;

typedef struct RowLink
{
	char *name;			   /* of the constraint */
	const SynthEdge *edge; /* as the model knows it, or NULL */
	Oid parent;			   /* InvalidOid: imagined */
	char *parent_name;
	bool self;
	bool after_texts; /* self: the key that is referred to is a text that is made */
	bool match_full;
	bool by_value; /* columns are modelled: what was drawn stays where the parent exists */
	bool nullable; /* rows may have no parent */
	bool single;   /* a unique key allows each parent once at most */
	bool fixes;	   /* the block is drawn given the parents' contexts */
	bool waits;	   /* matched after the block has its values: by value, to the table itself, or late */
	bool late;	   /* closes a circle of tables: resolved in the second pass, and nothing else follows from it */
	int present;   /* attribute whose NULL means no parent, or -1 */
	int nkeys;	   /* the first of the columns are the key's */
	int ncolumns;
	LinkColumn *column;
	int nshared; /* key columns and copies that earlier links set */
	int ncontexts;
	LinkContext *context;
	Pool *pool;
	int64 nparents;
	LinkPlaces places;
	LinkIndex *shared;	  /* by the shared columns */
	LinkIndex *key;		  /* by all columns of the key */
	LinkSelf *rows;		  /* self */
	const int32 *fanout;  /* [nparents] or NULL */
	int32 *parent_of_row; /* [SYNTH_BLOCK_ROWS] of the block */
	int64 resolved;		  /* self: rows of the call that are in the pool */
} RowLink;

/* a unique key all of whose columns are set by links */
typedef struct LinkKey
{
	int nparts;
	int *link;	 /* [nparts] */
	int *column; /* [nparts] of that link */
	SynthHashSet *taken;
} LinkKey;

struct RowLinks
{
	const SynthModel *model;
	Relation rel; /* NULL: imagined */
	TupleDesc desc;
	RowLinkPool pool;
	void *ctx;
	uint64 seed;
	bool deferred; /* first pass of two: late links wait */
	bool again;	   /* rows are drawn anew, given what the parents that they got are like */
	int nlinks;
	RowLink *link;
	int nkeys;
	LinkKey *key;
	int64_t **given; /* [columns of the target] hashes of the block's references, for core/unique.h; NULL where none */
	int *owner;		 /* [columns of the target] link that sets it, or -1 */
	int *owner_at;	 /* [columns of the target] column of that link */
	int *given_at;	 /* [columns of the target] number among the given ones, -1 */
	int ngiven;
	int nfixed; /* attributes that rows are drawn given, the second time */
	int *fixed;
	int64_t **given_list;
	bool *kept;			/* [SYNTH_BLOCK_ROWS] the row's keys of references are in the sets */
	SynthStream stream; /* of the block */
	uint64 block;
	int nrows; /* of the block */
};

/* rowlink_pool.c */
extern Datum rowlink_value(RowLink *link, int column, int64 parent, bool *isnull);
/* rowlink_pool.c: pools, contexts, indexes, hashes; -1 where nothing agrees */
extern void rowlink_prepare(RowMaker *maker, RowLink *link);
extern uint64 rowlink_hash(RowLink *link, int column, int64 parent);
extern uint64 rowlink_hash_value(LinkColumn *c, Datum value);
extern LinkIndex *rowlink_index(RowLink *link, bool shared);
extern uint64 rowlink_combine(const RowLink *link, bool shared, const uint64 *value);
extern int64 rowlink_find(const LinkIndex *index, uint64 hash, SynthStream *st);
/* rowlink_place.c */
extern void rowlink_places(RowMaker *maker, RowLink *link, int number);
extern int32 rowlink_next_place(RowLink *link);
/* rowlink_start.c */
extern void rowlinks_start(RowMaker *maker);
/* rowlink_sample.c */
extern bool rowlinks_can_fix(const RowMaker *maker, const RowLink *link);
extern void rowlinks_plan_again(RowMaker *maker);
extern void rowlinks_sample(RowMaker *maker);
extern void rowlinks_sample_again(RowMaker *maker);
/*
 * rowlink_code.c: what the rows row[0 .. n) and the places of these parents
 * have in common, rowlink_ncodes() codes of each, the most telling first
 */
extern int rowlink_ncodes(const RowMaker *maker, const RowLink *link);
extern void rowlink_codes(const RowMaker *maker, const RowLink *link, int n, const int *row, int64_t **child,
						  int nplaces, const int32 *place, int64_t **open);
/* rowlink_block.c */
extern void rowlinks_pair(RowMaker *maker);
/* any parent for a row that agrees with what earlier links have set; false if there is none */
extern bool rowlink_any_parent(RowMaker *maker, int number, int row);
/* what follows from a row's new parent: contexts, given hashes, later links that must agree */
extern bool rowlink_agrees(const RowLinks *links, RowLink *link, int row);
extern void rowlink_settle(RowMaker *maker, int number, int row);
/* rowlink_unique.c */
extern void rowlinks_plan_keys(RowMaker *maker);
extern void rowlinks_unique_block(RowMaker *maker);
extern void rowlinks_taken(RowMaker *maker, int key, const Datum *values, const bool *isnull);
/* a reference that the target holds, as a part of a key with modelled columns */
extern int64_t rowlinks_encode(RowMaker *maker, int column, Datum value, bool isnull);
extern bool rowlinks_another(RowMaker *maker, int number, int row, bool swap_only, int *other);
extern bool rowlinks_move(void *ctx, int key, int row, int attempt);
/* rowlink_self.c */
extern void rowlink_self_start(RowMaker *maker, RowLink *link);
extern void rowlink_self_block(RowMaker *maker, RowLink *link);
/* rowlink_chunk.c: values of the chunk's references, before its texts are made; then of those that refer to texts */
extern void rowlinks_chunk(RowMaker *maker, int n, bool texts);

#endif /* SYNTH_ROWLINK_PARTS_H */
