/*-------------------------------------------------------------------------
 *
 * model.h
 *	  The one representation of a fitted model, whatever method made it.
 *
 * A model is an ordered list of attributes, each with a conditional
 * distribution over its coarse codes given attributes before it (a table or a
 * tree), plus for each attribute what its codes mean.  A copula model has
 * tables without parents, and the correlations of the normal scores behind
 * them.  Nothing in a private model is a true count.
 *
 * Codes have two levels.  FINE codes are what a value is encoded to: one per
 * published category or axis cell, then one each for NULL, `other`, -inf,
 * +inf, NaN where they are possible.  COARSE codes are groups of fine codes
 * that are modelled jointly; a fine code is drawn within its group by mass[].
 * Tree and copula models join at the fine level: each code is its own group.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_MODEL_H
#define SYNTH_MODEL_H

#include "account.h"
#include "axis.h"
#include "link.h"
#include "rule.h"
#include "text.h"
#include "tree.h"

typedef enum SynthMethod
{
	SYNTH_METHOD_AIM = 1,
	SYNTH_METHOD_MST = 2,
	SYNTH_METHOD_INDEPENDENT = 3,
	SYNTH_METHOD_TREE = 4,
	SYNTH_METHOD_COPULA = 5,
	SYNTH_METHOD_PUBLIC = 6 /* nothing is modelled: `rows` are the table, declared public */
} SynthMethod;

typedef enum SynthAttributeKind
{
	SYNTH_CATEGORY = 1,
	SYNTH_NUMBER = 2
} SynthAttributeKind;

/* where the domain came from: shown to users, part of the privacy statement */
typedef enum SynthDomainSource
{
	SYNTH_DOMAIN_TYPE = 1, /* the type: boolean, smallint range, ... */
	SYNTH_DOMAIN_ENUM = 2,
	SYNTH_DOMAIN_CHECK = 3,		 /* CHECK of the table or of a domain type */
	SYNTH_DOMAIN_DECLARED = 4,	 /* the user: bounds => or categories => */
	SYNTH_DOMAIN_DISCOVERED = 5, /* above the delta-threshold */
	SYNTH_DOMAIN_GRID = 6		 /* data-independent grid, refined from noisy counts */
} SynthDomainSource;

typedef enum SynthOtherPolicy
{
	SYNTH_OTHER_SPREAD = 1, /* its mass goes to the published values */
	SYNTH_OTHER_NULL = 2,
	SYNTH_OTHER_LABEL = 3 /* other_label, text form of an accepted value */
} SynthOtherPolicy;

typedef struct SynthAttribute
{
	char *name; /* = name of its column */
	SynthAttributeKind kind;
	SynthDomainSource source;
	int nfine;
	int ncoarse;
	uint16_t *group; /* [nfine] coarse code of a fine code */
	double *mass;	 /* [nfine] probability within its group; sums to 1 in each group */
	double sigma;	 /* noise of each fine count; 0 if exact */
	/* layout of the fine codes: nvalues ordinary ones first, then specials, -1 if absent */
	int nvalues; /* labels or axis cells */
	int null_code;
	int other_code;	 /* CATEGORY only */
	int neginf_code; /* NUMBER only, as are the next two */
	int posinf_code;
	int nan_code;
	char **label; /* CATEGORY: [nvalues] text forms, NUL-terminated */
	SynthOtherPolicy other;
	char *other_label; /* with SYNTH_OTHER_LABEL, else NULL */
	SynthAxis *axis;   /* NUMBER */
} SynthAttribute;

/*
 * P(attribute | parents).  A table: row-major, parents in order, then the
 * attribute's own coarse code.  A tree: the leaf that the parents' codes lead
 * to (tree.h); its parents are the attributes that it splits on.  Models of
 * method `tree` have trees only, those of other methods tables only.
 */
typedef struct SynthConditional
{
	int attribute;
	int nparents;
	int *parent;	 /* attribute indexes, all earlier in the order */
	size_t ncells;	 /* table: prod ncoarse(parents) * ncoarse(attribute); tree: 0 */
	float *p;		 /* table: each row of ncoarse(attribute) sums to 1; tree: NULL */
	SynthTree *tree; /* NULL: a table */
} SynthConditional;

/* the normal scores behind a copula model */
typedef struct SynthCopula
{
	/* [attribute][ncoarse] coarse codes in the order of the latent score; the cut points are the marginal's */
	uint16_t **order;
	/* rows of the strict lower triangle, i > j at i * (i - 1) / 2 + j, of a positive definite correlation matrix */
	float *correlation;
} SynthCopula;

typedef enum SynthColumnRole
{
	SYNTH_COLUMN_ATTRIBUTE = 1,	  /* modelled */
	SYNTH_COLUMN_KEY = 2,		  /* generated unique */
	SYNTH_COLUMN_SERVER = 3,	  /* generated column: left to the server */
	SYNTH_COLUMN_PLACEHOLDER = 4, /* NULL if nullable, else a typed placeholder */
	SYNTH_COLUMN_TEXT = 5,		  /* made by textmaker.h; perhaps with an attribute */
	SYNTH_COLUMN_REFERENCE = 6,	  /* of a foreign key: a parent's key, never learned; see SynthEdge */
	SYNTH_COLUMN_RANGE = 7		  /* a range: `attribute` is its lower end, `upper` the other; form is the subtype's */
} SynthColumnRole;

typedef struct SynthColumn
{
	char *name;
	char *type; /* format_type text, schema-qualified, e.g. "integer", "adult.education_level" */
	SynthColumnRole role;
	int attribute; /* index, or -1; of role TEXT -1 if there is always a text; -1 in all of a PUBLIC model */
	bool notnull;
	int form;  /* value form tag of the skin (value.h), 0..255 */
	int scale; /* decimal digits of numeric, 0 otherwise; -1 none */
	int upper; /* RANGE only: attribute of the upper end */
	/*
	 * How texts are made: of every column of role TEXT; of role ATTRIBUTE where
	 * `other` is a text (policy SYNTH_OTHER_LABEL, its label stands for it);
	 * with text->always the labels are too.
	 */
	SynthText *text;
} SynthColumn;

typedef struct SynthUnique
{
	int ncolumns;
	int *column; /* indexes into columns */
	bool primary;
} SynthUnique;

typedef struct SynthMarginal /* a measured clique, for the statement */
{
	int nattr;
	int attribute[4];
	int64_t cells; /* that were measured: fewer than of the clique if codes were merged */
	double sigma;
} SynthMarginal;

typedef struct SynthModel
{
	char *source_schema;
	char *source_name;
	SynthMethod method;
	bool is_private;
	double epsilon; /* as asked for; composed value is in the ledger */
	double delta;
	char *unit;		   /* "row", a column name, or "result row" */
	int64_t max_rows;  /* rows of one unit at most */
	double total;	   /* estimated number of rows: noisy unless not private */
	int64_t min_count; /* protections of methods without a guarantee: 0 none */
	int64_t min_leaf;  /* tree: rows of a leaf at least; else 0 */
	SynthAccount account;
	int ncolumns;
	SynthColumn *column;
	int nuniques;
	SynthUnique *unique;
	int nattributes;
	SynthAttribute *attribute;
	SynthConditional *conditional; /* [nattributes] in generation order */
	SynthCopula *copula;		   /* SYNTH_METHOD_COPULA, else NULL */
	SynthLexicon *lexicon;		   /* words of the text columns; NULL if there are none */
	int nrules;					   /* relations that hold by construction: rule.h */
	SynthRule *rule;
	int nchecks; /* conditions that made rows must meet */
	SynthCheck *check;
	int nedges; /* foreign keys, the one whose parent decides most first: link.h */
	SynthEdge *edge;
	int nfanouts;
	SynthFanout *fanout;
	SynthRows *rows; /* SYNTH_METHOD_PUBLIC, else NULL */
	int nmarginals;
	SynthMarginal *marginal;
} SynthModel;

/* every invariant above, in index-safe order; NULL if fine, else what is wrong (a constant text) */
extern const char *synth_model_check(const SynthModel *m);
extern size_t synth_model_bytes(const SynthModel *m); /* of the conditional tables, trees and correlations */

#endif /* SYNTH_MODEL_H */
