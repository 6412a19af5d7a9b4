/*-------------------------------------------------------------------------
 *
 * describe.h
 *	  Rows of synth_describe().
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DESCRIBE_H
#define SYNTH_DESCRIBE_H

#include "synth.h"

#include "core/model.h"
#include "resultset.h"

/* NULL texts, negative codes and negative noise are left out of the row */
extern void describe_row(ResultSet *set, const char *section, const char *item, const char *kind, const char *domain,
						 const char *source, int codes, double noise, const char *detail);
/* made texts: the row of a column, and the sections shape and token */
extern void describe_text(ResultSet *set, const SynthModel *m, const SynthColumn *column);
extern void describe_text_parts(ResultSet *set, const SynthModel *m);
/* sections foreign key, children, rule, check */
extern void describe_link(ResultSet *set, const SynthModel *m);
/* the domain of a column of which a difference is modelled (rule.h); NULL for others */
extern char *describe_difference(const SynthModel *m, const SynthColumn *column);
/* sections marginal, tree, correlation: how the columns hang together */
extern void describe_joint(ResultSet *set, const SynthModel *m);

#endif /* SYNTH_DESCRIBE_H */
