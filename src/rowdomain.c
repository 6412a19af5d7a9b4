/*-------------------------------------------------------------------------
 *
 * rowdomain.c
 *	  Domains over ranges, as conditions of made rows.
 *
 * What a domain says of a number bounds its axis; of a range, which is made of
 * two numbers, it is asked when the row is made, and repaired like a CHECK.
 *
 *-------------------------------------------------------------------------
 */
#include "rowcondition.h"

#include "executor/executor.h"
#include "nodes/execnodes.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "rowplan.h"

typedef struct RowDomain
{
	RowCondition condition; /* first */
	int attribute;
	DomainConstraintRef constraints;
	ExprContext *econtext;
} RowDomain;

static bool
domain_holds(RowCondition *condition, TupleTableSlot *row)
{
	RowDomain *domain = (RowDomain *) condition;
	ExprContext *econtext = domain->econtext;
	bool isnull = row->tts_isnull[domain->attribute];
	ListCell *lc;

	UpdateDomainConstraintRef(&domain->constraints);
	ResetExprContext(econtext);
	econtext->domainValue_datum = row->tts_values[domain->attribute];
	econtext->domainValue_isNull = isnull;
	foreach(lc, domain->constraints.constraints)
	{
		DomainConstraintState *constraint = lfirst(lc);

		if (constraint->constrainttype == DOM_CONSTRAINT_NOTNULL ? isnull
																 : !ExecCheck(constraint->check_exprstate, econtext))
			return false;
	}
	return true;
}

void
rowdomain_require(RowMaker *maker)
{
	for (int i = 0; i < maker->ncolumns; i++)
	{
		RowDomain *domain;

		if (maker->column[i].kind != ROW_RANGE || getBaseType(maker->column[i].type) == maker->column[i].type)
			continue;
		domain = palloc0(sizeof *domain);
		domain->condition.name = psprintf("domain %s", format_type_be(maker->column[i].type));
		domain->condition.is_constraint = true;
		domain->condition.attributes = list_make1_int(i);
		domain->condition.sqlstate = ERRCODE_CHECK_VIOLATION;
		domain->condition.holds = domain_holds;
		domain->attribute = i;
		domain->econtext = CreateStandaloneExprContext();
		InitDomainConstraintRef(maker->column[i].type, &domain->constraints, maker->context, true);
		rowmaker_require(maker, &domain->condition);
	}
}
