package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchRoomTest {

  @TempDir Path folder;

  @Test
  void oneThatTakesNothingIsNamedWithARemedy() {
    assertThatThrownBy(() -> ScratchRoom.requireRoom(Path.of("/proc")))
        .hasMessageStartingWith("Cannot write temporary files into /proc: ")
        .hasMessageEndingWith(
            "make room there, or name another folder by JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER")
        .extracting(e -> Diagnosis.of(e).fault())
        .isEqualTo(Fault.STORAGE);
  }

  @Test
  void nothingIsLeftInOneThatDoes() {
    ScratchRoom.requireRoom(folder);
    assertThat(folder).isEmptyDirectory();
  }
}
