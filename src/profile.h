/*-------------------------------------------------------------------------
 *
 * profile.h
 *	  What the parts of synth_profile() share: the output and the sections.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PROFILE_H
#define SYNTH_PROFILE_H

#include "frame.h"
#include "resultset.h"

/* one result row; NULL texts and a NaN number become SQL NULLs */
extern void profile_put(ResultSet *set, const char *section, const char *column, const char *other, const char *metric,
						const char *value, double number);

/* profile_column.c: the "column" and "alert" rows of one column */
extern void profile_column(ResultSet *set, const Frame *frame, int column, const char *kind);
/* profile_pair.c: the strongest associations, as "pair" and "alert" rows */
extern void profile_pairs(ResultSet *set, const Frame *frame);

#endif /* SYNTH_PROFILE_H */
