-- The table's profile, shortened; part of demo.sql.
\pset title 'profile, shortened (real: not private)'
SELECT section, column_name, other_name, metric, coalesce(value, round(number::numeric, 3)::text) AS value
FROM synth_profile('patients')
WHERE section IN ('table', 'proposal')
	OR section = 'column' AND column_name = 'cost' AND metric IN ('type', 'kind', 'min', 'quantile 0.5', 'max', 'mean', 'zeros', 'top value 1')
	OR section = 'alert' AND metric IN ('MISSING', 'HIGH_CARDINALITY', 'ZEROS');
