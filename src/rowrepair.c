#include "rowcondition.h"
#include "rowrepair.h"
void
rowmaker_require(RowMaker *maker, RowCondition *condition)
{
	maker->conditions = lappend(maker->conditions, condition);
}
int64
rowmaker_repaired(const RowMaker *maker)
{
	return 0;
}
void
rowcondition_chunk(RowMaker *maker, int n)
{
}
