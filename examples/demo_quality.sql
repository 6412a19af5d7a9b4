-- Scores of the synthetic table; part of demo.sql.
\pset title 'quality, 1 is perfect; resample: what a second sample of the real table would score (not private)'
SELECT * FROM synth_quality('patients', 'staging.patients') LIMIT 12;
