package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.tests.cli.CofireCommand.Outcome;
import io.cofire.tests.cluster.ShortLived;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/standalone.sh} as it is called on one machine. */
final class StandaloneScriptTest {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void aClusterStartsAndIsGoneWhenItIsStopped() throws IOException {
    int port = freePort();
    try {
      Outcome master = script(port, "start-master");
      assertThat(master).isEqualTo(new Outcome(0, "spark://127.0.0.1:" + port + "\n"));
      assertThat(script(port, "start-worker", "spark://127.0.0.1:" + port).exitCode()).isZero();
      assertThat(process("master")).isPresent();
      assertThat(process("worker")).isPresent();
      Outcome again = script(port, "start-master");
      assertThat(again.exitCode()).isEqualTo(2);
      assertThat(again.output()).contains("master runs already, process ");
      assertThat(folder.resolve("state/home/jars")).isNotEmptyDirectory();
    } finally {
      Optional<ProcessHandle> master = process("master");
      Optional<ProcessHandle> worker = process("worker");
      assertThat(script(port, "stop").exitCode()).isZero();
      assertThat(master.map(ProcessHandle::isAlive).orElse(false)).isFalse();
      assertThat(worker.map(ProcessHandle::isAlive).orElse(false)).isFalse();
    }
    assertThat(script(port, "stop").exitCode()).as("nothing runs").isZero();
  }

  @Test
  void aWrongCallIsNamed() {
    assertThat(script(0, "begin"))
        .isEqualTo(new Outcome(2, "standalone: say start-master, start-worker MASTER or stop\n"));
    assertThat(script(0, "start-worker", "host:7077"))
        .isEqualTo(new Outcome(2, "standalone: name the master, such as spark://HOST:7077\n"));
  }

  private Outcome script(int port, String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", "COFIRE_HOST=127.0.0.1"));
    command.addAll(List.of("COFIRE_PORT=" + port, "COFIRE_UI_PORT=0", "COFIRE_CORES=1"));
    command.add("COFIRE_STATE=" + folder.resolve("state"));
    command.add("JDK_JAVA_OPTIONS=" + ShortLived.OPTIONS);
    command.add(CofireCommand.PROJECT.resolve("deploy/standalone.sh").toString());
    command.addAll(List.of(arguments));
    return new CofireCommand(folder)
        .startCommand(command.toArray(String[]::new))
        .await(Patience.LIMIT);
  }

  private Optional<ProcessHandle> process(String name) throws IOException {
    Path file = folder.resolve("state/" + name + ".pid");
    return Files.exists(file)
        ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
        : Optional.empty();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
