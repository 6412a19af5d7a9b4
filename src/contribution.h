/*-------------------------------------------------------------------------
 *
 * contribution.h
 *	  At most so many rows of each unit of privacy.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CONTRIBUTION_H
#define SYNTH_CONTRIBUTION_H

#include "synth.h"

#include "core/account.h"
#include "relation.h"
#include "scan.h"

/* keys of rows that were not used, because their unit had too many, or their parent was cut: cutrows.c */
typedef struct CutRows CutRows;

/* keys are columns of the relation; lives in the current memory context and resource owner */
extern CutRows *cutrows_create(Oid relid, int nkeys, const AttrNumber *attnum);
/* after the last fit; its file is gone then */
extern void cutrows_free(CutRows *cut);
extern int cutrows_nkeys(const CutRows *cut);
extern AttrNumber cutrows_attnum(const CutRows *cut, int key);
/* "k2" of the named relation for an attribute of the relation */
extern char *cutrows_column(const CutRows *cut, AttrNumber attnum);
extern const char *cutrows_name(const CutRows *cut);
extern struct EphemeralNamedRelationData *cutrows_relation(CutRows *cut);
extern void cutrows_add(CutRows *cut, Datum *key, bool *isnull);

/* refuses, before anything is charged, a unit whose type cannot be sorted */
extern void contribution_check(const SourceTable *source);
/*
 * Reads the source: column[ncolumns], in that order, of at most max_rows rows
 * of each unit go to `next`; of all rows, if rows are the units.
 */
extern void contribution_read(const SourceTable *source, int ncolumns, const int *column, ScanSink *next);
/*
 * Reads the source once for the number of rows of each unit, and pays for an
 * estimate of how many are enough (core/bound.h) from the account, which is
 * open for one row a unit.
 */
extern int64 contribution_estimate(const SourceTable *source, SynthAccount *account);

#endif /* SYNTH_CONTRIBUTION_H */
