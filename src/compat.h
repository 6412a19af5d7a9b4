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

/* variable-length datums left postgres.h for a header of their own */
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* BufFile: reading exactly what was written */
#if PG_VERSION_NUM >= 160000
#define compat_buffile_read(file, ptr, size) BufFileReadExact(file, ptr, size)
#else
#define compat_buffile_read(file, ptr, size)                                                             \
	do                                                                                                   \
	{                                                                                                    \
		if (BufFileRead(file, ptr, size) != (size))                                                      \
			ereport(ERROR, (errcode_for_file_access(), errmsg("could not read from a temporary file"))); \
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

/* intervals have infinities since 17; the users include datatype/timestamp.h */
#if PG_VERSION_NUM >= 170000
#define COMPAT_INTERVAL_INFINITY true
#define compat_interval_is_begin(i) INTERVAL_IS_NOBEGIN(i)
#define compat_interval_is_end(i) INTERVAL_IS_NOEND(i)
#define compat_interval_set_infinite(i, positive) \
	do                                            \
	{                                             \
		if (positive)                             \
			INTERVAL_NOEND(i);                    \
		else                                      \
			INTERVAL_NOBEGIN(i);                  \
	} while (0)
#else
#define COMPAT_INTERVAL_INFINITY false
#define compat_interval_is_begin(i) false
#define compat_interval_is_end(i) false
#define compat_interval_set_infinite(i, positive) ((void) (i))
#endif

/* foreign keys over periods */
#if PG_VERSION_NUM >= 180000
#define compat_constraint_is_temporal(form) ((form)->conperiod)
#else
#define compat_constraint_is_temporal(form) ((void) (form), false)
#endif

/* unique indexes to which NULLs are equal */
#if PG_VERSION_NUM >= 150000
#define compat_nulls_equal(form) ((form)->indnullsnotdistinct)
#else
#define compat_nulls_equal(form) ((void) (form), false)
#endif

/* ranges: errors of canonical functions are raised; users include utils/rangetypes.h */
#if PG_VERSION_NUM >= 160000
#define compat_make_range(typcache, lower, upper) make_range(typcache, lower, upper, false, NULL)
#else
#define compat_make_range(typcache, lower, upper) make_range(typcache, lower, upper, false)
#endif

/* ownership of a relation, superusers included */
#if PG_VERSION_NUM >= 160000
#define compat_owns_relation(relid) object_ownercheck(RelationRelationId, relid, GetUserId())
#else
#define compat_owns_relation(relid) pg_class_ownercheck(relid, GetUserId())
#endif

/* views that read their tables with the rights of whoever reads the view */
#if PG_VERSION_NUM >= 150000
#define compat_security_invoker(rel) ((rel)->rd_rel->relkind == RELKIND_VIEW && RelationHasSecurityInvoker(rel))
#else
#define compat_security_invoker(rel) false
#endif

/* readies setResult and setDesc of a set-returning function; users include funcapi.h and miscadmin.h */
#if PG_VERSION_NUM >= 150000
#define compat_materialize(fcinfo) InitMaterializedSRF(fcinfo, 0)
#else
#define compat_materialize(fcinfo)                                                                                     \
	do                                                                                                                 \
	{                                                                                                                  \
		ReturnSetInfo *rsi_ = (ReturnSetInfo *) (fcinfo)->resultinfo;                                                  \
		MemoryContext old_;                                                                                            \
		TupleDesc desc_;                                                                                               \
		if (rsi_ == NULL || !IsA(rsi_, ReturnSetInfo) || !(rsi_->allowedModes & SFRM_Materialize)                      \
			|| get_call_result_type(fcinfo, NULL, &desc_) != TYPEFUNC_COMPOSITE)                                       \
			ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),                                                    \
							errmsg("set-valued function called in context that cannot accept a set"),                  \
							errhint("Call it in FROM.")));                                                             \
		old_ = MemoryContextSwitchTo(rsi_->econtext->ecxt_per_query_memory);                                           \
		rsi_->returnMode = SFRM_Materialize;                                                                           \
		rsi_->setDesc = CreateTupleDescCopy(desc_);                                                                    \
		rsi_->setResult = tuplestore_begin_heap((rsi_->allowedModes & SFRM_Materialize_Random) != 0, false, work_mem); \
		MemoryContextSwitchTo(old_);                                                                                   \
	} while (0)
#endif

/* parts of a qualified name; users include utils/regproc.h */
#if PG_VERSION_NUM >= 160000
#define compat_qualified_name(text) stringToQualifiedNameList(text, NULL)
#else
#define compat_qualified_name(text) stringToQualifiedNameList(text)
#endif

#endif /* SYNTH_COMPAT_H */
