package io.cofire.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.write.WrittenFormat;
import io.cofire.driver.convert.Conversion;
import io.cofire.driver.convert.Selection;
import io.cofire.driver.inspect.RecordingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversions to a disk without room. */
class ConvertFullDiskTest {

  @TempDir Path folder;

  @Test
  void aDiskThatFillsUpIsSaidAndKeepsNothingHalfWritten() throws IOException {
    StringBuilder text = new StringBuilder("t,x,y,p\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(7L * i).append(",1,").append(i % 9).append(",0\n");
    }
    Path input = Files.writeString(folder.resolve("in.csv"), text);
    RecordingFile recording = new RecordingFile(input.toString(), DecodeOptions.none());
    try (FullDisk disk = FullDisk.mount(folder.resolve("disk"))) {
      disk.fill();
      for (WrittenFormat format : WrittenFormat.values()) {
        Path output = disk.folder().resolve("out." + format.word());
        Conversion conversion =
            new Conversion(recording, Selection.NONE, format, output.toString());
        assertThatThrownBy(() -> conversion.run((pass, events, total) -> {}))
            .isInstanceOf(IOException.class)
            .hasMessage("Cannot write " + output + ": No space left on device");
      }
      disk.free();
      assertThat(disk.folder().toFile().list()).isEmpty();
    }
  }
}
