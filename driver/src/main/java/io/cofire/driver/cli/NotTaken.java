package io.cofire.driver.cli;

import io.cofire.data.files.PassedOver;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What was listed in a data set's folder and is not taken: a line for each reason. */
final class NotTaken {

  private NotTaken() {}

  static void print(List<PassedOver> passedOver, PrintWriter out) {
    for (String reason : PassedOver.counted(passedOver)) {
      out.printf(Locale.ROOT, "not taken: %s%n", reason);
    }
  }
}
