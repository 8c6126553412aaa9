package io.cofire.data.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.recordings.read.RecordingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class LoadingExceptionTest {

  @Test
  void itIsWhatItsCauseIs() {
    Throwable damaged = new RecordingException("a.bin", "no events");
    Throwable unread = new UncheckedIOException(new IOException("timed out"));
    assertThat(new LoadingException("m", damaged).diagnosis()).isEqualTo(Diagnosis.DATA);
    assertThat(new LoadingException("m", unread).diagnosis()).isEqualTo(Diagnosis.STORAGE);
    assertThat(new LoadingException("none came in time", null).diagnosis())
        .isEqualTo(Diagnosis.STORAGE);
  }
}
