package io.cofire.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.PassedOver;
import io.cofire.data.recordings.read.Orientation;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedRecordingsTest {

  private static final LayoutOptions ANY =
      LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY);

  static MemoryTree esImageNet() {
    return new MemoryTree()
        .with("train/class2/class2_%d.npz", 1, 5)
        .with("train/class10/class10_%d.npz", 1, 5)
        .with("val/ILSVRC2012_val_0000000%d.npz", 1, 4)
        .with(
            "trainlabel.txt",
            list("class2/class2_%d.npz 2 169 254\n", 1, 5)
                + list("class10/class10_%d.npz 10 254 254\n", 1, 5))
        .with(
            "vallabel.txt",
            """
            ILSVRC2012_val_00000001.npz 10 169 254
            ILSVRC2012_val_00000003.npz 2 192 254
            ILSVRC2012_val_00000002.npz 2 254 190
            """);
  }

  static MemoryTree hardvs() {
    return new MemoryTree()
        .with("action_001/dvSave-2021_10_15_19_18_0%d.npz", 0, 6)
        .with("action_002/dvSave-2021_10_15_19_18_0%d.npz", 0, 4)
        .with(
            "train_label.txt",
            list("action_001/dvSave-2021_10_15_19_18_0%d 0\n", 0, 4)
                + list("action_002/dvSave-2021_10_15_19_18_0%d 1\n", 0, 2))
        .with("val_label.txt", list("action_001/dvSave-2021_10_15_19_18_0%d 0\n", 4, 5))
        .with(
            "test_label.txt",
            list("action_001/dvSave-2021_10_15_19_18_0%d 0\n", 5, 6)
                + list("action_002/dvSave-2021_10_15_19_18_0%d 1\n", 2, 4));
  }

  private static String list(String pattern, int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append(pattern.formatted(i));
    }
    return lines.toString();
  }

  /** The order of numbers is that of the classes: 2 before 10. */
  @Test
  void esImageNetHasTheClassesAndSplitsOfItsLists() throws IOException {
    DatasetLayout layout = DatasetLayouts.named("es-imagenet");
    DatasetIndex index = layout.index(esImageNet(), ANY);
    assertThat(index.classes()).containsExactly("2", "10");
    assertThat(index.sensor()).isEqualTo(new SensorGeometry(256, 256));
    assertThat(index.splits()).extracting(SplitEntries::name).containsExactly("train", "test");
    assertThat(index.splits().get(0).recordings()).hasSize(8);
    assertThat(index.splits().get(1).recordings())
        .extracting(LabelledEntry::path, LabelledEntry::label)
        .containsExactly(
            tuple("val/ILSVRC2012_val_00000001.npz", 1),
            tuple("val/ILSVRC2012_val_00000003.npz", 0),
            tuple("val/ILSVRC2012_val_00000002.npz", 0));
    // a file has the row first, then the column
    assertThat(layout.decoding(index.sensor()).orientation()).isEqualTo(Orientation.TRANSPOSE);
    assertThatThrownBy(() -> layout.index(esImageNet(), LayoutOptions.standard()))
        .hasMessage(
            "Cannot index data set es-imagenet in memory: 2 classes (expected 1000); fetch what is missing, or take a part of it with --subset");
  }

  @Test
  void hardvsHasThreeSplitsAndItsFoldersAreClasses() throws IOException {
    DatasetIndex index = DatasetLayouts.named("hardvs").index(hardvs(), ANY);
    assertThat(index.classes()).containsExactly("action_001", "action_002");
    assertThat(index.splits())
        .extracting(SplitEntries::name)
        .containsExactly("train", "val", "test");
    assertThat(index.splits()).extracting(s -> s.recordings().size()).containsExactly(6, 1, 3);
    assertThat(index.splits().get(1).recordings().get(0).path())
        .isEqualTo("action_001/dvSave-2021_10_15_19_18_04.npz");
  }

  @Test
  void theFolderMayLieDeeperAndAPartIsTakenAsItIs() throws IOException {
    MemoryTree tree = new MemoryTree();
    tree.with("ES-imagenet-0.18/train/class0/class0_1.npz", "12345")
        .with("ES-imagenet-0.18/val/a.npz", "12345")
        .with(
            "ES-imagenet-0.18/trainlabel.txt",
            "\uFEFFclass0/class0_1.npz 0 1 2\r\n\r\nclass1/class1_9.npz 1 1 2\n")
        .with("ES-imagenet-0.18/vallabel.txt", "a.npz 0 1 2");
    DatasetLayout layout = DatasetLayouts.named("es-imagenet");
    DatasetIndex index = layout.index(tree, ANY);
    assertThat(index.classes()).containsExactly("0");
    assertThat(index.recordings()).isEqualTo(2);
    assertThatThrownBy(() -> layout.index(tree, LayoutOptions.standard()))
        .hasMessage(
            "Cannot index data set es-imagenet in memory: ES-imagenet-0.18/trainlabel.txt, line 3 lists ES-imagenet-0.18/train/class1/class1_9.npz, which is not there; check the folder, or take a part of it with --subset");
  }

  @Test
  void whatIsNoListIsOneClearError() {
    DatasetLayout layout = DatasetLayouts.named("hardvs");
    assertThatThrownBy(() -> layout.index(new MemoryTree().with("a/b.npz", ""), ANY))
        .hasMessage(
            "Cannot index data set hardvs in memory: no train_label.txt among 1 files; check the folder");
    assertThatThrownBy(() -> layout.index(hardvs().with("val_label.txt", "action_001\n"), ANY))
        .hasMessage(
            "Cannot index data set hardvs in memory: val_label.txt, line 1: expected a path and the number of a class, found action_001; check the list");
    MemoryTree twice = hardvs().with("val_label.txt", "action_001/dvSave-2021_10_15_19_18_00 0\n");
    assertThatThrownBy(() -> layout.index(twice, ANY))
        .hasMessage(
            "Cannot index data set hardvs in memory: action_001/dvSave-2021_10_15_19_18_00.npz is listed in train_label.txt, line 1 and in val_label.txt, line 1; check the lists");
    MemoryTree none = hardvs().with("val_label.txt", "action_009/x 8\n");
    assertThatThrownBy(() -> layout.index(none, ANY))
        .hasMessageContaining("no recording of val_label.txt is there; check the folder");
  }

  @Test
  void whatAListNamesInVainIsKept() throws IOException {
    String lines =
        """
        action_001/dvSave-2021_10_15_19_18_04 0
        ../../x 0
        action_001/../../gone 0
        action_002/./../action_001/gone 0
        /action_001/dvSave-2021_10_15_19_18_04 0
        """;
    DatasetLayout layout = DatasetLayouts.named("hardvs");
    DatasetIndex index = layout.index(hardvs().with("val_label.txt", lines), ANY);
    assertThat(index.splits().get(1).recordings()).hasSize(1);
    assertThat(index.missing())
        .containsExactly(
            new PassedOver("../../x.npz", PassedOver.Reason.OUTSIDE),
            new PassedOver("action_001/../../gone.npz", PassedOver.Reason.OUTSIDE),
            new PassedOver("action_001/gone.npz", PassedOver.Reason.MISSING),
            new PassedOver(
                "/action_001/dvSave-2021_10_15_19_18_04.npz", PassedOver.Reason.OUTSIDE));
    MemoryTree way =
        hardvs()
            .with("val_label.txt", "./action_002/../action_001//dvSave-2021_10_15_19_18_04 0\n");
    assertThat(layout.index(way, ANY)).isEqualTo(layout.index(hardvs(), ANY));
  }

  /** The folder counts; a number that says otherwise is no slip to be passed over. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "action_001/gone 4|action_001 is class 0 in train_label.txt, line 1 and action_001 is class 4 in val_label.txt, line 2",
        "action_003/gone 1|action_002 is class 1 in train_label.txt, line 5 and action_003 is class 1 in val_label.txt, line 2"
      })
  void numbersThatDisagreeWithFoldersAreRefused(String line, String problem) {
    MemoryTree tree =
        hardvs().with("val_label.txt", "action_001/dvSave-2021_10_15_19_18_04 0\n" + line);
    assertThatThrownBy(() -> DatasetLayouts.named("hardvs").index(tree, ANY))
        .hasMessage(
            "Cannot index data set hardvs in memory: %s (expected one number of each folder); check the lists",
            problem);
  }

  @Test
  void aFolderWithANumberHasThatOfTheList() {
    MemoryTree tree = esImageNet().with("trainlabel.txt", "class2/class2_1.npz 3 9 9\n");
    assertThatThrownBy(() -> DatasetLayouts.named("es-imagenet").index(tree, ANY))
        .hasMessage(
            "Cannot index data set es-imagenet in memory: class2 is class 3 in trainlabel.txt, line 1 and class 2 by its name (expected one number of each folder); check the lists");
  }
}
