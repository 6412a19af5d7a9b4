/*-------------------------------------------------------------------------
 *
 * magnitude.h
 *	  Cells of numbers whose values are of very different size.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_MAGNITUDE_H
#define SYNTH_MAGNITUDE_H

#include "grid.h"

/* an edge as a number, halved so that differences of the largest doubles are finite */
extern double synth_axis_half(const SynthAxis *axis, int edge);
/* would cells [first, after) as one hold values of very different size? */
extern bool synth_axis_spans_magnitudes(const SynthAxis *grid, int first, int after);
/* cells for the round values at the ends of a cell */
extern void synth_edges_add_round(SynthEdgeSet *es, const SynthAxis *grid, int cell);
/* cuts a cell that spans magnitudes; false if it does not */
extern bool synth_edges_split_magnitudes(SynthEdgeSet *es, const SynthAxis *grid, int cell);
/* parts the cell next to 0, on the side of the sign (1, -1), of a REAL axis */
extern void synth_edges_part_from_zero(SynthEdgeSet *es, int sign);

#endif /* SYNTH_MAGNITUDE_H */
