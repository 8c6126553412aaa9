package io.cofire.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.datasets.LayoutOptions.Counts;
import io.cofire.data.events.TimeRange;
import io.cofire.data.files.PassedOver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitListTest {

  @Test
  void aLineIsAPathAndItsSplitWithABlankACommaOrATabBetween() throws IOException {
    SplitList list =
        read(
            "\uFEFFpath,split\r\n\n# by hand\na/1.csv train\r\n./a/2.csv,Test\nb/x y.csv\tval\n\"b/c, d.csv\", \"test\"\n");
    assertThat(list.splits())
        .containsExactly(
            entry("a/1.csv", "train"),
            entry("a/2.csv", "test"),
            entry("b/x y.csv", "val"),
            entry("b/c, d.csv", "test"));
  }

  @ParameterizedTest
  @CsvSource({
    "'a/1.csv', 'line 1: a/1.csv (expected a path and, behind a blank or comma, its split)'",
    "'a train\na test', 'line 2: a test (expected one split of each path; it was train above)'",
    "'a b/c', 'line 1: a b/c (expected a split such as train, val or test)'",
    "'# none', 'line 1: it lists nothing (expected a line PATH SPLIT for each sample)'"
  })
  void whatIsNoListIsOneSentence(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DatasetException.class)
        .hasMessage("Cannot read the splits in list.txt: %s", problem);
  }

  @Test
  void splitsAreInTheirUsualOrderAndThenInThatOfTheLines() throws IOException {
    List<LabelledEntry> samples = samples("1", "2", "3", "4");
    List<SplitEntries> divided =
        read("1 zebra\n2 test\n3 ant\n4 train\n").divide("d", "here", samples, Counts.PUBLISHED);
    assertThat(divided)
        .extracting(SplitEntries::name)
        .containsExactly("train", "test", "zebra", "ant");
    assertThat(read("1 test\n2 test\n").divide("d", "here", samples("2", "1"), Counts.PUBLISHED))
        .containsExactly(new SplitEntries("test", samples("2", "1")));
  }

  @Test
  void aLineMayNameAPartOfARecordingOrAllOfThem() throws IOException {
    LabelledEntry first = new LabelledEntry("a", 1, 0, new TimeRange(0, 5));
    LabelledEntry second = new LabelledEntry("a", 1, 1, new TimeRange(5, 9));
    assertThat(read("a train\na@5-9 test").divide("d", "", List.of(first, second), Counts.ANY))
        .containsExactly(
            new SplitEntries("train", List.of(first)), new SplitEntries("test", List.of(second)));
  }

  @Test
  void everySampleIsNamedAndEveryLineNamesOne() throws IOException {
    SplitList list = read("a/1 train\na/2 test\na/9 test\n");
    assertThatThrownBy(
            () -> list.divide("folder", "here", samples("a/1", "a/3", "a/4"), Counts.ANY))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "Cannot index data set folder in here: list.txt says nothing of 2 of 3 samples, such as a/3; add a line for each, PATH SPLIT, with the path below the folder");
    assertThatThrownBy(() -> list.divide("folder", "here", samples("a/1", "a/2"), Counts.PUBLISHED))
        .hasMessage(
            "Cannot index data set folder in here: 1 of 3 paths in list.txt are no samples, such as a/9; remove the lines, or take a part of them with --subset");
    assertThat(list.divide("folder", "here", samples("a/1", "a/2"), Counts.ANY)).hasSize(2);
    assertThat(list.idle(Set.of("a/1", "a/2")))
        .containsExactly(new PassedOver("a/9", PassedOver.Reason.MISSING));
    assertThat(read("a/1 train\n../a/2 test\n").idle(Set.of("a/1")))
        .containsExactly(new PassedOver("../a/2", PassedOver.Reason.OUTSIDE));
  }

  private static Map.Entry<String, String> entry(String path, String split) {
    return Map.entry(path, split);
  }

  private static List<LabelledEntry> samples(String... paths) {
    return List.of(paths).stream().map(path -> LabelledEntry.whole(path, 1, 0)).toList();
  }

  private static SplitList read(String text) throws IOException {
    return SplitList.read(
        "list.txt", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
