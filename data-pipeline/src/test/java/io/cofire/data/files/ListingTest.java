package io.cofire.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.files.FileTree.Entry;
import io.cofire.data.files.PassedOver.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lies in a folder is a file, or is passed over with a reason; with Hadoop or without. */
class ListingTest {

  private static final FileNames ASCII = new FileNames(StandardCharsets.US_ASCII);

  @TempDir Path temporary;

  /** A way to look into a local folder. */
  private record Way(String name, Function<Path, FileTree> tree) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Way> ways() {
    return Stream.of(
        new Way("local", LocalFileTree::new), new Way("hadoop", ListingTest::hadoopTree));
  }

  private static FileTree hadoopTree(Path folder) {
    try {
      return new HadoopFileTree(new Configuration(false), folder.toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void namesAreTakenAsTheyAre(Way way) throws IOException {
    List<String> names =
        List.of("ü ö/ж.bin", "12:30/a b.bin", "c/_DSC0001.JPG", "c/%41?#[x]\\.bin");
    for (String name : names) {
      write(name);
    }
    FileTree tree = way.tree().apply(root());
    assertThat(tree.listing().passedOver()).isEmpty();
    assertThat(paths(tree)).containsExactlyInAnyOrderElementsOf(names);
    for (String name : names) {
      try (InputStream in = tree.open(name)) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(name);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void linksThatLeadNowhereOrBackAreNamedAndOthersFollowed(Way way) throws IOException {
    write("cat/a.bin");
    write("../outside/b.bin");
    link("cat/gone.bin", temporary.resolve("nothing"));
    link("cat/self.bin", root().resolve("cat/self.bin"));
    link("cat/file.bin", root().resolve("cat/a.bin"));
    link("cat/up", root());
    link("higher", temporary);
    link("copy", root().resolve("cat"));
    link("dog", temporary.resolve("outside"));
    link("../outside/back", temporary.resolve("outside"));

    FileTree tree = way.tree().apply(root());
    assertThat(paths(tree)).containsExactly("cat/a.bin", "cat/file.bin", "dog/b.bin");
    assertThat(tree.listing().passedOver())
        .containsExactly(
            new PassedOver("cat/gone.bin", Reason.DANGLING),
            new PassedOver("cat/self.bin", Reason.DANGLING),
            new PassedOver("cat/up", Reason.LOOP),
            new PassedOver("copy", Reason.LOOP),
            new PassedOver("dog/back", Reason.LOOP),
            new PassedOver("higher", Reason.LOOP));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void hiddenNamesAreThoseWithADotAndWhatJobsLeave(Way way) throws IOException {
    List<String> hidden = List.of(".cache", "cat/.DS_Store", "_SUCCESS", "_temporary");
    List<String> macs = List.of("__MACOSX", "cat/._a.bin");
    write(".cache/a.bin");
    write(".cache/b/c.bin");
    write("cat/.DS_Store");
    write("_SUCCESS");
    write("_temporary/0/a.bin");
    write("__MACOSX/cat/._a.bin");
    write("cat/._a.bin");
    write("cat/a.bin");
    write("_cat/a.bin");

    FileTree tree = way.tree().apply(root());
    assertThat(paths(tree)).containsExactly("_cat/a.bin", "cat/a.bin");
    assertThat(tree.listing().passedOver())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    hidden.stream().map(path -> new PassedOver(path, Reason.HIDDEN)),
                    macs.stream().map(path -> new PassedOver(path, Reason.MACOS)))
                .toList());
    assertThat(tree.listing()).isEqualTo(Listing.of(all()));
  }

  private List<Entry> all() throws IOException {
    try (Stream<Path> files = Files.walk(root()).filter(Files::isRegularFile)) {
      return files
          .map(f -> new Entry(root().relativize(f).toString(), f.toFile().length()))
          .toList();
    }
  }

  @Test
  void aLinkIntoAHiddenStoreIsFollowed() throws IOException {
    write(".store/cat/a.bin");
    link("cat", root().resolve(".store/cat"));
    assertThat(paths(new LocalFileTree(root()))).containsExactly("cat/a.bin");
  }

  @Test
  void pipesAndNamesThatAreNoTextArePassedOver() throws Exception {
    write("cat/a.bin");
    shell("mkfifo cat/b.bin; touch \"cat/$(printf '\\374').bin\"");
    assertThat(new LocalFileTree(root()).listing().passedOver())
        .extracting(PassedOver::reason)
        .containsExactlyInAnyOrder(Reason.SPECIAL, Reason.UNREADABLE);
  }

  @Test
  void aProcessThatWouldLoseANameStopsAndSaysHowToStartIt() throws IOException {
    write("cat/a.bin");
    assertThat(LocalWalk.of(root(), ASCII).files()).hasSize(1);
    write("cat/ü.bin");
    assertThatThrownBy(() -> LocalWalk.of(root(), ASCII))
        .isInstanceOf(LostNames.class)
        .hasMessage(
            "Cannot use the name ü.bin: this process reads names of files as US-ASCII, not as UTF-8, and would lose what is beyond ASCII; start it with LC_ALL=C.UTF-8 or another UTF-8 locale of `locale -a` (executors: spark.executorEnv.LC_ALL)")
        .satisfies(e -> assertThat(Diagnosis.of(e).fault()).isEqualTo(Fault.STORAGE));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aFileIsNoFolderAndWhatIsMissingIsSaidToBe(Way way) throws IOException {
    write("a.bin");
    FileTree file = way.tree().apply(root().resolve("a.bin"));
    FileTree missing = way.tree().apply(root().resolve("b"));
    assertThatThrownBy(file::listing)
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageEndingWith("a.bin: it is not a folder; check the path");
    assertThatThrownBy(missing::listing)
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageEndingWith("b: it does not exist; check the path");
  }

  @Test
  void filesThatNobodyReadAreLeftOverAndCountWhereAClassLies() throws IOException {
    for (String path : List.of("cat/a.bin", "cat/notes.md", "README", "labels.txt", "mix/c.bin")) {
      write(path);
    }
    write("mix/d.bin");
    write("mix/e.md");
    ReadTree tree = new ReadTree(new LocalFileTree(root()));
    tree.open("labels.txt").close();
    Stream<TakenFile> taken =
        Stream.of(taken("cat/a.bin", 0), taken("mix/c.bin", 0), taken("mix/d.bin", 1));
    assertThat(tree.leftOver(taken))
        .containsExactly(
            new PassedOver("README", Reason.OTHER),
            new PassedOver("cat/notes.md", Reason.BESIDE),
            new PassedOver("mix/e.md", Reason.OTHER));
  }

  private static TakenFile taken(String path, int label) {
    return new TakenFile(path, OptionalInt.of(label));
  }

  private Path root() {
    return temporary.resolve("in");
  }

  private static List<String> paths(FileTree tree) throws IOException {
    return tree.files().stream().map(Entry::path).toList();
  }

  private void write(String path) throws IOException {
    Path file = root().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path);
  }

  private void link(String path, Path target) throws IOException {
    Files.createSymbolicLink(root().resolve(path), target);
  }

  private void shell(String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command).directory(root().toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
