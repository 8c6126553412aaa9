package io.cofire.data.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a list.
 *
 * @param list what messages call the list
 * @param number of the line, from 1
 * @param text without blanks around it
 */
record ListLine(String list, int number, String text) {

  /**
   * The lines of a text in UTF-8 that are not blank, without a byte order mark.
   *
   * @param in its bytes; the caller closes it
   */
  static List<ListLine> read(String list, InputStream in) throws IOException {
    List<ListLine> lines = new ArrayList<>();
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String text = (number == 1 ? line.replaceFirst("^\uFEFF", "") : line).strip();
      if (!text.isEmpty()) {
        lines.add(new ListLine(list, number, text));
      }
    }
    return lines;
  }

  /** Where it is, for messages. */
  String place() {
    return list + ", line " + number;
  }
}
