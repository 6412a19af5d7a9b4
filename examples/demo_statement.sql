-- The privacy statement of the model; part of demo.sql.
\pset title
\pset tuples_only on
SELECT * FROM synth_describe('patients') LIMIT 12;
\pset tuples_only off
