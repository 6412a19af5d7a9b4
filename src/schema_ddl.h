/*-------------------------------------------------------------------------
 *
 * schema_ddl.h
 *	  Queries that write the statements of synth_schema_ddl().
 *
 * Private to schema_ddl.c and schema_ddl_query.c.  $1 is the schema's OID in
 * all of them.  Names in what they return are written for a search_path that
 * starts with the schema.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SCHEMA_DDL_H
#define SYNTH_SCHEMA_DDL_H

/* class, object, statement: things that need each other, in an order to prefer */
extern const char *const schema_ddl_units;
/* class, object, class, object: what a thing needs; those that are no units are to be ignored */
extern const char *const schema_ddl_needs;
/* one column, statements, to be run in this order after all units; ends with NULL */
extern const char *const schema_ddl_rest[];
/* function as regprocedure, its search_path: functions that set one */
extern const char *const schema_ddl_paths;
/* one boolean: does the schema hold things that are not copied but may be named by what is? */
extern const char *const schema_ddl_lends;

#endif /* SYNTH_SCHEMA_DDL_H */
