/*-------------------------------------------------------------------------
 *
 * dateshift.h
 *	  Dates and times moved by an interval, as SQL.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DATESHIFT_H
#define SYNTH_DATESHIFT_H

#include "synth.h"

#include "utils/timestamp.h"

/* text of an interval that this session reads back as the same */
extern char *dateshift_text(const Interval *interval);
/* the expression of that type plus the interval, or unchanged if the type has no date */
extern char *dateshift_expression(char *expression, Oid type, int32 typmod, const char *interval);

#endif /* SYNTH_DATESHIFT_H */
