package io.cofire.data.archives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.PassedOver;
import io.cofire.data.files.PassedOver.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataPlaceTest {

  private static final Configuration HADOOP = new Configuration(false);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"set.zip", "set.tar", "SET.ZIP", "no-ending"})
  void anArchiveIsTheTreeThatItWouldBeUnpacked(String name) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("b/large.bin", random(300_000));
    files.put("b/stored.raw", random(3000));
    files.put("b/empty.bin", new byte[0]);
    files.put("a/" + "long".repeat(40) + "ü.bin", random(10));
    files.put("a/.DS_Store", random(10));
    files.put("__MACOSX/a/._x.bin", random(10));
    boolean tar = name.endsWith("tar");
    DataPlace place = place(name, tar ? Archives.tar(files) : Archives.zip(files));

    FileTree here = place.tree();
    assertThat(place.root()).isEqualTo("file:" + folder.resolve(name));
    assertThat(here.files())
        .extracting(FileTree.Entry::path)
        .containsExactly(
            "a/" + "long".repeat(40) + "ü.bin", "b/empty.bin", "b/large.bin", "b/stored.raw");
    assertThat(here.listing().passedOver())
        .containsExactly(
            new PassedOver("__MACOSX", Reason.MACOS), new PassedOver("a/.DS_Store", Reason.HIDDEN));
    FileTree elsewhere = DataPlace.tree(HADOOP, place.root(), place.listed());
    for (FileTree.Entry file : here.files()) {
      byte[] bytes = files.get(file.path());
      assertThat(file.bytes()).isEqualTo(bytes.length);
      assertThat(read(elsewhere, file.path(), 0)).isEqualTo(bytes);
      int from = bytes.length / 3;
      assertThat(read(elsewhere, file.path(), from))
          .isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
    }
  }

  /** Most archives have the folder that was packed at their top. */
  @ParameterizedTest
  @CsvSource({
    "'set/a/1 set/b/2', 'a/1 b/2'",
    "'./set/a/1 ./set/b/2', 'a/1 b/2'",
    "'in/set/a/1 in/set/b/2 __MACOSX/x/1', 'a/1 b/2'",
    "'set/a/1 set/b/2 README', 'README set/a/1 set/b/2'",
    "'set/train/a/1 set/test/a/1', 'test/a/1 train/a/1'",
    "'set/train/a/1 set/train/b/1', 'train/a/1 train/b/1'",
    "'train/a/1 train/b/1', 'train/a/1 train/b/1'",
    "'a/1 a/2', 'a/1 a/2'",
    "'set/README set/a/1 set/b/2', 'README a/1 b/2'",
    "'a\\1 b\\2', 'a/1 b/2'",
  })
  void theFolderThatWasPackedIsLeftOut(String packed, String found) throws IOException {
    byte[] zip = Archives.zip(Archives.texts(packed.split(" ")));
    FileTree tree = place("set.zip", zip).tree();
    assertThat(tree.files())
        .extracting(FileTree.Entry::path)
        .containsExactlyInAnyOrder(found.split(" "));
    String first = tree.files().get(tree.files().size() - 1).path();
    assertThat(new String(read(tree, first, 0), StandardCharsets.UTF_8).replace('\\', '/'))
        .endsWith(first);
  }

  @Test
  void whatIsNoArchiveThatIsReadInPlaceIsOneSentence() throws IOException {
    byte[] tar = Archives.tar(Archives.texts("a/1", "b/2"));
    refused("a.csv", "1 2 3 4\n", "it is a file (expected a folder with folders of classes");
    refused("empty.bin", "", "it is a file (expected a folder with folders of classes");
    refused("a.npz", "PK\u0003\u0004", "it is a file (expected");
    refused("a.7z", "7z\u00BC\u00AF'\u001C", "it is a 7z archive, which cannot be read in");
    refused(
        "a.rar", "Rar!\u001A\u0007\u0001", "it is a RAR archive, which cannot be read in place");
    refused("a.tar.xz", "\u00FD7zXZ\u0000", "it is packed by xz, which cannot be read in place");
    refused("a.tar.bz2", "BZh9", "it is packed by bzip2, which cannot be read in place");
    assertThatThrownBy(() -> place("a.tar.gz", Archives.gzip(tar)))
        .isInstanceOf(ArchiveException.class)
        .hasMessage(
            "Cannot read data set file:%s/a.tar.gz: it is packed by gzip, which cannot be read in place (expected a folder, or a .zip or .tar); unpack it and name its folder",
            folder);
  }

  private void refused(String name, String content, String problem) {
    assertThatThrownBy(() -> place(name, content.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(ArchiveException.class)
        .hasMessageStartingWith(
            "Cannot read data set file:" + folder.resolve(name) + ": " + problem)
        .satisfies(e -> assertThat(Diagnosis.of(e).fault()).isEqualTo(Fault.DATA));
  }

  @Test
  void aDamagedFileInAnArchiveIsToldAndTheOthersAreRead() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a/1.bin", random(2000));
    files.put("b/2.raw", random(2000));
    byte[] zip = Archives.zip(files);
    zip[600] ^= 1; // inside the first
    zip[zip.length - 700] ^= 1; // inside the second
    FileTree tree = place("set.zip", zip).tree();
    for (String path : files.keySet()) {
      assertThatThrownBy(() -> read(tree, path, 0))
          .isInstanceOf(DamagedMember.class)
          .hasMessageStartingWith(
              "Cannot read " + path + " in its archive: damaged in its archive");
    }
  }

  /** Whatever bytes change: an error that says so, or the same bytes. */
  @Test
  void damageAnywhereIsAnErrorOrNothing() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a/1.bin", random(300));
    files.put("b/2.raw", random(300));
    Random random = new Random(7);
    for (byte[] whole : List.of(Archives.zip(files), Archives.tar(files))) {
      for (int i = 0; i < 500; i++) {
        byte[] bytes =
            Arrays.copyOf(whole, i % 5 == 0 ? random.nextInt(whole.length) : whole.length);
        for (int k = 0; k < 1 + i % 3 && bytes.length > 0; k++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
          FileTree tree = place("set.tar", bytes).tree();
          for (FileTree.Entry file : tree.files()) {
            read(tree, file.path(), 0);
          }
        } catch (ArchiveException | DamagedMember e) {
          assertThat(e).hasMessageStartingWith("Cannot read ");
        }
      }
    }
  }

  @Test
  void aFileThatCannotBeReadInPlaceIsNamed() throws IOException {
    byte[] zip = Archives.zip(Archives.texts("a/1", "b/2"));
    for (int i = 0; i + 3 < zip.length; i++) { // both headers of the files: flag 1 is encryption
      boolean local = zip[i] == 'P' && zip[i + 2] == 3 && zip[i + 3] == 4;
      boolean central = zip[i] == 'P' && zip[i + 2] == 1 && zip[i + 3] == 2;
      if (local || central) {
        zip[i + (local ? 6 : 8)] |= 1;
      }
    }
    assertThatThrownBy(() -> place("set.zip", zip))
        .isInstanceOf(ArchiveException.class)
        .hasMessageEndingWith(
            "set.zip in place: a/1 in it is encrypted; unpack the archive and name its folder");
  }

  @Test
  void aPathWithAColonIsNoScheme() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path made = Files.createTempDirectory(here, "12:30-");
    try {
      Files.createDirectories(made.resolve("a"));
      Files.writeString(made.resolve("a/b:c.csv"), "x");
      String relative = here.relativize(made).toString();
      assertThat(DataPlace.of(HADOOP, relative).tree().files()).hasSize(1);
      DataPlace place = DataPlace.of(HADOOP, relative + "/");
      assertThat(read(DataPlace.tree(HADOOP, place.root(), place.listed()), "a/b:c.csv", 0))
          .containsExactly('x');
    } finally {
      Files.delete(made.resolve("a/b:c.csv"));
      Files.delete(made.resolve("a"));
      Files.delete(made);
    }
  }

  private DataPlace place(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    return DataPlace.of(HADOOP, file.toString());
  }

  private static byte[] read(FileTree tree, String path, long from) throws IOException {
    try (InputStream in = tree.open(path, from)) {
      return in.readAllBytes();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
