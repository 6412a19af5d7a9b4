/*-------------------------------------------------------------------------
 *
 * frame.h
 *	  A sample of a relation's rows, held in memory as columns of integers.
 *
 * The non-private diagnostics (synth_profile, synth_quality) read a relation
 * once, with the caller's rights and under row security, into a frame.  A
 * number or time is its raw value (core/axis.h), anything else the index of
 * its text form in a label table that two frames may share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_FRAME_H
#define SYNTH_FRAME_H

#include "synth.h"
#include "nodes/pg_list.h"
#include "utils/array.h"

#include "value.h"

typedef struct FrameLabels FrameLabels;

typedef struct FrameColumn
{
	char *name;
	Oid type; /* as declared */
	int32 typmod;
	ValueForm form;
	int scale;
	bool is_number;
	int max_chars;		 /* labels are cut to so many, 0 not at all */
	bool clipped;		 /* by the server */
	FrameLabels *labels; /* NULL for numbers */
	int64 *raw;			 /* [rows]: raw value or label index; SYNTH_RAW_NULL */
} FrameColumn;

typedef struct Frame
{
	int64 total; /* rows that the relation showed */
	int64 rows;	 /* rows kept */
	int ncolumns;
	FrameColumn *column;
} Frame;

/* a column that both sides of a comparison have */
typedef struct FrameField
{
	char *name;
	FrameLabels *labels; /* shared label table, or NULL to make one */
	bool as_label;		 /* compare as text although it is a number */
	int max_chars;		 /* strings: only so many characters are read, 0 all */
} FrameField;

extern FrameLabels *frame_labels_new(void);
extern int64 frame_labels_count(const FrameLabels *labels);
extern const char *frame_label(const FrameLabels *labels, int64 id);

/*
 * Reads `fields` (a list of FrameField *) of a relation.  At most max_rows
 * rows are kept: a uniform sample without replacement (Vitter's algorithm R)
 * with a fixed seed, so that the same table gives the same answer.  Memory is
 * compared with maintenance_work_mem (54000).  Result in CurrentMemoryContext.
 */
extern Frame *frame_read(Oid relid, List *fields, int64 max_rows);
/*
 * The same from about so many percent of a table's pages, and no further than
 * there is memory; total is then an estimate.
 */
extern Frame *frame_read_pages(Oid relid, List *fields, int64 max_rows, double percent);
/* the argument max_rows of a diagnostic, a numeric such as 1e5; 22023 outside 1 to 1e9, also for NULL and NaN */
extern int64 frame_rows_argument(FunctionCallInfo fcinfo, int arg);
/* rows that fit into half of maintenance_work_mem, at most `wanted` */
extern int64 frame_max_rows(int ncolumns, int64 wanted);
/* raw value of a number column as a double, in the column's own unit; NaN for NULL and specials */
extern double frame_double(const FrameColumn *c, int64 raw);
/* text form of a raw value or label of the column; NULL for NULL */
extern char *frame_text(const FrameColumn *c, int64 raw);
/* 42809 for what holds no rows, 42P01 for a stale OID; rights are the executor's business */
extern void frame_check_relation(Oid relid);
/* live user columns of a relation in order: list of char *; checks that the names in wanted (text[]) exist */
extern List *frame_column_names(Oid relid, ArrayType *wanted);

#endif /* SYNTH_FRAME_H */
