package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.averaging.AveragingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code conf/spark-defaults.conf}, the launcher and the code ask for the same settings. */
class SparkDefaultsTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static List<String> lines;
  private static final Map<String, String> SETTINGS = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    lines = Files.readAllLines(PROJECT.resolve("conf/spark-defaults.conf"));
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("\\s+", 2);
        assertThat(SETTINGS.put(parts[0], parts[1].strip())).as(parts[0] + " twice").isNull();
      }
    }
  }

  @Test
  void theFileHasWhateverTheCodeSetsOfItself() {
    assertThat(ClusterSettings.required()).isNotEmpty();
    assertThat(SETTINGS).containsAllEntriesOf(ClusterSettings.required());
  }

  @Test
  void executorsGetTheEnvironmentThatTheLauncherGivesTheDriver() throws IOException {
    String launcher = Files.readString(PROJECT.resolve("deploy/cofire"));
    Map<String, String> exported = new TreeMap<>();
    for (MatchResult found :
        Pattern.compile("(MALLOC_\\w+)=(\\d+)").matcher(launcher).results().toList()) {
      exported.put("spark.executorEnv." + found.group(1), found.group(2));
    }
    String threads =
        Pattern.compile("OMP_NUM_THREADS=\"[$][{]OMP_NUM_THREADS:-(\\d+)[}]\"")
            .matcher(launcher)
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow();
    exported.put("spark.executorEnv.OMP_NUM_THREADS", threads);
    assertThat(launcher).contains("OMP_WAIT_POLICY=\"${OMP_WAIT_POLICY:-passive}\"");
    exported.put("spark.executorEnv.OMP_WAIT_POLICY", "passive");
    assertThat(launcher).contains("OPENBLAS_THREAD_TIMEOUT=\"${OPENBLAS_THREAD_TIMEOUT:-4}\"");
    exported.put("spark.executorEnv.OPENBLAS_THREAD_TIMEOUT", "4");

    assertThat(launcher).contains("$GLIBC_TUNABLES:}glibc.malloc.arena_max=1\"");
    exported.put("spark.executorEnv.GLIBC_TUNABLES", "glibc.malloc.arena_max=1");

    assertThat(launcher).contains("export OMP_DYNAMIC=false");
    exported.put("spark.executorEnv.OMP_DYNAMIC", "false");

    assertThat(exported).hasSize(8);
    assertThat(SETTINGS).containsAllEntriesOf(exported);
    assertThat(launcher).contains("conf/spark-defaults.conf", "--properties-file \"$properties\"");
  }

  @Test
  void executorsSeeTheNamesOfFilesAsTheLaunchersDriverDoes() throws IOException {
    String locale = SETTINGS.get("spark.executorEnv.LC_ALL");
    assertThat(locale).endsWith("UTF-8");
    assertThat(Files.readString(PROJECT.resolve("deploy/cofire")))
        .contains("for utf8 in " + locale + " ", "export LC_ALL=\"$utf8\"");
  }

  @Test
  void everySettingStandsBelowItsReason() {
    for (int i = 1; i < lines.size(); i++) {
      boolean setting = lines.get(i).startsWith("spark.");
      assertThat(!setting || !lines.get(i - 1).isBlank()).as(lines.get(i)).isTrue();
    }
  }

  @Test
  void whatHoldsInAveragingAloneIsExplainedAndNotSetForAll() {
    SparkConf averaging = AveragingJob.configure(new SparkConf(false));
    assertThat(averaging.getAll()).hasSizeGreaterThanOrEqualTo(3);
    for (scala.Tuple2<String, String> setting : averaging.getAll()) {
      assertThat(lines)
          .anyMatch(
              line ->
                  line.matches(
                      "#\\s+" + Pattern.quote(setting._1) + "\\s+" + Pattern.quote(setting._2)));
      assertThat(SETTINGS).doesNotContainKey(setting._1);
    }
  }
}
