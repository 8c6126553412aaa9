#!/usr/bin/env bash
# From nothing to a scored network: builds if needed, simulates recordings, prepares, trains, evaluates. May be run
# again at any time: what is done is not done again.
set -euo pipefail

here="$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
home="$(dirname -- "$here")"
recipe="$home/conf/recipes/quickstart.yaml"
run=runs/quickstart/seed-1
cd -- "$home"

step="start"
# shellcheck disable=SC2154
trap 'status=$?; ((status == 0)) || printf "quickstart: failed at: %s (exit code %d)\n" "$step" "$status" >&2' EXIT
begin() {
  step="$1"
  printf '\nquickstart: %s\n' "$step"
}

built() {
  local jars=(driver/target/cofire-driver-*.jar)
  [[ -f "${jars[0]}" ]] || return 1
  [[ -z "$(find pom.xml data-pipeline executor-ops driver -path '*/target' -prune -o -type f \
    \( -path '*/src/main/*' -o -name pom.xml \) -newer "${jars[0]}" -print -quit)" ]]
}

if ! built; then
  begin "build"
  mvn -B -q -ntp -DskipTests package
fi
if [[ ! -d data/quickstart-recordings ]]; then
  begin "simulate"
  "$here/cofire" simulate data/quickstart-recordings --seed 1 --per-class 100 --test-per-class 25
fi
begin "prepare"
"$here/cofire" prepare nmnist data/quickstart-recordings data/quickstart --strict
begin "train"
"$here/cofire" train "$recipe"
begin "evaluate"
scored="$("$here/cofire" evaluate "$run")"
printf '%s\n' "$scored"
accuracy="$(sed -n 's/.*test accuracy \([0-9.]*\),.*/\1/p' <<<"$scored" | tail -n 1)"
step="report"
[[ -n "$accuracy" && -s "$run/report.html" ]]

printf '\nquickstart: test accuracy %s in %d s; report: %s\n' "$accuracy" "$SECONDS" "$home/$run/report.html"
