#include "rowcondition.h"
void
rowcheck_model(RowMaker *maker, const SynthModel *model, TupleDesc desc)
{
}
void
rowcheck_target(RowMaker *maker, Relation rel)
{
}
