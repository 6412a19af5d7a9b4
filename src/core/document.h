/*-------------------------------------------------------------------------
 *
 * document.h
 *	  Shapes of JSON documents, and documents of a shape.
 *
 * A shape is a document without its values: keys in byte order, a letter for
 * each scalar (s text, n number, b boolean, z null), arrays with the shapes of
 * their elements:
 *
 *		{"age":n,"name":{"first":s,"last":s},"tags":[s]}
 *
 * Counted like a label: what fewer than the threshold share is not known.
 *
 * An object whose keys are data ({"EUR": {...}, "USD": {...}}) would have a
 * shape of its own in each row.  It is called a map and written {*:shape} if
 * all its values are containers of one shape, {*} if they are scalars and the
 * keys look like codes ("de", "EUR", "2024-01").  Its keys are tokens.
 *
 * Values are tokens in the bag of the column: path, SYNTH_DOCUMENT_VALUE and
 *
 *		"text		a text, escaped as in JSON
 *		#12e2.0		a number's bucket (bucket.h)
 *		t f z		true, false, null
 *		=3			elements of an array, keys of an object
 *		~w2u		the form of a text (textform.h), for texts that no token is
 *		:sEUR		a key of an object, after the letter of its value: s n b z [ {
 *
 * A path is made of keys in quotes, [] for the elements of an array, * for the
 * keys of a map and . for those of any other object.  What no token covers is
 * made up by the kind that the key's name suggests; tokens of keys tell how much
 * that is.  Texts under names that leave no doubt of their kind (e-mail, phone)
 * are no tokens at all.
 *
 * Documents whose shape was not published are made of keys by their tokens, if
 * there are any, and are placeholders otherwise.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DOCUMENT_H
#define SYNTH_DOCUMENT_H

#include "bag.h"

#define SYNTH_DOCUMENT_MAX_DEPTH 6	   /* containers within each other */
#define SYNTH_DOCUMENT_MAX_KEYS 64	   /* of an object that is no map */
#define SYNTH_DOCUMENT_MAX_SHAPE 1024  /* bytes */
#define SYNTH_DOCUMENT_MAX_KEY 64	   /* bytes, as escaped */
#define SYNTH_DOCUMENT_MAX_TEXT 64	   /* bytes of a text that can be a token, as escaped */
#define SYNTH_DOCUMENT_MAX_NODES 4096  /* values of a document, read or made */
#define SYNTH_DOCUMENT_MAX_BYTES 65536 /* of a document that is read */
/* shapes of elements of one array */
#define SYNTH_DOCUMENT_MAX_FORMS 4
/* elements of an array of which tokens are taken, length that is told apart */
#define SYNTH_DOCUMENT_MAX_ELEMENTS 16
#define SYNTH_DOCUMENT_MAX_COUNT 1000
/* paths that are longer stand as a hash */
#define SYNTH_DOCUMENT_MAX_PATH 56
/* stands between path and value in a token */
#define SYNTH_DOCUMENT_VALUE '\x1e'

/* a document that was read */
typedef struct SynthDocumentNode
{
	char letter;	  /* s n b z, [ or { */
	const char *text; /* s: escaped, without quotes; n: as written; b: "t" or "f" */
	int length;
	const char *key; /* of a member of an object: escaped, without quotes */
	int key_length;
	char map;	   /* of an object: s, c if it is a map of scalars, of containers; else '\0' */
	int nforms;	   /* of an array: different shapes of elements */
	uint64_t form; /* hash of the shape */
	int nchildren;
	int first; /* child, -1 none; members of an object in byte order of their keys */
	int next;  /* sibling, -1 none */
} SynthDocumentNode;

typedef struct SynthDocument
{
	int nnodes;
	int room;
	SynthDocumentNode *node; /* [nnodes], 0 is the root */
	char *text;				 /* what the nodes point into */
	bool utf8;
} SynthDocument;

/*
 * Reads a JSON text.  NULL if it is irregular: no JSON, too long, too deep,
 * too many values, an object or array that is too varied, or an escape of a character (\u0000, or beyond ASCII
 * where the encoding is not UTF-8) that cannot be written.  Of equal keys the
 * last one counts.  Never fails because of the text.
 */
extern SynthDocument *synth_document_read(const char *json, size_t length, bool utf8);
/* n bytes escaped as texts of tokens are, NUL-terminated; out has room for 6 * n + 1; returns the length */
extern int synth_document_escape(const char *text, int n, char *out);
extern int synth_document_escape_byte(char c, char *out);
/* may the bytes stand between quotes as they are, and are they spelt canonically? */
extern bool synth_document_is_escaped(const char *text, int n);

/* part of reading: which objects are maps; false if an object or array is too varied */
extern bool synth_document_classify(SynthDocument *d);

/* shape, NUL-terminated into out[SYNTH_DOCUMENT_MAX_SHAPE + 1]; false if it is too long */
extern bool synth_document_shape(const SynthDocument *d, char *out);
/* a constant text says what is wrong with it, NULL: well-formed */
extern const char *synth_document_shape_check(const char *shape);

/* a path that grows and shrinks with the walk */
typedef struct SynthDocumentPath
{
	int length;
	char text[SYNTH_DOCUMENT_MAX_DEPTH * (SYNTH_DOCUMENT_MAX_KEY + 4) + 8];
} SynthDocumentPath;

/* what stands in a path for the keys of an object */
#define SYNTH_DOCUMENT_MAP_KEYS "*"
#define SYNTH_DOCUMENT_RECORD_KEYS "."
/* both return the length before, to go back to */
extern int synth_document_path_key(SynthDocumentPath *p, const char *key, int length);
extern int synth_document_path_mark(SynthDocumentPath *p, const char *mark);
/* the path as it stands in tokens, with SYNTH_DOCUMENT_VALUE; into out[SYNTH_DOCUMENT_MAX_PATH + 2], no NUL */
extern int synth_document_path_prefix(const SynthDocumentPath *p, char *out);

/*
 * What the name of a key says of the texts under it; certain: texts of the
 * source are not wanted.  Names are few and kinds are asked for often, so
 * answers are kept.
 */
#define SYNTH_DOCUMENT_NAMES 64
typedef struct SynthDocumentNames
{
	struct
	{
		bool used;
		bool certain;
		uint8_t kind;
		uint8_t length; /* of the key, which stands before the parent's */
		uint8_t parent_length;
		char text[2 * SYNTH_DOCUMENT_MAX_KEY];
	} slot[SYNTH_DOCUMENT_NAMES];
} SynthDocumentNames;
typedef struct SynthDocumentName
{
	const char *key; /* not NUL-terminated */
	int length;
	const char *parent; /* key of the object around it, or of the column; says what a "name" is of */
	int parent_length;
} SynthDocumentName;
extern SynthTextKind synth_document_kind(SynthDocumentNames *names, const SynthDocumentName *name, bool *certain);

/* hands out the tokens of a document, those that matter most first; some perhaps more than once */
typedef void (*SynthDocumentToken)(void *ctx, const char *token, int length);
extern void synth_document_tokens(const SynthDocument *d, const char *column, SynthDocumentNames *names,
								  SynthDocumentToken token, void *ctx);

#endif /* SYNTH_DOCUMENT_H */
