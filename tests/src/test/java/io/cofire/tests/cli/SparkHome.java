package io.cofire.tests.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Spark installation made of the packaged jars: {@code jars/}, and a {@code bin/spark-submit}
 * that asks Spark's own launcher for the command, as the one of the distribution does.
 */
final class SparkHome {

  private static final String SUBMIT =
      """
      #!/usr/bin/env bash
      export SPARK_HOME="$(cd "$(dirname "$0")/.." && pwd)" SPARK_SCALA_VERSION=2.12
      command=()
      while IFS= read -r -d '' part; do
        part="${part#$'\n'}" # the launcher says with an empty line that the command begins
        [[ -z "$part" ]] || command+=("$part")
      done < <(java -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main \\
        org.apache.spark.deploy.SparkSubmit "$@")
      exec "${command[@]}"
      """;

  private SparkHome() {}

  /** Makes one in this folder, which does not exist yet. */
  static Path in(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Path jars = CofireCommand.PROJECT.resolve("driver/target/dist/spark");
    Files.createSymbolicLink(folder.resolve("jars"), jars);
    Path submit = Files.writeString(folder.resolve("bin/spark-submit"), SUBMIT);
    if (!submit.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + submit + " executable");
    }
    return folder;
  }
}
