#!/usr/bin/env bash
# Benchmarks, from a packaged build with its tests compiled.
set -euo pipefail

here="$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
home="$(dirname -- "$here")"

usage() {
  cat <<'USAGE'
Usage: deploy/bench.sh events [FORMAT]...
       deploy/bench.sh exchange [sockets]
       deploy/bench.sh gpu-operations ENGINE DEVICE fused|composed
       deploy/bench.sh gpu-steps ENGINE DEVICE LARGER
       deploy/bench.sh gpu-traffic
       deploy/bench.sh images [FOLDER]
       deploy/bench.sh loading [images=N] [window=N]
       deploy/bench.sh precision [NETWORK]... [THREADS]
       deploy/bench.sh network [MICROSECONDS/MEGABITS]...
       deploy/bench.sh predict
       deploy/bench.sh prepare
       deploy/bench.sh checkpoint
       deploy/bench.sh scaling [NAME=VALUE]...
       deploy/bench.sh train-step [NETWORK]... [THREADS]...

  events      decoding block by block, reading whole and framing, in events a second on one core, beside a plain copy of
              the same bytes; and from files to frames, the first time and warm
  exchange    norm statistics and gradients between two processes, beside plain sockets, Spark's allGather and
              Deeplearning4j's averaging; `sockets` leaves the last two out
  gpu-operations  every operation of an engine on a device beside the reference engine's, as JSON
  gpu-steps   training steps of the networks of train-step on an engine and a device, fused and composed, with the share
              outside convolutions, as JSON; batches are LARGER times those of train-step
  gpu-traffic what a training step asks of a GPU outside convolutions, fused against composed: launches, bytes and copies,
              counted from the shapes of the networks of train-step, without a GPU
  images      JPEG files of a folder (default: ../shared/data/imagenet-1-per-class) decoded, cropped, resized and normalised, in
              images a second on one core, beside decoding alone by the native library and by ImageIO
  loading     images a second of one loader from generated JPEGs on HDFS in this process (default: 20,000, 2 GB), a tenth
              of them in memory: both orders of samples, without and with the disk cache, beside the same from memory and a
              plain read of the shards; opens counted at the name node. Uses 6 GB of /tmp, or of TMPDIR
  precision   forward, backward and update of networks of the zoo in bf16, beside the same in float32
  network     a step's exchange between 2, 4 and 8 hosts, as namespaces of the network with a delay and a rate (default:
              25/1000, 200/1000, 2000/100 and 20000/20), by both ways, beside what the formulas of docs/scaling.md say;
              needs root and iproute2, and ends with 4 without them
  predict     one N-MNIST recording in a warm process, and a folder of 2,000 as a Spark job, beside an evaluation of the
              same; simulates them once, into tests/target/bench
  prepare     `cofire prepare` of a simulated DVS-Gesture folder of 110 million events, beside decoding alone and a plain
              copy; simulates it once, into tests/target/bench
  checkpoint  what a checkpoint costs the step that makes it, written beside the training and waited for
  scaling     two 1-core executors against one and beside two that do not talk, where the time went, and what the measured
              costs say of 8, 64 and 512 GPUs (docs/scaling.md); rounds=0 predicts only, gpuMillis=90 replaces an assumption
  train-step  forward, backward and update of networks of the zoo, beside the same in libtorch's eager autograd and, where
              /usr/bin/python3 has it, in plain PyTorch; and an evaluation with norms folded beside one without
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

# What spark-submit passes to Java 17: Spark's JavaModuleOptions.
opens=()
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
quiet="-Dlog4j2.configurationFile=file:$home/conf/log4j2.properties"

case "$benchmark" in
  events)
    # One thread decodes; the serial collector and this heap keep what it costs on that thread's core.
    exec "$java" -XX:+UseSerialGC -Xms1g -Xmx1g -Xmn700m -cp "$class_path:$libraries/*:$libraries/../spark/*" \
      io.cofire.tests.bench.EventsBench "$@"
    ;;
  images)
    folder="${1:-$home/../shared/data/imagenet-1-per-class}"
    [[ -d "$folder" ]] || fail "Cannot start: no folder $folder; name one of JPEG files"
    exec "$java" -XX:+UseSerialGC -Xmx1g -cp "$class_path:$libraries/*:$libraries/../spark/*" \
      io.cofire.tests.bench.ImagesBench "$folder"
    ;;
  loading)
    peers="$home/tests/target/bench-lib"
    [[ -d "$peers" ]] || fail "Cannot start: no $peers; build it with: mvn -B -DskipTests package"
    work="$(mktemp -d)"
    trap 'rm -rf "$work"' EXIT
    "$java" -Xmx3g "${opens[@]}" "$quiet" -cp "$class_path:$libraries/*:$libraries/../spark/*:$peers/*" \
      io.cofire.tests.bench.LoadingBench "$work" "$@"
    ;;
  precision | train-step | gpu-operations | gpu-steps | gpu-traffic)
    libraries="${COFIRE_DIST:-$home/driver/target/dist}/lib"
    peers="$home/tests/target/bench-lib"
    case "$benchmark" in
      gpu-traffic) expected='^$' ;;
      gpu-operations) expected='^[a-z0-9]+ [a-z]+(:[0-9]+)? (fused|composed)$' ;;
      gpu-steps) expected='^[a-z0-9]+ [a-z]+(:[0-9]+)? [1-9][0-9]*$' ;;
      precision) expected='^((sew-resnet18|tdbn-resnet19|sew-7b|ms-resnet20|[1-9][0-9]*)( |$))*$' ;;
      *) expected='^((sew-resnet18|tdbn-resnet19|sew-7b|ms-resnet20|[12])( |$))*$' ;;
    esac
    [[ "$*" =~ $expected ]] || { usage >&2; exit 2; }
    [[ -d "$libraries" && -d "$peers" ]] || fail "Cannot start: no $libraries or no $peers; build them with: mvn -B -DskipTests package"
    class_path="$home/data-pipeline/target/classes:$home/executor-ops/target/classes"
    class_path+=":$home/executor-ops/target/test-classes:$home/tests/target/test-classes"
    spark="${COFIRE_DIST:-$home/driver/target/dist}/spark"
    case "$benchmark" in
      precision) main=PrecisionBench heap=256m ;;
      train-step) main=TrainStepBench heap=256m ;;
      gpu-operations) main=gpu.GpuCheck heap=1g ;;
      gpu-steps) main=GpuStepBench heap=2g ;;
      gpu-traffic) main=GpuTrafficBench heap=256m ;;
    esac
    # An engine for GPUs brings its own libtorch, and two would be one too many.
    if [[ "$benchmark" == gpu-* ]] && compgen -G "$libraries/pytorch-*.jar" >/dev/null; then
      peers="$libraries"
    fi
    exec "$java" "-Xmx$heap" -cp "$class_path:$libraries/*:$peers/*:$spark/*" "io.cofire.tests.bench.$main" "$@"
    ;;
  exchange)
    class_path+=":$home/executor-ops/target/classes:$home/driver/target/classes"
    work="$(mktemp -d)"
    trap 'rm -rf "$work"' EXIT
    "$java" -Xmx2g "${opens[@]}" "$quiet" -cp "$class_path:$libraries/*:$libraries/../spark/*" \
      io.cofire.tests.bench.ExchangeBench "$work" "$@"
    ;;
  checkpoint)
    class_path="$home/data-pipeline/target/classes:$home/executor-ops/target/classes:$home/driver/target/classes"
    class_path+=":$home/executor-ops/target/test-classes:$home/tests/target/test-classes"
    export OMP_NUM_THREADS=1 MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=8589934592 GLIBC_TUNABLES=glibc.malloc.arena_max=1
    (($#)) || set -- ms-resnet20 20 sew-resnet18 2
    exec "$java" -Xmx2g -cp "$class_path:$libraries/*:$home/tests/target/bench-lib/*:$libraries/../spark/*" \
      io.cofire.tests.bench.CheckpointBench "$home/tests/target/bench" "$@"
    ;;
  scaling)
    class_path+=":$home/executor-ops/target/classes:$home/driver/target/classes"
    data="$home/tests/target/bench"
    if [[ ! -d "$data/scaling-shards" ]]; then
      "$here/cofire" simulate "$data/scaling-recordings" --seed 1 --per-class 100 --test-per-class 10
      "$here/cofire" prepare nmnist "$data/scaling-recordings" "$data/scaling-shards" --strict
    fi
    work="$(mktemp -d)"
    trap 'rm -rf "$work"' EXIT
    "$java" -Xmx1g "${opens[@]}" "$quiet" -cp "$class_path:$libraries/*:$libraries/../spark/*" \
      io.cofire.tests.bench.ScalingBench "$work" "$data/scaling-shards" "$@"
    ;;
  network)
    class_path+=":$home/executor-ops/target/classes:$home/driver/target/classes"
    exec "$java" -Xmx1g "${opens[@]}" "$quiet" -cp "$class_path:$libraries/*:$libraries/../spark/*" \
      io.cofire.tests.bench.NetworkBench "$@"
    ;;
  predict)
    class_path+=":$home/executor-ops/target/classes:$home/driver/target/classes"
    data="$home/tests/target/bench"
    if [[ ! -d "$data/predict-shards" ]]; then
      "$here/cofire" simulate "$data/predict-recordings" --seed 1 --per-class 20 --test-per-class 200
      "$here/cofire" prepare nmnist "$data/predict-recordings" "$data/predict-shards" --subset --strict
    fi
    work="$(mktemp -d)"
    trap 'rm -rf "$work"' EXIT
    export OMP_NUM_THREADS=1 SPARK_LOCAL_IP=127.0.0.1
    export MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=67108864 GLIBC_TUNABLES=glibc.malloc.arena_max=1
    "$java" -Xmx1g "${opens[@]}" "$quiet" -cp "$class_path:$libraries/*:$libraries/../spark/*" \
      io.cofire.tests.bench.PredictBench "$work" "$data/predict-recordings" "$data/predict-shards" \
      "$home/conf/recipes/nmnist-small-tdbn.yaml"
    ;;
  prepare)
    exec "$java" -XX:+UseSerialGC -Xmx1g -cp "$class_path:$libraries/*:$libraries/../spark/*" \
      io.cofire.tests.bench.PrepareBench "$home" "$home/tests/target/bench"
    ;;
  *) usage >&2; fail "unknown benchmark $benchmark" ;;
esac
