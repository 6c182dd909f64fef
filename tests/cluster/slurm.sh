#!/bin/sh
# Starts a Slurm of one machine, runs a batch of what-ifs as a job array of four
# parts, kills one of them and runs it again, puts the parts together, and
# compares every file with that of a run without Slurm. Needs root and Debian's
# slurm-wlm and munge:
#
#   apt-get install -y --no-install-recommends slurm-wlm munge
#   cargo build --release && tests/cluster/slurm.sh
#
# All that it starts and writes is below a folder of its own and ends with it.

set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
program=${RIGHTPLACE:-$here/target/release/rightplace}
round=${1:-$here/scenarios/first-steps}
parts=4
for needed in munged slurmctld slurmd sbatch; do
    command -v "$needed" >/dev/null || { echo "needs $needed: apt-get install slurm-wlm munge" >&2; exit 2; }
done

work=$(mktemp -d)
started=""
finish() {
    status=$?
    trap - EXIT
    for pid in $started; do kill "$pid" 2>/dev/null || true; done
    for pid in $started; do wait "$pid" 2>/dev/null || true; done
    if [ "$status" -ne 0 ]; then tail -n 20 "$work"/*.log >&2 || true; fi
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT
trap 'exit 1' INT TERM

# Munge of its own, so that none of the machine's is needed or touched.
mkdir -m 700 "$work/munge" "$work/state" "$work/spool"
dd if=/dev/urandom of="$work/munge/key" bs=128 count=1 2>/dev/null
chmod 400 "$work/munge/key"
chmod 755 "$work" "$work/munge"
munged --foreground --force --num-threads=2 --key-file="$work/munge/key" --socket="$work/munge/socket" \
    --pid-file="$work/munge/pid" --seed-file="$work/munge/seed" --log-file="$work/munged.log" > "$work/munge.log" 2>&1 &
started="$!"

host=$(hostname -s)
cores=$(nproc)
cat > "$work/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${SLURM_TEST_PORT:-16817}
SlurmdPort=$((${SLURM_TEST_PORT:-16817} + 1))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SchedulerParameters=sched_interval=1,batch_sched_delay=1
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cores State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$work/slurm.conf"
slurmctld -D > "$work/slurmctld.log" 2>&1 &
started="$started $!"
slurmd -D > "$work/slurmd.log" 2>&1 &
started="$started $!"
for _ in $(seq 60); do
    if sinfo --noheader --format=%t 2>/dev/null | grep -q '^idle'; then break; fi
    sleep 1
done
sinfo

# The batch: a sweep, an edit, and so many draws of demand that a part takes
# some seconds.
mkdir "$work/whatif"
cat > "$work/whatif/places.toml" <<'SCENARIO'
[sweep]
"places" = { table = "intakes", set = "places", values = ["-1", "+0", "+1", "+2", "+3"] }
SCENARIO
cat > "$work/whatif/demand.toml" <<'SCENARIO'
[demand]
method = "poisson"
draws = 2000
SCENARIO
cat > "$work/whatif/paid.toml" <<'SCENARIO'
[policy]
"sla.paid_places" = "+5"
SCENARIO

"$program" whatif "$round" "$work/whatif" --out "$work/local" > /dev/null 2> "$work/local.log"

export RIGHTPLACE="$program" ROUND="$round" SCENARIOS="$work/whatif" OUT="$work/out" PARTS="$parts"
cd "$work"
submit() {
    sbatch --parsable --export=ALL --mem=0 "$@" "$here/examples/cluster/slurm-array.sh"
}
settle() {
    while [ -n "$(squeue --noheader --job "$1" 2>/dev/null)" ]; do sleep 1; done
}

# One task is killed when it has begun to write down what it proves.
job=$(submit --array="1-$parts")
while [ ! -s "$work/out/parts/3.journal" ]; do
    [ ! -d "$work/out/parts/3" ] || { echo "the third task ended before it could be killed" >&2; exit 1; }
    sleep 0.1
done
scancel --signal=KILL --batch "${job}_3"
settle "$job"
[ ! -d "$work/out/parts/3" ] || { echo "the third task was not killed" >&2; exit 1; }
echo "Killed after $(wc -l < "$work/out/parts/3.journal") results; the other tasks are done."
if "$program" whatif "$round" "$work/whatif" --merge "$work"/out/parts/*/ --out "$work/out/what-if" 2> "$work/merge.log"; then
    echo "a batch with a part missing was put together" >&2
    exit 1
fi
again=$(submit --array=3)
settle "$again"
grep "Going on from" whatif-3.log
merged=$(sbatch --parsable --export=ALL --mem=0 "$here/examples/cluster/slurm-merge.sh")
settle "$merged"
diff -r "$work/local" "$work/out/what-if"
echo "The files of the array of $parts tasks, put together, are those of the local run:"
cd "$work/local" && sha256sum -- *
