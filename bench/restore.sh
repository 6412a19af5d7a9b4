#!/bin/bash
# CALL synth_generate_schema() of pagila at scale 10, against COPY of the same rows
# from files into the same tables, empty, with every constraint, index and trigger
# enabled; CPU of the backend, median of REPEAT interleaved runs.  (Its two foreign
# keys between store and staff are made deferrable for both, since COPY of one
# table at a time cannot close the circle.)
#
#   bench/run restore            writes bench/results/restore.md
#   SCALE=10 REPEAT=5 SCHEMA=pagila FIT="private => false"
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared && pwd)}
name=${SCHEMA:-pagila}
scale=${SCALE:-10}
tmp=$(mktemp -d)
chmod 777 "$tmp"
trap 'rm -rf "$tmp"' EXIT
gzip -dc "$shared/data/$name.sql.gz" | psql -Xq -v ON_ERROR_STOP=1 >/dev/null
printf '%s\n' '\set ON_ERROR_STOP 1' "SELECT synth_schema_ddl('$name', 'copy') \\gexec" | psql -Xq >/dev/null
psql -Xq -v ON_ERROR_STOP=1 >/dev/null <<SQL
SET client_min_messages = error;
SELECT synth_fit_schema('$name', ${FIT:-private => false});
SELECT format('ALTER TABLE copy.store ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', conname) FROM pg_constraint
	WHERE conrelid = to_regclass('copy.store') AND contype = 'f' AND confrelid = to_regclass('copy.staff') \gexec
CALL synth_generate_schema('$name', 'copy', scale => $scale, seed => 1);
SQL
# tables with rows, parents first
tables=$(psql -XAtq <<'SQL'
WITH RECURSIVE r AS (
	SELECT oid, 0 AS depth FROM pg_class WHERE relnamespace = 'copy'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
	UNION SELECT f.child, r.depth + 1 FROM r JOIN (	-- keys of partitions are their table's
		SELECT COALESCE(pg_partition_root(conrelid), conrelid) AS child, COALESCE(pg_partition_root(confrelid), confrelid) AS parent
		FROM pg_constraint WHERE contype = 'f') f ON f.parent = r.oid AND f.child <> r.oid
	WHERE r.depth < 20 AND NOT (f.child::regclass::text = 'copy.store' AND f.parent::regclass::text = 'copy.staff'))
SELECT c.relname FROM r JOIN pg_class c USING (oid) WHERE NOT c.relispartition GROUP BY c.relname, c.relkind ORDER BY max(depth), 1
SQL
)
columns()					# table: columns that COPY may write
{
	psql -XAtqc "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
		WHERE attrelid = 'copy.$1'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
}
rows=0
: >"$tmp/restore.sql"
echo 'BEGIN;' >>"$tmp/restore.sql"
for t in $tables; do
	c=$(columns "$t")
	psql -Xqc "\\copy (SELECT $c FROM copy.$t) TO '$tmp/$t.txt'"
	rows=$((rows + $(wc -l <"$tmp/$t.txt")))
	echo "\\copy copy.$t ($c) FROM '$tmp/$t.txt'" >>"$tmp/restore.sql"
done
echo 'COMMIT;' >>"$tmp/restore.sql"
echo "CALL synth_generate_schema('$name', 'copy', scale => $scale, seed => 1);" >"$tmp/generate.sql"
all=$(printf 'copy.%s, ' $tables)
cpu()						# file: CPU seconds of it
{
	# sequences that no column owns too: keys of ten times the rows would soon be beyond smallint
	psql -Xqc "TRUNCATE ${all%, }"
	echo "SELECT format('ALTER SEQUENCE copy.%I RESTART', relname) FROM pg_class WHERE relnamespace = 'copy'::regnamespace AND relkind = 'S' \\gexec" | psql -Xq
	psql -XAtq -v ON_ERROR_STOP=1 -v file="$1" <<-'SQL' | awk 'NF == 3 {t[++n] = $1} END {printf "%.2f\n", t[2] - t[1]}'
		SET client_min_messages = error;
		SELECT pg_backend_pid() AS pid \gset
		\setenv BACKEND :pid
		\! bench/usage
		\i :file
		\! bench/usage
	SQL
}
median()
{
	sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
}
for _ in $(seq "${REPEAT:-5}"); do
	for way in restore generate; do
		cpu "$tmp/$way.sql" >>"$tmp/$way"
	done
done
r=$(median <"$tmp/restore")
g=$(median <"$tmp/generate")
echo "| $name x $scale, $rows rows | CPU s | times COPY |"
echo "|---|---|---|"
echo "| COPY | $r | 1 |"
echo "| synth_generate_schema | $g | $(awk -v a="$g" -v b="$r" 'BEGIN {printf "%.2f", a / b}') |"
