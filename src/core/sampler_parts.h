/*-------------------------------------------------------------------------
 *
 * sampler_parts.h
 *	  What a sampler is made of, for its own files and for those that steer.
 *
 * A kind of sampler is a function that makes the coarse codes of all
 * attributes of a block, and then their values.  The plain kinds are in
 * sampler.c.  A steered one starts from synth_sampler_within(), puts its own
 * function and state in, fills code[a][0 .. nrows) for every attribute as it
 * likes, and calls synth_sampler_values() for each place.
 *
 * Streams are named by (seed, block, b): b below the number of attributes is
 * the place of an attribute, and what draws several attributes at once counts
 * from SYNTH_STREAM_JOINT.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SAMPLER_PARTS_H
#define SYNTH_SAMPLER_PARTS_H

#include "sampler.h"
#include "sampler_plan.h"

#define SYNTH_STREAM_JOINT ((uint64_t) 1 << 32)

/* fills code[] and raw[]; there is room for nrows */
typedef void (*SynthSamplerFill)(SynthSampler *s, uint64_t seed, uint64_t block, int nrows);

struct SynthSampler
{
	const SynthModel *model;
	SynthSamplerFill fill;
	void *own; /* what the fill needs besides */
	int nattributes;
	SynthSamplerPlan *plan; /* in generation order */
	int room;				/* rows that the buffers hold */
	uint16_t **code;		/* [attribute][room] coarse codes */
	int64_t **raw;			/* [attribute][room] */
	uint32_t *group;		/* [room] group of each row */
	uint32_t *member;		/* [room] rows sorted by group */
	uint32_t *start;		/* [room + 1] first member of each group */
	size_t *line;			/* [room] table line of each group */
	uint16_t *dealt;		/* [room] codes of a group before the shuffle */
	size_t *key;			/* [4 * room] hash table: line + 1, 0 is free */
	uint32_t *value;		/* [4 * room] its group */
};

/*
 * A sampler whose values stay inside regions (synth_sampler_plan() says how;
 * at most one an attribute; model and regions must outlive it).  The codes
 * are those of the model: where it gives mass to codes outside, the kind must
 * not be the plain one.
 */
extern SynthSampler *synth_sampler_within(const SynthModel *m, int nregions, const SynthRegion *region);
/* bytes of the buffers for blocks of `room` rows */
extern size_t synth_sampler_buffer_bytes(int nattributes, size_t room);

/* buffers for nrows; SYNTH_ERR_PARAMETER if those are out of range */
extern void synth_sampler_room(SynthSampler *s, int nrows);

/* sampler_codes.c: coarse codes of the attribute at a place, given those of its parents in code[] */
extern void synth_sampler_codes(SynthSampler *s, int place, SynthStream *st, int nrows);
/*
 * Sorts the rows into groups of equal keys (below nkeys): group g has the key
 * line[g] and the rows member[start[g] .. start[g + 1]); returns their number.
 * Groups may be empty.
 */
extern int synth_sampler_group(SynthSampler *s, const size_t *key_of_row, size_t nkeys, int nrows);
/* sampler_tree.c: the same as synth_sampler_codes() for an attribute with a tree */
extern void synth_sampler_tree_codes(SynthSampler *s, int place, SynthStream *st, int nrows);
/* sampler_values.c: raw[] of the attribute at a place from its code[] */
extern void synth_sampler_values(SynthSampler *s, int place, SynthStream *st, int nrows);

#endif /* SYNTH_SAMPLER_PARTS_H */
