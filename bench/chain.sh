#!/bin/bash
# Cost of a schema in rows and in foreign keys: a chain (each table refers to the
# one before) and a star (all refer to the first) of TABLES tables, 100,000 and
# 1,000,000 rows in all; and one table of 200,000 rows with 1 to 8 foreign keys.
# CPU of the backend for the fit (without privacy) and for generating; linear cost
# is a constant CPU per row, and per row and key.
#
#   bench/run chain            writes bench/results/chain.md
#   TABLES=25 ROWS="100000 1000000" KEYS="1 2 4 8"
set -euo pipefail
cd "$(dirname "$0")/.."
tables=${TABLES:-25}
cpu()						# statement: CPU seconds of it
{
	psql -XAtq -v ON_ERROR_STOP=1 -v statement="$1" <<-'SQL' | awk 'NF == 3 {t[++n] = $1} END {printf "%.2f\n", t[2] - t[1]}'
		SET client_min_messages = error;
		SET maintenance_work_mem = '1GB';
		SELECT pg_backend_pid() AS pid \gset
		\setenv BACKEND :pid
		\! bench/usage
		:statement;
		\! bench/usage
	SQL
}
forget()					# a schema is filled from all its models, also of tables that are gone
{
	psql -XAtqc "SELECT synth_drop(name) FROM synth_models WHERE name LIKE 'long.%'" >/dev/null
}
make()						# shape, rows of a table
{
	forget
	{
		echo 'DROP SCHEMA IF EXISTS long CASCADE; DROP SCHEMA IF EXISTS copy CASCADE; CREATE SCHEMA long; SET search_path = long;'
		for i in $(seq "$tables"); do
			parent=$([ "$1" = star ] && echo 1 || echo $((i - 1)))
			reference=
			value=
			if [ "$i" -gt 1 ]; then
				reference=", parent_id integer NOT NULL REFERENCES t$parent"
				value=", 1 + (i * 7919::bigint) % $2"
			fi
			echo "CREATE TABLE t$i (id serial PRIMARY KEY$reference, amount integer NOT NULL CHECK (amount BETWEEN 0 AND 1000), kind boolean NOT NULL);"
			echo "INSERT INTO t$i SELECT i$value, (i * 31::bigint) % 1000, i % 3 = 0 FROM generate_series(1, $2) i;"
			[ "$i" = 1 ] || echo "CREATE INDEX ON t$i (parent_id);"
		done
		echo 'ANALYZE;'
	} | psql -Xq -v ON_ERROR_STOP=1 2>/dev/null
	printf '%s\n' '\set ON_ERROR_STOP 1' "SELECT synth_schema_ddl('long', 'copy') \\gexec" | psql -Xq >/dev/null
}
wide()						# keys
{
	forget
	{
		echo 'DROP SCHEMA IF EXISTS long CASCADE; DROP SCHEMA IF EXISTS copy CASCADE; CREATE SCHEMA long; SET search_path = long;'
		columns=
		values=
		for i in $(seq "$1"); do
			echo "CREATE TABLE p$i (id serial PRIMARY KEY, amount integer NOT NULL CHECK (amount BETWEEN 0 AND 1000));"
			echo "INSERT INTO p$i SELECT i, (i * 31::bigint) % 1000 FROM generate_series(1, 5000) i;"
			columns="$columns, p${i}_id integer NOT NULL REFERENCES p$i"
			values="$values, 1 + (i * (7919::bigint + $i)) % 5000"
		done
		echo "CREATE TABLE child (id serial PRIMARY KEY$columns, amount integer NOT NULL CHECK (amount BETWEEN 0 AND 1000));"
		echo "INSERT INTO child SELECT i$values, (i * 17::bigint) % 1000 FROM generate_series(1, 200000) i; ANALYZE;"
	} | psql -Xq -v ON_ERROR_STOP=1 2>/dev/null
	printf '%s\n' '\set ON_ERROR_STOP 1' "SELECT synth_schema_ddl('long', 'copy') \\gexec" | psql -Xq >/dev/null
}
echo "| schema | rows | fit CPU s | generate CPU s | generate us a row | us a row and key |"
echo "|---|---|---|---|---|---|"
line()						# name, rows, rows with keys (rows times keys)
{
	local fit generate
	fit=$(cpu "SELECT count(*) FROM synth_fit_schema('long', private => false, replace => true)")
	generate=$(cpu "CALL synth_generate_schema('long', 'copy', seed => 1)")
	awk -v n="$1" -v r="$2" -v k="$3" -v f="$fit" -v g="$generate" 'BEGIN {printf "| %s | %d | %s | %s | %.2f | %.2f |\n", n, r, f, g, g * 1e6 / r, g * 1e6 / k}'
}
for shape in chain star; do
	for rows in ${ROWS:-100000 1000000}; do
		each=$((rows / tables))
		make "$shape" "$each"
		line "$shape of $tables" $((each * tables)) $((each * (tables - 1)))
	done
done
for keys in ${KEYS:-1 2 4 8}; do
	wide "$keys"
	line "one child with $keys keys" $((200000 + 5000 * keys)) $((200000 * keys))
done
