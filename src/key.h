/*-------------------------------------------------------------------------
 *
 * key.h
 *	  Generated keys in the type of their column.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_KEY_H
#define SYNTH_KEY_H

#include "synth.h"

typedef struct KeyMaker KeyMaker;

/* a type like text: the server's own, citext and others of its category */
extern bool key_is_string(Oid basetype);
/*
 * A maker of keys for a column of this type (domains included), or NULL if
 * keys of the type cannot be made.  The name is used in messages.
 */
extern KeyMaker *key_new(const char *column, Oid type, int32 typmod, int64 seed);
/*
 * Texts are compared by this collation: where it tells small letters from
 * capitals, keys go on with small ones after all others.
 */
extern void key_collate(KeyMaker *maker, Oid collation);
/* 22003 with HINT, before any row, if the n keys from `first` on do not fit */
extern void key_check(const KeyMaker *maker, int64 first, int64 n);
/* the key of an index; allocated in the current context; checks the domain */
extern Datum key_make(KeyMaker *maker, int64 index);
/* text form, for records and notices */
extern char *key_text(KeyMaker *maker, int64 index);
/* the last index */
extern int64 key_largest(const KeyMaker *maker);
/* base type */
extern Oid key_type(const KeyMaker *maker);
/* the order of the type is the order of the index, and max(key) tells the next index */
extern bool key_is_integer(const KeyMaker *maker);

#endif /* SYNTH_KEY_H */
