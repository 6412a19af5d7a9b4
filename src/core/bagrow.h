/*-------------------------------------------------------------------------
 *
 * bagrow.h
 *	  The tokens of one row that count, and the links between them.
 *
 * What is paid for is that a row adds one to at most per_row tokens and to at
 * most per_row links.  This is where it is made true: tokens of a row are
 * collected here, and only what is here after its end is counted.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_BAGROW_H
#define SYNTH_BAGROW_H

#include "bag.h"

/* a token and another, and the byte between them */
#define SYNTH_BAG_MAX_LINK (2 * SYNTH_BAG_MAX_TOKEN + 1)

typedef struct SynthBagRow
{
	int per_row;
	bool linked;
	int ntokens;
	int length[SYNTH_BAG_MAX_PER_ROW];
	char token[SYNTH_BAG_MAX_PER_ROW][SYNTH_BAG_MAX_TOKEN + 1]; /* NUL-terminated */
	int nlinks;
	int from[SYNTH_BAG_MAX_PER_ROW]; /* index of a token of the row, -1 the beginning */
	int to[SYNTH_BAG_MAX_PER_ROW];	 /* -1 the end */
	int last;						 /* -1 the beginning, -2 unknown: after a token that does not count */
} SynthBagRow;

/* per_row of 1 .. SYNTH_BAG_MAX_PER_ROW, else SYNTH_ERR_PARAMETER */
extern void synth_bagrow_init(SynthBagRow *r, const SynthBagSpec *spec);
extern void synth_bagrow_begin(SynthBagRow *r);
/*
 * More than SYNTH_BAG_MAX_TOKEN bytes, or a NUL: does not count, and breaks the
 * chain; so do, where tokens are linked, no bytes at all and SYNTH_BAG_LINK.
 */
extern void synth_bagrow_token(SynthBagRow *r, const char *text, size_t length);
extern void synth_bagrow_end(SynthBagRow *r);
/* label of a link into out[SYNTH_BAG_MAX_LINK + 1]; its length */
extern int synth_bagrow_link(const SynthBagRow *r, int link, char *out);

#endif /* SYNTH_BAGROW_H */
