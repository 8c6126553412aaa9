package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cofire.data.Patience;
import io.cofire.tests.cli.CofireCommand.Outcome;
import io.cofire.tests.cli.CofireCommand.Running;
import io.cofire.tests.cluster.ShortLived;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's plain {@code spark-submit} lines on a few simulated recordings, for two epochs. */
final class ReadmeTest {

  private static final String FENCE = "```";

  @TempDir Path folder;

  @Test
  void thePlainSparkSubmitLinesPrepareAndTrain() throws Exception {
    Workspace work = Workspace.in(folder).simulated();
    for (String shared : new String[] {"conf", "driver"}) {
      Files.createSymbolicLink(
          folder.resolve(shared), CofireCommand.PROJECT.resolve(shared).toAbsolutePath());
    }
    assumeTrue(
        ShortLived.nameless().isEmpty(),
        "Spark's own spark-submit needs a user with a name; the launcher does without");
    Path home = SparkHome.in(folder.resolve("spark"));
    String lines = linesWithout("the launcher").replace("path/to/nmnist", "recordings");
    assertThat(lines).contains("--jars", "prepare nmnist recordings", "train conf/recipes/");
    Path script = folder.resolve("readme.sh");
    String few = lines.stripTrailing() + " --set training.epochs=2\n";
    Files.writeString(script, "set -e\nPATH=" + home + "/bin:$PATH\n" + few);

    Running running = work.cofire().startCommand("bash", script.toString());
    Outcome outcome = running.await(Patience.LIMIT.multipliedBy(2));

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("prepared; 0 recordings rejected");
    assertThat(folder.resolve("runs/nmnist-small-tdbn/seed-1/report.html")).isNotEmptyFile();
  }

  private static String linesWithout(String what) throws IOException {
    String readme = Files.readString(CofireCommand.PROJECT.resolve("README.md"));
    int start = readme.indexOf(FENCE, readme.indexOf("Without " + what)) + FENCE.length();
    return readme.substring(start, readme.indexOf(FENCE, start));
  }
}
