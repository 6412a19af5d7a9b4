/*-------------------------------------------------------------------------
 *
 * level.h
 *	  Coarser tables of a pair: neighbouring codes of numbers counted as one.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LEVEL_H
#define SYNTH_LEVEL_H

#include "counts.h"

/*
 * Merges the neighbours among codes 0..nordered-1 into about `wanted` blocks
 * of about equal mass; a code heavier than that stays alone, and so does every
 * code from nordered on.  mass[size] is public (noisy); negative counts as 0.
 * block[size] gets the block of each code; returns how many there are.
 */
extern int synth_level_merge(const double *mass, int size, int nordered, int wanted, uint16_t *block);

/* the codes of an attribute as a table counts them */
typedef struct SynthLevel
{
	int size; /* codes */
	int nblocks;
	uint16_t *block; /* [size] */
} SynthLevel;

/* every code by itself */
extern SynthLevel synth_level_finest(int size);
/* with the ordered codes merged; as many blocks as codes if there are too few to merge */
extern SynthLevel synth_level_coarse(const double *mass, int size, int nordered);
extern void synth_level_release(SynthLevel *l);

/* the pair table of a measurement: blocks of two attributes, first < second */
typedef struct SynthPairView
{
	int first;
	int second;
	const SynthLevel *level[2];
	bool merged;				 /* fewer blocks than cells */
	const SynthTrueCount *count; /* [ncells] */
	int64_t ncells;				 /* blocks, row-major */
} SynthPairView;

/* cell[] is the pair's table of all codes; release only what is merged */
extern SynthPairView synth_view_new(int first, int second, const SynthLevel *a, const SynthLevel *b,
									const SynthTrueCount *cell);
extern void synth_view_release(SynthPairView *v);
/* block of each cell of all codes, row-major; the caller's */
extern uint32_t *synth_view_blocks(const SynthPairView *v);
/* a public table of all codes, in the blocks of the view */
extern void synth_view_sum(const SynthPairView *v, const int64_t *cell, int64_t *sum);

#endif /* SYNTH_LEVEL_H */
