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

#endif							/* SYNTH_COMPAT_H */
