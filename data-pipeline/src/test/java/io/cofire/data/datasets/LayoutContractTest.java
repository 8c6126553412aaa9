package io.cofire.data.datasets;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.Misfit;
import io.cofire.data.events.SensorGeometry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every layout of a data set, whatever its folders are called. */
class LayoutContractTest {

  private static final LayoutOptions ANY =
      LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY);

  /** A small data set of each layout. */
  private static final Map<String, MemoryTree> SPECIMENS =
      Map.ofEntries(
          entry(
              "nmnist", new MemoryTree().with("Train/3/%d.bin", 0, 8).with("Test/3/%d.bin", 0, 2)),
          entry("dvs-gesture", DvsGestureLayoutTest.small()),
          entry("cifar10-dvs", new MemoryTree().with("cat/cifar10_cat_%d.aedat", 0, 10)),
          entry("ncaltech101", new MemoryTree().with("Caltech101/ant/image_%04d.bin", 0, 10)),
          entry(
              "ncars",
              new MemoryTree()
                  .with("n-cars_train/cars/obj_%d_td.dat", 0, 8)
                  .with("n-cars_test/cars/obj_%d_td.dat", 0, 2)),
          entry("poker-dvs", new MemoryTree().with("upright/cl_%02d.aedat", 0, 10)),
          entry(
              "dvs-lip",
              new MemoryTree().with("train/about/%d.npy", 0, 8).with("test/about/%d.npy", 0, 2)),
          entry("asl-dvs", new MemoryTree().with("a/a_%04d.mat", 0, 10)),
          entry(
              "n-imagenet",
              new MemoryTree()
                  .with("extracted_train/n01440764/n01440764_%d.npz", 0, 8)
                  .with("extracted_val/n01440764/ILSVRC2012_val_0000%d.npz", 0, 2)),
          entry("bullying10k", new MemoryTree().with("kicking/one/%d.npy", 0, 10)),
          entry("es-imagenet", ListedRecordingsTest.esImageNet()),
          entry("hardvs", ListedRecordingsTest.hardvs()),
          entry("shd", SpikeFilesTest.shd()),
          entry("ssc", SpikeFilesTest.ssc()),
          entry("folder", new MemoryTree().with("mine/%d.csv", 0, 10)));

  static Stream<DatasetLayout> layouts() {
    return DatasetLayouts.all().stream();
  }

  @Test
  void everyLayoutIsHere() {
    assertThat(layouts().map(DatasetLayout::name))
        .containsExactlyInAnyOrderElementsOf(SPECIMENS.keySet());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void aDataSetHasSplitsOfLabelledRecordingsThatItsPathsAloneDecide(DatasetLayout layout)
      throws IOException {
    MemoryTree tree = SPECIMENS.get(layout.name());
    LayoutOptions options = ANY.withSensor(new SensorGeometry(128, 128));

    DatasetIndex index = layout.index(tree, options);

    assertThat(layout.index(tree, options)).isEqualTo(index);
    assertThat(index.splits()).hasSizeGreaterThan(1);
    for (SplitEntries split : index.splits()) {
      assertThat(split.recordings()).isNotEmpty();
      for (LabelledEntry recording : split.recordings()) {
        assertThat(recording.label()).isBetween(0, index.classes().size() - 1);
        assertThat(tree.open(recording.path())).isNotNull();
      }
    }
    assertThat(layout.decoding(index.sensor()).sensor()).contains(index.sensor());
  }

  /** For scoring: a part that is not trained on, whatever splits the layout has. */
  @ParameterizedTest
  @MethodSource("layouts")
  void allRecordingsCanBeOneSplit(DatasetLayout layout) throws IOException {
    LayoutOptions options = ANY.withSensor(new SensorGeometry(128, 128));
    MemoryTree tree = SPECIMENS.get(layout.name());
    DatasetIndex own = layout.index(tree, options);
    DatasetIndex all = layout.index(tree, options.withSplit("all:test"));
    assertThat(all.splits()).extracting(SplitEntries::name).containsExactly("test");
    assertThat(all.splits().get(0).recordings())
        .containsExactlyInAnyOrderElementsOf(recordings(own));
    assertThat(all.classes()).isEqualTo(own.classes());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void aListSaysTheSplitOfEachRecording(DatasetLayout layout) throws IOException {
    LayoutOptions options = ANY.withSensor(new SensorGeometry(128, 128));
    MemoryTree tree = SPECIMENS.get(layout.name());
    List<LabelledEntry> all = recordings(layout.index(tree, options));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      lines.append(all.get(i).id()).append(i % 3 == 0 ? " val\n" : " train\n");
    }
    DatasetIndex listed = layout.index(tree, options.withList(list(lines.toString())));
    assertThat(listed.splits()).extracting(SplitEntries::name).containsExactly("train", "val");
    assertThat(listed.splits().get(1).recordings()).hasSize((all.size() + 2) / 3);
    assertThat(recordings(listed)).containsExactlyInAnyOrderElementsOf(all);

    String less = lines.substring(0, lines.lastIndexOf("\n", lines.length() - 2) + 1);
    assertThatThrownBy(() -> layout.index(tree, options.withList(list(less))))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("list.txt says nothing of 1 of %d samples, such as ", all.size());
  }

  /** An option that a layout cannot take is refused and not passed over. */
  @ParameterizedTest
  @MethodSource("layouts")
  void anOfficialSplitIsNotDividedAnew(DatasetLayout layout) throws IOException {
    LayoutOptions options = ANY.withSensor(new SensorGeometry(128, 128));
    MemoryTree tree = SPECIMENS.get(layout.name());
    if (OFFICIAL.contains(layout.name())) {
      assertThatThrownBy(() -> layout.index(tree, options.withSplit("folds:5")))
          .isInstanceOf(Misfit.class)
          .hasMessage(
              "Cannot split data set %s by folds:5: its split is official; leave --split out",
              layout.name());
      assertThatThrownBy(() -> layout.index(tree, options.withSplitSeed(7)))
          .isInstanceOf(Misfit.class)
          .hasMessageContaining("leave --split-seed out");
    } else {
      assertThat(layout.index(tree, options.withSplit("folds:5")).splits()).hasSize(5);
    }
  }

  /** But for those whose lists name their files, and where a file is a split. */
  @ParameterizedTest
  @MethodSource("layouts")
  void foldersOfSplitsAreSplitsAndCapitalsDoNotMatter(DatasetLayout layout) throws IOException {
    LayoutOptions options = ANY.withSensor(new SensorGeometry(128, 128));
    if (List.of("dvs-gesture", "es-imagenet", "hardvs", "shd", "ssc").contains(layout.name())) {
      return;
    }
    MemoryTree tree = new MemoryTree();
    List<LabelledEntry> all = recordings(layout.index(SPECIMENS.get(layout.name()), options));
    for (int i = 0; i < all.size(); i++) {
      String path =
          all.get(i)
              .path()
              .replaceFirst("^(?:Train|Test|train|test|n-cars_[a-z]+|extracted_[a-z]+)/", "");
      int dot = path.lastIndexOf('.');
      String capitals = path.substring(0, dot) + path.substring(dot).toUpperCase(Locale.ROOT);
      String split = List.of("TRAIN", "Val", "test").get(i % 3);
      tree.with(split + "/" + (i % 2 == 0 ? path : capitals), "12345");
    }
    DatasetIndex divided = layout.index(tree, options);
    assertThat(divided.splits())
        .extracting(SplitEntries::name)
        .containsExactly("train", "val", "test");
    assertThat(recordings(divided)).hasSize(all.size());
    assertThat(divided.splits()).allMatch(split -> split.recordings().size() >= all.size() / 3);
  }

  private static final List<String> OFFICIAL =
      List.of(
          "nmnist",
          "dvs-gesture",
          "ncars",
          "dvs-lip",
          "n-imagenet",
          "es-imagenet",
          "hardvs",
          "shd",
          "ssc");

  private static List<LabelledEntry> recordings(DatasetIndex index) {
    return index.splits().stream().flatMap(split -> split.recordings().stream()).toList();
  }

  private static SplitList list(String lines) throws IOException {
    return SplitList.read(
        "list.txt", new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void aFolderOfOtherThingsIsRefused(DatasetLayout layout) {
    MemoryTree other = new MemoryTree().with("notes.md", "nothing");
    LayoutOptions options = ANY.withSensor(new SensorGeometry(128, 128));

    assertThatThrownBy(() -> layout.index(other, options))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("data set " + layout.name() + " in memory");
  }
}
