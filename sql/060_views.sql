-- What users see of the extension's tables.
--
-- Roles may be missing after a restore: such rows show
-- to superusers only.  The payload is in no view.

CREATE FUNCTION @extschema@.synth_role(stored_name name, stored_oid oid, origin text)
RETURNS oid
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'synth_role';
COMMENT ON FUNCTION @extschema@.synth_role(name, oid, text) IS
'the role that was stored so: by OID in the database of that origin, by name elsewhere; NULL if it is gone';
GRANT EXECUTE ON FUNCTION @extschema@.synth_role(name, oid, text) TO PUBLIC;

CREATE FUNCTION @extschema@.synth_is_own(row_xmin xid)
RETURNS boolean
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'synth_is_own';
COMMENT ON FUNCTION @extschema@.synth_is_own(xid) IS
'was a row with this xmin written by the current transaction or one of its savepoints?';
GRANT EXECUTE ON FUNCTION @extschema@.synth_is_own(xid) TO PUBLIC;

-- rho, bytes and max_rows (which may be estimated) of a private model depend on noisy numbers, so they are NULL until it is committed and paid for;
-- a model that is not private has no finite epsilon, and must not be found by looking for a small one
CREATE VIEW @extschema@.synth_models WITH (security_barrier) AS
SELECT m.name,
	COALESCE(r.rolname, m.owner) AS owner,
	m.source_schema,
	m.source_name,
	m.method,
	m.is_private,
	CASE WHEN m.is_private THEN m.epsilon ELSE 'Infinity'::pg_catalog.float8 END AS epsilon,
	m.delta,
	CASE WHEN NOT m.is_private THEN 'Infinity'::pg_catalog.float8 WHEN NOT @extschema@.synth_is_own(m.xmin) THEN m.rho END AS rho,
	m.unit,
	CASE WHEN NOT (m.is_private AND @extschema@.synth_is_own(m.xmin)) THEN m.max_rows END AS max_rows,
	m.imported,
	CASE WHEN NOT (m.is_private AND @extschema@.synth_is_own(m.xmin)) THEN pg_catalog.octet_length(m.payload) END AS bytes,
	m.created
FROM @extschema@.synth_model m
LEFT JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) @extschema@.synth_role(m.owner, m.owner_oid, m.owner_origin)
WHERE pg_catalog.pg_has_role(r.oid, 'USAGE')
	OR (SELECT u.rolsuper FROM pg_catalog.pg_roles u WHERE u.rolname OPERATOR(pg_catalog.=) CURRENT_USER)
	OR EXISTS (
		SELECT 1
		FROM @extschema@.synth_model_grant g
		LEFT JOIN pg_catalog.pg_roles gr ON gr.oid OPERATOR(pg_catalog.=) @extschema@.synth_role(g.role, g.role_oid, g.origin)
		WHERE g.model OPERATOR(pg_catalog.=) m.name
			AND (g.role OPERATOR(pg_catalog.=) 'public'::pg_catalog.name
				OR pg_catalog.pg_has_role(gr.oid, 'USAGE')));
COMMENT ON VIEW @extschema@.synth_models IS
'models that you own or were granted; is_private false means that there is no formal guarantee';
GRANT SELECT ON @extschema@.synth_models TO PUBLIC;

CREATE VIEW @extschema@.synth_grants WITH (security_barrier) AS
SELECT g.model,
	COALESCE(r.rolname, g.role) AS role,
	r.oid IS NULL AND g.role OPERATOR(pg_catalog.<>) 'public'::pg_catalog.name AS is_missing,
	g.granted
FROM @extschema@.synth_model_grant g
LEFT JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) @extschema@.synth_role(g.role, g.role_oid, g.origin)
WHERE EXISTS (
	SELECT 1
	FROM @extschema@.synth_model m
	LEFT JOIN pg_catalog.pg_roles o ON o.oid OPERATOR(pg_catalog.=) @extschema@.synth_role(m.owner, m.owner_oid, m.owner_origin)
	WHERE m.name OPERATOR(pg_catalog.=) g.model
		AND (pg_catalog.pg_has_role(o.oid, 'USAGE')
			OR pg_catalog.pg_has_role(r.oid, 'USAGE')
			OR (SELECT u.rolsuper FROM pg_catalog.pg_roles u WHERE u.rolname OPERATOR(pg_catalog.=) CURRENT_USER)));
COMMENT ON VIEW @extschema@.synth_grants IS
'who may sample which model: of models that you own, and what you were granted';
GRANT SELECT ON @extschema@.synth_grants TO PUBLIC;

CREATE VIEW @extschema@.synth_ledger WITH (security_barrier) AS
SELECT COALESCE(n.nspname, e.source_schema) AS source_schema,
	COALESCE(c.relname, e.source_name) AS source_name,
	c.oid IS NULL AS is_missing,
	e.unit,
	e.max_rows,
	e.fits,
	e.nonprivate_fits,
	e.rho_spent,
	CASE
		WHEN pg_catalog.bool_or(e.nonprivate_fits OPERATOR(pg_catalog.>) 0)
			OVER (PARTITION BY e.source_schema, e.source_name)
			THEN 'Infinity'::pg_catalog.float8
		WHEN e.fits OPERATOR(pg_catalog.=) 0 THEN 0
		ELSE @extschema@.synth_compose(e.rho_spent, e.delta_conversion)
	END AS epsilon,
	e.delta_spent OPERATOR(pg_catalog.+) e.delta_conversion AS delta,
	e.first_fit,
	e.last_fit
FROM @extschema@.synth_ledger_entry e
LEFT JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) COALESCE(
	(SELECT co.oid
	FROM pg_catalog.pg_class co
	WHERE co.oid OPERATOR(pg_catalog.=) e.source_oid
		AND e.origin OPERATOR(pg_catalog.=) @extschema@.synth_origin()),
	(SELECT cn.oid
	FROM pg_catalog.pg_class cn
	JOIN pg_catalog.pg_namespace nn ON nn.oid OPERATOR(pg_catalog.=) cn.relnamespace
	WHERE cn.relname OPERATOR(pg_catalog.=) e.source_name
		AND nn.nspname OPERATOR(pg_catalog.=) e.source_schema))
LEFT JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE pg_catalog.pg_has_role(c.relowner, 'USAGE')
	OR pg_catalog.has_any_column_privilege(c.oid, 'SELECT')
	OR (SELECT u.rolsuper FROM pg_catalog.pg_roles u WHERE u.rolname OPERATOR(pg_catalog.=) CURRENT_USER);
COMMENT ON VIEW @extschema@.synth_ledger IS
'privacy spent per root table and unit, of tables that you may read; epsilon Infinity means that a fit without privacy has voided the total';
GRANT SELECT ON @extschema@.synth_ledger TO PUBLIC;

CREATE VIEW @extschema@.synth_batches WITH (security_barrier) AS
SELECT b.batch,
	b.part,
	b.model,
	b.seed,
	b.rows_made,
	b.rows_inserted,
	b.target_schema,
	b.target_name,
	b.role,
	b.started,
	b.finished,
	b.first_key,
	b.last_key,
	b.key_column,
	b.key_runs,
	b.scale,
	b.request,
	b.undone
FROM @extschema@.synth_batch b
LEFT JOIN pg_catalog.pg_roles r ON r.rolname OPERATOR(pg_catalog.=) b.role
LEFT JOIN @extschema@.synth_model m ON m.name OPERATOR(pg_catalog.=) b.model
LEFT JOIN pg_catalog.pg_roles o ON o.oid OPERATOR(pg_catalog.=) @extschema@.synth_role(m.owner, m.owner_oid, m.owner_origin)
WHERE pg_catalog.pg_has_role(r.oid, 'USAGE')
	OR pg_catalog.pg_has_role(o.oid, 'USAGE')
	OR (SELECT u.rolsuper FROM pg_catalog.pg_roles u WHERE u.rolname OPERATOR(pg_catalog.=) CURRENT_USER);
COMMENT ON VIEW @extschema@.synth_batches IS
'what synth_generate and synth_generate_schema have inserted, by you or with your models: the seed, together with the request (given, weights, balance, tail), makes the same rows again; synth_undo takes a batch back';
GRANT SELECT ON @extschema@.synth_batches TO PUBLIC;

CREATE VIEW @extschema@.synth_settings WITH (security_barrier) AS
SELECT COALESCE(n.nspname, s.source_schema) AS source_schema,
	COALESCE(c.relname, s.source_name) AS source_name,
	CASE WHEN s.column_number OPERATOR(pg_catalog.=) 0 THEN NULL ELSE COALESCE(a.attname::pg_catalog.text, s.column_name) END AS column_name,
	s.settings,
	c.oid IS NULL OR (s.column_number OPERATOR(pg_catalog.<>) 0 AND a.attnum IS NULL) AS is_missing,
	s.changed
FROM @extschema@.synth_setting s
LEFT JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) COALESCE(
	(SELECT co.oid
	FROM pg_catalog.pg_class co
	WHERE co.oid OPERATOR(pg_catalog.=) s.source_oid
		AND s.origin OPERATOR(pg_catalog.=) @extschema@.synth_origin()),
	(SELECT cn.oid
	FROM pg_catalog.pg_class cn
	JOIN pg_catalog.pg_namespace nn ON nn.oid OPERATOR(pg_catalog.=) cn.relnamespace
	WHERE cn.relname OPERATOR(pg_catalog.=) s.source_name
		AND nn.nspname OPERATOR(pg_catalog.=) s.source_schema))
LEFT JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) c.oid
	AND NOT a.attisdropped
	AND CASE
		WHEN c.oid OPERATOR(pg_catalog.=) s.source_oid AND s.origin OPERATOR(pg_catalog.=) @extschema@.synth_origin()
			THEN a.attnum OPERATOR(pg_catalog.=) s.column_number
		ELSE a.attname::pg_catalog.text OPERATOR(pg_catalog.=) s.column_name
	END
	AND s.column_number OPERATOR(pg_catalog.>) 0
WHERE pg_catalog.pg_has_role(c.relowner, 'USAGE')
	OR pg_catalog.has_any_column_privilege(c.oid, 'SELECT')
	OR (SELECT u.rolsuper FROM pg_catalog.pg_roles u WHERE u.rolname OPERATOR(pg_catalog.=) CURRENT_USER);
COMMENT ON VIEW @extschema@.synth_settings IS
'what synth_set has declared about tables (column_name is NULL) and columns that you may read';
GRANT SELECT ON @extschema@.synth_settings TO PUBLIC;
