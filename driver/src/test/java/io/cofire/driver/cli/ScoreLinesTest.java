package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.run.EvaluationResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreLinesTest {

  @Test
  void fewClassesAreATable() {
    EvaluationResult result =
        new EvaluationResult(0.5, 0.75, 4, new long[][] {{1, 1}, {0, 2}}, Map.of());

    assertThat(ScoreLines.scores(result)).isEqualTo("test accuracy 0.7500, test loss 0.5000");
    assertThat(printed(result, List.of("left", "right")))
        .isEqualTo(
            """

            label \\ prediction           0     1
              0 left                     1     1
              1 right                    .     2
            """);
  }

  @Test
  void manyClassesAreThePairsThatWereConfusedMost() {
    long[][] confusion = new long[30][30];
    confusion[3][3] = 90;
    confusion[3][4] = 7;
    confusion[5][2] = 8;
    EvaluationResult result =
        new EvaluationResult(0.5, 0.85, 0.99, 105, 2, confusion, Map.of(), null);

    assertThat(ScoreLines.scores(result))
        .isEqualTo("test accuracy 0.8500, top-5 0.9900, test loss 0.5000");
    assertThat(printed(result, IntStream.range(0, 30).mapToObj(k -> "c" + k).toList()))
        .isEqualTo(
            """

            most confused, label and prediction (all: evaluation.json)
                   8  c5 as c2
                   7  c3 as c4
            warning: 2 of 105 samples have an output that is NaN, which ranks below every number
            """);
  }

  private static String printed(EvaluationResult result, List<String> classes) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    ScoreLines.print(out, result, classes);
    out.flush();
    return text.toString();
  }
}
