package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.Patience;
import io.cofire.tests.cli.CofireCommand.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/gpu-check.sh} up to the point where it needs a GPU, and the doctor that it asks.
 */
class GpuCheckScriptTest {

  @TempDir private Path folder;

  @Test
  void withoutAGpuItSaysWhatIsMissingAndKeepsWhatTheDoctorFound() throws IOException {
    Outcome outcome = script("--output", folder.resolve("found").toString());
    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(4);
    assertThat(outcome.output())
        .contains("gpu-check: doctor: well, in ")
        .contains(
            "gpu-check: stops here, a GPU is needed: Cannot open engine libtorch on cuda:0: libtorch is not on the classpath");
    JsonNode report = new JsonMapper().readTree(folder.resolve("found/gpu-check.json").toFile());
    assertThat(report.at("/doctor/exitCode").asInt()).isZero();
    List<String> topics = report.at("/doctor/found").findValuesAsText("topic");
    assertThat(topics)
        .contains("Java", "memory", "cores", "nd4j on cpu", "Spark", "Hadoop", "native libraries");
    assertThat(Files.readString(folder.resolve("found/gpu-check.txt"))).contains("\"nd4j on cpu\"");
  }

  @Test
  void aWrongCallIsNamed() {
    assertThat(script("--device", "cpu"))
        .isEqualTo(new Outcome(2, "gpu-check: --device needs cuda:N, such as cuda:0, found cpu\n"));
  }

  private Outcome script(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(CofireCommand.PROJECT.resolve("deploy/gpu-check.sh").toString());
    command.addAll(List.of(arguments));
    return new CofireCommand(folder)
        .startCommand(command.toArray(String[]::new))
        .await(Patience.LIMIT);
  }
}
