/*-------------------------------------------------------------------------
 *
 * texttrial.h
 *	  Texts made on trial, before a fit: do a column's constraints take them?
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTTRIAL_H
#define SYNTH_TEXTTRIAL_H

#include "synth.h"

#include "constraint.h"
#include "relation.h"

/* do its patterns compile to at least one text? */
extern bool texttrial_compiles(const SynthText *text);
/* are texts of the kind accepted by all constraints of the column? */
extern bool texttrial_passes(const SourceColumn *col, ColumnConstraint *c, const SynthText *text);
/* are the serial codes of a key accepted? */
extern bool texttrial_key_passes(const SourceColumn *col, ColumnConstraint *c);
/* do the constraints accept the empty text? */
extern bool texttrial_takes_empty(const SourceColumn *col, ColumnConstraint *c);
/* do most texts of its patterns hold a digit? */
extern bool texttrial_is_code(const SynthText *text);
/* how many rows can have different texts if the column is unique */
extern uint64 texttrial_space(const SynthText *text);

#endif /* SYNTH_TEXTTRIAL_H */
