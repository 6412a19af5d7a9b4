-- what owners declare once and for all about tables and columns

CREATE TABLE @extschema@.synth_setting (
	source_schema	name NOT NULL,
	source_name		name NOT NULL,
	source_oid		oid NOT NULL,
	origin			text NOT NULL,
	column_name		text NOT NULL,
	column_number	smallint NOT NULL,
	settings		jsonb NOT NULL,
	owner			name NOT NULL,
	changed			timestamp with time zone NOT NULL,
	CONSTRAINT synth_setting_pkey PRIMARY KEY (source_schema, source_name, column_name)
);
COMMENT ON TABLE @extschema@.synth_setting IS 'options of tables and columns (of a table: column_name is empty) that every later fit takes; written by synth_set, read the view synth_settings';
REVOKE ALL ON TABLE @extschema@.synth_setting FROM PUBLIC;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.synth_setting', '');

CREATE FUNCTION @extschema@.synth_set(
	object text,
	kind text DEFAULT NULL,
	public boolean DEFAULT NULL,
	exclude boolean DEFAULT NULL,
	skip boolean DEFAULT NULL,
	bounds jsonb DEFAULT NULL,
	categories jsonb DEFAULT NULL,
	other jsonb DEFAULT NULL,
	text jsonb DEFAULT NULL,
	unit text DEFAULT NULL,
	max_rows integer DEFAULT NULL,
	rules text[] DEFAULT NULL,
	method text DEFAULT NULL)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'synth_set';
COMMENT ON FUNCTION @extschema@.synth_set(text, text, boolean, boolean, boolean, jsonb, jsonb, jsonb, jsonb, text, integer, text[], text) IS
'for a table''s owner: options of a table (''clinic.country'', public => true) or a column (''clinic.patients.email'', kind => ''email'') that every later fit and plan takes; arguments of a fit override them';
GRANT EXECUTE ON FUNCTION @extschema@.synth_set(text, text, boolean, boolean, boolean, jsonb, jsonb, jsonb, jsonb, text, integer, text[], text) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_unset(object text)
RETURNS integer
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'synth_unset';
COMMENT ON FUNCTION @extschema@.synth_unset(text) IS
'takes back what synth_set declared about a column, or about a table and all its columns; returns how many of them had settings';
GRANT EXECUTE ON FUNCTION @extschema@.synth_unset(text) TO PUBLIC;
