-- synth_quality: how close a synthetic relation is to its source
CREATE FUNCTION @extschema@.synth_quality(
	source regclass,
	synthetic regclass,
	columns text[] DEFAULT NULL,
	max_rows numeric DEFAULT 50000)
RETURNS TABLE (metric text, column_name text, other_name text, score float8, resample float8, note text)
AS 'MODULE_PATHNAME', 'synth_quality'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION @extschema@.synth_quality(regclass, regclass, text[], numeric) IS
'Scores a synthetic relation against its source: shapes of columns, shares of NULLs, pairs of columns; 1 is best. Beside each score stands what a resample of the source gets. Not private: for whoever may read the source.';

-- runs with the caller's rights on both relations, so everybody may call it
GRANT EXECUTE ON FUNCTION @extschema@.synth_quality(regclass, regclass, text[], numeric) TO PUBLIC;
