/*-------------------------------------------------------------------------
 *
 * linalg.h
 *	  The only door to GSL and OpenBLAS.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LINALG_H
#define SYNTH_LINALG_H

/*
 * Once per process: GSL reports errors by return code instead of calling
 * abort(), and OpenBLAS starts no threads (a server backend must stay single
 * threaded).
 */
extern void synth_linalg_init(void);

#endif							/* SYNTH_LINALG_H */
