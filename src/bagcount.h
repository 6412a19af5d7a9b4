/*-------------------------------------------------------------------------
 *
 * bagcount.h
 *	  Tokens of the rows of a source, counted for one bag.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_BAGCOUNT_H
#define SYNTH_BAGCOUNT_H

#include "synth.h"

#include "core/fitter.h"

typedef struct BagCount BagCount;

/* lives in the current memory context; `memory` bounds its tables, `secret` keys their hashes */
extern BagCount *bagcount_create(Size memory, uint64 secret, int per_row, bool linked);
extern void bagcount_row_begin(BagCount *bag);
/*
 * The next token of the row, copied.  The first per_row distinct ones count;
 * others, and tokens that are longer than SYNTH_BAG_MAX_TOKEN, do not and break
 * the chain of links.
 */
extern void bagcount_token(BagCount *bag, const char *token, Size length);
extern void bagcount_row_end(BagCount *bag);
/* after the last row: hands everything to the fitter, see synth_fitter_bag() */
extern void bagcount_discover(BagCount *bag, SynthFitter *fitter, int number);

#endif /* SYNTH_BAGCOUNT_H */
