package io.cofire.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.files.FileTree;
import io.cofire.data.files.Listing;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NmnistLayoutTest {

  private final DatasetLayout layout = DatasetLayouts.named("nmnist");

  @Test
  void foldersGiveSplitsAndLabels() throws IOException {
    DatasetIndex index =
        layout.index(
            tree(
                "Test/10/00003.bin",
                "Train/10/00002.bin",
                "Train/2/00001.bin",
                "Train/2/readme.txt",
                "facts.json"),
            LayoutOptions.standard());
    assertThat(index.classes()).as("by number").containsExactly("2", "10");
    assertThat(index.splits())
        .containsExactly(
            new SplitEntries(
                "train",
                List.of(
                    LabelledEntry.whole("Train/10/00002.bin", 5, 1),
                    LabelledEntry.whole("Train/2/00001.bin", 5, 0))),
            new SplitEntries("test", List.of(LabelledEntry.whole("Test/10/00003.bin", 5, 1))));
    assertThat(index.recordings()).isEqualTo(3);
  }

  @Test
  void namedClassesAreInAlphabeticalOrder() throws IOException {
    assertThat(
            layout
                .index(
                    tree("Test/left/1.bin", "Train/expand/1.bin", "Train/9/1.bin"),
                    LayoutOptions.standard())
                .classes())
        .containsExactly("9", "expand", "left");
  }

  @Test
  void aFolderWithoutRecordingsIsOneClearError() {
    assertThatThrownBy(
            () -> layout.index(tree("Train/1/a.txt", "notes.md"), LayoutOptions.standard()))
        .hasMessage(
            "Cannot index data set nmnist in memory: no recordings in Train (expected Train/<class>/*.bin, found 0 among 2 files); check the folder");
    assertThatThrownBy(() -> layout.index(tree("Train/1/a.bin"), LayoutOptions.standard()))
        .hasMessageContaining("no recordings in Test");
  }

  @Test
  void anUnknownLayoutNamesTheKnownOnes() {
    assertThatThrownBy(() -> DatasetLayouts.named("mnist"))
        .hasMessage(
            "Unknown data set layout: mnist (known: nmnist, dvs-gesture, cifar10-dvs, ncaltech101, ncars, poker-dvs, dvs-lip, asl-dvs, n-imagenet, bullying10k, es-imagenet, hardvs, shd, ssc, folder)");
  }

  private static FileTree tree(String... paths) {
    return new FileTree() {
      @Override
      public String root() {
        return "memory";
      }

      @Override
      public Listing listing() {
        return Listing.of(Stream.of(paths).map(path -> new Entry(path, 5)).toList());
      }

      @Override
      public InputStream open(String path) {
        throw new UnsupportedOperationException("an index opens no recording");
      }
    };
  }
}
