/*-------------------------------------------------------------------------
 *
 * sourcejoin.h
 *	  What a fit reads beside its table: joined parents, hidden columns.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SOURCEJOIN_H
#define SYNTH_SOURCEJOIN_H

#include "graph.h"
#include "relation.h"

#include "lib/stringinfo.h"

/* alias of the source itself in SourceTable.from */
#define SOURCEJOIN_SELF "s"

/*
 * Alias of the parent of `child_alias` along an edge, joined on first use: the
 * same edge of the same row gives the same alias.  NULLs where there is no parent.
 * The parent is added to t->reads.
 */
extern char *sourcejoin_parent(SourceTable *t, const Graph *g, const GraphEdge *e, const char *child_alias);
/* appends " LEFT JOIN ..." in SQL; the caller has quoted and qualified what is in it */
extern void sourcejoin_append(SourceTable *t, const char *join);
/* an alias that nobody else has, as "j3" */
extern char *sourcejoin_alias(SourceTable *t);
/*
 * Appends a hidden column (role PLACEHOLDER, not modelled; who wants it
 * modelled sets role, spec and form).  Returns its index; moves t->column, so
 * pointers into it do not survive.
 */
extern int sourcejoin_hidden(SourceTable *t, const char *name, const char *expression, Oid type, int32 typmod,
							 Oid collation);
/* alias.column, quoted */
extern char *sourcejoin_column(const char *alias, Oid relid, AttrNumber attnum);
/*
 * The k-th referring column, under the type and collation of the key that it refers to:
 * children of one parent must be equal where they are grouped or compared, as
 * they are for the server, or a row would be read twice.
 */
extern char *sourcejoin_as_key(const char *alias, Oid child, const GraphEdge *e, int k);
/* the type that it has: the key's, where the server would take it for that, or the column's own */
extern Oid sourcejoin_key_type(Oid child, const GraphEdge *e, int k);
/* appends the comparison of a parent's k-th key column with what sourcejoin_as_key() returned, or a name for that */
extern void sourcejoin_equal(StringInfo sql, Oid child, const GraphEdge *e, int k, const char *parent_value,
							 const char *child_value);
/* all of them, joined by AND: a row of the child refers to the row of the parent */
extern char *sourcejoin_match(const char *parent_alias, const char *child_alias, Oid child, const GraphEdge *e);
/* schema.operator of an equality as OPERATOR(...) */
extern char *sourcejoin_operator(Oid op);

#endif /* SYNTH_SOURCEJOIN_H */
