package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, what it prints and its exit codes; the specimens are PyTorch's own. */
class ImportTest {

  @TempDir Path folder;

  private static String specimen(String name) {
    try {
      return Path.of(ImportTest.class.getResource("/weights/" + name).toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private String run(int code, String file, String... more) {
    String out = folder.resolve("out.safetensors").toString();
    List<String> command = new ArrayList<>(List.of("import", file, out, "--network", "sew-7b"));
    command.addAll(List.of("--set", "network.stem.kernel=1", "--set", "network.stem.channels=2"));
    for (int stage = 0; stage < 7; stage++) {
      command.addAll(List.of("--set", "network.stages[" + stage + "].channels=2"));
    }
    command.addAll(List.of(more));
    return CommandOutput.of(code, command.toArray(String[]::new));
  }

  @Test
  void whatWentWhereIsPrinted() {
    String printed = run(0, specimen("events-legacy.pth"));
    assertThat(printed)
        .containsPattern(
            "stem\\.conv\\.weight +module\\.conv\\.0\\.0\\.module\\.0\\.weight +\\[2, 2, 1, 1]")
        .containsPattern(
            "stage1\\.block1\\.neuron2\\.w +module\\.conv\\.1\\.conv\\.1\\.1\\.w +\\[1]")
        .containsPattern("head\\.bias +module\\.out\\.bias +\\[5]")
        .contains(
            "from the checkpoint's dictionary model\n",
            "names of the SEW authors' networks for event data; 15 counters of batches left out");
    assertThat(folder.resolve("out.safetensors")).isNotEmptyFile();
  }

  @Test
  void whatWasImportedIsReadAgain() throws IOException {
    run(0, specimen("events.pth"));
    Path first = Files.move(folder.resolve("out.safetensors"), folder.resolve("in.safetensors"));
    assertThat(run(0, first.toString())).contains("names of Cofire; 0 counters");
    assertThat(folder.resolve("out.safetensors")).hasSameBinaryContentAs(first);
  }

  @Test
  void whatDoesNotFitIsListedAndNothingIsWritten() {
    String message = run(3, specimen("events.pth"), "--set", "network.stem.kernel=3");
    assertThat(message)
        .startsWith("cofire: Cannot import ")
        .contains(
            "its tensors are not those of sew-7b (taken for names of the SEW authors' networks for event data)",
            "of another shape: stem.conv.weight is [2, 2, 1, 1] instead of [2, 2, 3, 3]",
            "--key may fit");
    assertThat(run(3, specimen("events.pth"), "--classes", "4"))
        .contains("head.weight is [5, 2] instead of [4, 2]");
    assertThat(folder.resolve("out.safetensors")).doesNotExist();
  }

  @Test
  void mistakesEndInASentence() throws IOException {
    assertThat(run(2, specimen("events.pth"), "--classes", "0")).contains("classes", "at least 1");
    assertThat(run(3, folder + "/none.pth")).contains("none.pth: no such file");
    assertThat(run(3, specimen("events-legacy.pth"), "--key", "ema"))
        .contains("no dictionary ema but [epoch, max_test_acc1, model]");
    Path text = Files.writeString(folder.resolve("notes.pth"), "weights follow");
    assertThat(run(3, text.toString())).contains("notes.pth");
    Path half = folder.resolve("half.pth");
    byte[] whole = Files.readAllBytes(Path.of(specimen("events.pth")));
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));
    assertThat(run(3, half.toString())).contains("a damaged zip archive");
  }
}
