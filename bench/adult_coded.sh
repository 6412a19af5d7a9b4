#!/bin/bash
# Loads adult_coded.csv.gz as table adult_coded of the current database, its
# domain declared as public knowledge: columns with 85 or more codes and
# education-num as bounded numbers, the others as closed lists of labels.
# Needs SYNTH_SHARED (or ../shared) and the environment of scripts/cluster run.
set -eu
shared=${SYNTH_SHARED:-$(cd "$(dirname "$0")/../../shared" && pwd)}
{
	tr -d '{}" ' <"$shared/data/adult_coded.domain.json" | tr ',' '\n' | awk -F: '
		{
			name = "\"" $1 "\""; n = $2
			if (n >= 85 || $1 == "education-num")
				col = name " smallint NOT NULL CHECK (" name " BETWEEN 0 AND " n - 1 ")"
			else {
				list = ""
				for (i = 0; i < n; i++) list = list (i ? ", " : "") "\047" i "\047"
				col = name " text NOT NULL CHECK (" name " IN (" list "))"
			}
			cols = cols (NR > 1 ? ",\n" : "") col
		}
		END { print "CREATE TABLE adult_coded (\n" cols ");" }'
	echo "COPY adult_coded FROM STDIN (FORMAT csv, HEADER);"
	gzip -dc "$shared/data/adult_coded.csv.gz"
	echo '\.'
	echo "ANALYZE adult_coded;"
} | psql -Xq -v ON_ERROR_STOP=1
