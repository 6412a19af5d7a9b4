#!/bin/bash
# A million unique e-mail addresses, made from a model of a table with one UNIQUE column,
# against a million md5 sums with a domain, both INSERTed into an empty table without
# index; CPU of the backend, median of REPEAT interleaved runs.  Other kinds of texts
# beside them, unique or not.
#
#   bench/run emails            writes bench/results/emails.md
#   ROWS=1000000 REPEAT=5
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${ROWS:-1000000}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
psql -Xq -v ON_ERROR_STOP=1 >/dev/null <<'SQL'
SET client_min_messages = error;
CREATE TABLE unique_email (email text NOT NULL UNIQUE);
CREATE TABLE plain_email (email text NOT NULL);
CREATE TABLE person (first_name text NOT NULL, last_name text NOT NULL, email text NOT NULL UNIQUE, phone text NOT NULL);
CREATE TABLE code (sku text NOT NULL UNIQUE);
CREATE TABLE note (note text NOT NULL);
INSERT INTO unique_email SELECT 'a' || i || '@b.c' FROM generate_series(1, 1000) i;
INSERT INTO plain_email TABLE unique_email;
INSERT INTO person SELECT 'A', 'B', email, '1' FROM unique_email;
INSERT INTO code SELECT lpad(i::text, 8, 'A') FROM generate_series(1, 1000) i;
INSERT INTO note SELECT repeat('abc ', 10) FROM generate_series(1, 1000) i;
SELECT synth_fit('unique_email');
SELECT synth_fit('plain_email', text => '{"email": "email"}');
SELECT synth_fit('person');
SELECT synth_fit('code', text => '{"sku": "pattern:[A-Z]{3}-[0-9]{6}"}');
SELECT synth_fit('note', text => '{"note": "lorem"}');
CREATE TABLE made_text (t text);
SQL
cpu()						# statement: CPU seconds of it
{
	psql -XAtq -v ON_ERROR_STOP=1 -v statement="$1" <<-'SQL' | awk '{t[NR] = $1} END {printf "%.2f\n", t[2] - t[1]}'
		TRUNCATE made_text;
		SELECT pg_backend_pid() AS pid \gset
		\setenv BACKEND :pid
		\! bench/usage
		:statement;
		\! bench/usage
	SQL
}
median()
{
	sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
}
names=("md5(i) and a domain" "unique e-mails" "e-mails" "two names, unique e-mail, phone: the e-mail" "unique codes of a pattern" "lorem text")
statements=("INSERT INTO made_text SELECT md5(i::text) || '@example.org' FROM generate_series(1, $rows) i"
	"INSERT INTO made_text SELECT email FROM synth_sample(NULL::unique_email, $rows, seed => 1)"
	"INSERT INTO made_text SELECT email FROM synth_sample(NULL::plain_email, $rows, seed => 1)"
	"INSERT INTO made_text SELECT email FROM synth_sample(NULL::person, $rows, seed => 1)"
	"INSERT INTO made_text SELECT sku FROM synth_sample(NULL::code, $rows, seed => 1)"
	"INSERT INTO made_text SELECT note FROM synth_sample(NULL::note, $rows, seed => 1)")
for _ in $(seq "${REPEAT:-5}"); do
	for i in "${!statements[@]}"; do
		cpu "${statements[$i]}" >>"$tmp/$i"
	done
done
echo "| $rows rows of | CPU s | times md5 | distinct |"
echo "|---|---|---|---|"
base=$(median <"$tmp/0")
for i in "${!statements[@]}"; do
	cpu "${statements[$i]}" >/dev/null
	distinct=$(psql -XAtqc "SELECT count(DISTINCT t) FROM made_text")
	echo "$(median <"$tmp/$i") $base" | awk -v name="${names[$i]}" -v d="$distinct" '{printf "| %s | %.2f | %.2f | %s |\n", name, $1, $1 / $2, d}'
done
