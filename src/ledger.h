/*-------------------------------------------------------------------------
 *
 * ledger.h
 *	  What has been spent on a source, and who may spend: budgets, policies.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LEDGER_H
#define SYNTH_LEDGER_H

#include "synth.h"
#include "nodes/pg_list.h"

typedef struct LedgerCharge
{
	List	   *roots;			/* OIDs of root tables: partitions and views already resolved */
	const char *unit;			/* "row", "result row", or a column name */
	int64		max_rows;
	bool		is_private;
	double		rho;			/* 0 if not private */
	double		delta;			/* discovery's part; the conversion's delta is per statement */
	double		epsilon;		/* as asked for */
	double		delta_asked;
	const char *model;
} LedgerCharge;

/*
 * Root tables of a source (itself, topmost partitioned parent, every table a
 * view or materialised view reads), and whether it is simple enough for row
 * privacy (plain or partitioned table, or a single-table view of projection
 * and immutable filters).  Refuses what the rules refuse.
 */
extern List *ledger_roots(Oid relid, bool *simple);
/*
 * May the current user fit this source?  SELECT on the columns (1-based
 * attnums), ownership of every root or its owner's policy, non-private rights,
 * row security rules.  42501 with HINT otherwise.  No row is read.
 */
extern void ledger_check_rights(Oid relid, List *roots, List *attnums, bool is_private, bool simple, const char *unit);
/*
 * Charges every root, rows locked in name order; refuses what would exceed a
 * budget (53400), units other than the policy's, non-private fits under a
 * budget; calls ForceSyncCommit().  Must be called before the first row is
 * read.  Returns composed epsilon so far (largest over the roots), at delta.
 */
extern double ledger_charge(const LedgerCharge *charge);

#endif							/* SYNTH_LEDGER_H */
