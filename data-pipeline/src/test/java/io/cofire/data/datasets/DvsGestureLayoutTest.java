package io.cofire.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.TimeRange;
import io.cofire.data.files.PassedOver;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DvsGestureLayoutTest {

  private static final LayoutOptions ANY =
      LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY);
  private static final String HEADER = "class,startTime_usec,endTime_usec\n";

  private final DatasetLayout layout = DatasetLayouts.named("dvs-gesture");

  @Test
  void everyLineOfTheLabelsIsASampleOfItsRecordingsSplit() throws IOException {
    MemoryTree tree = small();
    DatasetIndex index = layout.index(tree, ANY);
    assertThat(index.classes()).hasSize(11).startsWith("hand_clapping").endsWith("other_gestures");
    assertThat(index.splits())
        .containsExactly(
            new SplitEntries(
                "train",
                List.of(
                    new LabelledEntry("DvsGesture/u1_led.aedat", 4, 0, new TimeRange(100, 200)),
                    new LabelledEntry("DvsGesture/u1_led.aedat", 4, 10, new TimeRange(150, 300)))),
            new SplitEntries(
                "test",
                List.of(new LabelledEntry("DvsGesture/u2.aedat", 8, 1, new TimeRange(5, 6)))));
    assertThat(index.splits().get(0).recordings().get(1).id())
        .isEqualTo("DvsGesture/u1_led.aedat@150-300");
  }

  @Test
  void thePublishedNumbersAreChecked() throws IOException {
    assertThatThrownBy(() -> layout.index(small(), LayoutOptions.standard()))
        .hasMessage(
            "Cannot index data set dvs-gesture in memory: 2 recordings in split train (expected 1176); fetch what is missing, or take a part of it with --subset");
    assertThat(layout.index(published(), LayoutOptions.standard()).recordings())
        .isEqualTo(1176 + 288);
  }

  @Test
  void aListedRecordingThatIsMissingIsNamed() throws IOException {
    MemoryTree tree = small().with("DvsGesture/trials_to_test.txt", "u2.aedat\r\nu3.aedat\r\n\r\n");
    assertThatThrownBy(() -> layout.index(tree, LayoutOptions.standard()))
        .hasMessage(
            "Cannot index data set dvs-gesture in memory: DvsGesture/trials_to_test.txt, line 2 lists DvsGesture/u3.aedat, which is not there; check the folder, or take a part of it with --subset");
    DatasetIndex part = layout.index(tree, ANY);
    assertThat(part.splits().get(1).recordings()).hasSize(1);
    assertThat(part.missing())
        .containsExactly(new PassedOver("DvsGesture/u3.aedat", PassedOver.Reason.MISSING));
  }

  @Test
  void aRecordingIsListedOnce() {
    MemoryTree tree = small().with("DvsGesture/trials_to_test.txt", "u2.aedat\n\nu1_led.aedat\n");
    assertThatThrownBy(() -> layout.index(tree, ANY))
        .hasMessage(
            "Cannot index data set dvs-gesture in memory: DvsGesture/u1_led.aedat is listed in DvsGesture/trials_to_train.txt, line 1 and in DvsGesture/trials_to_test.txt, line 3; check the lists");
  }

  @Test
  void whatIsWrongWithTheLabelsIsNamedWithItsLine() {
    for (String row : List.of("12,1,2", "0,1,2", "1,2,2", "1,3,2", "1,2", "a,1,2")) {
      MemoryTree tree = small().with("DvsGesture/u2_labels.csv", HEADER + "1,1,2\n" + row + "\n");
      assertThatThrownBy(() -> layout.index(tree, ANY))
          .hasMessage(
              "Cannot index data set dvs-gesture in memory: DvsGesture/u2_labels.csv, line 3: expected a class in 1..11, a start and a later end in microseconds, found "
                  + row
                  + "; check the labels");
    }
  }

  @Test
  void labelsWithoutALineOfNamesLoseNoGesture() throws IOException {
    MemoryTree with = small();
    MemoryTree without =
        small()
            .with("DvsGesture/u1_led_labels.csv", "\uFEFF1,100,200\r\n11,150,300\r\n")
            .with("DvsGesture/u2_labels.csv", " 2,5,6");
    assertThat(layout.index(without, ANY)).isEqualTo(layout.index(with, ANY));
    MemoryTree wrong = small().with("DvsGesture/u2_labels.csv", "2;5;6\n");
    assertThatThrownBy(() -> layout.index(wrong, ANY))
        .hasMessageContaining("u2_labels.csv, line 1: expected a class in 1..11");
  }

  @Test
  void aFolderWithoutListsOrLabelsIsRefused() {
    assertThatThrownBy(() -> layout.index(new MemoryTree().with("a.aedat", "x"), ANY))
        .hasMessage(
            "Cannot index data set dvs-gesture in memory: no trials_to_train.txt among 1 files; check the folder");
    MemoryTree tree = new MemoryTree().with("trials_to_train.txt", "a.aedat").with("a.aedat", "x");
    assertThatThrownBy(() -> layout.index(tree, ANY))
        .hasMessage(
            "Cannot index data set dvs-gesture in memory: the labels of a.aedat are not there; check for a_labels.csv");
    assertThatThrownBy(() -> layout.index(tree, ANY.withSplit("first:0.5")))
        .hasMessageContaining("its split is official");
  }

  static MemoryTree small() {
    return new MemoryTree()
        .with("DvsGesture/trials_to_train.txt", "u1_led.aedat\n")
        .with("DvsGesture/trials_to_test.txt", "u2.aedat\n")
        .with("DvsGesture/u1_led.aedat", "12345678")
        .with("DvsGesture/u1_led_labels.csv", HEADER + "1,100,200\n11,150,300\n")
        .with("DvsGesture/u2.aedat", "12345678")
        .with("DvsGesture/u2_labels.csv", HEADER + "2,5,6\n");
  }

  /** 98 and 24 recordings of 12 gestures each. */
  private static MemoryTree published() {
    MemoryTree tree = new MemoryTree();
    StringBuilder[] lists = {new StringBuilder(), new StringBuilder()};
    for (int i = 0; i < 122; i++) {
      StringBuilder labels = new StringBuilder(HEADER);
      for (int k = 0; k < 12; k++) {
        labels.append(k % 11 + 1).append(',').append(k * 10).append(',').append(k * 10 + 9);
        labels.append('\n');
      }
      tree.with("u" + i + ".aedat", "x").with("u" + i + "_labels.csv", labels.toString());
      lists[i < 98 ? 0 : 1].append('u').append(i).append(".aedat\n");
    }
    return tree.with("trials_to_train.txt", lists[0].toString())
        .with("trials_to_test.txt", lists[1].toString());
  }
}
