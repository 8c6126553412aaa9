package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "OMP_DYNAMIC, true, set it to false",
    "OMP_DYNAMIC, TRUE, set it to false",
    "OMP_THREAD_LIMIT, 1, set it to 2 or more",
    "OMP_MAX_ACTIVE_LEVELS, 0, set it to 1"
  })
  void fewerThreadsThanWereSaidAreRefused(String variable, String value, String remedy) {
    Map<String, String> environment = Map.of(variable, value);
    assertThatThrownBy(() -> ThreadsPerRank.requireGiven(2, environment))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContainingAll("Invalid " + variable + ": " + value, "for ever", remedy);
    ThreadsPerRank.requireGiven(1, environment);
  }

  @ParameterizedTest
  @CsvSource({"OMP_DYNAMIC, false", "OMP_THREAD_LIMIT, 2", "OMP_MAX_ACTIVE_LEVELS, 1"})
  void asManyAreNot(String variable, String value) {
    ThreadsPerRank.requireGiven(2, Map.of(variable, value));
  }
}
