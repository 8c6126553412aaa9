package io.cofire.driver.figures;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.cofire.driver.figures.result.FigureResult;

/**
 * What an exhibit's {@code NAME.json} holds.
 *
 * @param format always {@code cofire-figure}
 * @param version of this form
 * @param settings all that the findings depend on; under others they are computed anew
 * @param seconds how long they took
 * @param csvHash SHA-256 of {@code NAME.csv}, without which the findings are not complete
 */
@JsonPropertyOrder({"format", "version", "settings", "seconds", "csvHash"})
record Kept(
    String format,
    int version,
    String settings,
    double seconds,
    String csvHash,
    FigureResult findings) {

  static final String FORMAT = "cofire-figure";
  static final int VERSION = 2; // 1 had neither scales of maps nor every verdict
}
