-- plan and fit

CREATE FUNCTION @extschema@.synth_plan(
	source regclass,
	epsilon double precision DEFAULT 1,
	delta double precision DEFAULT 1e-9,
	method text DEFAULT 'marginal',
	columns text[] DEFAULT NULL,
	exclude text[] DEFAULT NULL,
	target text DEFAULT NULL,
	bounds jsonb DEFAULT NULL,
	categories jsonb DEFAULT NULL,
	other jsonb DEFAULT NULL,
	text jsonb DEFAULT NULL,
	unit text DEFAULT NULL,
	max_rows integer DEFAULT NULL,
	rules text[] DEFAULT NULL,
	constraints_from regclass DEFAULT NULL)
RETURNS TABLE (
	column_name text,
	kind text,
	domain text,
	domain_source text,
	codes integer,
	noise double precision,
	needs_rows double precision,
	note text)
LANGUAGE C STABLE PARALLEL UNSAFE ROWS 20
AS 'MODULE_PATHNAME', 'synth_plan';
COMMENT ON FUNCTION @extschema@.synth_plan(regclass, double precision, double precision, text, text[], text[], text, jsonb, jsonb, jsonb, jsonb, text, integer, text[], regclass) IS
'what a private fit of a source would keep and lose: per column its domain, the noise of each count and how many rows a value needs to survive; the last row is about the whole table. Reads no row, spends nothing.';
GRANT EXECUTE ON FUNCTION @extschema@.synth_plan(regclass, double precision, double precision, text, text[], text[], text, jsonb, jsonb, jsonb, jsonb, text, integer, text[], regclass) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_fit(
	source regclass,
	model name DEFAULT NULL,
	private boolean DEFAULT true,
	epsilon double precision DEFAULT 1,
	delta double precision DEFAULT 1e-9,
	method text DEFAULT NULL,
	columns text[] DEFAULT NULL,
	exclude text[] DEFAULT NULL,
	target text DEFAULT NULL,
	bounds jsonb DEFAULT NULL,
	categories jsonb DEFAULT NULL,
	other jsonb DEFAULT NULL,
	text jsonb DEFAULT NULL,
	unit text DEFAULT NULL,
	max_rows integer DEFAULT NULL,
	max_model_bytes bigint DEFAULT NULL,
	min_leaf integer DEFAULT NULL,
	min_count integer DEFAULT NULL,
	replace boolean DEFAULT false,
	rules text[] DEFAULT NULL,
	constraints_from regclass DEFAULT NULL)
RETURNS name
LANGUAGE C VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'synth_fit';
COMMENT ON FUNCTION @extschema@.synth_fit(regclass, name, boolean, double precision, double precision, text, text[], text[], text, jsonb, jsonb, jsonb, jsonb, text, integer, bigint, integer, integer, boolean, text[], regclass) IS
'fits a model of a source, differentially private unless private => false, and stores it; returns its name. Needs SELECT on the columns and ownership of the source or its owner''s policy.';
-- not a door to other people's data: the rights are checked for each source
GRANT EXECUTE ON FUNCTION @extschema@.synth_fit(regclass, name, boolean, double precision, double precision, text, text[], text[], text, jsonb, jsonb, jsonb, jsonb, text, integer, bigint, integer, integer, boolean, text[], regclass) TO PUBLIC;
