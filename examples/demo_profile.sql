-- The table's profile, shortened; part of demo.sql.
\pset title 'profile (real: not private)'
SELECT * FROM synth_profile('patients') LIMIT 12;
