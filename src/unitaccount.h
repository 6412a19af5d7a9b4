/*-------------------------------------------------------------------------
 *
 * unitaccount.h
 *	  Whom a fit by people answers to, and which accounts it charges.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNITACCOUNT_H
#define SYNTH_UNITACCOUNT_H

#include "fitrun.h"
#include "relation.h"

/*
 * Before anything is charged: the word of the owner of the people's table, and
 * no row security in the tables on the way.  42501, 0A000 with HINT.  Nothing
 * to do where the unit is no table.
 */
extern void unitaccount_check(const SourceTable *source, bool is_private);
/* the columns that a fit reads, those that say whose a row is included; sets *n */
extern int *unitaccount_columns(const SourceTable *source, int *n);
/* as ledger_check_rights() wants it: a unit that is a table is no column of the source */
extern const char *unitaccount_unit(const SourceTable *source);
/* with the people's table, whose account holds what all fits by its rows cost together */
extern List *unitaccount_roots(const SourceTable *source, List *roots);
/* "clinic.patients" for a table that a unit names, as policies and ledgers know it; NULL: it names none */
extern char *unitaccount_name(const char *unit);
/*
 * Estimates how many rows of a unit to use, where nobody said it, and makes the
 * fitter for that many; after the charge, before the source is read.
 */
extern void unitaccount_estimate(Request *request);

#endif /* SYNTH_UNITACCOUNT_H */
