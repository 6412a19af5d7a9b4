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
/* "1 row of clinic.patients", "up to 5 rows of one value of \"patient_id\"" */
extern char *statement_unit(const char *unit, int64 max_rows);

/* constant words, the same in synth_plan() and synth_describe() */
extern const char *statement_kind(SynthAttributeKind kind);
extern const char *statement_role(SynthColumnRole role);
extern const char *statement_source(SynthDomainSource source);
extern const char *statement_method(SynthMethod method);

#endif /* SYNTH_STATEMENT_H */
