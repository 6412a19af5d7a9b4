/*-------------------------------------------------------------------------
 *
 * identity.h
 *	  Which table a stored row is about: names first, OIDs only where they
 *	  mean something.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_IDENTITY_H
#define SYNTH_IDENTITY_H

#include "synth.h"
#include "access/htup.h"
#include "utils/relcache.h"

/* the columns that every table about sources begins with */
#define Anum_identity_schema 1
#define Anum_identity_name 2
#define Anum_identity_oid 3
#define Anum_identity_origin 4

/* "system identifier/database OID" of this database: where an OID is trusted */
extern char *identity_origin(void);
/* schema and name of a relation, palloc'd; false if it has gone */
extern bool identity_name(Oid relid, char **schema, char **name);
/* the relation that a stored identity means now, InvalidOid if it has gone */
extern Oid identity_relid(const char *schema, const char *name, Oid oid, const char *origin);
/* the same for a row of a table that begins with the columns above */
extern Oid identity_tuple_relid(Relation rel, HeapTuple tuple);

/* tuple that holds what two rows of one source and key hold together */
typedef HeapTuple (*IdentityMerge)(Relation rel, HeapTuple stale, HeapTuple live);
/*
 * Brings stored names up to date with renames, and OIDs with restores.
 * extra_key is a text column that belongs to the key, or 0.  See identity.c for
 * the order of locks.
 */
extern void identity_refresh(Relation rel, int extra_key, IdentityMerge merge);
/* one writer at a time for what is stored about relid, until the transaction ends */
extern void identity_lock(Relation rel, Oid relid);

#endif /* SYNTH_IDENTITY_H */
