/*-------------------------------------------------------------------------
 *
 * fitlink_copy.c
 *	  Columns that repeat one of their parent's, found in the rows of a fit
 *	  without privacy.
 *
 * Schemas repeat themselves: a payment names the customer of its rental, an
 * invoice the address of its customer.  A column that equals one of the
 * parent's in every row (and is NULL where there is no parent) is not
 * modelled; rows are given the parent's value.  A column may refer to a table
 * itself, and a foreign key whose columns are all repeated is determined by
 * the other one: that closes diamonds of foreign keys.
 *
 * What holds by chance must not be taken for a rule: at least COPY_ROWS rows,
 * and at least two different values.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "fitlink_parts.h"
#include "linkquery.h"
#include "sourcejoin.h"

#define COPY_ROWS 20

typedef struct Candidate
{
	int column;			/* of the child */
	AttrNumber attnum;	/* there */
	const char *parent; /* column of the parent */
	char *condition;	/* over s and p */
	bool same_name;
} Candidate;

/* may the column be given by something else than the model? */
static bool
may_be_copied(const LinkSet *set, const Link *link, int column)
{
	const SourceColumn *col = &set->t->column[column];

	for (int k = 0; k < link->edge.ncolumns; k++)
		if (link->edge.column[k] == column)
			return false;
	/* a copy along an earlier edge */
	for (int i = 0; i < set->n; i++)
		for (int k = 0; k < set->link[i].edge.ncopies; k++)
			if (set->link[i].edge.copy[k].column == column)
				return false;
	/* earlier edges keep their columns, so nothing follows from itself */
	for (const Link *earlier = set->link; earlier < link; earlier++)
		for (int k = 0; k < earlier->edge.ncolumns; k++)
			if (earlier->edge.column[k] == column)
				return false;
	return !col->hidden
		   && (col->role == SYNTH_COLUMN_ATTRIBUTE || col->role == SYNTH_COLUMN_TEXT
			   || col->role == SYNTH_COLUMN_REFERENCE);
}

/* "never NULL: both are equal or both are NULL" */
static char *
equal_condition(Oid equal, const char *a, const char *b)
{
	return psprintf("COALESCE(%s %s %s, false) OR (%s IS NULL AND %s IS NULL)", a, sourcejoin_operator(equal), b, a, b);
}

/* pairs of a column of the source and one of the parent that could be copies */
static Candidate *
list_candidates(const LinkSet *set, const Link *link, int *n)
{
	const SourceTable *t = set->t;
	const SourceTable *parent = link->parent;
	Oid child = set->links->graph->table[set->links->table].relid;
	Candidate *all = palloc(sizeof(Candidate) * Max(t->ncolumns * parent->ncolumns, 1));

	*n = 0;
	for (int c = 0; c < t->ncolumns; c++)
	{
		const SourceColumn *x = &t->column[c];
		TypeCacheEntry *type;

		if (!may_be_copied(set, link, c))
			continue;
		type = lookup_type_cache(x->basetypid, TYPECACHE_EQ_OPR);
		for (int k = 0; k < parent->ncolumns && OidIsValid(type->eq_opr); k++)
		{
			const SourceColumn *y = &parent->column[k];
			Candidate *candidate = &all[*n];

			/* what the server computes is not known before the parent is inserted */
			if (y->hidden || y->generated || y->basetypid != x->basetypid || y->collation != x->collation)
				continue;
			candidate->column = c;
			candidate->attnum = get_attnum(child, x->name);
			candidate->parent = y->name;
			candidate->same_name = strcmp(x->name, y->name) == 0;
			candidate->condition = equal_condition(type->eq_opr, sourcejoin_column("s", child, candidate->attnum),
												   psprintf("p.%s", quote_identifier(y->name)));
			(*n)++;
		}
	}
	return all;
}

/* are there two values that are not NULL? */
static bool
has_two_values(Oid relid, AttrNumber attnum)
{
	char *column = sourcejoin_column("s", relid, attnum);

	return linkquery_count(psprintf(
			   "SELECT pg_catalog.count(*) FROM (SELECT 1 FROM %s AS s WHERE %s IS NOT NULL GROUP BY %s LIMIT 2) AS d",
			   relation_quoted_name(relid), column, column))
		   == 2;
}

static void
copies_of_link(LinkSet *set, Link *link)
{
	Oid child = set->links->graph->table[set->links->table].relid;
	LinkJoin join = {.graph = set->links->graph, .edge = link->graph};
	Candidate *candidate;
	char **condition;
	bool *holds;
	int *best;
	int n;

	candidate = list_candidates(set, link, &n);
	if (n == 0)
		return;
	condition = palloc(sizeof(char *) * n);
	holds = palloc(sizeof(bool) * n);
	for (int i = 0; i < n; i++)
	{
		condition[i] = candidate[i].condition;
		join.columns = list_append_unique_int(join.columns, candidate[i].attnum);
	}
	linkquery_hold(&join, n, condition, holds);

	/* of several columns of the parent, the one of the same name, or the first */
	best = palloc(sizeof(int) * set->t->ncolumns);
	for (int c = 0; c < set->t->ncolumns; c++)
		best[c] = -1;
	for (int i = 0; i < n; i++)
	{
		int *b = &best[candidate[i].column];

		if (holds[i] && (*b < 0 || (candidate[i].same_name && !candidate[*b].same_name)))
			*b = i;
	}
	link->edge.copy = palloc(sizeof(SynthCopy) * set->t->ncolumns);
	for (int c = 0; c < set->t->ncolumns; c++)
	{
		if (best[c] < 0 || !has_two_values(child, candidate[best[c]].attnum))
			continue;
		link->edge.copy[link->edge.ncopies].column = c;
		link->edge.copy[link->edge.ncopies++].parent_column = pstrdup(candidate[best[c]].parent);
		fitlink_set_reference(set->t, c, "repeats a column of the row that it refers to");
	}
}

/* are all of its columns copied along other edges, or those of earlier ones? */
static bool
is_determined(const LinkSet *set, const Link *link)
{
	for (int c = 0; c < link->edge.ncolumns; c++)
	{
		bool known = false;

		for (int i = 0; i < set->n; i++)
			for (int k = 0; k < set->link[i].edge.ncopies; k++)
				known |= set->link[i].edge.copy[k].column == link->edge.column[c];
		for (const Link *earlier = set->link; earlier < link; earlier++)
			for (int k = 0; k < earlier->edge.ncolumns; k++)
				known |= earlier->edge.column[k] == link->edge.column[c];
		if (!known)
			return false;
	}
	return true;
}

void
fitlink_copies(LinkSet *set)
{
	Oid child = set->links->graph->table[set->links->table].relid;

	/* the rows must be those of the table that has the foreign keys */
	if (!set->reads || set->n == 0 || child != set->t->relid
		|| linkquery_count(psprintf("SELECT pg_catalog.count(*) FROM (SELECT 1 FROM %s LIMIT %d) AS d",
									relation_quoted_name(child), COPY_ROWS))
			   < COPY_ROWS)
		return;
	for (int i = 0; i < set->n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (set->link[i].parent == NULL || set->link[i].self)
			continue;
		set->link[i].determined = is_determined(set, &set->link[i]);
		if (!set->link[i].determined && !set->link[i].circular)
			copies_of_link(set, &set->link[i]);
	}
	for (int i = 0; i < set->n; i++)
	{
		set->link[i].determined = is_determined(set, &set->link[i]);
		/* a public key that is repeated is no category any more */
		if (set->t->column[set->link[i].edge.column[0]].role == SYNTH_COLUMN_REFERENCE)
			set->link[i].edge.by_value = false;
	}
}
