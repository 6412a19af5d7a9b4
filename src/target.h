/*-------------------------------------------------------------------------
 *
 * target.h
 *	  The table that synth_generate() writes to, and the keys it holds.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TARGET_H
#define SYNTH_TARGET_H

#include "synth.h"

#include "utils/rel.h"

#include "catalog.h"
#include "rowmaker.h"

/* opens for INSERT after checking kind (42809) and the right to insert (42501); keeps the lock */
extern Relation target_open(Oid relid);
/* 55000 with HINT if writing to the target would change what the model's source shows */
extern void target_refuse_source(const CatalogModel *model, Oid relid);
/* "schema.name", quoted */
extern char *target_name(Relation rel);

/*
 * What the target holds already, read with the caller's rights through SPI,
 * which must be connected.  42501 with the HINT `key_start` if keys may not be
 * read.
 */
/* first index such that all integer keys of the maker are new; at least 1 */
extern int64 target_next_key(Relation rel, const RowMaker *maker);
/* tells a started maker which keys are taken; silent about unreadable ones if `lenient` */
extern void target_load_keys(Relation rel, RowMaker *maker, bool lenient);

#endif /* SYNTH_TARGET_H */
