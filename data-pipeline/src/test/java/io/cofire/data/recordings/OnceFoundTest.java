package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

/** Damaged files that a decoder once answered wrongly. */
class OnceFoundTest {

  /** Seed 2026, aedat2, round 7: the error did not say where. */
  @Test
  void anUnknownChipOfAedat2IsAnErrorWithItsPlace() {
    byte[] file = new BitWords().text("#!AER-DAT2.0\r\n# AEChip: DVS9-9-\r\n").bytes();
    assertThatThrownBy(
            () ->
                Recordings.read(
                    new RecordingInput("a.aedat", new ByteArrayInputStream(file)),
                    DecodeOptions.none()))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("unknown chip in the header at byte 0 (expected DVS128, ");
  }
}
