/*-------------------------------------------------------------------------
 *
 * setting.h
 *	  What users declared once and for all about tables and columns
 *	  (synth_set), read by every later fit; arguments override.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SETTING_H
#define SYNTH_SETTING_H

#include "synth.h"
#include "utils/jsonb.h"

#include "relation.h"

/* of a whole table */
typedef struct TableSetting
{
	bool is_public;
	bool skip;		   /* synth_fit_schema() passes it over */
	bool found_public; /* somebody said so */
	char *unit;		   /* NULL: nobody said */
	int max_rows;	   /* 0 */
	List *rules;	   /* of char * */
	char *method;	   /* NULL */
} TableSetting;

extern TableSetting *setting_table(Oid relid);
/* adds what was declared about columns (exclude, bounds, categories, other, text) below what opt says itself */
extern void setting_merge(Oid relid, DescribeOptions *opt);

#endif /* SYNTH_SETTING_H */
