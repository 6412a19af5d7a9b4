/*-------------------------------------------------------------------------
 *
 * statement.h
 *	  The privacy statement of a model, and the words for its parts.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STATEMENT_H
#define SYNTH_STATEMENT_H

#include "synth.h"

#include "core/model.h"

/* what a model promises and what not, in sentences; palloc'd */
extern char *statement_text(const SynthModel *model);
/*
 * "one row", "one value of patient_id, of which at most 5 rows are used", "all
 * rows of one row of clinic.patients, of which at most 5 here"; max_rows 0 of a
 * table: to be estimated
 */
extern char *statement_unit(const char *unit, bool is_table, int64 max_rows);
extern char *statement_model_unit(const SynthModel *model);

/* constant words, the same in synth_plan() and synth_describe() */
extern const char *statement_kind(SynthAttributeKind kind);
extern const char *statement_role(SynthColumnRole role);
extern const char *statement_source(SynthDomainSource source);
extern const char *statement_method(SynthMethod method);

#endif /* SYNTH_STATEMENT_H */
