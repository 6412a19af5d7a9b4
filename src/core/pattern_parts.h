/*-------------------------------------------------------------------------
 *
 * pattern_parts.h
 *	  The steps from the text of a pattern to its automaton; for pattern*.c only.
 *
 *		text --pattern_parse, pattern_like--> tree
 *			 --pattern_nfa--> nondeterministic automaton
 *			 --pattern_automaton--> deterministic one of all parts together
 *			 --pattern_rank--> numbers of texts
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PATTERN_PARTS_H
#define SYNTH_PATTERN_PARTS_H

#include "charset.h"
#include "pattern.h"

/* beyond any of these a pattern is SYNTH_PATTERN_TOO_LARGE */
#define PATTERN_MAX_BYTES 8192	  /* of one part */
#define PATTERN_MAX_PARTS 32	  /* of one pattern */
#define PATTERN_MAX_NESTING 64	  /* of parentheses */
#define PATTERN_MAX_REPEAT 255	  /* the server's own limit of {m,n} */
#define PATTERN_MAX_SETS 1024	  /* different sets of characters */
#define PATTERN_MAX_NFA 20000	  /* states before they are made deterministic */
#define PATTERN_MAX_DFA 8192	  /* and after, of one part or all together */
#define PATTERN_MAX_CELLS 2097152 /* cells of any one table */

typedef enum PatternNodeKind
{
	PATTERN_NODE_EMPTY,
	PATTERN_NODE_SET,
	PATTERN_NODE_CAT,
	PATTERN_NODE_ALT,
	PATTERN_NODE_REPEAT,
	PATTERN_NODE_BEGIN, /* only where the text begins */
	PATTERN_NODE_END
} PatternNodeKind;

typedef struct PatternNode
{
	PatternNodeKind kind;
	int set;   /* SET: index in the context */
	int min;   /* REPEAT */
	int max;   /* -1 no end */
	int child; /* first of CAT and ALT, only one of REPEAT; -1 none */
	int next;  /* sibling, -1 none */
} PatternNode;

/* what all parts of a pattern share */
typedef struct PatternContext
{
	SynthScratch scratch;
	SynthPatternError error; /* the first one; nothing that follows counts */
	int nsets;
	int set_room;
	SynthCharSet *set;	/* different ones */
	bool *wanted;		/* of a part that is not negated: texts may be made of it */
	SynthCharSet named; /* characters that such parts spell out */
	SynthCharSet unseen;
} PatternContext;

typedef struct PatternTree
{
	int n;
	int room;
	PatternNode *node;
	int root;
	bool search; /* matches anywhere in the text */
} PatternTree;

extern void synth_pattern_fail(PatternContext *cx, SynthPatternFault fault, int offset, const char *message);
static inline bool
synth_pattern_failed(const PatternContext *cx)
{
	return cx->error.fault != SYNTH_PATTERN_OK;
}

/* index of an equal set, made if there is none */
extern int synth_pattern_set(PatternContext *cx, const SynthCharSet *set, bool wanted);
extern int synth_pattern_node(PatternContext *cx, PatternTree *t, PatternNodeKind kind);
extern void synth_pattern_child(PatternTree *t, int parent, int *last, int child);

/* where a reader of a pattern stands */
typedef struct PatternReader
{
	PatternContext *cx;
	PatternTree *tree;
	const char *start;
	const char *at;
	const char *end;
	bool negated; /* sets are as large as they may be instead of as small as they surely are */
	bool ignore_case;
	int depth;
} PatternReader;

static inline int
synth_pattern_offset(const PatternReader *r)
{
	return (int) (r->at - r->start);
}

/* pattern_parse.c: a regular expression from the reader's place to its end */
extern int synth_pattern_parse(PatternReader *r, bool options);
/* next character of the pattern; 0 at the end or after a failure */
extern uint32_t synth_pattern_take(PatternReader *r);
/* node of one character, or of any, or of any number of any */
extern int synth_pattern_literal(PatternReader *r, uint32_t c);
extern int synth_pattern_any(PatternReader *r);
extern int synth_pattern_repeat(PatternReader *r, int child, int min, int max);

/* pattern_bracket.c: after `[`; and after a backslash */
typedef enum PatternEscape
{
	PATTERN_ESCAPE_CHAR,
	PATTERN_ESCAPE_CLASS,
	PATTERN_ESCAPE_BEGIN,
	PATTERN_ESCAPE_END
} PatternEscape;
extern int synth_pattern_bracket(PatternReader *r);
extern PatternEscape synth_pattern_escape(PatternReader *r, bool bracket, SynthCharBound bound, uint32_t *c,
										  SynthCharSet *set);
extern void synth_pattern_name_class(PatternReader *r, const SynthCharSet *set);

/* pattern_like.c */
extern int synth_pattern_like(PatternReader *r);
/* the regular expression that the server makes of a SIMILAR TO pattern; NULL if refused */
extern const char *synth_pattern_similar(PatternContext *cx, const char *text, size_t *length);

/* pattern_nfa.c: states of the kinds below; SPLIT goes on to both */
typedef enum PatternStateKind
{
	PATTERN_STATE_CHAR,
	PATTERN_STATE_SPLIT,
	PATTERN_STATE_BEGIN,
	PATTERN_STATE_END,
	PATTERN_STATE_FINAL
} PatternStateKind;

typedef struct PatternState
{
	PatternStateKind kind;
	int set;	/* CHAR */
	int out[2]; /* -1 none */
} PatternState;

typedef struct PatternNfa
{
	int n;
	int room;
	PatternState *state;
	int start;
} PatternNfa;

extern void synth_pattern_nfa(PatternContext *cx, const PatternTree *t, PatternNfa *out);

/* the code points that no set tells apart are one symbol; pieces are in order and cover all */
typedef struct PatternAlphabet
{
	int npieces;
	SynthCharRange *piece;
	int *symbol; /* [npieces] */
	int nsymbols;
	uint8_t *member; /* [nsets * nsymbols] */
} PatternAlphabet;

typedef struct PatternDfa
{
	int n;
	int nsymbols;
	int *next; /* [n * nsymbols], -1: no text that goes there matches */
	bool *accept;
	int start; /* -1: nothing matches */
} PatternDfa;

/* pattern_alphabet.c */
extern void synth_pattern_alphabet(PatternContext *cx, PatternAlphabet *out);
/* pattern_automaton.c */
extern void synth_pattern_determine(PatternContext *cx, const PatternNfa *nfa, const PatternAlphabet *a,
									PatternDfa *out);
/* pattern_product.c: texts that all match, or do not where negated; fewest states if that is cheap */
extern void synth_pattern_product(PatternContext *cx, int nparts, const PatternDfa *part, const bool *negated,
								  PatternDfa *out);

extern void synth_pattern_restrict(PatternContext *cx, const PatternDfa *d, const bool *usable, PatternDfa *out);

/*
 * pattern_make.c: the pattern of the texts over `made` that the automaton
 * accepts; NULL if there are none (no error) or after a failure
 */
typedef struct PatternLimits
{
	int min_chars;
	int max_chars; /* 0 none */
	bool finite;
} PatternLimits;
extern SynthPattern *synth_pattern_make(PatternContext *cx, const PatternAlphabet *a, const PatternDfa *d,
										const SynthCharSet *made, const PatternLimits *limits);

/* counts above it are this; tests lower it, to see every text of what is then beyond counting */
#ifdef SYNTH_TEST
extern uint64_t synth_pattern_many;
#define PATTERN_MANY synth_pattern_many
#else
#define PATTERN_MANY (UINT64_C(1) << 62)
#endif

/* characters lo .. hi lead to a state */
typedef struct PatternEdge
{
	uint32_t lo;
	uint32_t hi;
	int to;
} PatternEdge;

struct SynthPattern
{
	/* matching: of all code points, also those that texts are not made of */
	PatternLimits limits;
	int npieces;
	SynthCharRange *piece;
	int *symbol;
	int ascii[128]; /* symbol of each */
	int nsymbols;
	int *next; /* [states * nsymbols] */
	bool *accept;
	int start;

	/* making */
	int nstates;
	int begin;	/* state */
	int *first; /* [nstates + 1] into edge; of each state in order of code points */
	PatternEdge *edge;
	uint64_t *count; /* [(longest + 1) * nstates]: texts of so many characters from a state on */
	int longest;
	int nlengths; /* that occur */
	int *length;
	uint64_t *before; /* [nlengths] texts that are shorter */
	int ndraw;		  /* of the lengths, how many are drawn from */
	int nmany;		  /* lengths drawn from of which there are PATTERN_MANY texts */
	int *many;
	uint64_t space;
	int bytes;
};

/* pattern_intern.c: numbers sequences of integers in the order in which they first come */
typedef struct PatternIntern
{
	int n;
	int room;
	size_t *begin; /* [n + 1] into value */
	int *value;
	size_t value_room;
	int *slot;
	size_t nslots; /* power of two */
} PatternIntern;

extern void synth_pattern_intern_init(PatternContext *cx, PatternIntern *in);
extern void synth_pattern_intern_reset(PatternIntern *in);
/* number of the sequence; -1 if there are too many */
extern int synth_pattern_intern(PatternContext *cx, PatternIntern *in, const int *value, int n);

#endif /* SYNTH_PATTERN_PARTS_H */
