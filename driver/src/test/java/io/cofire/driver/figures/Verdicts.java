package io.cofire.driver.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.figures.result.FigureRemark;
import java.util.List;

/** What remarks on made-up values come to, in letters: as stated, differs, note. */
public final class Verdicts {

  private Verdicts() {}

  /** One letter for each remark: {@code a}, {@code d} or {@code n}. */
  public static String of(List<FigureRemark> remarks) {
    StringBuilder letters = new StringBuilder();
    for (FigureRemark each : remarks) {
      assertThat(each.text()).doesNotContain("null").doesNotEndWith(". ");
      letters.append(
          switch (each.verdict()) {
            case AGREES -> 'a';
            case DIFFERS -> 'd';
            case NOTE -> 'n';
          });
    }
    return letters.toString();
  }
}
