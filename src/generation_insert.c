/*-------------------------------------------------------------------------
 *
 * generation_insert.c
 *	  The INSERT of rows that were made, of one table or of several at once.
 *
 * INSERT ... SELECT reads the tuplestore under a name that only this statement
 * knows.  So everything that an INSERT does happens: privileges, constraints,
 * triggers, row security, partition routing, rules of views, defaults of the
 * columns that are left out.
 *
 * Tables that refer to each other in a circle are filled by one statement with
 * an INSERT each in WITH: foreign keys that are not deferred are checked when
 * a statement ends, so each finds its parent, and a circle needs neither a
 * nullable nor a deferrable constraint.  Such a statement does not run on
 * tables with rules.
 *
 *-------------------------------------------------------------------------
 */
#include "generation.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/queryenvironment.h"

#include "dateshift.h"
#include "target.h"

/* of the tuplestores in the statement; they hide tables of that name, so any name will do */
#define ROWS_NAME "synth_rows"

static char *
insert_rows_name(int i)
{
	return i == 0 ? pstrdup(ROWS_NAME) : psprintf(ROWS_NAME "_%d", i + 1);
}

static void
insert_register(Generation *g, int i)
{
	EphemeralNamedRelation rows = palloc0(sizeof *rows);

	rows->md.name = insert_rows_name(i);
	rows->md.reliddesc = InvalidOid;
	rows->md.tupdesc = g->desc;
	rows->md.enrtype = ENR_NAMED_TUPLESTORE;
	rows->md.enrtuples = (double) tuplestore_tuple_count(g->store);
	rows->reldata = g->store;
	if (SPI_register_relation(rows) != SPI_OK_REL_REGISTER)
		elog(ERROR, "could not register the rows");
}

/* values for GENERATED ALWAYS identities are ours to give */
static bool
insert_overrides(const Generation *g)
{
	for (int i = 0; i < g->desc->natts; i++)
		if (TupleDescAttr(g->target, g->attribute[i])->attidentity == ATTRIBUTE_IDENTITY_ALWAYS)
			return true;
	return false;
}

static const char *
insert_key_identifier(const Generation *g)
{
	return quote_identifier(NameStr(TupleDescAttr(g->target, g->number_key)->attname));
}

/* INSERT INTO .. SELECT .. FROM rows; with RETURNING where somebody counts */
static char *
insert_statement(const Generation *g, int i, bool returning)
{
	StringInfoData query;
	StringInfoData values;

	initStringInfo(&query);
	initStringInfo(&values);
	appendStringInfo(&query, "INSERT INTO %s (", target_name(g->rel));
	for (int c = 0; c < g->desc->natts; c++)
	{
		Form_pg_attribute att = TupleDescAttr(g->target, g->attribute[c]);
		char *value = psprintf("made.%s", quote_identifier(NameStr(att->attname)));

		if (g->shift != NULL && (g->unshifted == NULL || !g->unshifted[g->attribute[c]]))
			value = dateshift_expression(value, att->atttypid, att->atttypmod, g->shift);
		appendStringInfo(&query, "%s%s", c > 0 ? ", " : "", quote_identifier(NameStr(att->attname)));
		appendStringInfo(&values, "%s%s", c > 0 ? ", " : "", value);
	}
	appendStringInfo(&query, ")%s SELECT %s FROM %s made%s", insert_overrides(g) ? " OVERRIDING SYSTEM VALUE" : "",
					 values.data, insert_rows_name(i), g->leave_taken ? " ON CONFLICT DO NOTHING" : "");
	if (g->server_numbers)
		appendStringInfo(&query, " RETURNING %s AS k", insert_key_identifier(g));
	else if (returning)
		appendStringInfoString(&query, " RETURNING 1 AS k");
	return query.data;
}

/*
 * What is asked of the rows that came back: their number; of keys that the
 * server made the first, the last, and the runs where they have gaps (another
 * session took some, or the sequence has an increment).
 */
static void
insert_append_question(StringInfo query, const Generation *g, int i)
{
	if (!g->server_numbers)
	{
		appendStringInfo(query,
						 "SELECT pg_catalog.count(*), NULL::pg_catalog.int8, NULL::pg_catalog.int8,"
						 " NULL::pg_catalog.text FROM i%d",
						 i);
		return;
	}
	appendStringInfo(
		query,
		"SELECT s.n, s.lo, s.hi, CASE WHEN s.hi::pg_catalog.numeric OPERATOR(pg_catalog.-) s.lo"
		" OPERATOR(pg_catalog.+) 1 OPERATOR(pg_catalog.<>) s.n THEN"
		" (SELECT pg_catalog.string_agg(g.run, ',') FROM (SELECT pg_catalog.concat(pg_catalog.min(o.k), ' ', pg_catalog.max(o.k)) AS run"
		" FROM (SELECT m.k::pg_catalog.int8 AS k, m.k::pg_catalog.int8 OPERATOR(pg_catalog.-) pg_catalog.row_number() OVER (ORDER BY m.k) AS island"
		" FROM i%d m) o GROUP BY o.island ORDER BY pg_catalog.min(o.k) LIMIT %d) g) END"
		" FROM (SELECT pg_catalog.count(*) AS n, pg_catalog.min(m.k)::pg_catalog.int8 AS lo, pg_catalog.max(m.k)::pg_catalog.int8 AS hi FROM i%d m) s",
		i, GENERATION_MAX_RUNS + 1, i);
}

static void
insert_take_runs(Generation *g, int64 lo, int64 hi, const char *runs)
{
	const char *p = runs;

	g->first_key = psprintf(INT64_FORMAT, lo);
	g->last_key = psprintf(INT64_FORMAT, hi);
	g->run = palloc(sizeof(KeyRun) * (runs == NULL ? 1 : GENERATION_MAX_RUNS));
	g->nruns = 0;
	if (runs == NULL)
	{
		g->run[0].first = lo;
		g->run[0].last = hi;
		g->nruns = 1;
		return;
	}
	while (*p != '\0')
	{
		char *end;

		if (g->nruns == GENERATION_MAX_RUNS)
		{
			g->nruns = -1;
			return;
		}
		g->run[g->nruns].first = strtoll(p, &end, 10);
		g->run[g->nruns++].last = strtoll(end, &end, 10);
		p = *end == ',' ? end + 1 : end;
	}
}

static void
insert_take_answer(Generation *g, HeapTuple tuple, TupleDesc desc)
{
	bool isnull;
	bool none;
	int64 lo;
	int64 hi;

	g->inserted = (uint64) DatumGetInt64(SPI_getbinval(tuple, desc, 1, &isnull));
	lo = DatumGetInt64(SPI_getbinval(tuple, desc, 2, &none));
	hi = DatumGetInt64(SPI_getbinval(tuple, desc, 3, &isnull));
	if (g->server_numbers && !none)
		insert_take_runs(g, lo, hi, SPI_getvalue(tuple, desc, 4));
}

/* one table whose rows nobody has to count: also where RETURNING could fail */
static void
insert_plainly(Generation *g)
{
	int rc = SPI_execute(insert_statement(g, 0, false), false, 0);

	/* rewritten: a rule does something else instead, or nothing */
	if (rc != SPI_OK_INSERT && rc != SPI_OK_REWRITTEN)
		elog(ERROR, "could not insert the rows: %s", SPI_result_code_string(rc));
	g->inserted = SPI_processed;
}

static void
insert_counted(List *generations)
{
	StringInfoData query;
	StringInfoData question;
	ListCell *lc;
	int i = 0;
	int rc;

	initStringInfo(&query);
	initStringInfo(&question);
	foreach(lc, generations)
	{
		const Generation *g = lfirst(lc);

		appendStringInfo(&query, "%s i%d AS (%s)", i == 0 ? "WITH" : ",", i, insert_statement(g, i, true));
		appendStringInfoString(&question, i == 0 ? " " : " UNION ALL ");
		appendStringInfoChar(&question, '(');
		insert_append_question(&question, g, i++);
		appendStringInfoChar(&question, ')');
	}
	appendStringInfoString(&query, question.data);
	rc = SPI_execute(query.data, false, 0);
	if (rc != SPI_OK_SELECT || SPI_processed != (uint64) list_length(generations))
		elog(ERROR, "could not insert the rows: %s", SPI_result_code_string(rc));
	i = 0;
	foreach(lc, generations)
	{
		insert_take_answer(lfirst(lc), SPI_tuptable->vals[i], SPI_tuptable->tupdesc);
		i++;
	}
	SPI_freetuptable(SPI_tuptable);
}

void
generation_insert(List *generations)
{
	Generation *first = linitial(generations);
	ListCell *lc;
	int i = 0;

	foreach(lc, generations)
		insert_register(lfirst(lc), i++);
	if (list_length(generations) == 1 && !first->server_numbers)
		insert_plainly(first);
	else
		insert_counted(generations);
	for (i = 0; i < list_length(generations); i++)
		if (SPI_unregister_relation(insert_rows_name(i)) != SPI_OK_REL_UNREGISTER)
			elog(ERROR, "could not forget the rows");
}
