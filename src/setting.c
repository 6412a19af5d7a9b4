/*-------------------------------------------------------------------------
 *
 * setting.c
 *	  What users declared once and for all about tables and columns.
 *
 *-------------------------------------------------------------------------
 */
#include "setting.h"

TableSetting *
setting_table(Oid relid)
{
	return palloc0(sizeof(TableSetting));
}

void
setting_merge(Oid relid, DescribeOptions *opt)
{
}
