package io.cofire.data.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

  private final InvalidValue wrong = new InvalidValue("neuron.decay", 2, "must be below 1");

  @Test
  void whatOneOfOursSaysCountsBeforeAllThatForeignOnesTell() {
    assertThat(Diagnosis.of(wrong)).isEqualTo(Diagnosis.USAGE);
    assertThat(Diagnosis.of(new Misfit("too large"))).isEqualTo(Diagnosis.USAGE);
    assertThat(Diagnosis.of(new IOException(new IllegalStateException(wrong))))
        .isEqualTo(Diagnosis.USAGE);
  }

  @Test
  void whatStorageOrAMachineRefusedMayPassLater() {
    List<Throwable> outside =
        List.of(
            new IOException("timed out"),
            new UncheckedIOException(new IOException("timed out")),
            new IllegalStateException(new TimeoutException()),
            new InterruptedException(),
            new OutOfMemoryError("Java heap space"),
            // as Hadoop says it
            new IllegalArgumentException(new UnknownHostException("namenode")));
    assertThat(outside).allSatisfy(e -> assertThat(Diagnosis.of(e)).isEqualTo(Diagnosis.STORAGE));
  }

  @Test
  void aFileThatIsNotThereIsTheDatas() {
    List<Throwable> missing = List.of(new FileNotFoundException("a"), new NoSuchFileException("a"));
    assertThat(missing)
        .allSatisfy(
            e -> assertThat(Diagnosis.of(e)).isEqualTo(new Diagnosis(Fault.DATA, Retry.MAY_PASS)));
  }

  @Test
  void wrongArgumentsAndMissingClassesAreOursAndComeAgain() {
    List<Throwable> permanent =
        List.of(
            new IllegalArgumentException("wrong"),
            new IllegalStateException(new ArithmeticException("integer overflow")),
            new NoClassDefFoundError("org/nd4j/Nd4j"),
            new UnsatisfiedLinkError("libtorch.so"),
            new IllegalStateException(new ClassNotFoundException("a.B")));
    assertThat(permanent)
        .allSatisfy(
            e ->
                assertThat(Diagnosis.of(e))
                    .isEqualTo(new Diagnosis(Fault.OURS, Retry.FAILS_ALIKE)));
  }

  @Test
  void whoWrapsWhatIsNotKnownSaysWhoseItIs() {
    Throwable unknown = new IllegalStateException("unknown");
    assertThat(Diagnosis.of(unknown)).isEqualTo(Diagnosis.OURS);
    assertThat(Diagnosis.of(unknown, Diagnosis.STORAGE)).isEqualTo(Diagnosis.STORAGE);
    assertThat(Diagnosis.of(new IOException(wrong), Diagnosis.STORAGE)).isEqualTo(Diagnosis.USAGE);
  }

  @Test
  void aRefusedValueKeepsItsPartsWhereItTravels() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(wrong);
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    InvalidValue read = (InvalidValue) in.readObject();
    assertThat(read).hasMessage("Invalid neuron.decay: 2 (must be below 1)");
    assertThat(List.of(read.key(), read.value(), read.rule()))
        .containsExactly("neuron.decay", "2", "must be below 1");
    assertThat(Diagnosis.of(read)).isEqualTo(Diagnosis.USAGE);
  }
}
