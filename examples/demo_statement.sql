-- The privacy statement of the model; part of demo.sql.
\pset title
\pset format unaligned
\pset tuples_only on
SELECT detail FROM synth_describe('patients') WHERE section = 'privacy' AND item = 'statement' \g | fold -s -w 118
SELECT '';
\pset tuples_only off
\pset format aligned
