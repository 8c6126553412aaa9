package io.cofire.driver.cli.convert;

import io.cofire.data.errors.Legible;
import io.cofire.data.recordings.write.WrittenFormat;
import io.cofire.driver.convert.Converted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a conversion has done, in words.
 *
 * @param input the recording
 * @param output the new file
 * @param format of the new file
 * @param done what was written
 */
record ConvertedText(String input, String output, WrittenFormat format, Converted done) {

  /** A line for each fact, the new file last. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String recording = Legible.of(input);
    lines.add(recording + ": times in " + done.unit());
    done.left().forEach(stream -> lines.add("not read: stream " + stream));
    done.doubts().forEach(doubt -> lines.add("warning: " + recording + ": it " + doubt));
    done.dropped()
        .forEach(
            (what, count) ->
                lines.add(String.format(Locale.ROOT, "dropped: %,d events by %s", count, what)));
    if (!format.keepsSensor()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "note: %s has no place for the size of the sensor: state --sensor=%s where it is read",
              format.word(),
              done.sensor()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d events, %s, %s",
            Legible.of(output),
            done.events(),
            done.sensor(),
            format.word()));
    return lines;
  }
}
