-- The extension's own tables.
--
-- All of them are written by C code after its own access checks and are
-- closed to everybody but the extension's owner; users read the views of
-- 060_views.sql.  Sources and roles are named by text, because an OID means
-- nothing after a restore; the OID decides only in the database whose `origin`
-- stands beside it.  Keys are natural, so that a restore needs no sequence but
-- that of the batches' numbers.  Column order is known to src/catalog.c,
-- src/ledger.c, src/policy.c and src/batch.c.

CREATE TABLE @extschema@.synth_model (
	name			name NOT NULL,
	owner			name NOT NULL,
	owner_oid		oid NOT NULL,
	owner_origin	text NOT NULL,
	source_schema	name NOT NULL,
	source_name		name NOT NULL,
	source_oid		oid NOT NULL,
	origin			text NOT NULL,
	method			text NOT NULL,
	is_private		boolean NOT NULL,
	epsilon			double precision NOT NULL,
	delta			double precision NOT NULL,
	rho				double precision NOT NULL,
	unit			text NOT NULL,
	max_rows		bigint NOT NULL,
	imported		boolean NOT NULL,
	created			timestamp with time zone NOT NULL,
	payload			bytea NOT NULL,
	CONSTRAINT synth_model_pkey PRIMARY KEY (name)
);
ALTER TABLE @extschema@.synth_model ALTER COLUMN payload SET STORAGE EXTERNAL;
COMMENT ON TABLE @extschema@.synth_model IS 'fitted models; read the view synth_models';
REVOKE ALL ON TABLE @extschema@.synth_model FROM PUBLIC;

CREATE TABLE @extschema@.synth_model_grant (
	model			name NOT NULL,
	role			name NOT NULL,
	role_oid		oid NOT NULL,
	origin			text NOT NULL,
	granted			timestamp with time zone NOT NULL,
	CONSTRAINT synth_model_grant_pkey PRIMARY KEY (model, role)
);
COMMENT ON TABLE @extschema@.synth_model_grant IS 'who may sample and describe a model besides its owner; read the view synth_grants';
REVOKE ALL ON TABLE @extschema@.synth_model_grant FROM PUBLIC;

CREATE TABLE @extschema@.synth_ledger_entry (
	source_schema	name NOT NULL,
	source_name		name NOT NULL,
	source_oid		oid NOT NULL,
	origin			text NOT NULL,
	unit			text NOT NULL,
	max_rows		bigint NOT NULL,
	fits			bigint NOT NULL,
	rho_spent		double precision NOT NULL,
	delta_spent		double precision NOT NULL,
	delta_conversion double precision NOT NULL,
	nonprivate_fits	bigint NOT NULL,
	first_fit		timestamp with time zone NOT NULL,
	last_fit		timestamp with time zone NOT NULL,
	CONSTRAINT synth_ledger_entry_pkey PRIMARY KEY (source_schema, source_name, unit)
);
COMMENT ON TABLE @extschema@.synth_ledger_entry IS 'running totals of privacy spent, per root table and unit; read the view synth_ledger';
REVOKE ALL ON TABLE @extschema@.synth_ledger_entry FROM PUBLIC;

CREATE TABLE @extschema@.synth_source_policy (
	source_schema	name NOT NULL,
	source_name		name NOT NULL,
	source_oid		oid NOT NULL,
	origin			text NOT NULL,
	owner			name NOT NULL,
	roles			name[] NOT NULL,
	epsilon			double precision,
	delta			double precision,
	nonprivate		boolean NOT NULL,
	unit			text,
	changed			timestamp with time zone NOT NULL,
	CONSTRAINT synth_source_policy_pkey PRIMARY KEY (source_schema, source_name)
);
COMMENT ON TABLE @extschema@.synth_source_policy IS 'what a table''s owner allows: who may fit, how much, by which unit; written by synth_policy and synth_budget';
REVOKE ALL ON TABLE @extschema@.synth_source_policy FROM PUBLIC;

CREATE TABLE @extschema@.synth_batch (
	model			name NOT NULL,
	seed			bigint NOT NULL,
	rows_made		bigint NOT NULL,
	target_schema	name NOT NULL,
	target_name		name NOT NULL,
	role			name NOT NULL,
	started			timestamp with time zone NOT NULL,
	finished		timestamp with time zone NOT NULL,
	first_key		text,
	last_key		text,
	request			jsonb,
	batch			bigint NOT NULL,
	part			integer NOT NULL,
	rows_inserted	bigint NOT NULL,
	key_column		name,
	key_start		bigint NOT NULL,
	key_runs		int8multirange,
	scale			double precision,
	undone			timestamp with time zone,
	CONSTRAINT synth_batch_pkey PRIMARY KEY (batch, part)
);
COMMENT ON TABLE @extschema@.synth_batch IS 'what synth_generate has inserted; read the view synth_batches';
REVOKE ALL ON TABLE @extschema@.synth_batch FROM PUBLIC;
-- sessions that load at the same time must not wait for each other's number
CREATE SEQUENCE @extschema@.synth_batch_number;
COMMENT ON SEQUENCE @extschema@.synth_batch_number IS 'numbers of batches';
REVOKE ALL ON SEQUENCE @extschema@.synth_batch_number FROM PUBLIC;

-- models, rights and what was spent travel with pg_dump
SELECT pg_catalog.pg_extension_config_dump('@extschema@.synth_model', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.synth_model_grant', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.synth_ledger_entry', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.synth_source_policy', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.synth_batch', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.synth_batch_number', '');
