#!/bin/sh
# Cleans IN/part-00001.jsonl, part-00002.jsonl ... with a Slurm array job:
#
#	sbatch --export=ALL,IN=pages,OUT=clean slurm-array.sh
#
# An output appears only when it is whole, so a second run of the job does
# what is missing. Counts are in OUT/part-*.stats.
#SBATCH --job-name=winnow
#SBATCH --array=1-100
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=1G
#SBATCH --time=04:00:00
set -eu
part=$(printf 'part-%05d' "$SLURM_ARRAY_TASK_ID")
[ ! -e "$OUT/$part.jsonl" ] || exit 0
mkdir -p "$OUT"
winnow -f jsonl -t jsonl -j "${SLURM_CPUS_PER_TASK:-1}" --timeout 60 \
    --stats -o "$OUT/$part.jsonl" "$IN/$part.jsonl" 2> "$OUT/$part.stats"
