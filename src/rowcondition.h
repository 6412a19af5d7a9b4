/*-------------------------------------------------------------------------
 *
 * rowcondition.h
 *	  Conditions that made rows must meet, and repair of those that do not.
 *
 * After a chunk of rows is made, each is put to every condition: CHECKs over
 * several columns, rules, unique keys that only the server can compute,
 * exclusion constraints.  A row that fails gets the columns concerned redrawn
 * given its others (core/complete.h), then more and more of the row; one that
 * still fails is an error that names the condition.  All before anything is
 * inserted.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWCONDITION_H
#define SYNTH_ROWCONDITION_H

#include "synth.h"
#include "executor/tuptable.h"
#include "nodes/pg_list.h"
#include "utils/rel.h"

#include "rowmaker.h"

typedef struct RowCondition
{
	const char *name;	/* for messages: constraint, or text of the rule */
	bool is_constraint; /* messages say "constraint" or "rule" */
	List *attributes;	/* 0-based attribute numbers of the target that it is about */
	int sqlstate;		/* of the error if it cannot be met */
	/*
	 * Nothing that the target asks for: rows that cannot be made to meet it stay
	 * as they are, with one WARNING.
	 */
	bool soft;
	int64 given_up; /* such rows so far; set by the maker */
	/* the row, as a virtual slot of the target's row type; columns left to the server are NULL */
	bool (*holds)(struct RowCondition *condition, TupleTableSlot *row);
	/* the row is final: remember what later rows must differ from; may be NULL */
	void (*keep)(struct RowCondition *condition, TupleTableSlot *row);
	/* may change values of the row (its slot arrays) so that it holds; true if it did; may be NULL */
	bool (*mend)(struct RowCondition *condition, TupleTableSlot *row);
	/* the same where it would rather not: only once redrawing has not helped; may be NULL */
	bool (*settle)(struct RowCondition *condition, TupleTableSlot *row);
	/* the maker starts anew (rowmaker_rewind): forget the rows that were kept; may be NULL */
	void (*restart)(struct RowCondition *condition);
} RowCondition;

/* between rowmaker_new() and rowmaker_start() */
extern void rowmaker_require(RowMaker *maker, RowCondition *condition);
/* rows that did not meet some condition at first, so far */
extern int64 rowmaker_repaired(const RowMaker *maker);

/* rowcheck.c: the model's rules; the target's CHECKs and those of its domains over values that are made */
extern void rowcheck_model(RowMaker *maker, const SynthModel *model, TupleDesc desc);
extern void rowcheck_target(RowMaker *maker, Relation rel);
/* rowdomain.c: domains over ranges; part of rowcheck_model() */
extern void rowdomain_require(RowMaker *maker);
/* rowkey.c: unique indexes that core/unique.h does not cover, exclusion constraints; existing rows are probed */
extern void rowkey_target(RowMaker *maker, const SynthModel *model, Relation rel);

#endif /* SYNTH_ROWCONDITION_H */
