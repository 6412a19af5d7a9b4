/*-------------------------------------------------------------------------
 *
 * labelcount.h
 *	  How often each label occurs, exactly and in bounded memory.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LABELCOUNT_H
#define SYNTH_LABELCOUNT_H

#include "synth.h"

#include "discovery.h"

/* longest label that can go to the sort, in bytes */
#define LABELCOUNT_MAX_LABEL 1024

/* numbers of labels that found no room in the table: this plus their hash */
#define LABELCOUNT_OVERFLOW (INT64CONST(1) << 62)
/* a label that is not in a closed list */
#define LABELCOUNT_UNKNOWN (INT64CONST(-1))

typedef struct LabelCount LabelCount;

/* lives in the current memory context; `memory` bounds its table, `secret` keys its hashes */
extern LabelCount *labelcount_create(Size memory, uint64 secret);
/* from now on labels that are not in the table are neither kept nor counted */
extern void labelcount_close(LabelCount *labels);
/*
 * Counts a label.  Its number: of its entry, in order of arrival, if it is in
 * the table; LABELCOUNT_OVERFLOW + labelcount_hash() if it went to the sort;
 * LABELCOUNT_UNKNOWN if neither, which only happens after labelcount_close().
 */
extern int64 labelcount_add(LabelCount *labels, const char *label, Size length);
/* counts the label of an entry once more */
extern void labelcount_again(LabelCount *labels, int64 entry);
extern uint64 labelcount_hash(const LabelCount *labels, const char *label, Size length);
extern uint32 labelcount_entries(const LabelCount *labels);
extern uint64 labelcount_entry_hash(const LabelCount *labels, uint32 entry);
/*
 * After the last label: every distinct label once, with its count, is given to
 * the discovery.  What was sorted is gone afterwards, the table stays.
 */
extern void labelcount_offer(LabelCount *labels, Discovery *discovery);

#endif /* SYNTH_LABELCOUNT_H */
