/*-------------------------------------------------------------------------
 *
 * catalog.h
 *	  The extension's own tables, reached by table_open, systable scans and
 *	  CatalogTupleInsert/Update after our own access checks; never through
 *	  SPI.  catalog.c alone knows the models' table layout.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CATALOG_H
#define SYNTH_CATALOG_H

#include "synth.h"
#include "nodes/pg_list.h"
#include "storage/itemptr.h"
#include "utils/jsonb.h"
#include "utils/relcache.h"
#include "utils/timestamp.h"

#include "core/model.h"

/* schema of the extension; 55000 with HINT `CREATE EXTENSION synth` if it is not installed */
extern Oid catalog_schema(void);
/* OID of one of our tables by bare name, e.g. "synth_model" */
extern Oid catalog_table(const char *name);

typedef enum CatalogPurpose
{
	CATALOG_SAMPLE,	  /* owner, or granted by synth_grant() */
	CATALOG_DESCRIBE, /* the same */
	CATALOG_OWN		  /* owner or superuser: drop, replace, grant, export */
} CatalogPurpose;

typedef struct CatalogModel
{
	char *name;
	char *owner;   /* role name, the present one while the role is alive */
	Oid owner_oid; /* InvalidOid: the role is gone */
	char *source_schema;
	char *source_name;
	Oid source_oid; /* InvalidOid unless written by this database; a hint only */
	TransactionId xmin;
	ItemPointerData tid;
	TimestampTz created;
	bool is_private;
	bool imported;	   /* came through synth_import() */
	char *origin;	   /* database that source_oid belongs to */
	SynthModel *model; /* decoded and checked, in the caller's context; NULL from catalog_find */
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
 * Is what was loaded still what would be loaded now?  Checks the right as the
 * loader does, reads no payload.
 */
extern bool catalog_holds(const CatalogModel *row, CatalogPurpose purpose);
/* the row without its payload and without any check of rights; NULL if there is none */
extern CatalogModel *catalog_find(const char *model);
/* all rows like that, in no order */
extern List *catalog_list(void);
/* as CATALOG_OWN, without reading the payload: 42704 if invisible, 42501 if not the owner */
extern CatalogModel *catalog_own(const char *model);
/* the role that was stored by name, OID and the OID's origin; InvalidOid if it is gone */
extern Oid catalog_role(const char *name, Oid oid, const char *origin);
/* may the current user act for this role?  For InvalidOid only a superuser may */
extern bool catalog_acts_for(Oid role);
/* may the current user act as this role (of that name, which may be gone)? */
extern bool catalog_is_role(const char *role);
/* 42704 with HINT unless it is a role or CATALOG_EVERYBODY */
extern void catalog_check_role(const char *role);
/* "public" can be no role's name, so it stands for everybody */
#define CATALOG_EVERYBODY "public"
/* may the current user sample it? */
extern bool catalog_may_use(const CatalogModel *row);

/*
 * Model for a target whose caller gave none: the one visible model fitted from
 * that very table, else the one with the table's bare name (*by_name set), else
 * an error that lists the candidates.
 */
extern char *catalog_choose(Oid relid, bool *by_name);
extern bool catalog_exists(const char *model);
/* 42710 with HINT if taken and not replace; needs ownership to replace; keeps the name locked */
extern void catalog_check_name(const char *model, bool replace);
extern void catalog_store(const char *model, Oid source_oid, const SynthModel *m, bool replace);
/* the same for synth_import(): the source is only what the bytes say */
extern void catalog_store_imported(const char *model, const SynthModel *m);
extern void catalog_delete(const CatalogModel *row);
/* payload bytes to a validated model: for the loader and synth_import() */
extern SynthModel *catalog_decode(bytea *payload);

/* grant.c */
extern bool grant_held(const char *model);
extern void grant_forget(const char *model);

#endif /* SYNTH_CATALOG_H */
