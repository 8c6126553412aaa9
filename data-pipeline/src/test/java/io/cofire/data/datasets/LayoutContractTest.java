package io.cofire.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
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
      Map.of(
          "nmnist",
          new MemoryTree().with("Train/3/%d.bin", 0, 8).with("Test/3/%d.bin", 0, 2),
          "dvs-gesture",
          DvsGestureLayoutTest.small(),
          "cifar10-dvs",
          new MemoryTree().with("cat/cifar10_cat_%d.aedat", 0, 10),
          "ncaltech101",
          new MemoryTree().with("Caltech101/ant/image_%04d.bin", 0, 10),
          "ncars",
          new MemoryTree()
              .with("n-cars_train/cars/obj_%d_td.dat", 0, 8)
              .with("n-cars_test/cars/obj_%d_td.dat", 0, 2),
          "poker-dvs",
          new MemoryTree().with("upright/cl_%02d.aedat", 0, 10),
          "dvs-lip",
          new MemoryTree().with("train/about/%d.npy", 0, 8).with("test/about/%d.npy", 0, 2),
          "asl-dvs",
          new MemoryTree().with("a/a_%04d.mat", 0, 10),
          "folder",
          new MemoryTree().with("mine/%d.csv", 0, 10));

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
