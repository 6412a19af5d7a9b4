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

#include "core/compose.h"

typedef struct LedgerCharge
{
	List *roots;	  /* OIDs of root tables: partitions and views already resolved */
	const char *unit; /* "row", "result row", or a column name */
	int64 max_rows;
	bool is_private;
	double rho;		/* 0 if not private */
	double delta;	/* discovery's part; the conversion's delta is per statement */
	double epsilon; /* as asked for */
	double delta_asked;
	const char *model;
} LedgerCharge;

/*
 * Root tables of a source (itself, topmost partitioned parent, every table a
 * view or materialised view reads), and whether it is simple enough for row
 * privacy (plain or partitioned table, or a single-table view of projection
 * and immutable filters).  Refuses what the rules refuse.  Locks the roots in
 * access share mode.
 */
extern List *ledger_roots(Oid relid, bool *simple);
/*
 * The column of the root table that a column of a simple source is, under the
 * same name all the way; false if it is anything else.
 */
extern bool ledger_unit_is_root_column(Oid relid, const char *unit);
/*
 * May the current user fit this source?  SELECT on the columns (1-based
 * attnums), ownership of every root or its owner's policy, non-private rights,
 * row security rules.  42501 with HINT otherwise.  No row is read.
 */
extern void ledger_check_rights(Oid relid, List *roots, List *attnums, bool is_private, bool simple, const char *unit);
/* the part of it that is about owners and their policies */
extern void ledger_check_owner_word(List *roots, bool is_private);
/*
 * Charges every root, rows locked in name order; refuses what would exceed a
 * budget (53400), units other than the policy's, non-private fits under a
 * budget; calls ForceSyncCommit().  Must be called before the first row is
 * read.  Returns composed epsilon so far (largest over the roots), at delta;
 * infinity once a fit without formal guarantee is on record.
 */
extern double ledger_charge(const LedgerCharge *charge);

/* what the ledger says of one table and unit */
typedef struct LedgerEntry
{
	char *unit;
	SynthSpent spent;
	int64 fits;
	int64 nonprivate_fits;
} LedgerEntry;

/* entries of a root table, newest committed state */
extern List *ledger_entries(Oid root);

/* what a table's owner has laid down, policy.c */
typedef struct LedgerPolicy
{
	bool found;
	char *owner;	 /* role that owned the table when it was written */
	List *roles;	 /* char *: who may fit besides the owner */
	bool nonprivate; /* they may fit without privacy, too */
	bool has_budget;
	double epsilon; /* of the budget */
	double delta;
	char *unit; /* the only unit that may be used, or NULL */
} LedgerPolicy;

extern LedgerPolicy *policy_find(Oid root);
extern void policy_refresh(void); /* identity_refresh() of the policies */
/* 53400 or 55000 with HINT if the owner forbids this charge on top of what was spent */
extern void policy_check_charge(Oid root, const LedgerPolicy *policy, const LedgerCharge *charge,
								const SynthSpent *before, SynthSpent *after);
/* one writer at a time for a root's ledger and policy; renames brought up to date */
extern void ledger_lock(List *roots);

#endif /* SYNTH_LEDGER_H */
