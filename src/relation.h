/*-------------------------------------------------------------------------
 *
 * relation.h
 *	  What the schema and the user declare about a source: the public side.
 *
 * Nothing here reads a row.  synth_plan() and synth_fit() both start with
 * relation_describe(), so a plan shows exactly what a fit will do.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RELATION_H
#define SYNTH_RELATION_H

#include "synth.h"
#include "nodes/pg_list.h"
#include "utils/jsonb.h"
#include "utils/rel.h"

#include "core/fitter.h"
#include "core/link.h"
#include "core/rule.h"
#include "value.h"

/* options of synth_plan() and synth_fit() that shape the description */
typedef struct DescribeOptions
{
	ArrayType *columns; /* text[], NULL: all */
	ArrayType *exclude; /* text[]; these become placeholders */
	Jsonb *bounds;		/* {"column": [lo, hi]}; null for an open end */
	Jsonb *categories;	/* {"column": ["a", "b"]} */
	Jsonb *other;		/* {"column": "value" | null}: what `other` becomes */
	Jsonb *text;		/* {"column": "kind" | [values] | {..}}: how texts are made */
	ArrayType *rules;	/* text[]: conditions that rows meet, dependencies (rules.h) */
	char *target;		/* label column, or NULL */
	char *unit;			/* column, 'row', 'result row', or NULL */
	int max_rows;		/* 0: not given */
	bool is_private;
	bool read_content; /* texts may be looked at to see what they are: fits without privacy */
	Relation content;  /* where, if not in the described relation */
	int64 min_count;
} DescribeOptions;

typedef struct SourceColumn
{
	AttrNumber attnum;
	char *name;
	Oid typid; /* as declared, maybe a domain */
	int32 typmod;
	Oid basetypid;
	int32 basetypmod;
	Oid collation;
	char *type_text; /* format_type, always schema-qualified unless pg_catalog */
	bool notnull;	 /* column or domain */
	bool generated;	 /* GENERATED ALWAYS AS (...) STORED */
	char identity;	 /* attidentity */
	bool has_default;
	bool is_serial; /* default is nextval() or a maker of UUIDs */
	bool in_foreign_key;
	SynthColumnRole role;
	const char *why; /* constant text: why a column is not modelled; NULL otherwise */
	ValueForm form;
	int scale;
	SynthAttributeSpec spec; /* role ATTRIBUTE */
	int attribute;			 /* index among attributes, -1 */
	/* texts: textcolumn.h */
	SynthText *text;	 /* how they are made, NULL: they are not */
	const char *text_by; /* constant text: who said so, for plans */
	bool text_has_spec;	 /* role TEXT: there is something to model, so there is an attribute */
	int bag;			 /* index among the fitter's bags, -1 */
	SynthBagSpec bag_spec;
	/*
	 * Columns that only the fit sees (contexts, counts of children, ends of
	 * ranges, units of other tables): behind the real ones, attnum 0, with an
	 * SQL expression over SourceTable.from.  They get attributes, or are units,
	 * but are no columns of the model.
	 */
	bool hidden;
	char *expression; /* NULL: the column `name` of alias s */
	/* hidden, with the attnum of a range column: RangeEnd of rangevalue.h; 0: nothing of the kind */
	int range_end;
	Oid range_type; /* the next two with it: of the column itself, without domains */
	ValueForm range_form;
} SourceColumn;

typedef struct SourceTable
{
	Oid relid;
	char relkind;
	char *schema;
	char *name;
	int ncolumns; /* live columns in attnum order */
	SourceColumn *column;
	int nattributes;
	int *attribute_column; /* [nattributes] index into column */
	int nuniques;		   /* composite and single keys, column indexes */
	SynthUnique *unique;
	bool has_foreign_key;
	char *foreign_key_column; /* first column of a foreign key, for the proposal of unit => */
	int nbags;
	int *bag_column; /* [nbags] index into column */
	int unit_column; /* index into column, or -1 for rows */
	int nunits;		 /* columns that say whose a row is: usually one, unit_column; none for rows */
	int *unit_columns;
	/* FROM clause in which the table itself has the alias s; NULL: the relation alone */
	char *from;
	List *reads;  /* OIDs of other tables that a fit of the source reads */
	List *orders; /* private to fitlink_order.c */
	List *joins;  /* parents in it, private to sourcejoin.c */
	int naliases; /* of it */
	List *named;  /* of EphemeralNamedRelation: what it reads beside tables */
	/* rows whose parent was cut, and what is kept of rows that are cut: contribution.h */
	int cut_column; /* hidden boolean: true where the row's parent was cut; 0: none */
	struct CutRows *cut;
	Oid person;				 /* the table whose rows are the units; invalid: the unit is rows or a column */
	bool estimates_max_rows; /* max_rows is 0 until the fit has estimated it, at a part of its budget */
	/* what complete_model() copies into the model: core/link.h, core/rule.h */
	int nrules;
	SynthRule *rule; /* attribute indexes of the fitter */
	int nchecks;
	SynthCheck *check;
	int nedges;
	SynthEdge *edge; /* column and attribute indexes as in the model */
	int nfanouts;
	SynthFanout *fanout;
	char *unit; /* "row", "result row" or the column's name */
	int64 max_rows;
} SourceTable;

/* opens with AccessShareLock already held by the caller; errors carry SQLSTATE and HINT */
extern SourceTable *relation_describe(Relation rel, const DescribeOptions *opt);
/*
 * Numbers the attributes, hidden ones behind the others.  May be done anew
 * when roles or columns have changed: rules keep their attributes, and rules
 * about columns that are no attributes any more are dropped.
 */
extern void relation_number_attributes(SourceTable *t);
/* relation_key.c: roles of key columns, t->unique; foreign keys */
/* of a unique column that is not to be learned; false: it is modelled, or was no attribute */
extern bool relation_made_unique(SourceTable *t, int column);
extern void relation_read_keys(SourceTable *t, Relation rel);
extern void relation_read_foreign_keys(SourceTable *t, Relation rel);
/* "schema.name" quoted as needed */
extern char *relation_quoted_name(Oid relid);

#endif /* SYNTH_RELATION_H */
