/*-------------------------------------------------------------------------
 *
 * demand.h
 *	  How many rows somebody asks for, with which seed, from which key on.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DEMAND_H
#define SYNTH_DEMAND_H

#include "synth.h"

#include "utils/numeric.h"

/* a numeric argument as a number of rows; 22023 unless it is whole and 0 .. 2^40 */
extern int64 demand_rows(FunctionCallInfo fcinfo, int argument);
/* the seed that was given, or a random one that is not negative */
extern int64 demand_seed(FunctionCallInfo fcinfo, int argument);
/* key_start that was given, or 1 */
extern int64 demand_key_start(FunctionCallInfo fcinfo, int argument);

#endif /* SYNTH_DEMAND_H */
