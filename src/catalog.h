/*-------------------------------------------------------------------------
 *
 * catalog.h
 *	  The extension's own tables, reached by table_open, systable scans and
 *	  CatalogTupleInsert/Update after our own access checks; never through
 *	  SPI.  The only file that knows the models' table layout.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CATALOG_H
#define SYNTH_CATALOG_H

#include "synth.h"
#include "utils/relcache.h"

#include "core/model.h"

/* schema of the extension; 0A000/55000 with HINT `CREATE EXTENSION synth` if it is not installed */
extern Oid	catalog_schema(void);
/* OID of one of our tables by bare name, e.g. "synth_model" */
extern Oid	catalog_table(const char *name);

typedef enum CatalogPurpose
{
	CATALOG_SAMPLE,				/* owner, or granted by synth_grant() */
	CATALOG_DESCRIBE,			/* the same */
	CATALOG_OWN					/* owner or superuser: drop, replace, grant, export */
} CatalogPurpose;

typedef struct CatalogModel
{
	char	   *name;
	char	   *owner;			/* role name */
	char	   *source_schema;
	char	   *source_name;
	Oid			source_oid;		/* as of the fit or InvalidOid after a restore; a hint only */
	TransactionId xmin;
	ItemPointerData tid;
	TimestampTz created;
	SynthModel *model;			/* decoded and checked, in the caller's context */
} CatalogModel;

/*
 * THE loader: every reader of models goes through it.  Checks the right,
 * refuses a private model whose row the current transaction wrote
 * (55000, HINT: commit first), validates every byte (XX001, HINT: refit or
 * restore).  Unknown or invisible name: 42704 with the HINT listing
 * synth_models.
 */
extern CatalogModel *catalog_load(const char *model, CatalogPurpose purpose);
/*
 * Model for a target whose caller gave none: the one visible model fitted from
 * that very table, else the one with the table's bare name (*by_name set), else
 * an error that lists the candidates.
 */
extern char *catalog_choose(Oid relid, bool *by_name);
extern bool catalog_exists(const char *model);
/* 42710 with HINT if taken and not replace; needs ownership to replace */
extern void catalog_check_name(const char *model, bool replace);
extern void catalog_store(const char *model, Oid source_oid, const SynthModel *m, bool replace);

/* batches */
extern void catalog_record_batch(const char *model, int64 seed, int64 n, const char *target_schema,
								 const char *target_name, TimestampTz started,
								 const char *first_key, const char *last_key);

#endif							/* SYNTH_CATALOG_H */
