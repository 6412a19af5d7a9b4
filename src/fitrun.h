/*-------------------------------------------------------------------------
 *
 * fitrun.h
 *	  A fit, from a request to a stored model, in steps.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_FITRUN_H
#define SYNTH_FITRUN_H

#include "synth.h"
#include "nodes/pg_list.h"

#include "core/model.h"
#include "request.h"

typedef struct FitRun
{
	Request *request;
	const char *model;
	bool replace;
	List *roots;	 /* set by fitrun_check() */
	double composed; /* by fitrun_charge(): epsilon of all fits of the source by this unit, infinite if not bounded */
	SynthModel *result; /* by fitrun_fit() */
} FitRun;

/* what request_ready() takes */
extern void fitrun_progress(const char *phase, int done, int total);

/* rights on the source and its columns, the model's name; nothing is read, nothing spent */
extern void fitrun_check(FitRun *run);
/* refused (53400, 55000) if a budget or a policy forbids it */
extern void fitrun_charge(FitRun *run);
/* reads the source; between progress_begin() and progress_end() */
extern void fitrun_fit(FitRun *run);
extern void fitrun_store(FitRun *run);

#endif /* SYNTH_FITRUN_H */
