/*-------------------------------------------------------------------------
 *
 * steering.h
 *	  Which rows a caller asks for: given =>, weights =>, balance =>, tail =>.
 *
 * The readers of the arguments (condition.c, shares.c, balance.c, extreme.c) make sets of
 * values of columns; steering.c makes the core's request of them, and messages
 * of the core's answer.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEERING_H
#define SYNTH_STEERING_H

#include "synth.h"
#include "nodes/pg_list.h"
#include "utils/array.h"
#include "utils/jsonb.h"

#include "core/steer.h"
#include "wanted.h"

/* NULL: not asked for */
typedef struct SteerArguments
{
	Jsonb *given;
	Jsonb *weights;
	ArrayType *balance; /* text[] */
	Jsonb *tail;
} SteerArguments;

/* a column whose values are restricted */
typedef struct SteerRegion
{
	WantedColumn *column;
	WantedSet *set;
	SynthTail *tail; /* extrapolated, or NULL */
} SteerRegion;

/* a part of a column and its share of the rows */
typedef struct SteerPart
{
	WantedSet *set;
	double share;
	char *name; /* for messages */
	bool rest;	/* "*": what no other part holds */
} SteerPart;

/* columns whose shares are wanted: one with parts, or several to be balanced */
typedef struct SteerShares
{
	List *columns; /* WantedColumn * */
	List *parts;   /* SteerPart *; NIL: balance, every value is a part */
} SteerShares;

typedef struct Steering
{
	const SynthModel *model; /* the caller's, or a copy of it with more cells */
	const char *model_name;
	List *regions; /* SteerRegion * */
	List *shares;  /* SteerShares * */
	SynthSteering request;
	SynthSteered *steered;
} Steering;

/* positions of the arguments, -1 for none */
extern SteerArguments steering_arguments(FunctionCallInfo fcinfo, int given, int weights, int balance, int tail);
/* NULL if nothing is asked for; errors have SQLSTATE and HINT.  The result lives in the current context. */
extern Steering *steering_read(const SynthModel *model, const char *model_name, const SteerArguments *arguments);
/*
 * Values of a region will be rounded so: narrows its intervals.  22023 if
 * nothing remains.  Only before steering_sampler().
 */
extern void steering_narrow(Steering *steering, int attribute, SynthCanonical canonical, void *ctx);
/* the sampler of the request; 22023 or 54000 naming the column where there is none */
extern SynthSampler *steering_sampler(Steering *steering);
/* probability of the regions by the model, and its standard error */
extern double steering_probability(Steering *steering, double *error);
/* the arguments as one object, NULL if nothing is asked for */
extern Jsonb *steering_record(const SteerArguments *arguments);

/* condition.c, shares.c, balance.c, extreme.c: read one argument each */
extern List *condition_read(const SynthModel *model, const char *model_name, Jsonb *given);
extern List *shares_read_weights(const SynthModel *model, const char *model_name, Jsonb *weights);
extern List *shares_read_balance(const SynthModel *model, const char *model_name, ArrayType *balance);
extern List *extreme_read(const SynthModel *model, const char *model_name, Jsonb *tail);

/* shares.c: the model with cells that end where parts do; the same model if nothing has to be cut */
extern const SynthModel *shares_cut(const SynthModel *model, List *shares);
/* the core's form of one entry, in codes of the (cut) model */
extern SynthTarget shares_target(const SynthModel *model, const SteerShares *shares);
/* name of a part of the entry, by the number that the core gives it; NULL for several columns */
extern char *shares_part_name(const SteerShares *shares, int part);

#endif /* SYNTH_STEERING_H */
