/*-------------------------------------------------------------------------
 *
 * keyrange.h
 *	  The values that a column of a key can have, as numbers 0, 1, 2, ..
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_KEYRANGE_H
#define SYNTH_KEYRANGE_H

#include "model.h"
#include "steer.h"

/* a range that is larger is as good as infinite */
#define SYNTH_SPACE_MAX (UINT64_C(1) << 62)

/* the values that a column of a key can have, numbered 0 .. size-1 */
typedef struct SynthKeyRange
{
	uint64_t size;	 /* at most SYNTH_SPACE_MAX */
	int npieces;	 /* labels, or runs of raw values, that rows can have */
	int64_t *lo;	 /* [npieces] label, or first value of a run */
	uint64_t *start; /* NUMBER: [npieces] number of the first value of a run */
	bool has_other;	 /* CATEGORY: the last one is SYNTH_RAW_OTHER */
} SynthKeyRange;

/*
 * What a request leaves of an attribute of m: the region that it must stay in,
 * and the part of each fine code (below 0: gets no row); NULL where there is
 * none.  Allocates lo[] and start[].
 */
extern void synth_keyrange_init(SynthKeyRange *r, const SynthModel *m, int attribute, const SynthRegion *region,
								const int16_t *part);
/* raw value of a number below size */
extern int64_t synth_keyrange_value(const SynthKeyRange *r, const SynthAttribute *a, uint64_t number);
/* SYNTH_RAW_OTHER as the published label that it is written as, if it is; other values as they are */
extern int64_t synth_key_plain(const SynthAttribute *a, int64_t raw);

#endif /* SYNTH_KEYRANGE_H */
