#!/bin/sh
#SBATCH --job-name=semaine-assemble
#SBATCH --cpus-per-task=2
#SBATCH --requeue
#
# Makes one whole of the parts of an array, and a film of the whole where FILM names one. The options are those
# of the array:
#
#     job=$(sbatch --parsable semaine-array.sh OPTIONS -o week/%04d.png)
#     FILM=week.mp4 sbatch --dependency=afterok:"$job" semaine-assemble.sh OPTIONS -o week/%04d.png
#
# Every frame is looked through: one that is missing, torn or would look different is drawn here. What is told
# to films alone stands in FILM_OPTIONS: FILM_OPTIONS="--title 3 --fps 12". SEMAINE names the program.
set -eu
semaine=${SEMAINE:-semaine} jobs=${SLURM_CPUS_PER_TASK:-0}
"$semaine" frames --quiet --resume --jobs "$jobs" "$@"
[ -n "${FILM:-}" ] || exit 0
for option in "$@"; do
    case ${before:-} in -o | --output) pictures=$option ;; esac
    before=$option
done
# FILM_OPTIONS is split into words on purpose. The last -o counts.
# shellcheck disable=SC2086
exec "$semaine" frames --quiet --jobs "$jobs" "$@" --pictures "$pictures" ${FILM_OPTIONS:-} -o "$FILM"
