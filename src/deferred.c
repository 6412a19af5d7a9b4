/*-------------------------------------------------------------------------
 *
 * deferred.c
 *	  Deferred constraints of tables, tried before the transaction ends.
 *
 * Whoever fills tables wants to hear of a broken constraint from the call that
 * broke it, not from COMMIT.  SET CONSTRAINTS .. IMMEDIATE checks what is
 * pending, but also changes what holds for the rest of the transaction, and
 * nobody can ask what held before.  So it runs in a subtransaction that is
 * rolled back: the mode is what it was, and the constraints are pending again,
 * to be checked once more at the end.
 *
 *-------------------------------------------------------------------------
 */
#include "deferred.h"

#include "access/genam.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/pg_constraint.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/resowner.h"

/* names of the deferrable constraints of a table, as SET CONSTRAINTS takes them */
static void
deferred_append(StringInfo names, Oid relid)
{
	Relation rel = table_open(ConstraintRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple tuple;

	ScanKeyInit(&key, Anum_pg_constraint_conrelid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(relid));
	scan = systable_beginscan(rel, ConstraintRelidTypidNameIndexId, true, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_constraint con = (Form_pg_constraint) GETSTRUCT(tuple);

		if (con->condeferrable)
			appendStringInfo(names, "%s%s", names->len > 0 ? ", " : "",
							 quote_qualified_identifier(get_namespace_name(con->connamespace), NameStr(con->conname)));
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
}

void
deferred_try(List *relids)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	ErrorData *volatile error = NULL;
	StringInfoData names;
	ListCell *lc;

	initStringInfo(&names);
	foreach(lc, relids)
		deferred_append(&names, lfirst_oid(lc));
	if (names.len == 0)
		return;
	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		if (SPI_execute(psprintf("SET CONSTRAINTS %s IMMEDIATE", names.data), false, 0) != SPI_OK_UTILITY)
			elog(ERROR, "could not check the deferred constraints");
	}
	PG_CATCH();
	{
		/* whoever opens a subtransaction has to end it, whatever happens */
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
	}
	PG_END_TRY();
	RollbackAndReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;
	if (error != NULL)
		ReThrowError(error);
}
