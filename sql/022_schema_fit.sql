-- models of whole schemas

CREATE FUNCTION @extschema@.synth_fit_schema(
	schema text,
	private boolean DEFAULT true,
	epsilon double precision DEFAULT 1,
	delta double precision DEFAULT 1e-9,
	method text DEFAULT NULL,
	unit text DEFAULT NULL,
	max_rows jsonb DEFAULT NULL,
	public_tables text[] DEFAULT NULL,
	tables text[] DEFAULT NULL,
	skip text[] DEFAULT NULL,
	rules jsonb DEFAULT NULL,
	max_model_bytes bigint DEFAULT NULL,
	min_leaf integer DEFAULT NULL,
	min_count integer DEFAULT NULL,
	replace boolean DEFAULT false)
RETURNS TABLE (
	table_name text,
	model name,
	role text,
	epsilon_used double precision,
	note text)
LANGUAGE C VOLATILE PARALLEL UNSAFE ROWS 20
AS 'MODULE_PATHNAME', 'synth_fit_schema';
COMMENT ON FUNCTION @extschema@.synth_fit_schema(text, boolean, double precision, double precision, text, text, jsonb, text[], text[], text[], jsonb, bigint, integer, integer, boolean) IS
'fits a model of each table of a schema, named schema.table, as of one moment and within one budget; tables that are declared public are kept whole. All that stands in the way of any table is reported before anything is spent.';
-- as synth_fit: the rights are checked for each table
GRANT EXECUTE ON FUNCTION @extschema@.synth_fit_schema(text, boolean, double precision, double precision, text, text, jsonb, text[], text[], text[], jsonb, bigint, integer, integer, boolean) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_schema_plan(
	schema text,
	private boolean DEFAULT true,
	epsilon double precision DEFAULT 1,
	delta double precision DEFAULT 1e-9,
	method text DEFAULT NULL,
	unit text DEFAULT NULL,
	max_rows jsonb DEFAULT NULL,
	public_tables text[] DEFAULT NULL,
	tables text[] DEFAULT NULL,
	skip text[] DEFAULT NULL,
	rules jsonb DEFAULT NULL)
RETURNS TABLE (
	table_name text,
	role text,
	parents text,
	columns_modelled text,
	share double precision,
	needs_rows double precision,
	note text,
	setting text)
LANGUAGE C STABLE PARALLEL UNSAFE ROWS 20
AS 'MODULE_PATHNAME', 'synth_schema_plan';
COMMENT ON FUNCTION @extschema@.synth_schema_plan(text, boolean, double precision, double precision, text, text, jsonb, text[], text[], text[], jsonb) IS
'what a fit of a schema would do with each table: proposed role, parents, share of the budget, below how many rows it is mostly noise, and synth_set() statements that say what is guessed. Reads no row but those of public tables, spends nothing.';
GRANT EXECUTE ON FUNCTION @extschema@.synth_schema_plan(text, boolean, double precision, double precision, text, text, jsonb, text[], text[], text[], jsonb) TO PUBLIC;
