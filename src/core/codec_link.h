/*-------------------------------------------------------------------------
 *
 * codec_link.h
 *	  Bytes of what a model knows of rules, of other tables and of public rows.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CODEC_LINK_H
#define SYNTH_CODEC_LINK_H

#include "model.h"
#include "reader.h"
#include "writer.h"

/* rules, checks, edges, fan-outs, and the rows of a public table: format 4 */
extern void synth_write_links(SynthWriter *w, const SynthModel *m);
/* method and ncolumns of m are known */
extern void synth_read_links(SynthReader *r, SynthModel *m);

#endif /* SYNTH_CODEC_LINK_H */
