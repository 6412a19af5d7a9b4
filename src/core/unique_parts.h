/*-------------------------------------------------------------------------
 *
 * unique_parts.h
 *	  Parts of unique keys: private to unique.c (which keys are taken),
 *	  unique_repair.c and unique_count.c (what a row gets instead).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNIQUE_PARTS_H
#define SYNTH_UNIQUE_PARTS_H

#include "keyrange.h"
#include "unique.h"

/* SQL's limit on the columns of a key is lower */
#define SYNTH_UNIQUE_PARTS 64

typedef struct SynthUniqueKey
{
	int nparts;
	SynthKeyPart part[SYNTH_UNIQUE_PARTS];
	SynthKeyRange range[SYNTH_UNIQUE_PARTS];
	uint64_t space; /* product of the sizes, at most SYNTH_SPACE_MAX */
	SynthHashSet *taken;
	bool used_up; /* all of the space is taken: no use in looking there again */
} SynthUniqueKey;

struct SynthUniques
{
	const SynthModel *model;
	uint64_t seed;
	uint64_t rows;
	uint64_t repaired;
	int nkeys;
	SynthUniqueKey **key;  /* [nkeys] */
	int64_t *const *given; /* arrays of the given parts */
	SynthMove move;		   /* NULL: given parts stay */
	void *move_ctx;
	const SynthRegion **region; /* [nattributes], NULL where there is none */
	const int16_t **part;		/* the same: parts of fine codes */
};

/* a part whose value is not the model's, and stays */
static inline bool
synth_unique_given(const SynthUniqueKey *k, int part)
{
	return k->part[part].attribute < 0;
}

/* unique.c */
extern void synth_unique_read(const SynthUniques *u, const SynthUniqueKey *k, int64_t *const *raw, int row,
							  int64_t *value);
extern void synth_unique_write(const SynthUniqueKey *k, int64_t *const *raw, int row, const int64_t *value);
/* are fewer keys of the row taken than before? */
extern bool synth_unique_better(const SynthUniques *u, int64_t *const *raw, int row, int before);
/* unique_repair.c: the steps, each further from the model; false: none gave a free key */
extern bool synth_unique_repair(const SynthUniques *u, SynthUniqueKey *k, int64_t *const *raw, int row, int before,
								int nrows, const int64_t *drawn, SynthStream *st);
/* unique_count.c: the key's numbers beyond the model's values; drawn has no NULL */
extern bool synth_unique_count(const SynthUniques *u, const SynthUniqueKey *k, int64_t *const *raw, int row, int before,
							   const int64_t *drawn);
extern bool synth_unique_exact(const SynthUniques *u, const SynthUniqueKey *k);

#endif /* SYNTH_UNIQUE_PARTS_H */
