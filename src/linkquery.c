/*-------------------------------------------------------------------------
 *
 * linkquery.c
 *	  Questions to the rows of two tables, for fits without privacy.
 *
 * All SQL is quoted and qualified, operators too, and runs through SPI with
 * the rights and the row security of the invoker, under the snapshot of the
 * statement.
 *
 *-------------------------------------------------------------------------
 */
#include "linkquery.h"

#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "relation.h"
#include "sourcejoin.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"

/* rows of the first look: enough to refuse what holds by chance */
#define LOOK_ROWS 2000
/* conditions of one query: far below the server's limit of a target list */
#define QUERY_CONDITIONS 200

bool
linkquery_may_read(Oid relid)
{
	return pg_class_aclcheck(relid, GetUserId(), ACL_SELECT) == ACLCHECK_OK;
}

char **
linkquery_cells(const char *sql, int64 *nrows)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext spi;
	char **cells;
	int n;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
	if (SPI_execute(sql, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not read linked tables");
	n = SPI_tuptable->tupdesc->natts;
	*nrows = (int64) SPI_processed;
	spi = MemoryContextSwitchTo(caller);
	cells = palloc_extended(sizeof(char *) * Max(*nrows, 1) * n, MCXT_ALLOC_HUGE);
	for (int64 r = 0; r < *nrows; r++)
	{
		for (int c = 0; c < n; c++)
			cells[r * n + c] = SPI_getvalue(SPI_tuptable->vals[r], SPI_tuptable->tupdesc, c + 1);
	}
	MemoryContextSwitchTo(spi);
	SPI_finish();
	return cells;
}

double
linkquery_count(const char *sql)
{
	int64 nrows;
	char **cells = linkquery_cells(sql, &nrows);

	return nrows == 1 && cells[0] != NULL ? strtod(cells[0], NULL) : 0;
}

char *
linkquery_condition(const Graph *g, const GraphEdge *e, const char *parent_alias, const char *child_alias)
{
	return sourcejoin_match(parent_alias, child_alias, g->table[e->child].relid, e);
}

/* FROM clause; limit 0: all rows */
static void
append_from(StringInfo sql, const LinkJoin *join, int limit)
{
	const GraphEdge *e = join->edge;
	Oid child = join->graph->table[e->child].relid;

	appendStringInfoString(sql, " FROM ");
	if (limit > 0)
	{
		List *attnums = list_copy(join->columns);
		ListCell *cell;

		for (int i = 0; i < e->ncolumns; i++)
			attnums = list_append_unique_int(attnums, e->child_attnum[i]);
		appendStringInfoString(sql, "(SELECT ");
		foreach(cell, attnums)
			appendStringInfo(sql, "%s%s", foreach_current_index(cell) > 0 ? ", " : "",
							 sourcejoin_column("c", child, (AttrNumber) lfirst_int(cell)));
		appendStringInfo(sql, " FROM %s AS c LIMIT %d)", relation_quoted_name(child), limit);
	}
	else
		appendStringInfoString(sql, relation_quoted_name(child));
	appendStringInfo(sql, " AS s LEFT JOIN %s AS p ON (%s)", relation_quoted_name(e->parent_relid),
					 linkquery_condition(join->graph, e, "p", "s"));
}

/* one round over the conditions that still hold */
static void
refute(const LinkJoin *join, int limit, int n, char *const *condition, bool *holds)
{
	for (int first = 0; first < n;)
	{
		int asked[QUERY_CONDITIONS];
		int nasked = 0;
		StringInfoData sql;
		char **cells;
		int64 nrows;

		initStringInfo(&sql);
		appendStringInfoString(&sql, "SELECT ");
		for (; first < n && nasked < QUERY_CONDITIONS; first++)
		{
			if (!holds[first])
				continue;
			appendStringInfo(&sql, "%spg_catalog.bool_and(%s)", nasked > 0 ? ", " : "", condition[first]);
			asked[nasked++] = first;
		}
		if (nasked == 0)
			return;
		append_from(&sql, join, limit);
		cells = linkquery_cells(sql.data, &nrows);
		/* NULL: there are no rows */
		for (int i = 0; i < nasked; i++)
			holds[asked[i]] = cells[i] != NULL && cells[i][0] == 't';
	}
}

void
linkquery_hold(const LinkJoin *join, int n, char *const *condition, bool *holds)
{
	for (int i = 0; i < n; i++)
		holds[i] = true;
	refute(join, LOOK_ROWS, n, condition, holds);
	refute(join, 0, n, condition, holds);
}

char **
linkquery_aggregates(const LinkJoin *join, int n, char *const *expression)
{
	StringInfoData sql;
	int64 nrows;

	initStringInfo(&sql);
	appendStringInfoString(&sql, "SELECT ");
	for (int i = 0; i < n; i++)
		appendStringInfo(&sql, "%s%s", i > 0 ? ", " : "", expression[i]);
	append_from(&sql, join, 0);
	return linkquery_cells(sql.data, &nrows);
}
