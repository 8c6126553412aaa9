#!/usr/bin/env bash
# A training on Kubernetes by plain spark-submit; never run where Cofire is developed.
#   COFIRE_IMAGE=REGISTRY/cofire:cpu deploy/kubernetes/submit.sh k8s://https://HOST:6443 [SETTING=VALUE]... -- train RECIPE
# The recipe, the data and the runs lie on a volume (COFIRE_CLAIM, mounted at /data) or at s3a:// paths. The settings of
# memory, cores and GPUs are those of `deploy/cofire plan RECIPE --executors N --on k8s`.
set -euo pipefail

fail() {
  printf 'submit: %s\n' "$1" >&2
  exit 2
}

[[ "${1:-}" == k8s://* ]] || fail "name the cluster first, such as k8s://https://HOST:6443"
[[ -n "${COFIRE_IMAGE:-}" ]] || fail "set COFIRE_IMAGE to an image made by deploy/docker"
[[ -x "${SPARK_HOME:-}/bin/spark-submit" ]] || fail "set SPARK_HOME to an installed Spark 3.5"
master="$1"
shift
settings=()
while (($#)) && [[ "$1" != -- ]]; do
  [[ "$1" == spark.*=* ]] || fail "settings are spark.KEY=VALUE, and -- comes before the command; found $1"
  settings+=(--conf "$1")
  shift
done
(($# > 1)) || fail "say -- and then a command of Cofire, such as: -- train /data/recipe.yaml"
shift

here="$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
if [[ -n "${COFIRE_CLAIM:-}" ]]; then
  for role in driver executor; do
    volume="spark.kubernetes.$role.volumes.persistentVolumeClaim.data"
    settings+=(--conf "$volume.mount.path=/data" --conf "$volume.options.claimName=$COFIRE_CLAIM")
  done
fi
exec "$SPARK_HOME/bin/spark-submit" --master "$master" --deploy-mode cluster --name cofire \
  --class io.cofire.driver.cli.Cofire --properties-file "$here/../../conf/spark-defaults.conf" \
  --conf spark.kubernetes.namespace="${COFIRE_NAMESPACE:-default}" \
  --conf spark.kubernetes.container.image="$COFIRE_IMAGE" \
  --conf spark.kubernetes.authenticate.driver.serviceAccountName="${COFIRE_ACCOUNT:-spark}" \
  --conf spark.kubernetes.driverEnv.OMP_NUM_THREADS=1 \
  --conf spark.driver.extraJavaOptions="-Dlog4j2.configurationFile=file:/opt/cofire/conf/log4j2.properties -Dorg.bytedeco.javacpp.cachedir=/opt/cofire/cache" \
  ${settings[@]+"${settings[@]}"} \
  "$(printf 'local:///opt/cofire/driver/target/cofire-driver-%s.jar' "${COFIRE_VERSION:-0.1.0-SNAPSHOT}")" "$@"
