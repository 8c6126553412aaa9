#!/usr/bin/env bash
# Benchmarks, from a packaged build with its tests compiled.
set -euo pipefail

here="$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
home="$(dirname -- "$here")"

usage() {
  cat <<'USAGE'
Usage: deploy/bench.sh events [FORMAT]...
       deploy/bench.sh prepare
       deploy/bench.sh train-step [NETWORK]... [THREADS]...

  events      decoding and framing, in events a second on one core, beside a plain copy of the same bytes
  prepare     `cofire prepare` of a simulated DVS-Gesture folder of 110 million events, beside decoding alone and a plain
              copy; simulates it once, into tests/target/bench
  train-step  forward, backward and update of networks of the zoo, beside the same in libtorch's eager autograd
USAGE
}

fail() {
  printf 'bench: %s\n' "$1" >&2
  exit 2
}

(($#)) || { usage >&2; exit 2; }
benchmark="$1"
shift
[[ "$benchmark" != -h && "$benchmark" != --help ]] || { usage; exit 0; }
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

libraries="${COFIRE_DIST:-$home/driver/target/dist}/lib"
[[ -d "$libraries" ]] || fail "Cannot start: no $libraries; build it with: mvn -B -DskipTests package"
class_path=""
for classes in data-pipeline/target/classes data-pipeline/target/test-classes tests/target/test-classes; do
  [[ -d "$home/$classes" ]] || fail "Cannot start: no $classes; build it with: mvn -B -DskipTests package"
  class_path+="${class_path:+:}$home/$classes"
done

case "$benchmark" in
  events)
    # One thread decodes; the serial collector and this heap keep what it costs on that thread's core.
    exec "$java" -XX:+UseSerialGC -Xms1g -Xmx1g -Xmn700m -cp "$class_path:$libraries/*" io.cofire.tests.bench.EventsBench "$@"
    ;;
  train-step)
    libraries="${COFIRE_DIST:-$home/driver/target/dist}/lib"
    peers="$home/tests/target/bench-lib"
    [[ -d "$libraries" && -d "$peers" ]] || fail "Cannot start: no $libraries or no $peers; build them with: mvn -B -DskipTests package"
    class_path="$home/data-pipeline/target/classes:$home/executor-ops/target/classes"
    class_path+=":$home/executor-ops/target/test-classes:$home/tests/target/test-classes"
    spark="${COFIRE_DIST:-$home/driver/target/dist}/spark"
    exec "$java" -Xmx256m -cp "$class_path:$libraries/*:$peers/*:$spark/*" io.cofire.tests.bench.TrainStepBench "$@"
    ;;
  prepare)
    exec "$java" -XX:+UseSerialGC -Xmx1g -cp "$class_path:$libraries/*:$libraries/../spark/*" \
      io.cofire.tests.bench.PrepareBench "$home" "$home/tests/target/bench"
    ;;
  *) usage >&2; fail "unknown benchmark $benchmark" ;;
esac
