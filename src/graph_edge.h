/*-------------------------------------------------------------------------
 *
 * graph_edge.h
 *	  Foreign keys of one table of a graph, and where circles of them are cut.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_GRAPH_EDGE_H
#define SYNTH_GRAPH_EDGE_H

#include "graph.h"

/*
 * Foreign keys of a table and, if it is partitioned, of its partitions, in
 * order of their names: a list of GraphEdge *.  Indexes are those of the
 * tables as they stand.
 */
extern List *graph_edges(const Graph *g, int table);
/* graph_cut.c: brings the members of a circle (indexes of tables, by name) into order and marks the edges that are cut */
extern void graph_cut(const Graph *g, int *member, int n);

#endif /* SYNTH_GRAPH_EDGE_H */
