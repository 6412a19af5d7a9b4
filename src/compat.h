/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  The only place that knows server versions: PostgreSQL 14 to 18.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COMPAT_H
#define SYNTH_COMPAT_H

#if PG_VERSION_NUM < 140000
#error "synth needs PostgreSQL 14 or later"
#endif

/* BufFile: reading exactly what was written */
#if PG_VERSION_NUM >= 160000
#define compat_buffile_read(file, ptr, size) BufFileReadExact(file, ptr, size)
#else
#define compat_buffile_read(file, ptr, size) \
	do { \
		if (BufFileRead(file, ptr, size) != (size)) \
			ereport(ERROR, \
					(errcode_for_file_access(), \
					 errmsg("could not read from a temporary file"))); \
	} while (0)
#endif

/* a sorted datum, copied into the current memory context */
#if PG_VERSION_NUM >= 160000
#define compat_tuplesort_getdatum(state, val, isnull) tuplesort_getdatum(state, true, true, val, isnull, NULL)
#else
#define compat_tuplesort_getdatum(state, val, isnull) tuplesort_getdatum(state, true, val, isnull, NULL)
#endif

/* 1-based walk over the status of all backends */
#if PG_VERSION_NUM >= 160000
#define compat_local_beentry(i) pgstat_get_local_beentry_by_index(i)
#else
#define compat_local_beentry(i) pgstat_fetch_stat_local_beentry(i)
#endif

#endif							/* SYNTH_COMPAT_H */
