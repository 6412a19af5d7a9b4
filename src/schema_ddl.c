/*-------------------------------------------------------------------------
 *
 * schema_ddl.c
 *	  synth_schema_ddl(): statements that make an empty copy of a schema.
 *
 * Types, functions, sequences and tables come in an order in which each finds
 * what it needs; then defaults, partitions, CHECKs, keys, indexes, foreign
 * keys and triggers.  Foreign keys into the schema point into the copy, others
 * stay as they are.
 *
 * Nothing is rewritten as text: the server's deparsers run while the schema is
 * first on the search_path, so its names come out bare, all others qualified
 * (as far as they are not the server's own); and the statements run while the
 * copy is first.  What stands inside the body of a function is text, and stays.
 *
 * Not copied: views, rules, policies, rights, owners, comments, statistics,
 * operators, aggregates, types with functions in C, members of extensions, row
 * security.  Reads the catalogs only.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "nodes/pg_list.h"
#include "storage/shmem.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/varlena.h"

#include "schema_ddl.h"

PG_FUNCTION_INFO_V1(synth_schema_ddl);

typedef struct Unit
{
	Oid class;
	Oid object;
	int place; /* in the order to prefer */
	char *statement;
	List *needs; /* of Unit * */
	bool seen;
} Unit;

/* rows are in SPI_tuptable; the memory is SPI's */
static uint64
read_rows(const char *query, Oid schema)
{
	Oid types[1] = {OIDOID};
	Datum values[1] = {ObjectIdGetDatum(schema)};
	int rc = SPI_execute_with_args(query, 1, types, values, NULL, true, 0);

	if (rc != SPI_OK_SELECT)
		elog(ERROR, "could not read the catalogs: %s", SPI_result_code_string(rc));
	return SPI_processed;
}

/* NULL: a deparser found that the object was dropped meanwhile */
static char *
text_of(uint64 r, int column)
{
	return SPI_getvalue(SPI_tuptable->vals[r], SPI_tuptable->tupdesc, column);
}

static Oid
oid_of(uint64 r, int column)
{
	bool isnull;
	Datum value = SPI_getbinval(SPI_tuptable->vals[r], SPI_tuptable->tupdesc, column, &isnull);

	return isnull ? InvalidOid : DatumGetObjectId(value);
}

static int
compare_units(const void *a, const void *b)
{
	const Unit *x = a;
	const Unit *y = b;

	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	if (x->object != y->object)
		return x->object < y->object ? -1 : 1;
	return 0;
}

static int
compare_places(const void *a, const void *b)
{
	const Unit *x = *(Unit *const *) a;
	const Unit *y = *(Unit *const *) b;

	return x->place < y->place ? -1 : 1;
}

static Unit *
find_unit(Unit *units, uint64 n, Oid class, Oid object)
{
	Unit key = {.class = class, .object = object};

	return bsearch(&key, units, n, sizeof(Unit), compare_units);
}

/* what a unit needs, then itself; those that need each other come as they may */
static void
put_unit(Unit *unit, List **statements)
{
	ListCell *lc;

	if (unit->seen)
		return;
	unit->seen = true;
	check_stack_depth();
	foreach(lc, unit->needs)
		put_unit(lfirst(lc), statements);
	if (unit->statement != NULL)
		*statements = lappend(*statements, unit->statement);
}

static List *
put_units(Oid schema, List *statements)
{
	uint64 n = read_rows(schema_ddl_units, schema);
	Unit *units = palloc0(mul_size(n + 1, sizeof(Unit)));
	Unit **order = palloc(mul_size(n + 1, sizeof(Unit *)));
	uint64 nneeds;

	for (uint64 r = 0; r < n; r++)
	{
		units[r].class = oid_of(r, 1);
		units[r].object = oid_of(r, 2);
		units[r].place = (int) r;
		units[r].statement = text_of(r, 3);
	}
	qsort(units, n, sizeof(Unit), compare_units);

	nneeds = read_rows(schema_ddl_needs, schema);
	for (uint64 r = 0; r < nneeds; r++)
	{
		Unit *unit = find_unit(units, n, oid_of(r, 1), oid_of(r, 2));
		Unit *need = find_unit(units, n, oid_of(r, 3), oid_of(r, 4));

		if (unit != NULL && need != NULL && unit != need)
			unit->needs = list_append_unique_ptr(unit->needs, need);
	}

	for (uint64 r = 0; r < n; r++)
		order[r] = &units[r];
	qsort(order, n, sizeof(Unit *), compare_places);
	for (uint64 r = 0; r < n; r++)
		put_unit(order[r], &statements);
	return statements;
}

/* functions that look into the schema by their own search_path shall look into the copy */
static List *
put_paths(Oid schema, const char *name, const char *target, List *statements)
{
	uint64 n = read_rows(schema_ddl_paths, schema);

	for (uint64 r = 0; r < n; r++)
	{
		char *function = text_of(r, 1);
		char *path = text_of(r, 2);
		bool found = false;
		List *schemas;
		ListCell *lc;
		StringInfoData s;

		if (function == NULL || path == NULL || !SplitIdentifierString(path, ',', &schemas))
			continue;
		initStringInfo(&s);
		appendStringInfo(&s, "ALTER ROUTINE %s SET search_path = ", function);
		foreach(lc, schemas)
		{
			const char *entry = lfirst(lc);

			if (strcmp(entry, name) == 0)
			{
				found = true;
				entry = target;
			}
			appendStringInfo(&s, "%s%s", lc == list_head(schemas) ? "" : ", ", quote_identifier(entry));
		}
		if (found)
			statements = lappend(statements, s.data);
	}
	return statements;
}

static List *
make_statements(Oid schema, const char *name, const char *target)
{
	List *statements = NIL;
	bool lends;

	if (read_rows(schema_ddl_lends, schema) != 1)
		elog(ERROR, "could not read the catalogs");
	lends = strcmp(text_of(0, 1), "t") == 0;

	statements = lappend(statements, psprintf("CREATE SCHEMA IF NOT EXISTS %s", quote_identifier(target)));
	/* what is not copied is named as if it were: it is found in the schema itself, or wherever that schema is */
	statements = lappend(statements, psprintf("SET search_path = %s, pg_catalog%s%s, pg_temp", quote_identifier(target),
											  lends ? ", " : "", lends ? quote_identifier(name) : ""));
	/* bodies may call what comes later */
	statements = lappend(statements, "SET check_function_bodies = off");
	statements = put_units(schema, statements);
	if (strcmp(name, target) != 0)
		statements = put_paths(schema, name, target, statements);
	for (int q = 0; schema_ddl_rest[q] != NULL; q++)
	{
		uint64 n = read_rows(schema_ddl_rest[q], schema);

		for (uint64 r = 0; r < n; r++)
		{
			char *statement = text_of(r, 1);

			if (statement != NULL)
				statements = lappend(statements, statement);
		}
	}
	statements = lappend(statements, "RESET check_function_bodies");
	statements = lappend(statements, "RESET search_path");
	return statements;
}

/* the statements as a list of texts in the current context */
static List *
read_schema(const char *name, const char *target)
{
	MemoryContext caller = CurrentMemoryContext;
	Oid schema = get_namespace_oid(name, true);
	List *statements;
	List *result = NIL;
	ListCell *lc;
	int level;

	if (!OidIsValid(schema))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_SCHEMA), errmsg("schema \"%s\" does not exist", name),
				 errhint("The first argument is the schema to copy, as in synth_schema_ddl('public', 'staging'); "
						 "the second is the one to make.")));
	/* 42501 without USAGE */
	LookupExplicitNamespace(name, false);
	if (target[0] == '\0' || strlen(target) >= NAMEDATALEN)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_NAME), errmsg("name of the schema to make has %zu bytes", strlen(target)),
				 errhint("Give target => a name of 1 to %d bytes.", NAMEDATALEN - 1)));

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
	level = NewGUCNestLevel();
	(void) set_config_option("search_path", psprintf("%s, pg_catalog, pg_temp", quote_identifier(name)), PGC_USERSET,
							 PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	statements = make_statements(schema, name, target);
	AtEOXact_GUC(false, level);
	foreach(lc, statements)
	{
		MemoryContext spi = MemoryContextSwitchTo(caller);

		result = lappend(result, cstring_to_text(psprintf("%s;", (char *) lfirst(lc))));
		MemoryContextSwitchTo(spi);
	}
	SPI_finish();
	return result;
}

Datum
synth_schema_ddl(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	List *statements;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;

		if (PG_ARGISNULL(0))
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("schema must not be NULL"),
							errhint("Name the schema to copy.")));
		call = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
		call->user_fctx = read_schema(text_to_cstring(PG_GETARG_TEXT_PP(0)),
									  text_to_cstring(PG_GETARG_TEXT_PP(PG_ARGISNULL(1) ? 0 : 1)));
		MemoryContextSwitchTo(old);
	}
	call = SRF_PERCALL_SETUP();
	statements = call->user_fctx;
	if (call->call_cntr < list_length(statements))
	{
		/* the macro counts before it looks at its argument */
		Datum statement = PointerGetDatum(list_nth(statements, call->call_cntr));

		SRF_RETURN_NEXT(call, statement);
	}
	SRF_RETURN_DONE(call);
}
