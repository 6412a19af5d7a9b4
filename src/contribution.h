/*-------------------------------------------------------------------------
 *
 * contribution.h
 *	  At most so many rows of each unit of privacy.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CONTRIBUTION_H
#define SYNTH_CONTRIBUTION_H

#include "synth.h"

#include "relation.h"
#include "scan.h"

typedef struct Contribution Contribution;

/* refuses, before anything is charged, a unit whose type cannot be sorted */
extern void contribution_check(const SourceTable *source);
/*
 * Takes ncolumns columns of the source (column[]), the last of which is the
 * unit, and passes the first ncolumns - 1 on to `next` for at most max_rows
 * rows of each unit.
 */
extern Contribution *contribution_begin(const SourceTable *source, int ncolumns, const int *column, ScanSink *next);
extern ScanSink *contribution_sink(Contribution *contribution);
/* after the last row: passes the kept rows on */
extern void contribution_end(Contribution *contribution);

#endif /* SYNTH_CONTRIBUTION_H */
