package io.cofire.driver.cli.doctor;

import io.cofire.data.natives.NativeLibraries;
import io.cofire.driver.cli.ScratchRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Spark, Hadoop, and where files may be written. */
final class PlaceFindings {

  private static final double GB = 1e9;

  /** What Spark starts, writes and unpacks with. */
  private static final double LEAST_GB = 0.1;

  private PlaceFindings() {}

  static List<Examined> all() {
    return List.of(
        spark(),
        hadoop(),
        natives(),
        writing("working folder", Path.of("").toAbsolutePath(), Examined.Standing.ABSENT),
        writing(
            "temporary files",
            Path.of(System.getProperty("java.io.tmpdir")),
            Examined.Standing.FAULT));
  }

  private static Examined spark() {
    String installed =
        Optional.ofNullable(System.getenv("SPARK_HOME"))
            .map(home -> "in " + home)
            .orElse("beside Cofire's jars");
    String master = new SparkConf().get("spark.master", "local[*]");
    return Examined.fine(
        "Spark",
        String.format(
            Locale.ROOT,
            "%s %s, master %s",
            org.apache.spark.package$.MODULE$.SPARK_VERSION(),
            installed,
            master));
  }

  private static Examined hadoop() {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    String settings =
        Optional.ofNullable(System.getenv("HADOOP_CONF_DIR"))
            .map(folder -> "settings of " + folder)
            .orElse("HADOOP_CONF_DIR is not set");
    return Examined.fine(
        "Hadoop",
        String.format(
            Locale.ROOT,
            "%s, paths without a scheme are of %s, %s",
            VersionInfo.getVersion(),
            FileSystem.getDefaultUri(hadoop),
            settings));
  }

  private static Examined natives() {
    String topic = "native libraries";
    return NativeLibraries.placeProblem()
        .map(why -> Examined.fault(topic, "they are unpacked into " + why + "; set COFIRE_CACHE"))
        .orElseGet(
            () ->
                Examined.fine(
                    topic,
                    "unpacked into "
                        + NativeLibraries.place().map(Path::toString).orElse("no folder")));
  }

  private static Examined writing(String topic, Path folder, Examined.Standing otherwise) {
    try {
      ScratchRoom.probe(folder);
      double free = Files.getFileStore(folder).getUsableSpace() / GB;
      if (free < LEAST_GB) {
        return new Examined(
            topic,
            otherwise,
            String.format(
                Locale.ROOT,
                "%s has %.2f GB free (expected %.1f at least); make room",
                folder,
                free,
                LEAST_GB));
      }
      return Examined.fine(
          topic, String.format(Locale.ROOT, "%s can be written, %.1f GB free", folder, free));
    } catch (IOException e) {
      return new Examined(topic, otherwise, folder + " cannot be written: " + e.getMessage());
    }
  }
}
