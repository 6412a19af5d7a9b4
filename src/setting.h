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
#include "access/htup.h"
#include "utils/jsonb.h"

#include "identity.h"
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
/*
 * Adds what was declared about columns (exclude, bounds, categories, other,
 * text) and rules below what opt says itself: of one column, an argument
 * replaces what was set.
 */
extern void setting_merge(Oid relid, DescribeOptions *opt);

/* columns of synth_setting after those of identity.h */
enum
{
	Anum_setting_column = Anum_identity_origin + 1, /* "": the table */
	Anum_setting_number,							/* of the column, 0: the table */
	Anum_setting_settings,
	Anum_setting_owner,
	Anum_setting_changed,
	Natts_setting = Anum_setting_changed
};

/* one stored row, with the column's present name */
typedef struct SettingRow
{
	HeapTuple tuple;
	AttrNumber attnum; /* 0: of the table */
	char *column;	   /* "": of the table; NULL: the column is gone */
	char *stored;	   /* the column's name when it was set */
	Jsonb *settings;
	char *owner; /* of the table, when it was set */
} SettingRow;

/* SettingRow * of one table, copied; without those of columns that are gone */
extern List *setting_rows(Oid relid);
/* all of them */
extern List *setting_stored(Oid relid);

#endif /* SYNTH_SETTING_H */
