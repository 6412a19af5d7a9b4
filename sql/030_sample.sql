-- sample and generate

CREATE FUNCTION @extschema@.synth_sample_support(internal)
RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'synth_sample_support';
COMMENT ON FUNCTION @extschema@.synth_sample_support(internal) IS
'planner support of synth_sample: its number of rows';
REVOKE ALL ON FUNCTION @extschema@.synth_sample_support(internal) FROM PUBLIC;

CREATE FUNCTION @extschema@.synth_sample(
	template anyelement,
	n numeric,
	model name DEFAULT NULL,
	given jsonb DEFAULT NULL,
	seed bigint DEFAULT NULL,
	key_start bigint DEFAULT 1,
	weights jsonb DEFAULT NULL,
	balance text[] DEFAULT NULL,
	tail jsonb DEFAULT NULL)
RETURNS SETOF anyelement
LANGUAGE C VOLATILE PARALLEL SAFE ROWS 1000 SUPPORT @extschema@.synth_sample_support
AS 'MODULE_PATHNAME', 'synth_sample';
COMMENT ON FUNCTION @extschema@.synth_sample(anyelement, numeric, name, jsonb, bigint, bigint, jsonb, text[], jsonb) IS
'n synthetic rows of the template''s row type, as in synth_sample(NULL::staging.patients, 1000); given restricts columns to values and ranges, weights and balance set the shares of values, tail asks for the extreme end of numbers; reads no table, and the same arguments with the same seed give the same rows';
-- whose model it is, is checked in the function
GRANT EXECUTE ON FUNCTION @extschema@.synth_sample(anyelement, numeric, name, jsonb, bigint, bigint, jsonb, text[], jsonb) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_sample(
	model text,
	n numeric,
	given jsonb DEFAULT NULL,
	seed bigint DEFAULT NULL,
	key_start bigint DEFAULT 1,
	weights jsonb DEFAULT NULL,
	balance text[] DEFAULT NULL,
	tail jsonb DEFAULT NULL)
RETURNS SETOF jsonb
LANGUAGE C VOLATILE PARALLEL SAFE ROWS 1000 SUPPORT @extschema@.synth_sample_support
AS 'MODULE_PATHNAME', 'synth_sample_jsonb';
COMMENT ON FUNCTION @extschema@.synth_sample(text, numeric, jsonb, bigint, bigint, jsonb, text[], jsonb) IS
'n synthetic rows of a model as jsonb, for a look where there is no table';
GRANT EXECUTE ON FUNCTION @extschema@.synth_sample(text, numeric, jsonb, bigint, bigint, jsonb, text[], jsonb) TO PUBLIC;

CREATE PROCEDURE @extschema@.synth_generate(
	model name,
	target regclass,
	n numeric,
	given jsonb DEFAULT NULL,
	seed bigint DEFAULT NULL,
	key_start bigint DEFAULT NULL,
	into_source boolean DEFAULT false,
	weights jsonb DEFAULT NULL,
	balance text[] DEFAULT NULL,
	tail jsonb DEFAULT NULL)
LANGUAGE C
AS 'MODULE_PATHNAME', 'synth_generate';
COMMENT ON PROCEDURE @extschema@.synth_generate(name, regclass, numeric, jsonb, bigint, bigint, boolean, jsonb, text[], jsonb) IS
'inserts n synthetic rows into a table, matching columns by name; new keys avoid those that are there; records the call in synth_batches and prints its seed';
GRANT EXECUTE ON PROCEDURE @extschema@.synth_generate(name, regclass, numeric, jsonb, bigint, bigint, boolean, jsonb, text[], jsonb) TO PUBLIC;
