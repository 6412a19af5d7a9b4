-- Models: dropping, granting, moving.  Sources: policies and budgets.

CREATE FUNCTION @extschema@.synth_drop(model name, missing_ok boolean DEFAULT false)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'synth_drop';
COMMENT ON FUNCTION @extschema@.synth_drop(name, boolean) IS
'drops a model that you own; what fitting it has spent stays spent';
GRANT EXECUTE ON FUNCTION @extschema@.synth_drop(name, boolean) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_grant(model name, role name)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'synth_grant';
COMMENT ON FUNCTION @extschema@.synth_grant(name, name) IS
'lets a role, or public, sample and describe a model that you own; the role needs no right on the source';
GRANT EXECUTE ON FUNCTION @extschema@.synth_grant(name, name) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_revoke(model name, role name)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'synth_revoke';
COMMENT ON FUNCTION @extschema@.synth_revoke(name, name) IS
'takes back what synth_grant gave';
GRANT EXECUTE ON FUNCTION @extschema@.synth_revoke(name, name) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_policy(
	source regclass,
	roles name[] DEFAULT NULL,
	epsilon double precision DEFAULT NULL,
	delta double precision DEFAULT NULL,
	nonprivate boolean DEFAULT NULL,
	unit text DEFAULT NULL,
	reset boolean DEFAULT false,
	OUT source_table text,
	OUT fit_roles name[],
	OUT budget double precision,
	OUT budget_delta double precision,
	OUT fit_nonprivate boolean,
	OUT fit_unit text,
	OUT in_force boolean)
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'synth_policy';
COMMENT ON FUNCTION @extschema@.synth_policy(regclass, name[], double precision, double precision, boolean, text, boolean) IS
'for a table''s owner: which roles may fit it, epsilon in total, whether fits without privacy are allowed, and the unit; what is left out stays as it is';
GRANT EXECUTE ON FUNCTION @extschema@.synth_policy(regclass, name[], double precision, double precision, boolean, text, boolean) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_budget(
	source regclass,
	epsilon double precision DEFAULT NULL,
	delta double precision DEFAULT NULL,
	unit text DEFAULT NULL,
	OUT source_table text,
	OUT spent_unit text,
	OUT fits bigint,
	OUT nonprivate_fits bigint,
	OUT spent double precision,
	OUT spent_delta double precision,
	OUT budget double precision,
	OUT budget_delta double precision,
	OUT remaining double precision)
RETURNS SETOF record
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 2
AS 'MODULE_PATHNAME', 'synth_budget';
COMMENT ON FUNCTION @extschema@.synth_budget(regclass, double precision, double precision, text) IS
'what fits of a source have spent and what is left; with epsilon, delta or unit its owner sets the budget (''Infinity'' lifts it)';
GRANT EXECUTE ON FUNCTION @extschema@.synth_budget(regclass, double precision, double precision, text) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_export(model name)
RETURNS bytea
LANGUAGE c STABLE PARALLEL RESTRICTED
AS 'MODULE_PATHNAME', 'synth_export';
COMMENT ON FUNCTION @extschema@.synth_export(name) IS
'bytes of a model that you own, for synth_import in another database';
GRANT EXECUTE ON FUNCTION @extschema@.synth_export(name) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_import(payload bytea, model name)
RETURNS name
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'synth_import';
COMMENT ON FUNCTION @extschema@.synth_import(bytea, name) IS
'stores bytes of synth_export as a model of yours, after validating every one of them';
GRANT EXECUTE ON FUNCTION @extschema@.synth_import(bytea, name) TO PUBLIC;

-- small things that the views need

CREATE FUNCTION @extschema@.synth_origin()
RETURNS text
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'synth_origin';
COMMENT ON FUNCTION @extschema@.synth_origin() IS
'this database: where an OID in the ledger may be trusted';
GRANT EXECUTE ON FUNCTION @extschema@.synth_origin() TO PUBLIC;

CREATE FUNCTION @extschema@.synth_compose(rho double precision, delta double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'synth_compose';
COMMENT ON FUNCTION @extschema@.synth_compose(double precision, double precision) IS
'epsilon, at delta, of fits whose rho add up to this';
GRANT EXECUTE ON FUNCTION @extschema@.synth_compose(double precision, double precision) TO PUBLIC;
