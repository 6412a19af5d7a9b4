/*-------------------------------------------------------------------------
 *
 * fitmodel.h
 *	  What a fitted model knows beside its attributes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_FITMODEL_H
#define SYNTH_FITMODEL_H

#include "synth.h"

#include "core/model.h"
#include "request.h"

/*
 * After synth_fitter_run(): source, statement, columns, keys, rules, foreign
 * keys.  Without privacy reads how many children parents have.
 */
extern void fitmodel_complete(SynthModel *m, const Request *request);

#endif /* SYNTH_FITMODEL_H */
