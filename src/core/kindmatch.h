/*-------------------------------------------------------------------------
 *
 * kindmatch.h
 *	  Does a value look like an e-mail address, a URL, a colour, ...?
 *
 * Inside of kindtest.c, kindmatch.c and kindlist.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_KINDMATCH_H
#define SYNTH_KINDMATCH_H

#include "text.h"

/*
 * False for kinds that content does not tell.  s has n bytes and need not end
 * with a NUL.  Nothing is looked up anywhere: only the form is judged.
 */
extern bool synth_kind_matches(SynthTextKind kind, const char *s, int n);
/* kindlist.c: the same, for kinds whose values are listed */
extern bool synth_kind_in_list(SynthTextKind kind, const char *s, int n);
/* is it one of the words of a list that spaces separate?  compared in small letters unless exact */
extern bool synth_kind_listed(const char *s, int n, const char *list, bool exact);
/* does it begin so, in small letters? */
extern bool synth_kind_begins(const char *s, int n, const char *prefix);

#endif /* SYNTH_KINDMATCH_H */
