/*-------------------------------------------------------------------------
 *
 * textwords.h
 *	  Made texts in words, the same in synth_plan() and synth_describe().
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTWORDS_H
#define SYNTH_TEXTWORDS_H

#include "synth.h"

#include "core/text.h"

/* "email", "pattern [A-Z]{3}-[0-9]{4}", "array of email" */
extern char *textwords_kind(const SynthText *text);
/* what is learned and what is made, and what the texts of a row agree with; name(arg, i) is that of column i */
extern char *textwords_note(const SynthText *text, bool modelled, const char *(*name)(const void *arg, int column),
							const void *arg);

#endif /* SYNTH_TEXTWORDS_H */
