/*-------------------------------------------------------------------------
 *
 * unitaccount.c
 *	  Whom a fit by people answers to, and which accounts it charges.
 *
 * A fit of visits by patients spends of the patients' privacy, whatever table
 * is read.  So it is charged twice, under the same unit: to the table that is
 * read, and to the table of people, where what is spent on one person over all
 * tables adds up (zCDP: rho of a person is the sum over tables, each with
 * noise for max_rows rows of that table).  An owner's budget on the table of
 * people therefore bounds every fit by its rows.
 *
 * Accounts and policies know the people's table by its name.  If that is
 * changed, later fits are counted by the new name beside the old account, and
 * are refused where a policy names the old one, until its owner says anew what
 * is allowed.
 *
 * Rows that row security hides from the invoker would be taken for rows of
 * nobody, so fits by people need tables that are read whole; and tables whose
 * keys tell rows apart, which those of inheritance do not.
 *
 *-------------------------------------------------------------------------
 */
#include "unitaccount.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "contribution.h"
#include "core/mutate.h"
#include "ledger.h"
#include "progress.h"
#include "scan.h"
#include "nodes/value.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/varlena.h"

static void
check_table(Oid relid, bool is_private)
{
	bool simple;
	List *roots = ledger_roots(relid, &simple);

	ledger_check_owner_word(roots, is_private);
	if (!simple && is_private)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("people cannot be told apart through %s, which is not read whole", relation_quoted_name(relid)),
				 errdetail("It is or has a foreign table, or is under row security."),
				 errhint("Let a role fit that row security does not restrict, or use another unit.")));
	if (is_private && get_rel_relkind(relid) == RELKIND_RELATION && find_inheritance_children(relid, NoLock) != NIL)
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
						errmsg("people cannot be told apart through %s, which other tables inherit from",
							   relation_quoted_name(relid)),
						errdetail("No key is unique among the rows of all of them, and no foreign key holds for all."),
						errhint("Use a column as the unit, as in unit => 'patient_id', max_rows => 5.")));
}

void
unitaccount_check(const SourceTable *source, bool is_private)
{
	ListCell *cell;

	if (!OidIsValid(source->person))
		return;
	check_table(source->person, is_private);
	foreach(cell, source->reads)
		check_table(lfirst_oid(cell), is_private);
}

int *
unitaccount_columns(const SourceTable *source, int *n)
{
	int *column = palloc((source->nattributes + source->nunits) * sizeof(int));

	*n = source->nattributes;
	memcpy(column, source->attribute_column, source->nattributes * sizeof(int));
	for (int u = 0; u < source->nunits; u++)
		column[(*n)++] = source->unit_columns[u];
	return column;
}

const char *
unitaccount_unit(const SourceTable *source)
{
	return OidIsValid(source->person) ? "row" : source->unit;
}

List *
unitaccount_roots(const SourceTable *source, List *roots)
{
	bool simple;

	if (!OidIsValid(source->person) || SYNTH_BUG(PERSON_UNCHARGED))
		return roots;
	return list_concat_unique_oid(list_copy(roots), ledger_roots(source->person, &simple));
}

char *
unitaccount_name(const char *unit)
{
	List *names;
	Oid relid;

	if (!SplitIdentifierString(pstrdup(unit), '.', &names) || names == NIL || list_length(names) > 3)
		return NULL;
	for (ListCell *cell = list_head(names); cell != NULL; cell = lnext(names, cell))
		lfirst(cell) = makeString(pstrdup(lfirst(cell)));
	relid = RangeVarGetRelid(makeRangeVarFromNameList(names), NoLock, true);
	if (get_rel_relkind(relid) != RELKIND_RELATION && get_rel_relkind(relid) != RELKIND_PARTITIONED_TABLE)
		return NULL;
	return psprintf("%s.%s", get_namespace_name(get_rel_namespace(relid)), get_rel_name(relid));
}

typedef struct Estimate
{
	const SourceTable *source;
	SynthAccount account;
	int64 max_rows;
} Estimate;

static void
estimate(void *arg)
{
	Estimate *e = arg;

	e->max_rows = contribution_estimate(e->source, &e->account);
}

void
unitaccount_estimate(Request *request)
{
	SourceTable *source = request->source;
	Estimate e = {.source = source};
	MemoryContext old;

	if (!source->estimates_max_rows)
		return;
	progress_phase("counting rows of units");
	synth_account_open(&e.account, request->is_private, synth_fitter_budget(request->fitter)->rho_reserved, 0, 1);
	scan_guard(request->is_private, estimate, &e);
	source->max_rows = e.max_rows;
	request->paid = e.account.charges[0];
	/* what the request knows lives as long as it does */
	old = MemoryContextSwitchTo(GetMemoryChunkContext(request));
	request_ready(request, fitrun_progress);
	MemoryContextSwitchTo(old);
}
