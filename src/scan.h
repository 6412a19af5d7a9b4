/*-------------------------------------------------------------------------
 *
 * scan.h
 *	  Reads the rows of a source, once, as the invoker.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SCAN_H
#define SYNTH_SCAN_H

#include "synth.h"

#include "relation.h"

/*
 * Whoever takes rows embeds one of these.  Column i of the scan is found at
 * values[position[i]]; position is set before the first row.
 */
typedef struct ScanSink
{
	int *position;
	void (*row)(struct ScanSink *sink, const Datum *values, const bool *isnull);
} ScanSink;

/* refuses, before anything is charged, what has no rows to read yet */
extern void scan_check(Relation rel);
/* rights on the tables that a source is read together with; before anything is charged; 42501 with HINT */
extern void scan_check_rights(const SourceTable *source, int ncolumns, const int *column);
/* column[i] indexes source->column; the caller holds a lock and has checked the rights */
extern void scan_source(const SourceTable *source, int ncolumns, const int *column, ScanSink *sink);
/*
 * Runs body(arg); if it fails and `hide`, the error is replaced by one that
 * cannot contain data.
 */
extern void scan_guard(bool hide, void (*body)(void *arg), void *arg);

#endif /* SYNTH_SCAN_H */
