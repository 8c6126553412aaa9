package io.cofire.data.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

  @TempDir Path folder;

  @Test
  void theFirstFailureIsToldEachTime() {
    LinkageError first =
        new ExceptionInInitializerError(
            new IllegalStateException(
                "missing", new UnsatisfiedLinkError("libfoo.so.1: not here")));

    assertThatThrownBy(() -> NativeLibraries.load("foo", failing(first)))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageStartingWith("Cannot load the native libraries of foo: libfoo.so.1: not here; ")
        .hasMessageContaining("COFIRE_CACHE");
    assertThatThrownBy(() -> NativeLibraries.load("foo", failing(new NoClassDefFoundError("Foo"))))
        .hasMessageContaining("libfoo.so.1: not here");
  }

  @Test
  void itIsTheMachinesFaultAndNoAttemptMendsIt() {
    Diagnosis diagnosis = new NativeLibraryException("x", null).diagnosis();

    assertThat(diagnosis.fault()).isEqualTo(Fault.STORAGE);
    assertThat(diagnosis.failsAlike()).isTrue();
  }

  @Test
  void aLibraryThatLoadsIsUsed() {
    assertThat(NativeLibraries.load("bar", () -> 7)).isEqualTo(7);
  }

  @Test
  void oneProcessAtATimeUnpacks() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                UnpackingHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("has it");
      long start = System.nanoTime();
      UnpackingLock.in(Optional.of(folder), Duration.ofMillis(300)).close();
      assertThat(System.nanoTime() - start).isGreaterThan(250_000_000); // and then goes on
    } finally {
      other.destroyForcibly().waitFor();
    }
    long start = System.nanoTime();
    UnpackingLock.in(Optional.of(folder), Duration.ofMinutes(5)).close();
    assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
  }

  @Test
  void aPlaceThatTakesNoLockIsNoHindrance() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    UnpackingLock.in(Optional.of(file.resolve("in it"))).close();
    UnpackingLock.in(Optional.empty()).close();
    try (UnpackingLock outer = UnpackingLock.in(Optional.of(folder))) {
      UnpackingLock.in(Optional.of(folder)).close(); // the same process has it already
      assertThat(outer).isNotNull();
    }
  }

  @Test
  void aPlaceMountedNoexecIsNamed() throws IOException {
    Path mounts = mounts("tmpfs " + folder + " tmpfs rw,noexec,relatime 0 0");

    assertThat(new UnpackingPlace(Optional.of(folder.resolve("a")), mounts).problem())
        .contains(folder + "/a, which is mounted noexec");
  }

  @Test
  void theInnermostMountCounts() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path mounts =
        mounts(
            "tmpfs " + inner + " tmpfs rw,relatime 0 0",
            "tmpfs " + folder + " tmpfs rw,noexec,relatime 0 0");

    assertThat(new UnpackingPlace(Optional.of(inner), mounts).problem()).isEmpty();
    assertThat(folder.resolve("inner")).isEmptyDirectory();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThat(new UnpackingPlace(Optional.of(file.resolve("cache")), mounts()).problem())
        .hasValueSatisfying(
            text -> assertThat(text).startsWith(file + "/cache, where nothing can be written"));
  }

  @Test
  void withoutAPlaceThatIsSaid() throws IOException {
    String text =
        NativeLibraries.describe(
            "foo",
            new UnsatisfiedLinkError("no foo"),
            new UnpackingPlace(Optional.empty(), mounts()));

    assertThat(text).contains("no foo; they are unpacked into a folder of the user's home");
  }

  private Path mounts(String... lines) throws IOException {
    return Files.writeString(folder.resolve("mounts"), String.join("\n", lines) + "\n");
  }

  private static Supplier<Integer> failing(LinkageError error) {
    return () -> {
      throw error;
    };
  }
}
