-- what a model says of conditions, and of rows with holes

CREATE FUNCTION @extschema@.synth_probability(
	model name,
	given jsonb,
	OUT probability double precision,
	OUT error double precision)
LANGUAGE C STABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'synth_probability';
COMMENT ON FUNCTION @extschema@.synth_probability(name, jsonb) IS
'share of the model''s rows that meet a condition, and its standard error: that of the noise of a private model, as far as the noise that was declared tells, and that of the estimate for methods tree and copula; 0 where the share is exact';
-- whose model it is, is checked in the function
GRANT EXECUTE ON FUNCTION @extschema@.synth_probability(name, jsonb) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_complete(
	template anyelement,
	model name DEFAULT NULL,
	seed bigint DEFAULT NULL)
RETURNS anyelement
LANGUAGE C VOLATILE PARALLEL RESTRICTED COST 100
AS 'MODULE_PATHNAME', 'synth_complete';
COMMENT ON FUNCTION @extschema@.synth_complete(anyelement, name, bigint) IS
'the row with its NULLs filled from the model''s distribution given the other columns, as in SELECT c.* FROM t, LATERAL synth_complete(t, ''model'') c; every NULL counts as missing, keys and columns that the model lacks stay as they are, and a column that has NULLs in the model may get one';
GRANT EXECUTE ON FUNCTION @extschema@.synth_complete(anyelement, name, bigint) TO PUBLIC;
