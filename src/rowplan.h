/*-------------------------------------------------------------------------
 *
 * rowplan.h
 *	  Which column of a target gets what: the plan of a row maker.
 *
 * Private to rowmaker.c, rowplan.c, rowtexts.c and completion.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWPLAN_H
#define SYNTH_ROWPLAN_H

#include "rowmaker.h"

#include "core/sampler.h"
#include "core/unique.h"
#include "decoder.h"
#include "filler.h"
#include "key.h"
#include "rangevalue.h"
#include "textrow.h"

typedef enum RowColumnKind
{
	ROW_SKIPPED, /* dropped, or left to the server: NULL in the tuple */
	ROW_ATTRIBUTE,
	ROW_KEY,
	ROW_TEXT,	   /* made; its attribute, if it has one, says whether and how */
	ROW_REFERENCE, /* a parent's value: rowlink.h; NULL where nobody linked the maker */
	ROW_RANGE,	   /* of two attributes: `attribute` is the lower end, `upper` the length */
	ROW_CONSTANT
} RowColumnKind;

typedef struct RowColumn
{
	RowColumnKind kind;
	char *name;
	Oid type;
	int model_column; /* index among the model's columns, -1 */
	int attribute;	  /* ROW_ATTRIBUTE, ROW_TEXT, by-value ROW_REFERENCE: index among the model's attributes, -1 */
	Decoder *decoder; /* ROW_TEXT: of its labels, NULL if none is written */
	TextWriter *writer;
	int upper; /* ROW_RANGE, as is the next */
	RangeMaker *range;
	KeyMaker *key;		  /* ROW_KEY, as are the next seven */
	struct KeyRuns *runs; /* values of a sequence, or NULL: keyalloc.h */
	Oid key_output;
	SynthHashSet *taken; /* keys of the target, or NULL */
	int64 next_key;
	int64 first_key;
	int64 last_key;
	bool made;
	Filler fill;  /* ROW_CONSTANT and ROW_SKIPPED */
	Datum *value; /* [ROWMAKER_CHUNK], NULL for constants */
	bool *isnull;
} RowColumn;

typedef struct RowUnique
{
	int nparts;
	int *part; /* indexes into the maker's columns */
} RowUnique;

typedef struct RowCanonical
{
	RowMaker *maker;
	Decoder *decoder;
} RowCanonical;

struct RowMaker
{
	const SynthModel *model;
	Steering *steering; /* NULL: rows as the model has them */
	int64 seed;
	MemoryContext context; /* lives as long as the maker */
	MemoryContext scratch; /* of one value, reset after each */
	MemoryContext chunk;   /* reset before each chunk */
	int ncolumns;		   /* = natts of the target, dropped ones included */
	RowColumn *column;
	List *missing;			/* char * */
	List *uniques;			/* RowUnique * */
	List *text_uniques;		/* RowUnique * with texts that are always made: textrow.c makes them unique */
	List *link_uniques;		/* RowUnique * of references alone: rowlink_unique.c */
	TextRow *texts;			/* NULL: no column is made */
	struct RowLinks *links; /* NULL: no foreign keys */
	int64 n;
	int64 key_start;
	bool wraps;
	SynthDependencies *dependencies; /* NULL: there are none */
	SynthSampler *sampler;
	SynthUniques *sets;
	int64_t *const *raw; /* current block */
	uint64 blocks;		 /* blocks made */
	int block_rows;
	int block_at;			  /* rows of the block already handed out */
	int chunk_rows;			  /* of the last chunk */
	TupleDesc desc;			  /* of the target */
	List *conditions;		  /* RowCondition *: rowcondition.h */
	struct RowRepair *repair; /* rowrepair.c, NULL without conditions */
};

extern void rowplan_columns(RowMaker *maker, TupleDesc desc, RowPurpose purpose);
extern void rowplan_uniques(RowMaker *maker); /* again after linking */
/* 54000: the combinations of a key are used up; space: how many there are, or 0 */
extern void rowplan_exhausted(const RowMaker *maker, const RowUnique *u, uint64 space) __attribute__((noreturn));
/* rowtexts.c: begins to make the texts, where there are any */
extern void rowtexts_start(RowMaker *maker, int64 key_start, bool wraps);

#endif /* SYNTH_ROWPLAN_H */
