/*-------------------------------------------------------------------------
 *
 * unitpath.c
 *	  Whose rows are whose: paths of foreign keys to the table of people.
 *
 * A row belongs to every person that it leads to: along each path of foreign
 * keys, child to parent, from its table to the table of people.  A path visits
 * no table twice and ends where it first comes to people, so neither a table's
 * reference to itself nor a circle makes an owner; a path through a table that
 * is declared public is none, for such rows are nobody's.
 *
 * What a private model may know of other rows than its own follows from the
 * paths, and from nothing else:
 *
 *	context_ok	the child's model may know the parent's attributes, if the
 *				parent is public, or if whoever the parent belongs to the child
 *				belongs to as well, so that both come and go together
 *	fanout_ok	the parent's model may know how many children it has, if
 *				whoever a child belongs to its parent belongs to as well, so that
 *				nobody's leaving changes a row that stays
 *
 * Neither may be read off the rows, which may well agree by chance: it must
 * follow from the foreign keys.  And since a row of nobody is a unit by itself,
 * both need parents that always belong to somebody: by a path without a column
 * that may be NULL.
 *
 *-------------------------------------------------------------------------
 */
#include "unitpath.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "core/mutate.h"
#include "miscadmin.h"
#include "setting.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#define MAX_ROWS_MOST (1 << 20)

typedef struct PathSearch
{
	const Graph *graph;
	UnitPlan *plan;
	bool *reaches; /* [ntables] is there a way to the people? */
	bool *visited; /* [ntables] on the path so far */
	int table;	   /* whose paths are sought */
	int room;	   /* of plan->path[table] */
} PathSearch;

static bool
hides_rows(const Graph *g, int table)
{
	return !g->table[table].is_public;
}

/* of a table as a unit, in ledgers, models and policies */
static char *
unit_name(const Graph *g, int table)
{
	return psprintf("%s.%s", g->table[table].schema, g->table[table].name);
}

/* the table that unit => names, with or without its schema; -1 */
static int
resolve(const Graph *g, const char *unit)
{
	int person = graph_find_name(g, unit);

	/* schema.table, as ledgers name it */
	for (int t = 0; t < g->ntables && person < 0; t++)
		if (strcmp(unit, unit_name(g, t)) == 0
			|| strcmp(unit, quote_qualified_identifier(g->table[t].schema, g->table[t].name)) == 0)
			person = t;
	return person;
}

bool
unitpath_names_table(const Graph *g, const char *unit)
{
	return resolve(g, unit) >= 0;
}

/* the table that unit => names, or an error that tells what could be meant */
static int
find_person(const Graph *g, const char *unit)
{
	int person = resolve(g, unit);

	if (person < 0)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("the unit \"%s\" is no table of the schema", unit),
						errhint("Name the table whose rows are the people, for instance unit => 'patients'.")));
	if (!hides_rows(g, person))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("the table of people \"%s\" is declared public", unit),
						errhint("Take it out of public_tables, or name another unit.")));
	return person;
}

/* tables from which foreign keys lead to the people, over tables that are not public */
static bool *
find_reaching(const Graph *g, int person)
{
	bool *reaches = palloc0(g->ntables * sizeof(bool));
	bool changed = true;

	reaches[person] = true;
	while (changed)
	{
		changed = false;
		for (int t = 0; t < g->ntables; t++)
		{
			ListCell *cell;

			CHECK_FOR_INTERRUPTS();
			if (reaches[t] || !hides_rows(g, t))
				continue;
			foreach(cell, g->table[t].edges)
			{
				const GraphEdge *e = (const GraphEdge *) lfirst(cell);

				if (e->parent >= 0 && reaches[e->parent])
					reaches[t] = changed = true;
			}
		}
	}
	return reaches;
}

static void
add_path(PathSearch *s, List *path)
{
	UnitPlan *plan = s->plan;
	int n = plan->npaths[s->table];

	if (n == UNITPATH_MAX)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("foreign keys lead from \"%s\" to \"%s\" by more than %d paths",
							   s->graph->table[s->table].name, s->graph->table[plan->person].name, UNITPATH_MAX),
						errhint("Leave the table out with skip =>, or declare tables on the way public.")));
	if (n == s->room)
	{
		s->room = Max(4, 2 * s->room);
		plan->path[s->table] = plan->path[s->table] == NULL ? palloc(s->room * sizeof(List *))
															: repalloc(plan->path[s->table], s->room * sizeof(List *));
	}
	plan->path[s->table][plan->npaths[s->table]++] = list_copy(path);
}

/* all ways on from a table; `path` led here */
static void
search(PathSearch *s, int table, List *path)
{
	ListCell *cell;

	CHECK_FOR_INTERRUPTS();
	check_stack_depth();
	s->visited[table] = true;
	foreach(cell, s->graph->table[table].edges)
	{
		GraphEdge *e = (GraphEdge *) lfirst(cell);

		if (e->parent < 0 || s->visited[e->parent] || !s->reaches[e->parent])
			continue;
		path = lappend(path, e);
		if (e->parent == s->plan->person)
			add_path(s, path);
		else
			search(s, e->parent, path);
		path = list_delete_last(path);
	}
	s->visited[table] = false;
}

/* does a path come through a table, above its own first one? */
static bool
path_visits(const List *path, int table)
{
	ListCell *cell;

	foreach(cell, path)
		if (((const GraphEdge *) lfirst(cell))->child == table)
			return true;
	return false;
}

/* does every row of the table belong to somebody?  Not where a foreign key is not enforced for all rows. */
static bool
always_owned(const UnitPlan *plan, int table)
{
	if (plan->role[table] == UNIT_PERSON)
		return true;
	for (int p = 0; p < plan->npaths[table]; p++)
	{
		bool certain = true;
		ListCell *cell;

		foreach(cell, plan->path[table][p])
		{
			const GraphEdge *e = (const GraphEdge *) lfirst(cell);

			certain &= !e->nullable && !e->unchecked;
		}
		if (certain)
			return true;
	}
	return false;
}

bool
unitpath_child_shares_owners(const UnitPlan *plan, const GraphEdge *e)
{
	if (plan->role[e->child] != UNIT_OWNED)
		return false;
	if (plan->role[e->parent] == UNIT_PERSON)
		return true;
	if (plan->role[e->parent] != UNIT_OWNED)
		return SYNTH_BUG(CONTEXT_OF_STRANGERS);
	for (int p = 0; p < plan->npaths[e->parent]; p++)
		if (path_visits(plan->path[e->parent][p], e->child))
			return false;
	return true;
}

/* is the parent owned by everybody who owns the child?  Then all of the child's paths begin with the edge. */
static bool
parent_shares_owners(const UnitPlan *plan, const GraphEdge *e)
{
	if (plan->role[e->child] != UNIT_OWNED)
		return false;
	for (int p = 0; p < plan->npaths[e->child]; p++)
		if (linitial(plan->path[e->child][p]) != e && !SYNTH_BUG(FANOUT_OF_STRANGERS))
			return false;
	return true;
}

static void
mark_edges(Graph *g, const UnitPlan *plan)
{
	for (int t = 0; t < g->ntables; t++)
	{
		ListCell *cell;

		foreach(cell, g->table[t].edges)
		{
			GraphEdge *e = (GraphEdge *) lfirst(cell);

			e->context_ok = e->fanout_ok = !plan->is_private && e->parent >= 0;
			if (!plan->is_private || e->parent < 0)
				continue;
			e->context_ok = !hides_rows(g, e->parent)
							|| (e->parent != t && (always_owned(plan, e->parent) || SYNTH_BUG(CONTEXT_OF_STRANGERS))
								&& unitpath_child_shares_owners(plan, e));
			e->fanout_ok = e->parent != t && always_owned(plan, e->parent) && parent_shares_owners(plan, e);
		}
	}
}

AttrNumber
unitpath_key_column(const Graph *g, const GraphEdge *e, int i)
{
	Oid relid = g->table[e->parent].relid;

	if (relid == e->parent_relid)
		return e->parent_attnum[i];
	return get_attnum(relid, get_attname(e->parent_relid, e->parent_attnum[i], false));
}

/* columns of a table that its children on the way to the people refer to */
static CutRows *
plan_cut(const Graph *g, const UnitPlan *plan, int table)
{
	AttrNumber *attnum = palloc(MaxHeapAttributeNumber * sizeof(AttrNumber));
	int n = 0;
	ListCell *cell;

	foreach(cell, g->table[table].children)
	{
		const GraphEdge *e = (const GraphEdge *) lfirst(cell);

		if (!unitpath_child_shares_owners(plan, e) || e->child == table)
			continue;
		for (int i = 0; i < e->ncolumns; i++)
		{
			bool known = false;

			for (int k = 0; k < n; k++)
				known |= attnum[k] == unitpath_key_column(g, e, i);
			if (!known)
				attnum[n++] = unitpath_key_column(g, e, i);
		}
	}
	return n > 0 ? cutrows_create(g->table[table].relid, n, attnum) : NULL;
}

UnitPlan *
unitpath_plan(Graph *g, const char *unit, bool is_private)
{
	UnitPlan *plan = palloc0(sizeof(UnitPlan));
	int n = Max(1, g->ntables);

	plan->is_private = is_private;
	plan->person = -1;
	plan->role = palloc0(n * sizeof(UnitRole));
	plan->npaths = palloc0(n * sizeof(int));
	plan->path = palloc0(n * sizeof(List **));
	plan->max_rows = palloc0(n * sizeof(int64));
	plan->cut = palloc0(n * sizeof(CutRows *));
	for (int t = 0; t < g->ntables; t++)
	{
		plan->role[t] = hides_rows(g, t) ? UNIT_ALONE : UNIT_PUBLIC;
		plan->max_rows[t] = 1;
	}
	if (unit != NULL && strcmp(unit, "row") != 0)
	{
		PathSearch s = {.graph = g, .plan = plan};

		plan->person = find_person(g, unit);
		plan->name = unit_name(g, plan->person);
		plan->role[plan->person] = UNIT_PERSON;
		s.reaches = find_reaching(g, plan->person);
		s.visited = palloc0(n * sizeof(bool));
		for (s.table = 0; s.table < g->ntables; s.table++)
		{
			s.room = 0;
			if (s.table == plan->person || !s.reaches[s.table])
				continue;
			search(&s, s.table, NIL);
			plan->role[s.table] = UNIT_OWNED;
			plan->max_rows[s.table] = 0;
		}
	}
	mark_edges(g, plan);
	return plan;
}

void
unitpath_fit_together(UnitPlan *plan, const Graph *g)
{
	for (int t = 0; t < g->ntables; t++)
		if (plan->role[t] == UNIT_OWNED)
			plan->cut[t] = plan_cut(g, plan, t);
}

void
unitpath_end(UnitPlan *plan, const Graph *g)
{
	for (int t = 0; t < g->ntables; t++)
	{
		if (plan->cut[t] != NULL)
			cutrows_free(plan->cut[t]);
		plan->cut[t] = NULL;
	}
}

static int64
bound_value(const JsonbValue *v)
{
	int64 rows = 0;

	if (v->type == jbvNumeric)
	{
		Datum text = DirectFunctionCall1(numeric_out, NumericGetDatum(v->val.numeric));
		char *digits = DatumGetCString(text);
		char *end;

		rows = strtol(digits, &end, 10);
		if (*end != '\0')
			rows = 0;
	}
	if (rows < 1 || rows > MAX_ROWS_MOST)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("max_rows must be whole numbers between 1 and %d", MAX_ROWS_MOST),
						errhint("Use max_rows => '5', or max_rows => '{\"visits\": 5}'.")));
	return rows;
}

/* {"visits": 5}: the table that a key names must have rows of people */
static void
read_bound(UnitPlan *plan, const Graph *g, const JsonbValue *key, const JsonbValue *value)
{
	char *name = pnstrdup(key->val.string.val, key->val.string.len);
	int table = graph_find_name(g, name);

	if (table < 0 || plan->role[table] != UNIT_OWNED)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 table < 0 ? errmsg("max_rows names \"%s\", which is no table of the schema", name)
						   : errmsg("max_rows names \"%s\", whose rows do not belong to people by a foreign key", name),
				 errhint("Name tables from which foreign keys lead to the table of people.")));
	plan->max_rows[table] = bound_value(value);
}

void
unitpath_bounds(UnitPlan *plan, const Graph *g, Jsonb *max_rows)
{
	JsonbIterator *it;
	JsonbValue v;
	JsonbValue key;
	JsonbIteratorToken token;

	if (max_rows != NULL && plan->person < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("max_rows needs a unit"),
						errhint("Name the table of people, as in unit => 'patients'.")));
	for (int t = 0; t < g->ntables; t++)
		if (plan->role[t] == UNIT_OWNED)
			plan->max_rows[t] = setting_table(g->table[t].relid)->max_rows;
	if (max_rows == NULL)
		return;

	it = JsonbIteratorInit(&max_rows->root);
	token = JsonbIteratorNext(&it, &v, true);
	if (token == WJB_BEGIN_ARRAY && v.val.array.rawScalar)
	{
		JsonbIteratorNext(&it, &v, true);
		for (int t = 0; t < g->ntables; t++)
			if (plan->role[t] == UNIT_OWNED)
				plan->max_rows[t] = bound_value(&v);
		return;
	}
	if (token != WJB_BEGIN_OBJECT)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("max_rows must be a number or an object"),
						errhint("Use max_rows => '5', or max_rows => '{\"visits\": 5}'.")));
	while ((token = JsonbIteratorNext(&it, &key, true)) == WJB_KEY)
	{
		JsonbIteratorNext(&it, &v, true);
		read_bound(plan, g, &key, &v);
	}
}
