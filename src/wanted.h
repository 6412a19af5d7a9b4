/*-------------------------------------------------------------------------
 *
 * wanted.h
 *	  Values that a user asks a model for: from JSON to codes and intervals.
 *
 * Used by given =>, weights =>, balance => and tail =>.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_WANTED_H
#define SYNTH_WANTED_H

#include "synth.h"
#include "nodes/pg_list.h"
#include "utils/jsonb.h"

#include "core/unique.h"
#include "value.h"

/* labels of a column in order, made when needed (wantedlabel.c) */
typedef struct WantedLabels
{
	int *by_text; /* codes */
	int nnumbers;
	struct WantedNumber *by_number;
} WantedLabels;

/* a modelled column that an argument names */
typedef struct WantedColumn
{
	const SynthModel *model;
	const char *model_name;
	const char *argument; /* "given", "weights", "balance", "tail": for messages */
	const SynthColumn *column;
	int attribute;
	const SynthAttribute *a;
	bool made; /* its codes are not its values but shapes or lengths of made texts: only NULL can be asked for */
	Oid type;  /* as its values are read and written; InvalidOid: labels are compared as they are */
	int32 typmod;
	WantedLabels *labels;
} WantedColumn;

/* a set of values of a column */
typedef struct WantedSet
{
	bool *code; /* [nfine] labels, NULL, `other` and specials that are inside */
	/* NUMBER: ordinary raw values, ascending, disjoint, not adjacent, inside the axis (once finished) */
	int nintervals;
	int room;
	int64_t *lo;
	int64_t *hi;
} WantedSet;

/* one pair of a JSON object */
typedef struct WantedPair
{
	char *key;
	JsonbValue value;
} WantedPair;

/*
 * The column of a name: 42703 listing the model's columns, 22023 for a column
 * that is not modelled (keys, placeholders, generated columns).
 */
extern WantedColumn *wanted_column(const SynthModel *model, const char *model_name, const char *argument,
								   const char *name);
/* the pairs of a JSON object (WantedPair *); 22023 with an example if the argument is not one */
extern List *wanted_object(const char *argument, const char *example, Jsonb *jsonb);
extern List *wanted_pairs(JsonbContainer *object);

extern WantedSet *wanted_set(const WantedColumn *w);
/*
 * A scalar (null is NULL), {"min", "max"}, whose other keys are ignored, or
 * {"null": false}, all but NULL; 22023 if the model makes no such value.
 */
extern void wanted_add(const WantedColumn *w, WantedSet *set, const JsonbValue *value);
/* the same for a value in text form, as a key of an object is */
extern void wanted_add_text(const WantedColumn *w, WantedSet *set, const char *text);
/* a label that is spelt like that, or that is this number; false if there is none */
extern bool wanted_mark_label(const WantedColumn *w, WantedSet *set, const char *text);
extern bool wanted_mark_number(const WantedColumn *w, WantedSet *set, Datum number);
extern void wanted_add_interval(WantedSet *set, int64 lo, int64 hi);
/* sorts and joins the intervals; true if anything is inside */
extern bool wanted_finish(const WantedColumn *w, WantedSet *set);
/* all that no other set holds; the others are finished and disjoint */
extern void wanted_add_rest(const WantedColumn *w, WantedSet *set, WantedSet *const *other, int nothers);
extern bool wanted_overlap(const WantedColumn *w, const WantedSet *a, const WantedSet *b);
/*
 * Narrows an interval to the raw values that are still inside after they have
 * been rounded as `canonical` (monotone) does; false if none is.
 */
extern bool wanted_narrow(SynthCanonical canonical, void *ctx, int64_t *lo, int64_t *hi);
/* a value of the column as its type writes it, under the pinned settings */
extern char *wanted_raw_text(const WantedColumn *w, int64 raw);
/* text of a JSON scalar; NULL for null and for anything else */
extern char *wanted_text(const JsonbValue *value);

/* a value of an argument, cut to a length that a message can bear */
extern char *wanted_shown(const char *text);
extern void wanted_refuse(const WantedColumn *w, const char *problem, const char *hint) __attribute__((noreturn));

/* 22023 for texts that are made: what they will be cannot be asked for */
extern void wanted_refuse_made(const WantedColumn *w) __attribute__((noreturn));
/* raises 22023: the model makes no such value; the HINT lists the nearest ones of a public domain */
extern void wanted_refuse_value(const WantedColumn *w, const char *text) __attribute__((noreturn));

#endif /* SYNTH_WANTED_H */
