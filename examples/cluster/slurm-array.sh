#!/bin/sh
# A batch of what-ifs as a Slurm job array: each task decides one part.
#
#   export ROUND=/data/spring-2026 SCENARIOS=/data/whatif OUT=/data/out
#   JOB=$(sbatch --parsable examples/cluster/slurm-array.sh)
#   sbatch --dependency="afterok:$JOB" examples/cluster/slurm-merge.sh
#
# A task that was killed is simply run again, alone, and goes on from what it has
# proven: sbatch --array=3 with PARTS=16, or scontrol requeue.

#SBATCH --job-name=whatif
#SBATCH --array=1-16
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --requeue
#SBATCH --output=whatif-%a.log
#SBATCH --open-mode=append

set -eu
PARTS=${PARTS:-$SLURM_ARRAY_TASK_COUNT}
# shellcheck disable=SC2086 # several scenario files are several words
exec "${RIGHTPLACE:-rightplace}" whatif "$ROUND" $SCENARIOS \
    --shard "$SLURM_ARRAY_TASK_ID/$PARTS" \
    --threads "${SLURM_CPUS_PER_TASK:-1}" \
    --out "$OUT/parts/$SLURM_ARRAY_TASK_ID"
