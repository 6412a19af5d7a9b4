/*-------------------------------------------------------------------------
 *
 * fitlink_associate.c
 *	  Which of a parent's columns say most about the rows that refer to it.
 *
 * Only in fits without privacy: some rows are read together with their
 * parents, and the parent's columns are sorted by how much they tell about the
 * row's own columns, all of them together (core/association.h).
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "common/hashfn.h"
#include "core/association.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "fitlink_parts.h"
#include "rangevalue.h"
#include "sourcejoin.h"

/* rows that are looked at: a ranking needs no more */
#define ASSOCIATE_ROWS 5000

typedef struct Grouped
{
	uint8 *group;
	int ngroups;
} Grouped;

/* one column of the result as groups of its values */
static Grouped
group_column(SPITupleTable *rows, int n, int at, const SourceColumn *col)
{
	Grouped result;
	int64 *raw = palloc(sizeof(int64) * Max(n, 1));
	bool number = col->spec.kind == SYNTH_NUMBER;
	ValueLabelIO io;

	if (!number)
		value_label_init(&io, col->basetypid, col->basetypmod);
	for (int i = 0; i < n; i++)
	{
		bool isnull;
		Datum value = SPI_getbinval(rows->vals[i], rows->tupdesc, at + 1, &isnull);

		if (isnull)
			raw[i] = SYNTH_RAW_NULL;
		else if (col->range_end != RANGE_NO_END)
			raw[i] = rangevalue_raw(col->range_end, col->range_form, col->scale, col->range_type, value, false);
		else if (number)
			raw[i] = value_to_raw(col->form, col->scale, value);
		else
		{
			char *label = value_to_label(&io, value);

			raw[i] = (int64) (hash_bytes_extended((unsigned char *) label, (int) strlen(label), 0) >> 1);
			pfree(label);
		}
	}
	result.group = palloc(Max(n, 1));
	result.ngroups = synth_association_groups(raw, n, result.group);
	pfree(raw);
	return result;
}

/* "SELECT s.own, .., p.theirs, .. FROM s LEFT JOIN p" */
static char *
associate_query(const LinkSet *set, int nown, const int *own, const Link *link, int n, const int *column,
				const char *alias)
{
	StringInfoData sql;

	initStringInfo(&sql);
	appendStringInfoString(&sql, "SELECT ");
	for (int i = 0; i < nown; i++)
		appendStringInfo(&sql, "%s%s.%s", i > 0 ? ", " : "", SOURCEJOIN_SELF,
						 quote_identifier(set->t->column[own[i]].name));
	for (int i = 0; i < n; i++)
		appendStringInfo(&sql, ", %s.%s", alias,
						 quote_identifier(fitlink_parent_column(link, &link->parent->column[column[i]])));
	appendStringInfo(&sql, " FROM %s LIMIT %d", set->t->from, ASSOCIATE_ROWS);
	return sql.data;
}

/* strength[i] of column[i]: the sum over the row's own columns */
static void
measure(const LinkSet *set, int nown, const int *own, const Link *link, int n, const int *column, const char *sql,
		double *strength)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext scratch = AllocSetContextCreate(caller, "synth associate", ALLOCSET_DEFAULT_SIZES);
	Grouped *mine;
	int level;
	int rows;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
	if (SPI_execute(sql, true, ASSOCIATE_ROWS) != SPI_OK_SELECT)
		elog(ERROR, "could not read linked tables");
	rows = (int) SPI_processed;
	level = value_label_begin();
	MemoryContextSwitchTo(scratch);
	mine = palloc(sizeof(Grouped) * Max(nown, 1));
	for (int k = 0; k < nown; k++)
		mine[k] = group_column(SPI_tuptable, rows, k, &set->t->column[own[k]]);
	for (int i = 0; i < n; i++)
	{
		Grouped theirs = group_column(SPI_tuptable, rows, nown + i, &link->parent->column[column[i]]);

		CHECK_FOR_INTERRUPTS();
		strength[i] = 0;
		for (int k = 0; k < nown; k++)
			strength[i] += synth_association(mine[k].group, mine[k].ngroups, theirs.group, theirs.ngroups, rows);
	}
	value_label_end(level);
	SPI_finish();
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(scratch);
}

/*
 * A repeated column is what rows get from one parent: what another parent says
 * about it has to reach the choice of the first.
 */
static bool
is_repeated(const LinkSet *set, int column)
{
	const SourceColumn *col = &set->t->column[column];

	if (col->in_foreign_key || col->spec.name == NULL || col->form == VALUE_NONE
		|| (col->spec.kind == SYNTH_NUMBER) != (col->form > VALUE_LABEL))
		return false;
	for (int i = 0; i < set->n; i++)
		for (int k = 0; k < set->link[i].edge.ncopies; k++)
			if (set->link[i].edge.copy[k].column == column)
				return true;
	return false;
}

int
fitlink_associate(const LinkSet *set, const Link *link, int n, int *column, const char *alias)
{
	const SourceTable *t = set->t;
	int *own = palloc(sizeof(int) * Max(t->ncolumns, 1));
	double *strength = palloc(sizeof(double) * Max(n, 1));
	int nown = 0;

	for (int c = 0; c < t->ncolumns; c++)
		if (!t->column[c].hidden && (t->column[c].role == SYNTH_COLUMN_ATTRIBUTE || is_repeated(set, c)))
			own[nown++] = c;
	if (n == 0 || nown == 0 || nown + n > MaxTupleAttributeNumber)
		return n;
	measure(set, nown, own, link, n, column, associate_query(set, nown, own, link, n, column, alias), strength);
	/* insertion keeps the table's order among equals */
	for (int i = 1; i < n; i++)
	{
		int c = column[i];
		double s = strength[i];
		int at = i;

		for (; at > 0 && strength[at - 1] < s; at--)
		{
			column[at] = column[at - 1];
			strength[at] = strength[at - 1];
		}
		column[at] = c;
		strength[at] = s;
	}
	while (n > 0 && strength[n - 1] <= 0)
		n--;
	return n;
}
