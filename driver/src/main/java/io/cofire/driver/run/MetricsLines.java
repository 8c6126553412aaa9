package io.cofire.driver.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The lines of an epoch's file that are a step's. A file may be torn by a kill, or something else
 * may have written into it: what can be read stands, and a training does not stop for the rest.
 *
 * @param steps the lines, as they are in the file
 * @param others how many lines are no step's
 */
record MetricsLines(List<String> steps, int others) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Copies the list. */
  MetricsLines {
    steps = List.copyOf(steps);
  }

  /** Of a file; none if there is no file. */
  static MetricsLines of(FileSystem files, Path path) throws IOException {
    List<String> found = new ArrayList<>();
    if (!files.exists(path)) {
      return new MetricsLines(found, 0);
    }
    int others = 0;
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(files.open(path), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (step(line) >= 0) {
          found.add(line);
        } else {
          others++;
        }
      }
    } catch (IOException e) { // the file system cannot read on
      others++;
    }
    return new MetricsLines(found, others);
  }

  /** The lines up to a step. */
  List<String> upTo(long last) {
    return steps.stream().filter(line -> step(line) <= last).toList();
  }

  /** The step that a line tells of; -1 if it is no line of a step. */
  static long step(String line) {
    try {
      JsonNode told = JSON.readTree(line);
      boolean isStep = told != null && told.has("loss") && told.has("accuracy");
      return isStep ? told.path("step").asLong(-1) : -1;
    } catch (JsonProcessingException e) {
      return -1;
    }
  }
}
