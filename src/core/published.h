/*-------------------------------------------------------------------------
 *
 * published.h
 *	  What a discovery publishes: labels in byte order, the most frequent ones
 *	  if there are too many.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PUBLISHED_H
#define SYNTH_PUBLISHED_H

#include "measure.h"

typedef struct SynthPublished
{
	int most; /* labels that may stay */
	int n;
	int room; /* while labels come in */
	char **label;
	int64_t *noisy; /* [n] */
} SynthPublished;

/* most >= 1 */
extern void synth_published_open(SynthPublished *p, int most);
/* measures these keys and copies those that are released; each key exactly once over all calls */
extern void synth_published_keys(SynthPublished *p, const SynthDiscovery *d, int nkeys, char *const *label,
								 const SynthTrueCount *count);
/* byte order, at most p->most */
extern void synth_published_close(SynthPublished *p);
/* gives back the labels too */
extern void synth_published_forget(SynthPublished *p);
/* index of a label after close(), -1 if it is not published; it need not end with a NUL */
extern int synth_published_index(const SynthPublished *p, const char *label, size_t length);

#endif /* SYNTH_PUBLISHED_H */
