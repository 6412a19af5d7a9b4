-- whole schemas, and batches taken back

CREATE PROCEDURE @extschema@.synth_generate_schema(
	source_schema text,
	target_schema text,
	scale numeric DEFAULT 1,
	seed bigint DEFAULT NULL,
	tables text[] DEFAULT NULL,
	skip text[] DEFAULT NULL,
	existing text DEFAULT 'error',
	shift_dates interval DEFAULT NULL,
	into_source boolean DEFAULT false)
LANGUAGE C
AS 'MODULE_PATHNAME', 'synth_generate_schema';
COMMENT ON PROCEDURE @extschema@.synth_generate_schema(text, text, numeric, bigint, text[], text[], text, interval, boolean) IS
'fills the tables of a schema from the models of another one''s tables of the same names, parents first, scale times as many rows as the source had; existing rows are an error unless existing is append or truncate; records the call in synth_batches';
GRANT EXECUTE ON PROCEDURE @extschema@.synth_generate_schema(text, text, numeric, bigint, text[], text[], text, interval, boolean) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_undo(batch bigint)
RETURNS bigint
LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'synth_undo';
COMMENT ON FUNCTION @extschema@.synth_undo(bigint) IS
'deletes the rows that a batch of synth_batches inserted, known by their generated keys, with the rights of the caller, and returns their number; refuses, and deletes nothing, where they cannot be told from others or others refer to them';
-- the batch's own role only, which is checked in the function
GRANT EXECUTE ON FUNCTION @extschema@.synth_undo(bigint) TO PUBLIC;
