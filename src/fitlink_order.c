/*-------------------------------------------------------------------------
 *
 * fitlink_order.c
 *	  Times of a row that never come before a time of its parent: nobody pays
 *	  before the rental.
 *
 * Found in the rows of a fit without privacy, for dates and timestamps of the
 * same form.  The difference becomes what is modelled (a RESIDUAL rule whose
 * term is the context), so the order holds in every row that is made, whatever
 * parent it gets.  An order that could not be broken, since all of the
 * parents' times are earlier than all of the rows', needs no rule.  Of several
 * times of parents the latest one is taken: it says most.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "fitlink_parts.h"
#include "linkquery.h"
#include "rangevalue.h"
#include "sourcejoin.h"

/* rows that an order must hold in before it is believed */
#define ORDER_ROWS 20

typedef struct Order
{
	const GraphEdge *edge;
	int column;			/* of the source: the later time */
	const char *parent; /* column of the parent: the earlier time */
	double mean;		/* of the earlier time */
	char *expression;	/* of that, in SQL */
	char *condition;
	AttrNumber attnum;
	int context; /* column of the source that holds the earlier time; -1: none */
	bool holds;
} Order;

static bool
is_time(const SourceColumn *col)
{
	return col->role == SYNTH_COLUMN_ATTRIBUTE && !col->generated && col->spec.kind == SYNTH_NUMBER
		   && (col->form == VALUE_DATE || col->form == VALUE_TIMESTAMP || col->form == VALUE_TIMESTAMPTZ);
}

/* in SQL over p: a column, or the lower end of a range */
static char *
parent_expression(const Link *link, const SourceColumn *col)
{
	const char *column = quote_identifier(fitlink_parent_column(link, col));

	return col->range_end == RANGE_NO_END ? psprintf("p.%s", column) : psprintf("pg_catalog.lower(p.%s)", column);
}

/* "never NULL: NULL, or finite and not before a finite time of the parent" */
static char *
order_condition(Oid less, const char *x, const char *y)
{
	return psprintf("%s IS NULL OR COALESCE(pg_catalog.isfinite(%s) AND pg_catalog.isfinite(%s) AND NOT (%s %s %s), false)",
					x, x, y, x, sourcejoin_operator(less), y);
}

/* is there something to break, and are there enough rows? */
static bool
is_worth_a_rule(const LinkJoin *join, Order *order, Oid less, const char *x, const char *y)
{
	char *expression[3];
	char **cell;

	expression[0] = psprintf("pg_catalog.count(%s)", x);
	expression[1] = psprintf("pg_catalog.min(%s) %s pg_catalog.max(%s)", x, sourcejoin_operator(less), y);
	expression[2] = psprintf("pg_catalog.avg(EXTRACT(epoch FROM %s))", y);
	cell = linkquery_aggregates(join, 3, expression);
	if (cell[0] == NULL || cell[1] == NULL || cell[2] == NULL)
		return false;
	order->mean = strtod(cell[2], NULL);
	return strtod(cell[0], NULL) >= ORDER_ROWS && cell[1][0] == 't';
}

void
fitlink_orders(LinkSet *set, Link *link)
{
	const SourceTable *parent = link->parent;
	Oid child = set->links->graph->table[set->links->table].relid;
	LinkJoin join = {.graph = set->links->graph, .edge = link->graph};
	List *orders = NIL;
	ListCell *cell;
	char **condition;
	bool *holds;
	int n = 0;

	if (!set->reads || child != set->t->relid)
		return;
	for (int c = 0; c < set->t->ncolumns; c++)
	{
		for (int k = 0; k < parent->ncolumns && is_time(&set->t->column[c]) && !set->t->column[c].hidden; k++)
		{
			Order *order;
			TypeCacheEntry *type;

			if (!is_time(&parent->column[k]) || fitlink_parent_column(link, &parent->column[k]) == NULL
				|| parent->column[k].basetypid != set->t->column[c].basetypid)
				continue;
			type = lookup_type_cache(parent->column[k].basetypid, TYPECACHE_LT_OPR);
			order = palloc0(sizeof(Order));
			order->edge = link->graph;
			order->column = c;
			order->parent = parent->column[k].name;
			order->attnum = get_attnum(child, set->t->column[c].name);
			order->context = -1;
			order->expression = parent_expression(link, &parent->column[k]);
			order->condition = order_condition(type->lt_opr, sourcejoin_column("s", child, order->attnum),
											   order->expression);
			join.columns = list_append_unique_int(join.columns, order->attnum);
			orders = lappend(orders, order);
		}
	}
	if (orders == NIL)
		return;
	condition = palloc(sizeof(char *) * list_length(orders));
	holds = palloc(sizeof(bool) * list_length(orders));
	foreach(cell, orders)
		condition[n++] = ((Order *) lfirst(cell))->condition;
	linkquery_hold(&join, n, condition, holds);
	foreach(cell, orders)
	{
		Order *order = lfirst(cell);
		TypeCacheEntry *type = lookup_type_cache(set->t->column[order->column].basetypid, TYPECACHE_LT_OPR);

		if (holds[foreach_current_index(cell)]
			&& is_worth_a_rule(&join, order, type->lt_opr, sourcejoin_column("s", child, order->attnum),
							   order->expression))
			set->t->orders = lappend(set->t->orders, order);
	}
}

/* the order that the link's column of the parent takes part in */
static Order *
find_order(const LinkSet *set, const Link *link, const char *column, bool unset)
{
	ListCell *cell;

	foreach(cell, set->t->orders)
	{
		Order *order = lfirst(cell);

		if (order->edge == link->graph && strcmp(order->parent, column) == 0 && (!unset || order->context < 0))
			return order;
	}
	return NULL;
}

bool
fitlink_in_order(const LinkSet *set, const Link *link, const SourceColumn *parent)
{
	return find_order(set, link, parent->name, false) != NULL;
}

void
fitlink_note_order(const LinkSet *set, const Link *link, const SourceColumn *parent, int context)
{
	Order *order;

	while ((order = find_order(set, link, parent->name, true)) != NULL)
		order->context = context;
}

/* of the orders of one column, the one that says most; NULL if there is none, or the column has another rule */
static Order *
best_order(const SourceTable *t, int column)
{
	Order *best = NULL;
	ListCell *cell;

	for (int r = 0; r < t->nrules; r++)
		if (t->rule[r].attribute == t->column[column].attribute)
			return NULL;
	foreach(cell, t->orders)
	{
		Order *order = lfirst(cell);

		if (order->column == column && order->context >= 0 && (best == NULL || order->mean > best->mean))
			best = order;
	}
	return best;
}

/* greatest difference of two raw values within bounds, without overflow */
static int64
difference(int64 hi, int64 lo)
{
	uint64 d = (uint64) hi - (uint64) lo;

	return hi < lo ? 0 : (int64) Min(d, (uint64) SYNTH_RAW_LAST);
}

void
fitlink_rules(SourceTable *t)
{
	SynthRule *rule = palloc0(sizeof(SynthRule) * (t->nrules + t->ncolumns));
	int n = 0;

	if (t->orders == NIL)
		return;
	for (int c = 0; c < t->ncolumns && n + t->nrules < SYNTH_MAX_RULES; c++)
	{
		Order *order = t->column[c].attribute < 0 ? NULL : best_order(t, c);
		SynthAttributeSpec *spec = &t->column[c].spec;
		SynthRule *u = &rule[n];

		if (order == NULL || t->column[order->context].attribute < 0)
			continue;
		u->kind = SYNTH_RULE_RESIDUAL;
		u->text = psprintf("%s >= %s", t->column[c].name, t->column[order->context].name);
		u->attribute = t->column[c].attribute;
		u->nterms = 1;
		u->term = palloc(sizeof(int));
		u->term[0] = t->column[order->context].attribute;
		u->sign = palloc(sizeof(int8_t));
		u->sign[0] = 1;
		u->lo = 0;
		u->hi = difference(spec->hi, t->column[order->context].spec.lo);
		u->value_lo = spec->lo;
		u->value_hi = spec->hi;
		spec->lo = u->lo;
		spec->hi = u->hi;
		spec->lo_declared = true;
		spec->hi_declared = false;
		n++;
	}
	/* before the others: their terms may be these attributes */
	if (t->nrules > 0)
		memcpy(rule + n, t->rule, sizeof(SynthRule) * t->nrules);
	t->rule = rule;
	t->nrules += n;
}
