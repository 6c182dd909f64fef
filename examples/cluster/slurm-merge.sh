#!/bin/sh
# Puts the parts of slurm-array.sh together; nothing is solved.

#SBATCH --job-name=whatif-merge
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --output=whatif-merge.log

set -eu
# shellcheck disable=SC2086 # several scenario files are several words
exec "${RIGHTPLACE:-rightplace}" whatif "$ROUND" $SCENARIOS --merge "$OUT"/parts/*/ --out "$OUT/what-if"
