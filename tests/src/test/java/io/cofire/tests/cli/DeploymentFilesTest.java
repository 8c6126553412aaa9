package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cofire.driver.cluster.ClusterSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.internal.config.ConfigEntry$;
import org.apache.spark.internal.config.Network$;
import org.apache.spark.internal.config.UI$;
import org.apache.spark.internal.config.package$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files below deploy/ that no machine here can run, against what others publish of them. */
final class DeploymentFilesTest {

  private static final Path DEPLOY = CofireCommand.PROJECT.resolve("deploy");
  private static final Path FIELDS = Path.of("src/test/resources/spark-operator-fields.txt");

  /** Families whose keys are no entries of Spark's core. */
  private static final Pattern OTHERS =
      Pattern.compile("spark[.](cofire|executorEnv|(executor|task)[.]resource[.]gpu)[.].*");

  private static JsonNode application() throws IOException {
    Path file = DEPLOY.resolve("kubernetes/spark-application.yaml");
    // With what it says about GPUs, which is commented out.
    String text =
        Files.readString(file).replaceAll("(?m)^( *)# ((gpu|spark[.][\\w.]+): .*)$", "$1$2");
    return new YAMLMapper().readTree(text);
  }

  private static Map<String, Set<String>> published() throws IOException {
    Map<String, Set<String>> fields = new TreeMap<>();
    for (String line : Files.readAllLines(FIELDS)) {
      if (!line.startsWith("#")) {
        String[] parts = line.split(": ", 2);
        fields.put(parts[0], new TreeSet<>(List.of(parts[1].split(" "))));
      }
    }
    return fields;
  }

  @Test
  void everyFieldOfTheApplicationIsOneThatTheOperatorPublishes() throws IOException {
    JsonNode application = application();
    assertThat(application.required("apiVersion").asText())
        .isEqualTo("sparkoperator.k8s.io/v1beta2");
    assertThat(application.required("kind").asText()).isEqualTo("SparkApplication");
    List<String> unknown = new ArrayList<>();
    published()
        .forEach(
            (place, known) -> {
              JsonNode found = application.at("/" + place.replace('.', '/'));
              found
                  .fieldNames()
                  .forEachRemaining(
                      name -> {
                        if (!known.contains(name)) {
                          unknown.add(place + "." + name);
                        }
                      });
            });
    assertThat(unknown).isEmpty();
    assertThat(application.at("/spec/executor/gpu/name").asText()).isEqualTo("nvidia.com/gpu");
  }

  @Test
  void theApplicationSetsWhateverTrainingNeedsAndWhatSparkKnows() throws IOException {
    assertThat(List.of(package$.MODULE$, Network$.MODULE$, UI$.MODULE$)).doesNotContainNull();
    Map<String, String> settings = new TreeMap<>();
    application()
        .at("/spec/sparkConf")
        .fields()
        .forEachRemaining(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
    assertThat(settings).containsAllEntriesOf(ClusterSettings.required());
    assertThat(settings).containsEntry("spark.task.resource.gpu.amount", "1");
    assertThat(settings.keySet())
        .allMatch(
            key -> OTHERS.matcher(key).matches() || ConfigEntry$.MODULE$.findEntry(key) != null);
    assertThat(settings.get("spark.cofire.hosts"))
        .isEqualTo(application().at("/spec/executor/instances").asText());
  }

  @Test
  void itsExecutorsGetTheSettingsOfOtherMasters() throws IOException {
    Map<String, String> settings = new TreeMap<>();
    for (String line :
        Files.readAllLines(CofireCommand.PROJECT.resolve("conf/spark-defaults.conf"))) {
      Matcher setting = Pattern.compile("(spark[.]executorEnv[.]\\S+) +(\\S+)").matcher(line);
      if (setting.matches()) {
        settings.put(setting.group(1), setting.group(2));
      }
    }
    assertThat(settings).isNotEmpty();
    JsonNode conf = application().at("/spec/sparkConf");
    settings.forEach((key, value) -> assertThat(conf.required(key).asText()).isEqualTo(value));
  }

  @Test
  void volumesThatAreMountedAreThere() throws IOException {
    JsonNode spec = application().required("spec");
    Set<String> names = new TreeSet<>();
    spec.required("volumes").forEach(volume -> names.add(volume.required("name").asText()));
    for (String role : List.of("driver", "executor")) {
      spec.required(role)
          .required("volumeMounts")
          .forEach(mount -> assertThat(names).contains(mount.required("name").asText()));
    }
  }

  static Stream<Path> scripts() throws IOException {
    try (Stream<Path> all = Files.walk(DEPLOY)) {
      return all
          .filter(file -> file.toString().endsWith(".sh") || file.endsWith("cofire"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void everyScriptIsBashAndMayBeRun(Path script) throws Exception {
    assertThat(script).isExecutable();
    assertThat(ended("bash", "-n", script.toString())).isZero();
    Optional<String> checker =
        Stream.of(System.getenv("PATH").split(":", -1))
            .map(folder -> folder + "/shellcheck")
            .filter(file -> Files.isExecutable(Path.of(file)))
            .findFirst();
    if (checker.isPresent()) {
      assertThat(ended(checker.get(), "-S", "warning", script.toString())).isZero();
    }
  }

  private static int ended(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** What was never tried says so. */
  @Test
  void whatCannotRunHereSaysSo() throws IOException {
    for (String file :
        List.of(
            "kubernetes/spark-application.yaml",
            "kubernetes/submit.sh",
            "docker/Dockerfile.cpu",
            "docker/Dockerfile.gpu",
            "gpu-discovery.sh")) {
      assertThat(Files.readString(DEPLOY.resolve(file))).containsPattern("(?i)never (run|built)");
    }
  }

  @Test
  void imagesHoldTheSparkThatCofireIsBuiltWith() throws IOException {
    String pom = Files.readString(CofireCommand.PROJECT.resolve("pom.xml"));
    Matcher version = Pattern.compile("<spark.version>(.*)</spark.version>").matcher(pom);
    assertThat(version.find()).isTrue();
    for (String file : List.of("docker/Dockerfile.cpu", "docker/Dockerfile.gpu")) {
      assertThat(Files.readString(DEPLOY.resolve(file)))
          .contains("spark:" + version.group(1) + "-");
    }
    assertThat(application().at("/spec/sparkVersion").asText()).isEqualTo(version.group(1));
  }
}
