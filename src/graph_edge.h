/*-------------------------------------------------------------------------
 *
 * graph_edge.h
 *	  Foreign keys of one table of a graph.
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

#endif /* SYNTH_GRAPH_EDGE_H */
