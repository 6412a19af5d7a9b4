#include "rules.h"
void
rules_describe(SourceTable *t, Relation rel, const DescribeOptions *opt)
{
}
