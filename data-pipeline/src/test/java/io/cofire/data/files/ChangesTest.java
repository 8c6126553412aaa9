package io.cofire.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that does not do what it is told is an error, whether it says so or not. */
class ChangesTest {

  @TempDir java.nio.file.Path folder;

  /** Says no as Hadoop's file systems may: by false alone. */
  private static final class Refusing extends RawLocalFileSystem {
    @Override
    public boolean mkdirs(Path path) {
      return false;
    }

    @Override
    public boolean delete(Path path, boolean all) {
      return false;
    }

    @Override
    public boolean rename(Path from, Path to) {
      return false;
    }
  }

  private final FileSystem refusing = new Refusing();
  private final FileSystem local = new RawLocalFileSystem();
  private Path file;
  private Path missing;

  @BeforeEach
  void start() throws IOException {
    for (FileSystem files : new FileSystem[] {refusing, local}) {
      files.initialize(URI.create("file:///"), new Configuration(false));
    }
    file = new Path(Files.writeString(folder.resolve("file"), "x").toString());
    missing = new Path(folder.resolve("missing").toString());
  }

  @Test
  void aFileNeverTakesThePlaceOfAFolder() throws IOException {
    java.nio.file.Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("kept"), "x");
    assertThatThrownBy(() -> Changes.replace(local, new Path(full.toString()), file))
        .hasMessageContaining("Invalid output: ")
        .hasMessageContaining("a folder is there; name a file");
    assertThat(full.resolve("kept")).exists();
    assertThat(folder.resolve("file")).exists();
  }

  @Test
  void whatIsRefusedByFalseIsTold() {
    refused(() -> Changes.makeFolder(refusing, missing), "make the folder", missing);
    refused(() -> Changes.delete(refusing, file), "delete", file);
    refused(() -> Changes.replace(refusing, missing, file), "rename to", missing);
  }

  private static void refused(ThrowingCallable call, String what, Path path) {
    assertThatThrownBy(call)
        .isInstanceOf(RefusedChange.class)
        .hasMessage(
            "Cannot %s %s: the file system refuses it; check its rights, and that the file system is neither read-only nor full"
                .formatted(what, path));
  }

  @Test
  void whatIsNotThereNeedsNoDeleting() throws IOException {
    Changes.delete(refusing, missing);
    Changes.delete(local, missing);
    Changes.delete(local, file);
    assertThat(Files.exists(folder.resolve("file"))).isFalse();
  }

  /** A file in place of a folder is refused as a right that is missing is, and to root as well. */
  @Test
  void whereNothingCanBeWrittenItIsTheFileSystemsFaultAndNotTheDatas() {
    Path below = new Path(file, "below");
    for (ThrowingCallable call :
        new ThrowingCallable[] {
          () -> Changes.makeFolder(local, below),
          () -> Changes.create(local, below),
          () -> Changes.create(local, new Path(folder.toString())),
          () -> Storage.of(new Configuration(false), below).write(below, below, new byte[1]),
        }) {
      assertThatThrownBy(call)
          .isInstanceOf(RefusedChange.class)
          .satisfies(e -> assertThat(Diagnosis.of(e).fault()).isEqualTo(Fault.STORAGE));
    }
  }

  /** To Java's streams and files both it is as if it were not there. */
  @Test
  void whatTheSystemDoesNotMakeIsNotMissing() {
    Path system = new Path("/proc/cofire");
    for (ThrowingCallable call :
        new ThrowingCallable[] {
          () -> Changes.makeFolder(local, system),
          () -> Changes.create(local, system),
          () -> Storage.of(new Configuration(false), system).write(system, system, new byte[1]),
        }) {
      assertThatThrownBy(call)
          .isInstanceOf(RefusedChange.class)
          .hasMessageContaining("/proc/cofire: the file system refuses it; check its rights");
    }
  }
}
