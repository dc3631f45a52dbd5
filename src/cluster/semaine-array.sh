#!/bin/sh
#SBATCH --job-name=semaine
#SBATCH --array=1-8
#SBATCH --cpus-per-task=2
#SBATCH --requeue
#SBATCH --open-mode=append
#
# A task of a Slurm job array: draws its part of a sequence into a folder that all nodes see. What follows is
# told to `semaine frames`:
#
#     sbatch --array=1-40 semaine-array.sh --from 1871-05-21 --to 1871-05-28 --step PT1H -o week/%04d.png
#
# A task that is requeued, because its node died or somebody wanted it, goes on where it was: finished frames
# are kept. SEMAINE names the program.
set -eu
exec "${SEMAINE:-semaine}" frames --quiet --resume --jobs "${SLURM_CPUS_PER_TASK:-1}" \
    --shard "$((SLURM_ARRAY_TASK_ID - SLURM_ARRAY_TASK_MIN + 1))/$SLURM_ARRAY_TASK_COUNT" "$@"
