/*-------------------------------------------------------------------------
 *
 * rules_find.c
 *	  synth_rules(): rules that hold in all rows that were read.
 *
 * For whoever may read the relation, and not private: a rule may quote values.
 * The relation is read once, into a frame (frame.h); of one with more rows
 * than the frame takes a uniform sample is looked at, and a rule may then be
 * broken by a row that was not.  What holds by chance in a few rows is left
 * out (FIND_EVIDENCE), and so is what follows from what is said already.
 *
 *-------------------------------------------------------------------------
 */
#include "rules_find.h"

#include "access/table.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pg_list.h"
#include "optimizer/clauses.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "relation.h"
#include "ruleexpr.h"

PG_FUNCTION_INFO_V1(synth_rules);

char *
find_literal(const FindColumn *c, int64 raw)
{
	char *text;

	if (raw == SYNTH_RAW_NULL)
		return pstrdup("NULL");
	text = frame_text(c->frame, raw);
	switch (c->frame->form)
	{
		case VALUE_INT2:
		case VALUE_INT4:
		case VALUE_INT8:
		case VALUE_NUMERIC:
			return text;
		default:
			return quote_literal_cstr(text);
	}
}

/* ---------------------------------------------------------------- known rules */

/* the same condition, perhaps with its sides swapped */
static bool
is_same(Node *known, Expr *rule)
{
	OpExpr *swapped;

	if (equal(known, rule))
		return true;
	if (!IsA(known, OpExpr) || list_length(((OpExpr *) known)->args) != 2
		|| !OidIsValid(get_commutator(((OpExpr *) known)->opno)))
		return false;
	swapped = copyObject((OpExpr *) known);
	CommuteOpExpr(swapped);
	return equal(swapped, rule);
}

/* is it said by a CHECK, word for word or as a bound on the same sum? */
static bool
is_known(const Find *f, const char *text)
{
	RuleExpr *rule = ruleexpr_parse(text, f->desc);
	RuleLinear own;
	ListCell *lc;
	bool linear;

	if (rule->expr == NULL)
		return false;
	linear = rulelinear_read(f->source, (Node *) rule->expr, &own);
	foreach(lc, f->known)
	{
		RuleLinear other;

		if (is_same(lfirst(lc), rule->expr))
			return true;
		if (linear && rulelinear_read(f->source, lfirst(lc), &other) && rulelinear_same(&own, &other)
			&& other.lo >= own.lo && other.hi <= own.hi)
			return true;
	}
	return false;
}

void
find_put(Find *f, const char *kind, const char *rule, int ncolumns, const int *column)
{
	Datum *name = palloc(sizeof(Datum) * (Size) Max(ncolumns, 1));
	Datum values[5];
	bool isnull[5] = {false};

	for (int i = 0; i < ncolumns; i++)
		name[i] = CStringGetTextDatum(f->column[column[i]].frame->name);
	values[0] = CStringGetTextDatum(rule);
	values[1] = CStringGetTextDatum(kind);
	values[2] = PointerGetDatum(construct_array(name, ncolumns, TEXTOID, -1, false, TYPALIGN_INT));
	values[3] = Int64GetDatum(f->rows);
	values[4] = BoolGetDatum(is_known(f, rule));
	resultset_row(f->set, values, isnull);
}

/* ---------------------------------------------------------------- columns */

typedef struct CodeEntry
{
	int64 raw; /* key */
	int code;
} CodeEntry;

static void
number_values(Find *f, FindColumn *c)
{
	HASHCTL control = {.keysize = sizeof(int64), .entrysize = sizeof(CodeEntry), .hcxt = CurrentMemoryContext};
	HTAB *table = hash_create("synth values", 1024, &control, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	int room = 1024;
	double same = 0;

	c->code = palloc_extended(sizeof(int) * (Size) Max(f->rows, 1), MCXT_ALLOC_HUGE);
	c->count = palloc(sizeof(int64) * (Size) room);
	c->value = palloc(sizeof(int64) * (Size) room);
	for (int64 r = 0; r < f->rows; r++)
	{
		bool found;
		CodeEntry *entry;

		if (r % 65536 == 0)
			CHECK_FOR_INTERRUPTS();
		entry = hash_search(table, &c->frame->raw[r], HASH_ENTER, &found);
		if (!found)
		{
			if (c->ndistinct == room)
			{
				room *= 2;
				c->count = repalloc_huge(c->count, sizeof(int64) * (Size) room);
				c->value = repalloc_huge(c->value, sizeof(int64) * (Size) room);
			}
			entry->code = c->ndistinct;
			c->value[c->ndistinct] = entry->raw;
			c->count[c->ndistinct++] = 0;
		}
		c->code[r] = entry->code;
		c->count[entry->code]++;
	}
	hash_destroy(table);
	for (int i = 0; i < c->ndistinct; i++)
		same += ((double) c->count[i] / (double) f->rows) * ((double) c->count[i] / (double) f->rows);
	c->same = same;
}

/* NULLs, truth, and what is not 0, as bit sets */
static void
mark_rows(Find *f, FindColumn *c)
{
	bool number = c->frame->is_number && c->compares;

	c->null = palloc0(sizeof(uint64) * (Size) Max(f->words, 1));
	c->is_true = c->is_bool ? palloc0(sizeof(uint64) * (Size) Max(f->words, 1)) : NULL;
	c->nonzero = number ? palloc0(sizeof(uint64) * (Size) Max(f->words, 1)) : NULL;
	for (int64 r = 0; r < f->rows; r++)
	{
		uint64 bit = UINT64CONST(1) << (r % 64);
		int64 raw = c->frame->raw[r];

		if (raw == SYNTH_RAW_NULL)
		{
			c->null[r / 64] |= bit;
			c->nnulls++;
			continue;
		}
		if (c->is_bool && frame_text(c->frame, raw)[0] == 't')
		{
			c->is_true[r / 64] |= bit;
			c->ntrue++;
		}
		if (number && raw != 0)
		{
			c->nonzero[r / 64] |= bit;
			c->nnonzero++;
		}
	}
}

/* types whose text forms are equal if and only if "=" says so */
static bool
compares_as_text(Oid type)
{
	type = getBaseType(type);
	return type == BOOLOID || type == UUIDOID || type == TEXTOID || type == VARCHAROID || type == BPCHAROID
		   || type == NAMEOID || get_typtype(type) == TYPTYPE_ENUM;
}

static bool
is_key(const Find *f, const char *name)
{
	for (int i = 0; i < f->source->ncolumns; i++)
		if (strcmp(f->source->column[i].name, name) == 0)
			return f->source->column[i].role == SYNTH_COLUMN_KEY || f->source->column[i].role == SYNTH_COLUMN_SERVER
				   || f->source->column[i].in_foreign_key;
	return false;
}

static void
open_columns(Find *f)
{
	f->column = palloc0(sizeof(FindColumn) * (Size) Max(f->n, 1));
	for (int i = 0; i < f->n; i++)
	{
		FindColumn *c = &f->column[i];

		c->frame = &f->frame->column[i];
		c->name = pstrdup(quote_identifier(c->frame->name));
		c->within = palloc0(sizeof(bool) * (Size) f->n);
		c->is_key = is_key(f, c->frame->name);
		c->is_bool = getBaseType(c->frame->type) == BOOLOID;
		/* raw values of floating point and intervals are not what their "=" compares */
		c->compares = c->frame->is_number ? c->frame->form != VALUE_INTERVAL && c->frame->form != VALUE_TIMETZ
												&& value_axis_form(c->frame->form) != SYNTH_AXIS_REAL
										  : compares_as_text(c->frame->type);
		number_values(f, c);
		mark_rows(f, c);
		c->constant = c->ndistinct - (c->nnulls > 0) <= 1;
	}
}

/* conjuncts of the relation's CHECKs */
static void
read_known(Find *f, Relation rel)
{
	TupleConstr *constr = RelationGetDescr(rel)->constr;

	for (int i = 0; constr != NULL && i < constr->num_check; i++)
	{
		Node *expr = stringToNode(constr->check[i].ccbin);

		fix_opfuncids(expr);
		f->known = list_concat(f->known, ruleexpr_conjuncts(expr));
	}
}

/*
 * synth_rules(source regclass, max_rows numeric)
 */
Datum
synth_rules(PG_FUNCTION_ARGS)
{
	ResultSet set;
	DescribeOptions options = {0};
	Find f = {0};
	Relation rel;
	MemoryContext context;
	MemoryContext old;
	FrameLabels *labels;
	List *fields = NIL;
	ListCell *lc;
	int64 max_rows;
	Oid relid;

	if (PG_ARGISNULL(0))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("\"source\" must not be null"),
						errhint("Write the name of a table, as in synth_rules('patients').")));
	relid = PG_GETARG_OID(0);
	frame_check_relation(relid);
	max_rows = frame_rows_argument(fcinfo, 1);

	coreglue_install();
	set = resultset_begin(fcinfo);
	context = AllocSetContextCreate(CurrentMemoryContext, "synth rules", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(context);
	rel = table_open(relid, AccessShareLock);
	f.source = relation_describe(rel, &options);
	f.desc = CreateTupleDescCopyConstr(RelationGetDescr(rel));
	read_known(&f, rel);
	table_close(rel, NoLock);

	/* one table of labels, so that columns of texts can be compared */
	labels = frame_labels_new();
	foreach(lc, frame_column_names(relid, NULL))
	{
		FrameField *field = palloc0(sizeof(FrameField));

		field->name = lfirst(lc);
		field->labels = labels;
		fields = lappend(fields, field);
	}
	/* codes take as much again as the frame */
	f.frame = frame_read(relid, fields, frame_max_rows(2 * list_length(fields), max_rows));
	f.rows = f.frame->rows;
	f.words = (f.rows + 63) / 64;
	f.n = f.frame->ncolumns;
	f.set = &set;
	open_columns(&f);

	find_constants(&f);
	find_sums(&f);
	find_orders(&f);
	find_nulls(&f);
	find_flags(&f);
	find_dependencies(&f);
	find_implications(&f);

	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return (Datum) 0;
}
