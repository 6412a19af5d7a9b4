-- synth_schema_ddl: an empty copy of a schema, as statements

-- reads the catalogs only: as much as everybody sees there, for schemas one may use
CREATE FUNCTION @extschema@.synth_schema_ddl(
	schema text,
	target text DEFAULT NULL)
RETURNS SETOF text
AS 'MODULE_PATHNAME', 'synth_schema_ddl'
LANGUAGE C STABLE PARALLEL RESTRICTED;

COMMENT ON FUNCTION @extschema@.synth_schema_ddl(text, text) IS
'Statements that make an empty copy of a schema under another name (NULL: the same, for another database): types, functions, tables, partitions, keys, indexes, constraints, triggers. In psql, \gexec runs them.';

GRANT EXECUTE ON FUNCTION @extschema@.synth_schema_ddl(text, text) TO PUBLIC;
