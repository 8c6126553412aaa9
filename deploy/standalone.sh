#!/usr/bin/env bash
# Spark's own cluster from the jars that `mvn package` laid beside Cofire's, on as many machines as it is called on:
#   deploy/standalone.sh start-master                       on one machine; prints the URL
#   deploy/standalone.sh start-worker spark://HOST:7077     on each machine that is to compute
#   deploy/standalone.sh stop                               on each machine: ends what was started there
# COFIRE_HOST, COFIRE_CORES and COFIRE_WORKER_MEMORY say what a machine offers (default: its name, all cores, 4g);
# COFIRE_GPUS how many GPUs (default: none). Logs and numbers of processes lie in COFIRE_STATE (default: .cofire-cluster).
set -euo pipefail

here="$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
home="$(dirname -- "$here")"
dist="${COFIRE_DIST:-$home/driver/target/dist}"
state="${COFIRE_STATE:-$PWD/.cofire-cluster}"
host="${COFIRE_HOST:-$(hostname -f)}"

fail() {
  printf 'standalone: %s\n' "$1" >&2
  exit 2
}

# start NAME CLASS ARGUMENT...: a daemon with a log and a file with its number
start() {
  local name="$1" java="${JAVA_HOME:+$JAVA_HOME/bin/}java" opens=() package
  shift
  compgen -G "$dist/spark/*.jar" >/dev/null ||
    fail "Cofire is not built (no jars in $dist/spark); build it with: mvn -B -DskipTests package"
  command -v "$java" >/dev/null || fail "no $java; set JAVA_HOME to a JDK 17"
  mkdir -p -- "$state/home"
  # Workers look for the jars of their executors here.
  ln -sfn -- "$dist/spark" "$state/home/jars"
  if [[ -f "$state/$name.pid" ]] && kill -0 "$(<"$state/$name.pid")" 2>/dev/null; then
    fail "$name runs already, process $(<"$state/$name.pid"); stop it with: deploy/standalone.sh stop"
  fi
  for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
    java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
    opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
  done
  SPARK_HOME="$state/home" SPARK_SCALA_VERSION=2.12 \
    nohup "$java" -Xmx512m "${opens[@]}" ${properties[@]+"${properties[@]}"} -cp "$dist/spark/*" "$@" \
    >"$state/$name.log" 2>&1 </dev/null &
  printf '%s\n' "$!" >"$state/$name.pid"
}

# await NAME TEXT: until the log says so
await() {
  local i
  for ((i = 0; i < 600; i++)); do
    ! grep -q -- "$2" "$state/$1.log" || return 0
    kill -0 "$(<"$state/$1.pid")" 2>/dev/null || fail "$1 has ended; its log is $state/$1.log"
    sleep 0.1
  done
  fail "$1 does not answer within 60 s; its log is $state/$1.log"
}

properties=()
case "${1:-}" in
  start-master)
    start master org.apache.spark.deploy.master.Master --host "$host" --port "${COFIRE_PORT:-7077}" --webui-port "${COFIRE_UI_PORT:-8080}"
    await master 'I have been elected leader'
    printf 'spark://%s:%s\n' "$host" "${COFIRE_PORT:-7077}"
    ;;
  start-worker)
    [[ "${2:-}" == spark://* ]] || fail "name the master, such as spark://HOST:7077"
    if [[ -n "${COFIRE_GPUS:-}" ]]; then
      properties+=("-Dspark.worker.resource.gpu.amount=$COFIRE_GPUS"
        "-Dspark.worker.resource.gpu.discoveryScript=${COFIRE_GPU_SCRIPT:-$here/gpu-discovery.sh}")
    fi
    start worker org.apache.spark.deploy.worker.Worker --host "$host" --cores "${COFIRE_CORES:-$(nproc)}" \
      --memory "${COFIRE_WORKER_MEMORY:-4g}" --webui-port "${COFIRE_UI_PORT:-8081}" --work-dir "$state/work" "$2"
    await worker 'Successfully registered with master'
    ;;
  stop)
    # Workers first: a master would ask them for their executors again.
    for name in worker master; do
      [[ -f "$state/$name.pid" ]] || continue
      pid="$(<"$state/$name.pid")"
      kill "$pid" 2>/dev/null || true
      for ((i = 0; i < 100; i++)); do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
      done
      ! kill -0 "$pid" 2>/dev/null || kill -9 "$pid"
      rm -f -- "$state/$name.pid"
    done
    ;;
  *) fail "say start-master, start-worker MASTER or stop" ;;
esac
