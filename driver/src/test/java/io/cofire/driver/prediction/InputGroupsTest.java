package io.cofire.driver.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How inputs are divided over tasks. */
class InputGroupsTest {

  private static List<InputUnit> files(int count, long bytes) {
    return IntStream.range(0, count).mapToObj(i -> InputUnit.file("f" + i, bytes)).toList();
  }

  @Test
  void neighboursStayTogetherAndNothingIsLost() {
    List<InputUnit> files = files(1001, 10_000);
    List<List<InputUnit>> groups = InputGroups.of(files, 4);
    assertThat(groups).hasSize(4);
    assertThat(groups.stream().flatMap(List::stream)).containsExactlyElementsOf(files);
    assertThat(InputGroups.of(files(3, 5), 8)).hasSize(3);
  }

  @Test
  void aTaskIsNotLongerThanAFewThousandSamples() {
    assertThat(InputGroups.of(files(10_000, 1), 1)).hasSize(3);
    InputUnit shard = new InputUnit("s", 1, 5000, "test", 0);
    assertThat(InputGroups.of(List.of(shard, shard), 1)).hasSize(2);
  }

  @Test
  void aBatchIsNoLargerThanTheSamplesNorThanTheMemory() {
    assertThat(InputGroups.batch(InputGroups.of(files(1, 9), 4), 32, false)).isEqualTo(1);
    assertThat(InputGroups.batch(InputGroups.of(files(90, 9), 4), 32, false)).isEqualTo(23);
    assertThat(InputGroups.batch(InputGroups.of(files(900, 9), 4), 32, false)).isEqualTo(32);
    assertThat(InputGroups.batch(InputGroups.of(files(1, 9), 4), 32, true)).isEqualTo(32);
  }
}
