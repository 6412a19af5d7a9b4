-- Scores of the synthetic table; part of demo.sql.
\pset title 'quality: 1 is perfect; resample: what a second sample of the real table would score (real: not private)'
SELECT metric, column_name, round(score::numeric, 3) AS score, round(resample::numeric, 3) AS resample, note
FROM synth_quality('patients', 'staging.patients',
	columns => '{sex,age,region,insurance,smoker,diagnosis,weeks,visits,cost,last_visit,bmi,registered,blood,donor}')
WHERE metric IN ('shape', 'shapes', 'pairs')
ORDER BY metric <> 'shapes', metric <> 'pairs', score;
