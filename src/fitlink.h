/*-------------------------------------------------------------------------
 *
 * fitlink.h
 *	  Foreign keys in a fit: hidden columns for what a row's parents are like
 *	  and for how many children it has.
 *
 * fitlink_describe() adds to a described source (relation.h): edges, roles of
 * referring columns, hidden columns for contexts, presence and fan-out, and
 * the FROM clause that gives them.  Public knowledge for a private fit; a fit
 * without privacy also looks for columns that repeat one of the parent's, and
 * orders edges and contexts by what the data say.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_FITLINK_H
#define SYNTH_FITLINK_H

#include "graph.h"
#include "relation.h"

typedef struct FitLinks
{
	const Graph *graph;
	int table; /* index: the one that is fitted */
	bool is_private;
	/* describes a parent as its own fit does, so that contexts are coded alike; cached by the schema fit */
	SourceTable *(*describe)(void *ctx, int table);
	void *ctx;
	/* [ntables] rows of one person at most, as declared, 0 if not; NULL: no persons */
	const int64 *max_rows;
} FitLinks;

/* contexts of one edge at most, in fits with and without privacy; of all edges but the first, half as many */
#define FITLINK_CONTEXTS_PRIVATE 4
#define FITLINK_CONTEXTS 12

/*
 * After relation_describe(); numbers the attributes anew.  rel is what says
 * what the source's columns are.  links NULL: the table by itself
 * (synth_fit): referring columns stay what they are, edges are by value.
 */
extern void fitlink_describe(SourceTable *t, Relation rel, const DescribeOptions *opt, const FitLinks *links);
/* after rules_describe(): orders between tables become residuals, where no other rule has the column */
extern void fitlink_rules(SourceTable *t);
/* the owners' word for tables that are read beside the source; before anything is charged; 42501 with HINT */
extern void fitlink_check(const SourceTable *t, bool is_private);
/*
 * With the tables, other than public ones, that contexts and numbers of
 * children are taken from: a fit spends of their rows, too.
 */
extern List *fitlink_roots(const SourceTable *t, const FitLinks *links, List *roots);
/* after the fit: fan-out histograms of edges by exact query, only without privacy */
extern void fitlink_count(SourceTable *t, const FitLinks *links);

#endif /* SYNTH_FITLINK_H */
