/*-------------------------------------------------------------------------
 *
 * relation_key.c
 *	  Which columns of a source are keys: unique indexes, identity, serial,
 *	  foreign keys.
 *
 * Only a constraint that holds for all rows at once counts: partial and
 * expression indexes, and indexes that are still being built, do not.
 * Included columns are no part of a key.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "access/genam.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "rewrite/rewriteHandler.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

#include "key.h"
#include "keyform.h"
#include "relation.h"

static int
column_index(const SourceTable *t, AttrNumber attnum)
{
	int i;

	for (i = 0; i < t->ncolumns; i++)
	{
		if (t->column[i].attnum == attnum)
			return i;
	}
	return -1;
}

/* adds the key; the same columns may be under two indexes */
static void
add_unique(SourceTable *t, const int *column, int ncolumns, bool primary)
{
	SynthUnique *u;
	int i;

	for (i = 0; i < t->nuniques; i++)
	{
		u = &t->unique[i];
		if (u->ncolumns == ncolumns && memcmp(u->column, column, sizeof(int) * ncolumns) == 0)
		{
			u->primary |= primary;
			return;
		}
	}
	u = &t->unique[t->nuniques++];
	u->ncolumns = ncolumns;
	u->column = (int *) palloc(sizeof(int) * ncolumns);
	memcpy(u->column, column, sizeof(int) * ncolumns);
	u->primary = primary;
}

static int
compare_int(const void *a, const void *b)
{
	return *(const int *) a - *(const int *) b;
}

/* unique indexes of the table into t->unique, columns in ascending order */
static void
read_unique_indexes(SourceTable *t, Relation rel)
{
	List *indexes = RelationGetIndexList(rel);
	ListCell *cell;

	t->unique = (SynthUnique *) palloc0(sizeof(SynthUnique) * (list_length(indexes) + t->ncolumns + 1));
	foreach(cell, indexes)
	{
		Relation index = index_open(lfirst_oid(cell), AccessShareLock);
		Form_pg_index form = index->rd_index;
		int column[INDEX_MAX_KEYS];
		int n = 0;
		bool plain = form->indisunique && form->indisvalid && RelationGetIndexPredicate(index) == NIL
					 && RelationGetIndexExpressions(index) == NIL;
		int i;

		for (i = 0; plain && i < form->indnkeyatts; i++)
		{
			column[n] = column_index(t, form->indkey.values[i]);
			plain = column[n++] >= 0;
		}
		if (plain && n > 0)
		{
			qsort(column, n, sizeof(int), compare_int);
			add_unique(t, column, n, form->indisprimary);
		}
		index_close(index, AccessShareLock);
	}
	list_free(indexes);
}

/* nextval() or a maker of UUIDs: values that the server would make up */
static bool
is_made_up(Node *expr, void *context)
{
	if (expr == NULL)
		return false;
	if (IsA(expr, NextValueExpr))
		return true;
	if (IsA(expr, FuncExpr))
	{
		Oid function = ((FuncExpr *) expr)->funcid;
		char *name;

		if (function == F_NEXTVAL)
			return true;
		if (get_func_namespace(function) == PG_CATALOG_NAMESPACE && get_func_rettype(function) == UUIDOID)
		{
			name = get_func_name(function);
			if (name != NULL && (strncmp(name, "gen_random_uuid", 15) == 0 || strncmp(name, "uuidv", 5) == 0))
				return true;
		}
	}
	return expression_tree_walker(expr, is_made_up, context);
}

/*
 * Types that relation_read_keys() turns into generated keys without asking
 * whether NULL would do: see key.c, which makes them.
 */
static bool
can_make_keys(Oid basetype)
{
	switch (basetype)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case OIDOID:
		case NUMERICOID:
		case FLOAT4OID:
		case FLOAT8OID:
		case UUIDOID:
		case BYTEAOID:
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
		case NAMEOID:
		case CHAROID:
		case DATEOID:
		case TIMEOID:
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
		case INETOID:
			return true;
		default:
			return key_is_string(basetype) || keyform_takes(basetype);
	}
}

/*
 * Values of boolean and enum columns are worth more than their uniqueness.  A
 * day or a moment says something as well, and other columns may follow from
 * it: one that nobody makes up is modelled, and made unique.
 */
static bool
stays_modelled(const SourceColumn *col)
{
	switch (col->basetypid)
	{
		case BOOLOID:
			return true;
		case DATEOID:
		case TIMEOID:
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			return !col->has_default;
		default:
			return get_typtype(col->basetypid) == TYPTYPE_ENUM;
	}
}

static void
make_key(SourceColumn *col)
{
	if (can_make_keys(col->basetypid) || col->notnull)
	{
		col->role = SYNTH_COLUMN_KEY;
		col->why = "key: generated to be unique, never learned";
	}
	else
	{
		col->role = SYNTH_COLUMN_PLACEHOLDER;
		col->why = "unique, and no keys are made for its type";
	}
}

static bool
is_unique(const SourceTable *t, int column)
{
	for (int k = 0; k < t->nuniques; k++)
		if (t->unique[k].ncolumns == 1 && t->unique[k].column[0] == column)
			return true;
	return false;
}

/* a unique column that is not to be learned: its values are made, if they can be */
bool
relation_made_unique(SourceTable *t, int column)
{
	SourceColumn *col = &t->column[column];

	if (col->role != SYNTH_COLUMN_ATTRIBUTE || !can_make_keys(col->basetypid) || !is_unique(t, column))
		return false;
	make_key(col);
	return true;
}

/*
 * Sets the role of key columns and fills t->unique.  A composite key with a
 * column that is unique by itself needs no care and is not listed.
 */
void
relation_read_keys(SourceTable *t, Relation rel)
{
	SynthUnique *unique;
	int kept = 0;
	int i;
	int k;

	read_unique_indexes(t, rel);
	for (i = 0; i < t->ncolumns; i++)
	{
		SourceColumn *col = &t->column[i];
		Form_pg_attribute att = TupleDescAttr(RelationGetDescr(rel), col->attnum - 1);

		/* defaults of extensions (uuid_generate_v4()) are not known: such a column needs its UNIQUE */
		if (att->atthasdef && !col->generated)
			col->is_serial = is_made_up(build_column_default(rel, col->attnum), NULL);
		if (col->identity != '\0' || col->is_serial)
			make_key(col);
	}
	for (k = 0; k < t->nuniques; k++)
	{
		SourceColumn *col = &t->column[t->unique[k].column[0]];

		if (t->unique[k].ncolumns == 1 && col->role == SYNTH_COLUMN_ATTRIBUTE && !stays_modelled(col))
			make_key(col);
	}
	unique = (SynthUnique *) palloc(sizeof(SynthUnique) * Max(t->nuniques, 1));
	for (k = 0; k < t->nuniques; k++)
	{
		SynthUnique *u = &t->unique[k];
		bool trivial = false;

		for (i = 0; i < u->ncolumns && u->ncolumns > 1; i++)
			trivial |= t->column[u->column[i]].role == SYNTH_COLUMN_KEY || is_unique(t, u->column[i]);
		if (!trivial)
			unique[kept++] = *u;
	}
	t->unique = unique;
	t->nuniques = kept;
}

/* has_foreign_key and the first column (in table order) that has one */
void
relation_read_foreign_keys(SourceTable *t, Relation rel)
{
	List *keys;
	ListCell *cell;
	int first = -1;
	int i;

	if (rel->rd_rel->relkind != RELKIND_RELATION && rel->rd_rel->relkind != RELKIND_PARTITIONED_TABLE)
		return;
	keys = RelationGetFKeyList(rel);
	foreach(cell, keys)
	{
		ForeignKeyCacheInfo *key = (ForeignKeyCacheInfo *) lfirst(cell);

		for (i = 0; i < key->nkeys; i++)
		{
			int c = column_index(t, key->conkey[i]);

			if (c < 0)
				continue;
			t->column[c].in_foreign_key = true;
			if (first < 0 || c < first)
				first = c;
		}
	}
	if (first >= 0)
	{
		t->has_foreign_key = true;
		t->foreign_key_column = t->column[first].name;
	}
}
