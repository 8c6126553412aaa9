package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadsPerRankTest {

  @Test
  void aLibraryThatReadsOneNumberIsGivenNoList() {
    ThreadsPerRank.requireOne(null, "ND4J");
    ThreadsPerRank.requireOne("", "ND4J");
    ThreadsPerRank.requireOne("04", "ND4J");
    for (String list : List.of("4,2", " 4", " ")) {
      assertThatThrownBy(() -> ThreadsPerRank.requireOne(list, "ND4J"))
          .hasMessageContaining("ND4J reads one number and nothing else; set it to ");
    }
  }

  @Test
  void aSettingIsANumberAndOfSeveralTheFirst() {
    assertThat(ThreadsPerRank.of(null)).isEqualTo(1);
    assertThat(ThreadsPerRank.of(" ")).isEqualTo(1);
    assertThat(ThreadsPerRank.of("4")).isEqualTo(4);
    assertThat(ThreadsPerRank.of(" 4, 2 ")).isEqualTo(4);
    for (String wrong : List.of("0", "-1", "two", "4x", "99999999999", "1.5")) {
      assertThatThrownBy(() -> ThreadsPerRank.of(wrong))
          .isInstanceOf(InvalidValue.class)
          .hasMessage(
              "Invalid OMP_NUM_THREADS: " + wrong + " (must be a number of threads, such as 1)");
    }
  }
}
