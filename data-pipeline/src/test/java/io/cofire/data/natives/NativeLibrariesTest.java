package io.cofire.data.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
