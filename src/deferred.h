/*-------------------------------------------------------------------------
 *
 * deferred.h
 *	  Deferred constraints of tables, tried before the transaction ends.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DEFERRED_H
#define SYNTH_DEFERRED_H

#include "synth.h"

#include "nodes/pg_list.h"

/*
 * Raises what the deferred constraints (and constraint triggers) of these
 * relations have to say of the rows that this transaction wrote.  SPI must be
 * connected.
 */
extern void deferred_try(List *relids);

#endif /* SYNTH_DEFERRED_H */
