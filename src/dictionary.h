/*-------------------------------------------------------------------------
 *
 * dictionary.h
 *	  Labels of one category column, numbered while the source is read.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DICTIONARY_H
#define SYNTH_DICTIONARY_H

#include "synth.h"

#include "core/fitter.h"
#include "relation.h"

/*
 * Labels that are longer (in bytes) count as `other`, and so do values of more
 * than 16 times this size: public constants.
 */
#define DICTIONARY_MAX_LABEL 1024

typedef struct Dictionary Dictionary;

/*
 * For a CATEGORY column; lives in the current memory context.  `memory` bounds
 * what the table of a discovered column takes, `secret` keys its hashes.
 */
extern Dictionary *dictionary_create(const SourceColumn *column, Size memory, uint64 secret);
/*
 * Raw number of a value, which is counted if labels are to be discovered.
 * May leave garbage in CurrentMemoryContext.
 */
extern int64 dictionary_raw(Dictionary *dict, Datum value, bool isnull);
/* after the last row: hands the labels to the fitter, learns which are published */
extern void dictionary_discover(Dictionary *dict, SynthFitter *fitter, int attribute);
/* raw numbers to final label indexes, in place; nothing to do for closed lists */
extern void dictionary_translate(const Dictionary *dict, int64 *raw, int nrows);

#endif /* SYNTH_DICTIONARY_H */
