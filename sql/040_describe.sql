-- describe

CREATE FUNCTION @extschema@.synth_describe(model name)
RETURNS TABLE (
	section text,
	item text,
	kind text,
	domain text,
	source text,
	codes integer,
	noise double precision,
	detail text)
LANGUAGE C STABLE PARALLEL SAFE ROWS 100
AS 'MODULE_PATHNAME', 'synth_describe';
COMMENT ON FUNCTION @extschema@.synth_describe(name) IS
'what a model knows and promises: privacy statement, budget by phase, and per column its kind, domain, where that came from and the noise of each count; published categories; and what joins the columns: measured marginals, trees or correlations';
-- whose model it is, is checked in the function
GRANT EXECUTE ON FUNCTION @extschema@.synth_describe(name) TO PUBLIC;
