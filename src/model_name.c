/*-------------------------------------------------------------------------
 *
 * model_name.c
 *	  Names of models: taken or free, and which model a caller means who
 *	  named none.
 *
 * Names are one space for the whole database.  catalog_check_name() locks the
 * name until the transaction ends, so that two fits of one name meet before
 * either has read a row, not at the unique index afterwards.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "common/hashfn.h"
#include "lib/stringinfo.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "catalog.h"
#include "identity.h"

bool
catalog_exists(const char *model)
{
	return catalog_find(model) != NULL;
}

void
catalog_check_name(const char *model, bool replace)
{
	CatalogModel *row;

	if (model[0] == '\0' || strlen(model) >= NAMEDATALEN)
		ereport(ERROR, (errcode(ERRCODE_INVALID_NAME), errmsg("invalid model name"),
						errhint("Give a name of 1 to %d bytes by \"model =>\".", NAMEDATALEN - 1)));
	LockDatabaseObject(catalog_table("synth_model"), hash_bytes((const unsigned char *) model, strlen(model)), 1,
					   ExclusiveLock);
	row = catalog_find(model);
	if (row == NULL)
		return;
	if (!replace)
		ereport(ERROR, (errcode(ERRCODE_DUPLICATE_OBJECT), errmsg("model \"%s\" already exists", model),
						errhint("Give another name by \"model =>\", or write \"replace => true\".")));
	if (!catalog_acts_for(row->owner_oid))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("must be owner of model \"%s\" to replace it", model),
				 errhint("Give another name by \"model =>\".")));
}

/* alphabetic list of names for a HINT, cut at ten */
static char *
model_name_list(List *rows)
{
	StringInfoData buf;
	int n = 0;
	ListCell *cell;

	initStringInfo(&buf);
	foreach(cell, rows)
	{
		if (++n > 10)
		{
			appendStringInfoString(&buf, ", ...");
			break;
		}
		appendStringInfo(&buf, "%s%s", n > 1 ? ", " : "", quote_literal_cstr(((CatalogModel *) lfirst(cell))->name));
	}
	return buf.data;
}

static int
model_name_compare(const ListCell *a, const ListCell *b)
{
	return strcmp(((CatalogModel *) lfirst(a))->name, ((CatalogModel *) lfirst(b))->name);
}

/*
 * An imported model says itself what it was fitted from, so it counts by its
 * own name only: nobody can slip a model under another's table.
 */
char *
catalog_choose(Oid relid, bool *by_name)
{
	char *bare = get_rel_name(relid);
	CatalogModel *named = NULL;
	List *visible = NIL;
	List *fitted = NIL;
	ListCell *cell;

	*by_name = false;
	foreach(cell, catalog_list())
	{
		CatalogModel *row = (CatalogModel *) lfirst(cell);

		if (!catalog_may_use(row))
			continue;
		visible = lappend(visible, row);
		if (!row->imported
			&& identity_relid(row->source_schema, row->source_name, row->source_oid, row->origin) == relid)
			fitted = lappend(fitted, row);
		if (bare != NULL && strcmp(row->name, bare) == 0)
			named = row;
	}
	if (list_length(fitted) == 1)
		return ((CatalogModel *) linitial(fitted))->name;
	/* of several models of this table, the one that has its name */
	if (named != NULL && (fitted == NIL || list_member_ptr(fitted, named)))
	{
		*by_name = true;
		return named->name;
	}
	list_sort(fitted, model_name_compare);
	list_sort(visible, model_name_compare);
	if (fitted != NIL)
		ereport(ERROR,
				(errcode(ERRCODE_AMBIGUOUS_PARAMETER), errmsg("several models were fitted from table \"%s\"", bare),
				 errdetail("Candidates: %s.", model_name_list(fitted)), errhint("Name one by \"model =>\".")));
	if (visible != NIL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("no model was fitted from table \"%s\", and none has its name", bare != NULL ? bare : "?"),
				 errdetail("Models that you may use: %s.", model_name_list(visible)),
				 errhint("Name one by \"model =>\".")));
	ereport(ERROR, (errcode(ERRCODE_UNDEFINED_OBJECT),
					errmsg("no model was fitted from table \"%s\", and none has its name", bare != NULL ? bare : "?"),
					errhint("Fit one by SELECT synth_fit('%s').", bare != NULL ? bare : "table")));
}
