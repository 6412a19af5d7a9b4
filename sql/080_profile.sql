-- synth_profile: what a relation holds, before anybody models it
CREATE FUNCTION @extschema@.synth_profile(
	source regclass,
	columns text[] DEFAULT NULL,
	max_rows numeric DEFAULT 1000000)
RETURNS TABLE (section text, column_name text, other_name text, metric text, value text, number float8)
AS 'MODULE_PATHNAME', 'synth_profile'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION @extschema@.synth_profile(regclass, text[], numeric) IS
'Profiles a relation: per column type, kind, NULLs, distinct and frequent values, extremes, quantiles, moments, alerts; the strongest associations; a proposed method. Not private: for whoever may read the relation.';

-- runs with the caller's rights on the relation, so everybody may call it
GRANT EXECUTE ON FUNCTION @extschema@.synth_profile(regclass, text[], numeric) TO PUBLIC;
