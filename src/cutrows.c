/*-------------------------------------------------------------------------
 *
 * cutrows.c
 *	  Keys of rows that a fit did not use, for the fits of their children.
 *
 * A person's rows beyond max_rows are cut, and what refers to a row that was
 * cut must go with it, or the children of one table would speak of parents
 * that the other table's model never saw.  Tables are fitted parents first;
 * each leaves here the keys of its rows that were cut, and the query that reads
 * a child joins them as a named relation.  Keys are compared by the foreign
 * key's own equality operator, as the server does.
 *
 * Nothing of this is published.  The keys lie in a tuplestore, which goes to
 * disk where work_mem does not suffice.
 *
 *-------------------------------------------------------------------------
 */
#include "contribution.h"

#include "access/tupdesc.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/queryenvironment.h"
#include "utils/tuplestore.h"

struct CutRows
{
	int nkeys;
	AttrNumber *attnum; /* [nkeys] of the relation */
	Tuplestorestate *store;
	EphemeralNamedRelationData relation;
};

CutRows *
cutrows_create(Oid relid, int nkeys, const AttrNumber *attnum)
{
	CutRows *cut = palloc0(sizeof(CutRows));
	TupleDesc desc = CreateTemplateTupleDesc(nkeys);

	cut->nkeys = nkeys;
	cut->attnum = palloc(nkeys * sizeof(AttrNumber));
	memcpy(cut->attnum, attnum, nkeys * sizeof(AttrNumber));
	for (int k = 0; k < nkeys; k++)
	{
		Oid type;
		int32 typmod;
		Oid collation;

		get_atttypetypmodcoll(relid, attnum[k], &type, &typmod, &collation);
		TupleDescInitEntry(desc, k + 1, psprintf("k%d", k + 1), type, typmod, 0);
		TupleDescInitEntryCollation(desc, k + 1, collation);
	}
	cut->store = tuplestore_begin_heap(true, false, work_mem);
	cut->relation.md.name = psprintf("synth_cut_%u", relid);
	cut->relation.md.reliddesc = InvalidOid;
	cut->relation.md.tupdesc = desc;
	cut->relation.md.enrtype = ENR_NAMED_TUPLESTORE;
	cut->relation.md.enrtuples = 1000;
	cut->relation.reldata = cut->store;
	return cut;
}

void
cutrows_free(CutRows *cut)
{
	tuplestore_end(cut->store);
	cut->store = NULL;
}

int
cutrows_nkeys(const CutRows *cut)
{
	return cut->nkeys;
}

AttrNumber
cutrows_attnum(const CutRows *cut, int key)
{
	return cut->attnum[key];
}

char *
cutrows_column(const CutRows *cut, AttrNumber attnum)
{
	for (int k = 0; k < cut->nkeys; k++)
		if (cut->attnum[k] == attnum)
			return psprintf("k%d", k + 1);
	elog(ERROR, "column %d is no key of rows that are cut", attnum);
}

const char *
cutrows_name(const CutRows *cut)
{
	return cut->relation.md.name;
}

EphemeralNamedRelation
cutrows_relation(CutRows *cut)
{
	return &cut->relation;
}

void
cutrows_add(CutRows *cut, Datum *key, bool *isnull)
{
	tuplestore_putvalues(cut->store, cut->relation.md.tupdesc, key, isnull);
}
