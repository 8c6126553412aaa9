#!/usr/bin/env bash
# Looks whether this machine's GPU computes as it should, and how fast: within 8 minutes, from a package with an engine
# for GPUs and its tests compiled. Never run on a machine with a GPU; without one it ends where one is needed.
set -euo pipefail

here="$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
home="$(dirname -- "$here")"

usage() {
  cat <<'USAGE'
Usage: deploy/gpu-check.sh [--engine libtorch|nd4j] [--device cuda:N] [--output FOLDER]

  --engine NAME     which engine (default: libtorch)
  --device cuda:N   which GPU (default: cuda:0)
  --output FOLDER   where gpu-check.json and gpu-check.txt go (default: gpu-check)

Runs, each with a limit: `cofire doctor`; every operation beside the reference engine's, fused and composed, in a few
training steps of a small network of each family; training steps of the zoo's networks, fused and composed; and the
quickstart's training. Ends with 0 if all is well, 1 if an operation is wrong or a step failed, 4 without a GPU.
USAGE
}

fail() {
  printf 'gpu-check: %s\n' "$1" >&2
  exit 2
}

engine=libtorch
device=cuda:0
output=gpu-check
while (($#)); do
  case "$1" in
    --engine | --device | --output)
      (($# > 1)) || fail "$1 needs a value"
      case "$1" in
        --engine) engine="$2" ;;
        --device) device="$2" ;;
        --output) output="$2" ;;
      esac
      shift 2
      ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; fail "unknown option $1" ;;
  esac
done
[[ "$engine" == libtorch || "$engine" == nd4j ]] || fail "--engine needs libtorch or nd4j, found $engine"
[[ "$device" =~ ^cuda:[0-9]+$ ]] || fail "--device needs cuda:N, such as cuda:0, found $device"
mkdir -p -- "$output" 2>/dev/null || fail "Cannot make the folder $output"
parts="$(mktemp -d)"
trap 'rm -rf -- "$parts"' EXIT
text="$output/gpu-check.txt"
result=0
{ printf '\n' >"$text" && : >"$text"; } 2>/dev/null || fail "Cannot write $text: no room, or no right to"

say() {
  printf '%s\n' "$1" | tee -a -- "$text"
}

# step NAME SECONDS COMMAND...: what it prints is JSON, and goes into the report under its name.
step() {
  local name="$1" limit="$2" code=0 began=$SECONDS
  shift 2
  timeout "$limit" "$@" >"$parts/$name.json" 2>"$parts/$name.log" || code=$?
  case "$code" in
    0) say "gpu-check: $name: well, in $((SECONDS - began)) s" ;;
    124) say "gpu-check: $name: not done within $limit s" ;;
    *) say "gpu-check: $name: failed with exit code $code" ;;
  esac
  cat -- "$parts/$name.json" "$parts/$name.log" >>"$text"
  printf '%s' "$code" >"$parts/$name.code"
  return "$code"
}

# One JSON of all that ran: a part that is no JSON, of a step that failed, is left out.
report() {
  local name
  {
    printf '{"engine": "%s", "device": "%s"' "$engine" "$device"
    for name in doctor operations-fused operations-composed steps quickstart; do
      [[ -f "$parts/$name.code" ]] || continue
      printf ',\n"%s": {"exitCode": %s' "$name" "$(cat -- "$parts/$name.code")"
      if [[ "$(head -c 1 -- "$parts/$name.json")" == [\[\{] ]]; then
        printf ', "found": '
        cat -- "$parts/$name.json"
      fi
      printf '}'
    done
    printf '}\n'
  } >"$output/gpu-check.json"
  say "gpu-check: reports are $output/gpu-check.json and $text"
}

# shellcheck disable=SC2317
quickstart() {
  local data="$parts/data" began=$SECONDS scored
  "$here/cofire" simulate "$data/recordings" --seed 1 --per-class 100 --test-per-class 25 >&2
  "$here/cofire" prepare nmnist "$data/recordings" "$data/shards" --strict >&2
  began=$SECONDS
  "$here/cofire" train "$home/conf/recipes/quickstart.yaml" --set "data.shards=$data/shards" \
    --set "run.directory=$data/runs" --set "run.engine=$engine" --set "run.device=$device" >&2
  began=$((SECONDS - began))
  scored="$("$here/cofire" evaluate "$data/runs/quickstart/seed-1")"
  printf '{"trainingSeconds": %d, "accuracy": %s}\n' "$began" \
    "$(sed -n 's/.*test accuracy \([0-9.]*\),.*/\1/p' <<<"$scored" | tail -n 1)"
}
export -f quickstart
export here home parts engine device

step doctor 60 "$here/cofire" doctor --json || result=1
if ! grep -A 1 -F "\"$engine on $device\"" "$parts/doctor.json" | grep -q '"fine"'; then
  why="$(grep -A 2 -F "\"$engine on $device\"" "$parts/doctor.json" | sed -n 's/.*"text" : "\(.*\)".*/\1/p')"
  say "gpu-check: stops here, a GPU is needed: ${why:-engine $engine is not in this package}"
  report
  exit 4
fi
step operations-fused 60 "$here/bench.sh" gpu-operations "$engine" "$device" fused || result=1
step operations-composed 60 "$here/bench.sh" gpu-operations "$engine" "$device" composed || result=1
step steps 150 "$here/bench.sh" gpu-steps "$engine" "$device" 8 || result=1
step quickstart 140 bash -euo pipefail -c quickstart || result=1
report
exit "$result"
