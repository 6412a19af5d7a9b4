/*-------------------------------------------------------------------------
 *
 * textwriter.h
 *	  Made texts as values of a target's type.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTWRITER_H
#define SYNTH_TEXTWRITER_H

#include "synth.h"

#include "core/model.h"

typedef struct TextWriter TextWriter;

/*
 * A writer of the texts of a model's column into a column of this type
 * (domains included), or NULL if the type cannot hold them.  Between
 * value_label_begin() and value_label_end().  Allocates in the current
 * context, which must live as long as the writer.
 */
extern TextWriter *textwriter_new(const SynthModel *model, int model_column, Oid type, int32 typmod, int64 seed);
/* false: documents and arrays, which have a function of their own: row counts from 0 */
extern bool textwriter_takes_text(const TextWriter *w);
extern Datum textwriter_make(TextWriter *w, int64 raw, uint64 row);

/* the others are of texts only */
/* longest text in characters that the type and the source's type hold, 0 no limit */
extern int textwriter_max_chars(const TextWriter *w);
/* values that differ in the case of their letters alone may be equal (citext) */
extern bool textwriter_folds(const TextWriter *w);
/* what was written before may be gone: the current context was reset */
extern void textwriter_begin(TextWriter *w);
/* the value of a text, in the current context; domains are checked */
extern Datum textwriter_write(TextWriter *w, const char *text, int length);
/* checks NULL against the domain, if there is one; of any writer */
extern void textwriter_check_null(TextWriter *w);
/* equal values have equal hashes; the second form is that of a text not written yet */
extern uint64 textwriter_hash(TextWriter *w, Datum value);
extern uint64 textwriter_hash_text(TextWriter *w, const char *text, int length);

#endif /* SYNTH_TEXTWRITER_H */
