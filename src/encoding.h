/*-------------------------------------------------------------------------
 *
 * encoding.h
 *	  Are the texts of a stored model texts of this database?
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ENCODING_H
#define SYNTH_ENCODING_H

#include "synth.h"

#include "core/model.h"

/* XX001 with HINT if any string of the model is not valid in the database's encoding */
extern void encoding_check(const SynthModel *m);

#endif /* SYNTH_ENCODING_H */
