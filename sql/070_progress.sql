-- running fits: phase and heap blocks only, never a number of rows; running
-- generations: tables and rows, which are nobody's

CREATE FUNCTION @extschema@.synth_progress_list(
	OUT pid int, OUT datid oid, OUT relid oid, OUT phase text, OUT blocks_total bigint, OUT blocks_done bigint,
	OUT tables_total bigint, OUT tables_done bigint, OUT rows_total bigint, OUT rows_done bigint)
RETURNS SETOF record
LANGUAGE C VOLATILE STRICT PARALLEL RESTRICTED
AS 'MODULE_PATHNAME', 'synth_progress_list';
COMMENT ON FUNCTION @extschema@.synth_progress_list() IS
'running fits and generations of all databases: phase, heap blocks of fits, tables and rows of generations; the view synth_progress adds names';
GRANT EXECUTE ON FUNCTION @extschema@.synth_progress_list() TO PUBLIC;

CREATE VIEW @extschema@.synth_progress AS
	SELECT p.pid, d.datname, p.relid,
		   CASE WHEN p.datid OPERATOR(pg_catalog.=) m.oid THEN p.relid::pg_catalog.regclass END AS source,
		   p.phase, p.blocks_total, p.blocks_done, p.tables_total, p.tables_done, p.rows_total, p.rows_done
	FROM @extschema@.synth_progress_list() p
		LEFT JOIN pg_catalog.pg_database d ON d.oid OPERATOR(pg_catalog.=) p.datid
		LEFT JOIN pg_catalog.pg_database m ON m.datname OPERATOR(pg_catalog.=) pg_catalog.current_database();
COMMENT ON VIEW @extschema@.synth_progress IS
'what is running: fits with their phase and heap blocks, which say nothing about the data, and generations with the tables and rows that they have made';
GRANT SELECT ON @extschema@.synth_progress TO PUBLIC;
