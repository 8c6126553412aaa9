package io.cofire.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.imagefiles.ImageIndex;
import io.cofire.data.imagefiles.ImageLayouts;
import io.cofire.data.imagefiles.ImageSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one's own folders are taken for: the same for recordings and for images. */
class OwnFoldersTest {

  private static final LayoutOptions OWN =
      LayoutOptions.standard().withSensor(new SensorGeometry(8, 8));

  /** Ten samples of two classes in each folder that is named; NONE stands for none. */
  @ParameterizedTest
  @CsvSource({
    "'NONE', 'train 16, test 4', 'a, b'",
    "'train,test', 'train 20, test 20', 'a, b'",
    "'train,val', 'train 20, test 20', 'a, b'",
    "'train,val,test', 'train 20, val 20, test 20', 'a, b'",
    "'Train,VAL,Test', 'train 20, val 20, test 20', 'a, b'",
    "'training,validation,testing', 'train 20, val 20, test 20', 'a, b'",
    "'train,valid', 'train 20, test 20', 'a, b'",
    "'val', 'test 20', 'a, b'",
    "'Validation', 'test 20', 'a, b'",
    "'test', 'test 20', 'a, b'",
    "'train', 'train 20', 'a, b'",
    "'deep/er/Train,deep/er/test', 'train 20, test 20', 'a, b'",
  })
  void foldersOfSplitsAreSplits(String folders, String splits, String classes) throws IOException {
    for (String ending : List.of("csv", "PNG")) {
      MemoryTree tree = new MemoryTree();
      for (String folder : folders.split(",", -1)) {
        String in = folder.equals("NONE") ? "" : folder + "/";
        tree.with(in + "a/%d." + ending, 0, 10).with(in + "b/sub/%d." + ending, 0, 10);
      }
      Taken taken = taken(ending, tree, OWN);
      assertThat(taken.splits()).as(ending).isEqualTo(splits);
      assertThat(taken.classes()).as(ending).isEqualTo(classes);
      assertThat(taken(ending, tree, OWN.withSplit("all:test")).splits()).startsWith("test ");
    }
  }

  @Test
  void aSplitMayLieInTheFolderOfAClass() throws IOException {
    for (String ending : List.of("csv", "jpg")) {
      MemoryTree tree = new MemoryTree();
      for (String name : List.of("a", "b")) {
        tree.with(name + "/train/%d." + ending, 0, 4).with(name + "/test/%d." + ending, 0, 2);
      }
      assertThat(taken(ending, tree, OWN)).isEqualTo(new Taken("train 8, test 4", "a, b"));
    }
  }

  @Test
  void foldersOfSplitsWithoutClassesAreRefused() {
    for (String ending : List.of("csv", "jpg")) {
      MemoryTree tree = new MemoryTree().with("train/%d." + ending, 0, 4);
      tree.with("Val/%d." + ending, 0, 2);
      String word = ending.equals("csv") ? "recordings" : "images";
      assertThatThrownBy(() -> taken(ending, tree, OWN))
          .isInstanceOf(DatasetException.class)
          .hasMessageEndingWith(
              "in memory: its folders Val, train are called like splits and have "
                  + word
                  + ", but no folders of classes, in them (expected such as train/<class>/...); put them into folders of their classes, or rename a folder that is a class");
      tree.with("cat/%d." + ending, 0, 2);
      assertThatThrownBy(() -> taken(ending, tree, OWN)).hasMessageContaining("called like splits");
    }
  }

  @Test
  void whatMayBeASplitOrAClassIsRefused() {
    for (String ending : List.of("csv", "jpg")) {
      MemoryTree tree = new MemoryTree().with("train/monday/%d." + ending, 0, 4);
      tree.with("bus/monday/%d." + ending, 0, 2);
      assertThatThrownBy(() -> taken(ending, tree, OWN))
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining(
              "lie in folders that are called like splits (train) and in others (bus): they may be splits or classes");
    }
  }

  @Test
  void filesBesideWholeSplitsAreNoSamples() throws IOException {
    for (String ending : List.of("csv", "jpg")) {
      MemoryTree tree = new MemoryTree();
      for (String split : List.of("train", "test")) {
        tree.with(split + "/a/%d." + ending, 0, 2).with(split + "/b/%d." + ending, 0, 2);
      }
      tree.with("docs/%d." + ending, 0, 2).with("test/%d." + ending, 0, 2);
      assertThat(taken(ending, tree, OWN).splits()).isEqualTo("train 4, test 4");
    }
  }

  @Test
  void endingsMayHaveCapitalsAndGzipAndThePackedOneOfTwoIsLeftOut() throws IOException {
    MemoryTree tree =
        new MemoryTree()
            .with("a/%d.CSV", 0, 2)
            .with("a/%d.Aedat4", 0, 2)
            .with("a/%d.csv.gz", 5, 7)
            .with("b/%d.txt.GZ", 0, 2)
            .with("b/%d.csv", 0, 2)
            .with("b/%d.csv.gz", 0, 2)
            .with("b/%d.gz", 0, 2)
            .with("b/%d.zip", 0, 2);
    assertThat(taken("csv", tree, OWN.withSplit("all:x")).splits()).isEqualTo("x 10");
  }

  @Test
  void imagesHaveListsOfSplitsToo() throws IOException {
    MemoryTree tree = new MemoryTree().with("a/%d.jpg", 0, 2).with("b/%d.jpg", 0, 2);
    SplitList list =
        new SplitList(
            "list",
            Map.of("a/0.jpg", "train", "a/1.jpg", "test", "b/0.jpg", "train", "b/1.jpg", "test"));
    assertThat(taken("jpg", tree, OWN.withList(list)).splits()).isEqualTo("train 2, test 2");
  }

  /** Splits with their sizes, and classes. */
  private record Taken(String splits, String classes) {}

  private static Taken taken(String ending, MemoryTree tree, LayoutOptions options)
      throws IOException {
    if (ending.equals("csv")) {
      DatasetIndex index = DatasetLayouts.named("folder").index(tree, options);
      return new Taken(
          index.splits().stream()
              .map(split -> split.name() + " " + split.recordings().size())
              .collect(Collectors.joining(", ")),
          String.join(", ", index.classes()));
    }
    ImageIndex index = ImageLayouts.find("image-folder").orElseThrow().index(tree, options);
    return new Taken(
        index.splits().stream()
            .map(split -> split.name() + " " + images(split.sources()))
            .collect(Collectors.joining(", ")),
        String.join(", ", index.classes()));
  }

  private static long images(List<ImageSource> sources) {
    return sources.stream().mapToLong(source -> source.images().getAsLong()).sum();
  }
}
