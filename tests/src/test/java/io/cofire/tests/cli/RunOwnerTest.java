package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.tests.cli.CofireCommand.Outcome;
import io.cofire.tests.cli.CofireCommand.Running;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two commands, each a process of its own, and one directory. */
@Tag("nightly")
final class RunOwnerTest {

  @TempDir Path folder;

  @Test
  void theSecondIsRefusedAndAKilledOneHasNothing() throws Exception {
    Workspace work = Workspace.in(folder).prepared();
    String[] train = {"train", "tiny.yaml", "--set", "training.epochs=400"};
    Running first = work.cofire().start(train);
    first.awaitOutput("/400  loss", Patience.LIMIT);

    Outcome second = work.cofire().run(train);
    assertThat(second.exitCode()).as(second.output()).isEqualTo(2);
    assertThat(second.output())
        .contains("another command is at work there: cofire train tiny, process ")
        .contains("; wait for its end, stop it, or choose another folder");
    assertThat(first.process().isAlive()).isTrue();

    first.process().descendants().forEach(ProcessHandle::destroyForcibly);
    first.process().destroyForcibly().waitFor();
    Outcome third = work.cofire().run(train);
    assertThat(third.exitCode()).as(third.output()).isZero();
    assertThat(third.output())
        .contains("taken over from a command that ended: cofire train tiny, process ")
        .contains("resumed at step ");
    assertThat(folder.resolve("runs/tiny/seed-1/_lock.json")).doesNotExist();
  }
}
