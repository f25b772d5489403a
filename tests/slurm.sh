#!/usr/bin/env bash
# Starts a Slurm of one node in a folder and runs a command on it: tests/slurm.sh FOLDER COMMAND…
# Needs root, munge and slurm-wlm. Everything it starts ends with it.
set -euo pipefail

folder=$1
shift
host=$(hostname -s)
memory=$(awk '/MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
mkdir -p "$folder"/{ctld,d,log,munge}
chmod 755 "$folder" "$folder"/{ctld,d,log}
head -c 1024 /dev/urandom > "$folder/munge/key"
chown -R munge:munge "$folder/munge"
chmod 700 "$folder/munge"
chmod 400 "$folder/munge/key"

cat > "$folder/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${SLURM_TEST_PORT:-16817}
SlurmdPort=$((${SLURM_TEST_PORT:-16817} + 1))
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CredType=cred/munge
StateSaveLocation=$folder/ctld
SlurmdSpoolDir=$folder/d
SlurmctldPidFile=$folder/ctld.pid
SlurmdPidFile=$folder/d.pid
SlurmctldLogFile=$folder/log/ctld
SlurmdLogFile=$folder/log/d
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0
SchedulerTimeSlice=5
MinJobAge=3600
MpiDefault=none
ReturnToService=2
MailProg=/bin/true
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$memory State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=60 State=UP
CONF
export SLURM_CONF=$folder/slurm.conf

started=()
finish() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait || true
}
trap finish EXIT

setpriv --reuid munge --regid munge --clear-groups munged --foreground --force --key-file="$folder/munge/key" \
    --socket="$folder/munge/socket" --pid-file="$folder/munge/pid" --log-file="$folder/munge/log" \
    --seed-file="$folder/munge/seed" >"$folder/log/munge" 2>&1 &
started+=($!)
slurmctld -D -i >"$folder/log/ctld.out" 2>&1 &
started+=($!)
slurmd -D >"$folder/log/d.out" 2>&1 &
started+=($!)
for _ in $(seq 100); do
    sinfo -h -o %T 2>/dev/null | grep -q idle && break
    sleep 0.2
done
sinfo -h -o %T | grep -q idle || { tail -n 20 "$folder"/log/*; exit 1; }
"$@"
