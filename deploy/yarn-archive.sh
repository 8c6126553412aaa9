#!/usr/bin/env bash
# Puts Spark's jars and Cofire's into one archive at a Hadoop path, so that no start uploads them again:
#   deploy/yarn-archive.sh hdfs:///apps/cofire.zip
#   COFIRE_ARCHIVE=hdfs:///apps/cofire.zip deploy/cofire --master yarn train RECIPE
# YARN keeps it on each node. Make it anew, under another name, with each build.
set -euo pipefail

here="$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
dist="${COFIRE_DIST:-$(dirname -- "$here")/driver/target/dist}"

fail() {
  printf 'yarn-archive: %s\n' "$1" >&2
  exit 2
}

(($# == 1)) && [[ "$1" == *.zip ]] || fail "name one Hadoop path that ends in .zip, such as hdfs:///apps/cofire.zip"
compgen -G "$dist/lib/*.jar" >/dev/null && compgen -G "$dist/spark/*.jar" >/dev/null ||
  fail "Cofire is not built (no jars in $dist); build it with: mvn -B -DskipTests package"
[[ -n "${HADOOP_CONF_DIR:-}${YARN_CONF_DIR:-}" ]] || fail "set HADOOP_CONF_DIR to the folder with core-site.xml"
bin="${JAVA_HOME:+$JAVA_HOME/bin/}"
command -v "${bin}jar" >/dev/null || fail "no ${bin}jar; set JAVA_HOME to a JDK 17"

folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
mkdir "$folder/jars"
# YARN unpacks it, and Spark looks for jars at its root.
ln -s -- "$dist"/lib/*.jar "$dist"/spark/*.jar "$folder/jars"
"${bin}jar" --create --no-manifest --no-compress --file "$folder/cofire.zip" -C "$folder/jars" .
"${bin}java" "-Dlog4j2.configurationFile=file:$(dirname -- "$here")/conf/log4j2.properties" \
  -cp "${HADOOP_CONF_DIR:+$HADOOP_CONF_DIR:}${YARN_CONF_DIR:+$YARN_CONF_DIR:}$dist/spark/*" \
  org.apache.hadoop.fs.FsShell -put -f "$folder/cofire.zip" "$1"
printf 'COFIRE_ARCHIVE=%s\n' "$1"
