/*-------------------------------------------------------------------------
 *
 * fitlink_parts.h
 *	  What the files fitlink*.c share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_FITLINK_PARTS_H
#define SYNTH_FITLINK_PARTS_H

#include "fitlink.h"

/* a foreign key of the source on its way into the model */
typedef struct Link
{
	const GraphEdge *graph;
	SynthEdge edge; /* attributes are column indexes until fitlink_describe() has numbered them */
	bool self;
	bool circular;		 /* closes a circle: the parent is made later */
	bool determined;	 /* its columns are all copies along earlier edges */
	double rows;		 /* of the parent; 0 if not known */
	SourceTable *parent; /* NULL: not described */
} Link;

typedef struct LinkSet
{
	SourceTable *t;
	const FitLinks *links;
	const DescribeOptions *opt;
	bool reads; /* rows may be looked at: not private, and the user may read the table */
	int n;
	Link *link;
} LinkSet;

/* index into t->column, -1 if the source has no such column */
extern int fitlink_column(const SourceTable *t, const char *name);
/* the column is a parent's key: never learned */
extern void fitlink_set_reference(SourceTable *t, int column, const char *why);
/* a hidden column that is modelled, with this spec */
extern int fitlink_add_attribute(SourceTable *t, const char *name, const char *expression, const SourceColumn *like,
								 const SynthAttributeSpec *spec);

/* fitlink_public.c: columns that refer to public tables become categories of their keys */
extern void fitlink_public(LinkSet *set);
/* fitlink_copy.c */
extern void fitlink_copies(LinkSet *set);
/* fitlink_context.c: hidden columns for presence and the parents' attributes */
extern void fitlink_contexts(LinkSet *set);
/* fitlink_order.c: times of the parent that no time of the row comes before; then, is one of them this column? */
extern void fitlink_orders(LinkSet *set, Link *link);
extern bool fitlink_in_order(const LinkSet *set, const Link *link, const SourceColumn *parent);
/* it is the hidden column `context` */
extern void fitlink_note_order(const LinkSet *set, const Link *link, const SourceColumn *parent, int context);
/*
 * fitlink_associate.c: sorts candidates by what they say about the source's
 * columns, the most telling first; how many of them say anything
 */
extern int fitlink_associate(const LinkSet *set, const Link *link, int n, int *column, const char *alias);
/* fitlink_context.c: the parent's own column that one of its described is, or is the lower end of; NULL: none */
extern const char *fitlink_parent_column(const Link *link, const SourceColumn *col);
/* fitlink_fanout.c: hidden columns for numbers of children */
extern void fitlink_fanouts(LinkSet *set);

#endif /* SYNTH_FITLINK_PARTS_H */
