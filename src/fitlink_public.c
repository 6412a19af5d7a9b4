/*-------------------------------------------------------------------------
 *
 * fitlink_public.c
 *	  Columns that refer to tables declared public: categories whose labels
 *	  are the public keys.
 *
 * Nothing is learned about such a key that its owner has not published, so a
 * private fit may list the keys as it may list the labels of an enum, and what
 * rows refer to is modelled like any other category.  Only single columns of
 * the very type of the key, and keys of at most PUBLIC_KEYS rows; others are
 * references like those to any table.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "fitlink_parts.h"
#include "linkquery.h"

#define PUBLIC_KEYS 4096

/* is the column one of another key, too, that stays a reference? */
static bool
refers_elsewhere(const LinkSet *set, int link)
{
	int column = set->link[link].edge.column[0];

	for (int i = 0; i < set->n; i++)
		for (int k = 0; k < set->link[i].edge.ncolumns && i != link; k++)
			if (set->link[i].edge.column[k] == column)
				return true;
	return false;
}

static bool
is_candidate(const LinkSet *set, int at)
{
	const Link *link = &set->link[at];
	const GraphEdge *e = link->graph;
	const SourceColumn *col = &set->t->column[link->edge.column[0]];
	Oid type;

	if (e->parent < 0 || link->self || !set->links->graph->table[e->parent].is_public || link->edge.ncolumns != 1
		|| refers_elsewhere(set, at))
		return false;
	/* what is unique is made, not drawn; what the user left out stays out */
	if (col->role == SYNTH_COLUMN_KEY || col->role == SYNTH_COLUMN_SERVER || col->role == SYNTH_COLUMN_PLACEHOLDER)
		return false;
	type = getBaseType(get_atttype(e->parent_relid, e->parent_attnum[0]));
	return type == col->basetypid;
}

/* the public keys as text forms, NULL if they are too many */
static char **
read_keys(const GraphEdge *e, int *n)
{
	const char *column = quote_identifier(get_attname(e->parent_relid, e->parent_attnum[0], false));
	int level = value_label_begin();
	int64 nrows;
	char **label =
		linkquery_cells(psprintf("SELECT p.%s FROM %s AS p WHERE p.%s IS NOT NULL GROUP BY p.%s ORDER BY p.%s LIMIT %d",
								 column, relation_quoted_name(e->parent_relid), column, column, column,
								 PUBLIC_KEYS + 1),
						&nrows);

	value_label_end(level);
	*n = (int) nrows;
	if (nrows == 0 || nrows > PUBLIC_KEYS)
		return NULL;
	for (int i = 0; i < *n; i++)
		if (strlen(label[i]) > VALUE_MAX_LABEL)
			return NULL;
	return label;
}

void
fitlink_public(LinkSet *set)
{
	for (int i = 0; i < set->n; i++)
	{
		Link *link = &set->link[i];
		SourceColumn *col = &set->t->column[link->edge.column[0]];
		SynthAttributeSpec *spec = &col->spec;
		bool is_target = spec->is_target;
		char **label;
		int n;

		if (!is_candidate(set, i) || (label = read_keys(link->graph, &n)) == NULL)
			continue;
		fitlink_set_reference(set->t, link->edge.column[0], NULL);
		col->role = SYNTH_COLUMN_ATTRIBUTE;
		memset(spec, 0, sizeof(*spec));
		spec->name = col->name;
		spec->kind = SYNTH_CATEGORY;
		spec->source = SYNTH_DOMAIN_DECLARED;
		spec->nullable = !col->notnull;
		spec->nlabels = n;
		spec->label = label;
		spec->other = SYNTH_OTHER_SPREAD;
		spec->is_target = is_target;
		link->edge.by_value = true;
	}
}
