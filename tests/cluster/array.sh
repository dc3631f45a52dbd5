#!/bin/sh
# The scripts for clusters, told by their environment what Slurm would tell them: array.sh SEMAINE SOURCES.
set -eu
semaine=$1 sources=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
set -- --style "$sources/tests/cli/data/small.json" --size 300x200px --from 1871-05-19 --to 1871-05-25

"$semaine" frames --quiet "$@" -o "$folder/one/%d.png"
for task in 4 6; do # 5 never ran
    SEMAINE=$semaine SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_MIN=4 SLURM_ARRAY_TASK_COUNT=3 SLURM_CPUS_PER_TASK=1 \
        "$sources/src/cluster/semaine-array.sh" "$@" -o "$folder/many/%d.png"
done
[ -e "$folder/many/frames-3of3.jsonl" ]
[ ! -e "$folder/many/4.png" ]
SEMAINE=$semaine FILM=$folder/many.apng FILM_OPTIONS='--fps 5 --title 1' \
    "$sources/src/cluster/semaine-assemble.sh" "$@" -o "$folder/many/%d.png"
diff -r "$folder/one" "$folder/many"

"$semaine" frames --quiet "$@" --fps 5 --title 1 -o "$folder/one.apng"
cmp "$folder/one.apng" "$folder/many.apng"
