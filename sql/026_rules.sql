-- synth_rules: what the rows of a relation keep to
CREATE FUNCTION @extschema@.synth_rules(
	source regclass,
	max_rows numeric DEFAULT 1000000)
RETURNS TABLE (rule text, kind text, columns text[], rows_seen bigint, in_check boolean)
AS 'MODULE_PATHNAME', 'synth_rules'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION @extschema@.synth_rules(regclass, numeric) IS
'Proposes rules that hold in all rows read: constant and equal columns, orders, sums, patterns of NULLs, dependencies, implications; written as rules => takes them. Not private: for whoever may read the relation.';

-- runs with the caller's rights on the relation, so everybody may call it
GRANT EXECUTE ON FUNCTION @extschema@.synth_rules(regclass, numeric) TO PUBLIC;
