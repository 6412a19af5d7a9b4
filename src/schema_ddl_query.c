/*-------------------------------------------------------------------------
 *
 * schema_ddl_query.c
 *	  Queries over the system catalogs whose results are DDL statements.
 *
 * The server's own deparsers write the hard parts.  The schema's own operators
 * come first on the search_path while these run, so every operator here is
 * qualified, and there is no CASE with an operand, no IN and no ||.
 *
 * What belongs to an extension is left out: CREATE EXTENSION makes it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "schema_ddl.h"

#define EQ " OPERATOR(pg_catalog.=) "
#define NE " OPERATOR(pg_catalog.<>) "
#define GT " OPERATOR(pg_catalog.>) "
#define CLASS(name) "'pg_catalog." name "'::pg_catalog.regclass"
/* no member of an extension */
#define OWN(class, object)                                                                                    \
	"NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid" EQ CLASS(class) " AND e.objid" EQ object \
																					 " AND e.deptype" EQ "'e') "
#define COLLATE(collation, usual)                                                                             \
	"CASE WHEN " collation NE "0 AND " collation NE usual " THEN pg_catalog.format(' COLLATE %s', " collation \
	"::pg_catalog.regcollation) END"
/* options of a sequence, from pg_sequence q */
#define SEQUENCE                                                                             \
	"pg_catalog.format('INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s', " \
	"q.seqincrement, q.seqmin, q.seqmax, q.seqstart, q.seqcache, CASE WHEN q.seqcycle THEN ' CYCLE' END)"
/* is c a child of another table of the same schema? */
#define HAS_PARENT                                                                                       \
	"EXISTS (SELECT FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid" EQ "i.inhparent " \
	"WHERE i.inhrelid" EQ "c.oid AND p.relnamespace" EQ "c.relnamespace)"

const char *const schema_ddl_units =
	"SELECT class, object, statement FROM ("
	/* collations */
	"SELECT " CLASS(
		"pg_collation") "::pg_catalog.oid AS class, c.oid AS object, 0 AS rank, c.collname AS name, "
						"pg_catalog.format('CREATE COLLATION %I FROM %I.%I', c.collname, n.nspname, c.collname) AS statement "
						"FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid" EQ "c.collnamespace "
						"WHERE c.collnamespace" EQ "$1 AND " OWN("pg_collation", "c.oid")
	/* enums */
	"UNION ALL SELECT " CLASS(
		"pg_type") ", t.oid, 1, t.typname, "
				   "pg_catalog.format('CREATE TYPE %I AS ENUM (%s)', t.typname, "
				   "(SELECT pg_catalog.string_agg(pg_catalog.quote_literal(l.enumlabel), ', ' ORDER BY l.enumsortorder) "
				   "FROM pg_catalog.pg_enum l WHERE l.enumtypid" EQ "t.oid)) "
				   "FROM pg_catalog.pg_type t WHERE t.typnamespace" EQ "$1 AND t.typtype" EQ
				   "'e' AND " OWN("pg_type", "t.oid")
	/* domains */
	"UNION ALL SELECT " CLASS(
		"pg_type") ", t.oid, 1, t.typname, "
				   "pg_catalog.format('CREATE DOMAIN %I AS %s%s%s%s%s', t.typname, "
				   "pg_catalog.format_type(t.typbasetype, t.typtypmod), " COLLATE(
					   "t.typcollation",
					   "b.typcollation") ", "
										 "CASE WHEN t.typdefaultbin IS NOT NULL THEN "
										 "pg_catalog.format(' DEFAULT %s', pg_catalog.pg_get_expr(t.typdefaultbin, 0)) END, "
										 "CASE WHEN t.typnotnull THEN ' NOT NULL' END, "
										 "(SELECT pg_catalog.string_agg(pg_catalog.format(' CONSTRAINT %I %s', k.conname, "
										 "pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(k.oid), ' NOT VALID$', '')), '' ORDER BY k.conname) "
										 "FROM pg_catalog.pg_constraint k WHERE k.contypid" EQ "t.oid AND k.contype" EQ
										 "'c')) "
										 "FROM pg_catalog.pg_type t JOIN pg_catalog.pg_type b ON b.oid" EQ
										 "t.typbasetype "
										 "WHERE t.typnamespace" EQ "$1 AND t.typtype" EQ
										 "'d' AND " OWN("pg_type", "t.oid")
	/* composite types */
	"UNION ALL SELECT " CLASS(
		"pg_class") ", c.oid, 1, c.relname, "
					"pg_catalog.format('CREATE TYPE %I AS (%s)', c.relname, "
					"(SELECT pg_catalog.string_agg(pg_catalog.format('%I %s%s', a.attname, "
					"pg_catalog.format_type(a.atttypid, a.atttypmod), " COLLATE(
						"a.attcollation",
						"t.typcollation") "), "
										  "', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid" EQ
										  "a.atttypid "
										  "WHERE a.attrelid" EQ "c.oid AND NOT a.attisdropped AND a.attnum" GT "0)) "
										  "FROM pg_catalog.pg_class c WHERE c.relnamespace" EQ "$1 AND c.relkind" EQ
										  "'c' AND " OWN("pg_type", "c.reltype")
	/* ranges */
	"UNION ALL SELECT " CLASS(
		"pg_type") ", t.oid, 1, t.typname, "
				   "pg_catalog.format('CREATE TYPE %I AS RANGE (SUBTYPE = %s%s%s%s, MULTIRANGE_TYPE_NAME = %I)', t.typname, "
				   "pg_catalog.format_type(r.rngsubtype, NULL), "
				   "CASE WHEN NOT o.opcdefault THEN pg_catalog.format(', SUBTYPE_OPCLASS = %I.%I', n.nspname, o.opcname) END, "
				   "CASE WHEN r.rngcollation" NE "0 AND r.rngcollation" NE "b.typcollation "
				   "THEN pg_catalog.format(', COLLATION = %s', r.rngcollation::pg_catalog.regcollation) END, "
				   "CASE WHEN r.rngsubdiff::pg_catalog.oid" NE
				   "0 THEN pg_catalog.format(', SUBTYPE_DIFF = %s', r.rngsubdiff) END, "
				   "m.typname) "
				   "FROM pg_catalog.pg_range r JOIN pg_catalog.pg_type t ON t.oid" EQ "r.rngtypid "
				   "JOIN pg_catalog.pg_type b ON b.oid" EQ "r.rngsubtype JOIN pg_catalog.pg_type m ON m.oid" EQ
				   "r.rngmultitypid "
				   "JOIN pg_catalog.pg_opclass o ON o.oid" EQ "r.rngsubopc "
				   "JOIN pg_catalog.pg_namespace n ON n.oid" EQ "o.opcnamespace "
				   "WHERE t.typnamespace" EQ "$1 AND " OWN("pg_type", "t.oid")
	/*
	 * functions: pg_get_functiondef() always writes the schema before the
	 * name.  Those in an untrusted language only if something needs them, none
	 * that need a view.
	 */
	"UNION ALL SELECT " CLASS(
		"pg_proc") ", f.oid, 2, f.proname, "
				   "pg_catalog.concat('CREATE OR REPLACE ', f.kind, ' ', pg_catalog.quote_ident(f.proname), "
				   "pg_catalog.substr(pg_catalog.pg_get_functiondef(f.oid), "
				   "pg_catalog.length(pg_catalog.format('CREATE OR REPLACE %s %I.%I', f.kind, f.nspname, f.proname))"
				   " OPERATOR(pg_catalog.+) 1)) "
				   "FROM (SELECT p.oid, p.proname, n.nspname, CASE WHEN p.prokind" EQ
				   "'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS kind "
				   "FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid" EQ "p.pronamespace "
				   "JOIN pg_catalog.pg_language l ON l.oid" EQ "p.prolang "
				   "WHERE p.pronamespace" EQ "$1 AND p.prokind" NE
				   "'a' AND " OWN("pg_proc", "p.oid") "AND (l.lanpltrusted OR EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.refclassid" EQ CLASS(
					   "pg_proc") " AND d.refobjid" EQ "p.oid)) "
								  "AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend i WHERE i.classid" EQ CLASS(
									  "pg_proc") " AND i.objid" EQ "p.oid AND i.deptype" EQ "'i') "
												 "AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class v ON v.relnamespace" EQ
												 "$1 "
												 "AND v.relkind" EQ "ANY (ARRAY['v', 'm', 'f']::pg_catalog.\"char\"[]) "
												 "AND (d.refclassid" EQ CLASS(
													 "pg_class") " AND d.refobjid" EQ "v.oid OR d.refclassid" EQ
													 CLASS("pg_type") " AND d.refobjid" EQ "v.reltype) WHERE d.classid" EQ CLASS(
														 "pg_proc") " AND d.objid" EQ "p.oid)) f "
																	/* sequences, but for those of identity columns */
																	"UNION ALL SELECT " CLASS(
																		"pg_class") ", c.oid, 3, c.relname, "
																					"pg_catalog.format('CREATE SEQUENCE %I AS %s %s', c.relname, pg_catalog.format_type(q.seqtypid, NULL), " SEQUENCE
																					") "
																					"FROM pg_catalog.pg_class c JOIN pg_catalog.pg_sequence q ON q.seqrelid" EQ
																					"c.oid "
																					"WHERE c.relnamespace" EQ
																					"$1 AND c.relpersistence" NE
																					"'t' AND " OWN("pg_class", "c.oid") "AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend i WHERE i.classid" EQ CLASS(
																						"pg_class") " AND i.objid" EQ
																									"c.oid AND i.deptype" EQ
																									"'i') "
																									/* tables; partitions are attached later, inheritance stays within the schema */
																									"UNION ALL SELECT " CLASS(
																										"pg_class") ", c.oid, 4, c.relname, "
																													"pg_catalog.format('CREATE%s TABLE %I (%s)%s%s', CASE WHEN c.relpersistence" EQ
																													"'u' THEN ' UNLOGGED' END, "
																													"c.relname, (SELECT pg_catalog.string_agg(pg_catalog.format('%I %s%s%s%s%s', a.attname, "
																													"pg_catalog.format_type(a.atttypid, a.atttypmod), " COLLATE(
																														"a.attcollation",
																														"t.typcollation") ", "
																																		  "CASE WHEN a.attgenerated" NE
																																		  "'' THEN pg_catalog.format(' GENERATED ALWAYS AS (%s) %s', "
																																		  "pg_catalog.pg_get_expr(d.adbin, d.adrelid), "
																																		  "CASE WHEN a.attgenerated" EQ
																																		  "'s' THEN 'STORED' ELSE 'VIRTUAL' END) END, "
																																		  "CASE WHEN a.attidentity" NE
																																		  "'' AND NOT c.relispartition THEN "
																																		  "(SELECT pg_catalog.format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %I %s)', "
																																		  "CASE WHEN a.attidentity" EQ
																																		  "'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, s.relname, " SEQUENCE
																																		  ") "
																																		  "FROM pg_catalog.pg_depend i JOIN pg_catalog.pg_sequence q ON q.seqrelid" EQ
																																		  "i.objid "
																																		  "JOIN pg_catalog.pg_class s ON s.oid" EQ
																																		  "i.objid WHERE i.classid" EQ CLASS(
																																			  "pg_class") " AND i.refclassid" EQ
																																			  CLASS(
																																				  "pg_class") " AND i.refobjid" EQ
																																							  "c.oid "
																																							  "AND i.refobjsubid" EQ
																																							  "a.attnum AND i.deptype" EQ
																																							  "'i') END, "
																																							  "CASE WHEN a.attnotnull THEN ' NOT NULL' END), ', ' ORDER BY a.attnum) "
																																							  "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid" EQ
																																							  "a.atttypid "
																																							  "LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid" EQ
																																							  "a.attrelid AND d.adnum" EQ
																																							  "a.attnum "
																																							  "WHERE a.attrelid" EQ
																																							  "c.oid AND NOT a.attisdropped AND a.attnum" GT
																																							  "0 "
																																							  "AND (a.attislocal OR c.relispartition OR NOT " HAS_PARENT
																																							  ")), "
																																							  "CASE WHEN NOT c.relispartition THEN (SELECT pg_catalog.format(' INHERITS (%s)', "
																																							  "pg_catalog.string_agg(p.oid::pg_catalog.regclass::pg_catalog.text, ', ' ORDER BY i.inhseqno)) "
																																							  "FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid" EQ
																																							  "i.inhparent "
																																							  "WHERE i.inhrelid" EQ
																																							  "c.oid AND p.relnamespace" EQ
																																							  "c.relnamespace HAVING pg_catalog.count(*)" GT
																																							  "0) END, "
																																							  "CASE WHEN c.relkind" EQ
																																							  "'p' THEN pg_catalog.format(' PARTITION BY %s', pg_catalog.pg_get_partkeydef(c.oid)) END) "
																																							  "FROM pg_catalog.pg_class c WHERE c.relnamespace" EQ
																																							  "$1 AND c.relpersistence" NE
																																							  "'t' "
																																							  "AND c.relkind" EQ
																																							  "ANY (ARRAY['r', 'p']::pg_catalog.\"char\"[]) AND " OWN(
																																								  "pg_class",
																																								  "c.oid") ") u ORDER BY rank, name, object";

/* the type that a dependency on type t is about: elements of an array, ranges of a multirange */
#define TYPE_MEANT                                                                               \
	"COALESCE((SELECT r.rngtypid FROM pg_catalog.pg_range r WHERE r.rngmultitypid" EQ "t.oid), " \
	"CASE WHEN t.typelem" NE "0 AND t.typlen" EQ "-1 AND t.typcategory" EQ "'A' THEN t.typelem END, t.oid)"

/* the row type of a table stands for the table, and so do generated columns; domains for their constraints */
const char *const schema_ddl_needs = "SELECT CASE WHEN d.classid" EQ
	CLASS("pg_attrdef") " THEN " CLASS("pg_class") " WHEN d.classid" EQ CLASS("pg_constraint") " THEN " CLASS(
		"pg_type") " ELSE d.classid END, "
				   "COALESCE(g.adrelid, k.contypid, d.objid), "
				   "CASE WHEN m.typrelid" NE "0 THEN " CLASS(
					   "pg_class") " ELSE d.refclassid END, "
								   "CASE WHEN m.typrelid" NE "0 THEN m.typrelid ELSE COALESCE(m.oid, d.refobjid) END "
								   "FROM pg_catalog.pg_depend d "
								   "LEFT JOIN pg_catalog.pg_attrdef g ON d.classid" EQ CLASS(
									   "pg_attrdef") " AND g.oid" EQ "d.objid "
													 "LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid" EQ
													 "g.adrelid AND a.attnum" EQ "g.adnum "
													 "LEFT JOIN pg_catalog.pg_constraint k ON d.classid" EQ CLASS(
														 "pg_constraint") " AND k.oid" EQ "d.objid "
																		  "LEFT JOIN pg_catalog.pg_class c ON c.oid" EQ
																		  "CASE WHEN d.classid" EQ CLASS(
																			  "pg_class") " THEN d.objid ELSE g.adrelid END "
																						  "LEFT JOIN pg_catalog.pg_type y ON y.oid" EQ
																						  "CASE WHEN d.classid" EQ CLASS(
																							  "pg_type") " THEN d.objid ELSE k.contypid END "
																										 "LEFT JOIN pg_catalog.pg_proc p ON d.classid" EQ CLASS(
																											 "pg_proc") " AND p.oid" EQ
																														"d.objid "
																														"LEFT JOIN pg_catalog.pg_type t ON d.refclassid" EQ CLASS(
																															"pg_type") " AND t.oid" EQ
																																	   "d.refobjid "
																																	   "LEFT JOIN pg_catalog.pg_type m ON m.oid" EQ
																																		   TYPE_MEANT
																																	   " "
																																	   "WHERE d.deptype" EQ
																																	   "ANY (ARRAY['n', 'a']::pg_catalog.\"char\"[]) "
																																	   "AND (c.relnamespace" EQ
																																	   "$1 AND (g.oid IS NULL OR a.attgenerated" NE
																																	   "'') "
																																	   "OR y.typnamespace" EQ
																																	   "$1 OR p.pronamespace" EQ
																																	   "$1) "
																																	   "AND d.refclassid" EQ
																																	   "ANY (ARRAY[" CLASS("pg_class") ", " CLASS("pg_type") ", " CLASS(
																																		   "pg_proc") ", " CLASS("pg_collation") "]::pg_catalog.oid[])";

const char *const schema_ddl_rest[] = {
	/* sequences of serial columns */
	"SELECT pg_catalog.format('ALTER SEQUENCE %I OWNED BY %I.%I', s.relname, c.relname, a.attname) "
	"FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class s ON s.oid" EQ "d.objid AND s.relkind" EQ "'S' "
	"JOIN pg_catalog.pg_class c ON c.oid" EQ "d.refobjid "
	"JOIN pg_catalog.pg_attribute a ON a.attrelid" EQ "c.oid AND a.attnum" EQ "d.refobjsubid "
	"WHERE d.classid" EQ CLASS("pg_class") " AND d.refclassid" EQ CLASS(
		"pg_class") " AND d.deptype" EQ "'a' "
					"AND s.relnamespace" EQ "$1 AND c.relnamespace" EQ "$1 "
					"AND c.relkind" EQ
					"ANY (ARRAY['r', 'p']::pg_catalog.\"char\"[]) AND " OWN("pg_class", "c.oid") "ORDER BY s.relname",
	/* defaults */
	"SELECT pg_catalog.format('ALTER TABLE ONLY %I ALTER COLUMN %I SET DEFAULT %s', c.relname, a.attname, "
	"pg_catalog.pg_get_expr(d.adbin, d.adrelid)) "
	"FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_class c ON c.oid" EQ "d.adrelid "
	"JOIN pg_catalog.pg_attribute a ON a.attrelid" EQ "c.oid AND a.attnum" EQ "d.adnum "
	"WHERE c.relnamespace" EQ "$1 AND c.relpersistence" NE "'t' AND a.attgenerated" EQ "'' "
	"AND c.relkind" EQ
	"ANY (ARRAY['r', 'p']::pg_catalog.\"char\"[]) AND " OWN("pg_class", "c.oid") "ORDER BY c.relname, a.attnum",
	/* partitions */
	"SELECT pg_catalog.format('ALTER TABLE ONLY %I ATTACH PARTITION %I %s', p.relname, c.relname, "
	"pg_catalog.pg_get_expr(c.relpartbound, c.oid)) "
	"FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid" EQ "i.inhrelid "
	"JOIN pg_catalog.pg_class p ON p.oid" EQ "i.inhparent "
	"WHERE c.relispartition AND c.relnamespace" EQ "$1 AND p.relnamespace" EQ "$1 "
	"AND c.relkind" EQ
	"ANY (ARRAY['r', 'p']::pg_catalog.\"char\"[]) AND " OWN("pg_class", "c.oid") "ORDER BY p.relname, c.relname",
	/* CHECKs: those that others inherit go first, and reach them */
	"SELECT pg_catalog.format('ALTER TABLE %I ADD CONSTRAINT %I %s', c.relname, k.conname, "
	"pg_catalog.pg_get_constraintdef(k.oid)) "
	"FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid" EQ "k.conrelid "
	"WHERE c.relnamespace" EQ "$1 AND c.relpersistence" NE "'t' AND k.contype" EQ "'c' "
	"AND (k.conislocal OR NOT " HAS_PARENT ") "
	"AND c.relkind" EQ
	"ANY (ARRAY['r', 'p']::pg_catalog.\"char\"[]) AND " OWN("pg_class",
															"c.oid") "ORDER BY k.coninhcount, c.relname, k.conname",
	/* keys and exclusions: of one table at a time, so that names stay */
	"SELECT pg_catalog.format('ALTER TABLE ONLY %I ADD CONSTRAINT %I %s', c.relname, k.conname, "
	"pg_catalog.pg_get_constraintdef(k.oid)) "
	"FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid" EQ "k.conrelid "
	"WHERE c.relnamespace" EQ "$1 AND c.relpersistence" NE "'t' "
	"AND k.contype" EQ "ANY (ARRAY['p', 'u', 'x']::pg_catalog.\"char\"[]) "
	"AND c.relkind" EQ
	"ANY (ARRAY['r', 'p']::pg_catalog.\"char\"[]) AND " OWN("pg_class",
															"c.oid") "ORDER BY c.relname, k.contype, k.conname",
	/* other indexes; without the pretty flag their table is always qualified */
	"SELECT pg_catalog.pg_get_indexdef(x.indexrelid, 0, true) "
	"FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid" EQ "x.indrelid "
	"JOIN pg_catalog.pg_class i ON i.oid" EQ "x.indexrelid "
	"WHERE c.relnamespace" EQ "$1 AND c.relpersistence" NE "'t' AND (x.indisvalid OR i.relkind" EQ "'I') "
	"AND c.relkind" EQ "ANY (ARRAY['r', 'p']::pg_catalog.\"char\"[]) AND " OWN(
		"pg_class", "c.oid") "AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid" EQ
							 "x.indexrelid "
							 "AND k.contype" EQ "ANY (ARRAY['p', 'u', 'x']::pg_catalog.\"char\"[])) "
							 "ORDER BY c.relname, i.relname",
	/* indexes of partitions under those of their parents */
	"SELECT pg_catalog.format('ALTER INDEX %I ATTACH PARTITION %I', p.relname, c.relname) "
	"FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid" EQ "i.inhrelid "
	"JOIN pg_catalog.pg_class p ON p.oid" EQ "i.inhparent "
	"WHERE p.relkind" EQ "'I' AND c.relnamespace" EQ "$1 AND p.relnamespace" EQ "$1 "
	"ORDER BY p.relname, c.relname",
	/* foreign keys */
	"SELECT pg_catalog.format('ALTER TABLE %I ADD CONSTRAINT %I %s', c.relname, k.conname, "
	"pg_catalog.pg_get_constraintdef(k.oid)) "
	"FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid" EQ "k.conrelid "
	"WHERE c.relnamespace" EQ "$1 AND c.relpersistence" NE "'t' AND k.contype" EQ "'f' AND k.conparentid" EQ "0 "
	"AND c.relkind" EQ
	"ANY (ARRAY['r', 'p']::pg_catalog.\"char\"[]) AND " OWN("pg_class", "c.oid") "ORDER BY c.relname, k.conname",
	/* triggers; without the pretty flag their table is always qualified */
	"SELECT pg_catalog.pg_get_triggerdef(g.oid, true) "
	"FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid" EQ "g.tgrelid "
	"WHERE c.relnamespace" EQ "$1 AND c.relpersistence" NE "'t' AND NOT g.tgisinternal AND g.tgparentid" EQ "0 "
	"AND c.relkind" EQ
	"ANY (ARRAY['r', 'p']::pg_catalog.\"char\"[]) AND " OWN("pg_class", "c.oid") "ORDER BY c.relname, g.tgname",
	"SELECT pg_catalog.format('ALTER TABLE %I %s TRIGGER %I', c.relname, CASE WHEN g.tgenabled" EQ "'D' THEN 'DISABLE' "
	"WHEN g.tgenabled" EQ "'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, g.tgname) "
	"FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid" EQ "g.tgrelid "
	"WHERE c.relnamespace" EQ "$1 AND c.relpersistence" NE "'t' AND NOT g.tgisinternal AND g.tgenabled" NE "'O' "
	"AND g.tgparentid" EQ "0 "
	"AND c.relkind" EQ
	"ANY (ARRAY['r', 'p']::pg_catalog.\"char\"[]) AND " OWN("pg_class", "c.oid") "ORDER BY c.relname, g.tgname",
	NULL};

const char *const schema_ddl_paths =
	"SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text, pg_catalog.substr(s.setting, 13) "
	"FROM pg_catalog.pg_proc p, LATERAL pg_catalog.unnest(p.proconfig) s(setting) "
	"WHERE p.pronamespace" EQ
	"$1 AND " OWN("pg_proc", "p.oid") "AND pg_catalog.starts_with(s.setting, 'search_path=') ORDER BY 1";

const char *const schema_ddl_lends =
	"SELECT EXISTS (SELECT FROM pg_catalog.pg_depend e "
	"LEFT JOIN pg_catalog.pg_type t ON e.classid" EQ CLASS(
		"pg_type") " AND t.oid" EQ "e.objid "
				   "LEFT JOIN pg_catalog.pg_proc p ON e.classid" EQ CLASS(
					   "pg_proc") " AND p.oid" EQ "e.objid "
								  "WHERE e.deptype" EQ "'e' AND (t.typnamespace" EQ "$1 OR p.pronamespace" EQ "$1)) "
								  "OR EXISTS (SELECT FROM pg_catalog.pg_operator o WHERE o.oprnamespace" EQ "$1) "
								  "OR EXISTS (SELECT FROM pg_catalog.pg_opclass o WHERE o.opcnamespace" EQ "$1) "
								  "OR EXISTS (SELECT FROM pg_catalog.pg_ts_config o WHERE o.cfgnamespace" EQ "$1) "
								  "OR EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.pronamespace" EQ
								  "$1 AND p.prokind" EQ "'a')";
