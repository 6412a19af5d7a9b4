-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION synth" to load this file. \quit

-- pg_catalog is searched first because it is not named: nobody's operator or type
-- in the target schema can stand in for the server's
SET LOCAL search_path TO @extschema@, pg_temp;
