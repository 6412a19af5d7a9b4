/*-------------------------------------------------------------------------
 *
 * policy.h
 *	  Rows of synth_source_policy, for policy.c and policy_sql.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_POLICY_H
#define SYNTH_POLICY_H

#include "access/htup.h"
#include "identity.h"
#include "ledger.h"

/* columns of synth_source_policy after those of identity.h */
enum
{
	Anum_policy_owner = Anum_identity_origin + 1,
	Anum_policy_roles,
	Anum_policy_epsilon,
	Anum_policy_delta,
	Anum_policy_nonprivate,
	Anum_policy_unit,
	Anum_policy_changed,
	Natts_policy = Anum_policy_changed
};

/* room for a thousand default fits' discovery; far below one over any table's size */
#define POLICY_DEFAULT_DELTA 1e-6

extern LedgerPolicy *policy_from_tuple(Relation rel, HeapTuple tuple);
extern HeapTuple policy_tuple(Relation rel, Oid root);
extern char *policy_owner_name(Oid root);
/* may the current user fit this root: its owner, or with its owner's word? */
extern bool policy_allows(Oid root, bool is_private);

#endif /* SYNTH_POLICY_H */
