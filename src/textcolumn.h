/*-------------------------------------------------------------------------
 *
 * textcolumn.h
 *	  What becomes of a text column, decided before any private row is read.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SKIN_TEXTCOLUMN_H
#define SYNTH_SKIN_TEXTCOLUMN_H

#include "synth.h"

#include "constraint.h"
#include "detect.h"
#include "relation.h"
#include "textoption.h"

/* characters that the column can hold, 0 for no limit */
extern int textcolumn_max_chars(const SourceColumn *col);
/* label that stands for all texts that are made; nobody sees it but who describes the model */
extern char *textcolumn_stand_in(SynthTextKind kind);
/*
 * Decides for one column of role ATTRIBUTE or KEY; all[] is what was detected of
 * each column.  True: the column is settled (col->text, role, spec, bag are set,
 * as far as texts go); false: it stays what it was, perhaps with col->text, by
 * which all its texts are made if most of its values turn out too rare to be
 * published, to be finished by category_describe().  Between
 * value_label_begin() and value_label_end().
 */
extern bool textcolumn_describe(SourceTable *t, SourceColumn *col, ColumnConstraint *c, const TextOption *option,
								const Detection *all, const char *locale, bool content_known);
/* textlink.c, after all columns: groups, who tells the sex and the country, uniqueness beside other columns, lexicon */
extern void textcolumn_link(SourceTable *t);
/*
 * Words that the source's text columns need, of their locales and of the
 * countries that the fitted model knows; NULL if none does.
 */
extern SynthLexicon *textcolumn_lexicon(const SourceTable *t, const SynthModel *m);

#endif /* SYNTH_SKIN_TEXTCOLUMN_H */
