package io.cofire.driver.prediction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cofire.ops.inference.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Predictions as lines; what could not be read has none. A window without events has a line without
 * a class.
 *
 * @param classes names, in the order of the labels
 * @param windows whether samples are windows of recordings
 */
public record PredictionLines(List<String> classes, boolean windows) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Copies the list. */
  public PredictionLines {
    classes = List.copyOf(classes);
  }

  /**
   * All of them in a form of text.
   *
   * @throws IllegalArgumentException if the form is a table
   */
  public List<String> of(PredictionForm form, List<Prediction> predictions) {
    List<String> lines = new ArrayList<>();
    if (form == PredictionForm.CSV) {
      lines.add(header());
    }
    for (Prediction one : predictions) {
      if (!one.isDamaged()) {
        lines.add(line(form, one));
      }
    }
    return lines;
  }

  private String line(PredictionForm form, Prediction one) {
    return switch (form) {
      case TEXT -> text(one);
      case CSV -> csv(one);
      case JSON -> json(one);
      case PARQUET -> throw new IllegalArgumentException("A table has no lines");
    };
  }

  private String text(Prediction one) {
    List<String> cells = new ArrayList<>();
    cells.add(one.path());
    addWindow(one, cells);
    if (one.likely().isEmpty()) {
      cells.add("-");
    }
    for (int i = 0; i < one.likely().size(); i++) {
      Answer.Likely likely = one.likely().get(i);
      String sure = String.format(Locale.ROOT, "%.4f", likely.probability());
      cells.add(i == 0 ? name(likely) + "\t" + sure : name(likely) + " " + sure);
    }
    return cells.stream().map(PredictionLines::onOneLine).collect(Collectors.joining("\t"));
  }

  /** Names may have anything in them, a line must stay one. */
  private static String onOneLine(String cell) {
    StringBuilder line = new StringBuilder();
    cell.codePoints()
        .forEach(
            point -> {
              if (Character.isISOControl(point) && point != '\t') {
                line.append(String.format(Locale.ROOT, "\\u%04x", point));
              } else {
                line.appendCodePoint(point);
              }
            });
    return line.toString();
  }

  private String header() {
    List<String> names = new ArrayList<>(List.of("path"));
    if (windows) {
      names.addAll(List.of("fromMicros", "toMicros"));
    }
    names.addAll(List.of("class", "probability"));
    for (int i = 2; i <= Math.min(Answer.MOST, classes.size()); i++) {
      names.addAll(List.of("class" + i, "probability" + i));
    }
    return String.join(",", names);
  }

  private String csv(Prediction one) {
    List<String> cells = new ArrayList<>(List.of(one.path()));
    addWindow(one, cells);
    for (int i = 0; i < Math.min(Answer.MOST, classes.size()); i++) {
      boolean there = i < one.likely().size();
      cells.add(there ? name(one.likely().get(i)) : "");
      cells.add(there ? Float.toString(one.likely().get(i).probability()) : "");
    }
    return cells.stream().map(PredictionLines::quoted).collect(Collectors.joining(","));
  }

  /** A cell of a CSV file, in quotes where it needs them (RFC 4180). */
  public static String quoted(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private void addWindow(Prediction one, List<String> cells) {
    if (windows) {
      cells.add(String.valueOf(one.fromMicros()));
      cells.add(String.valueOf(one.toMicros()));
    }
  }

  private String json(Prediction one) {
    ObjectNode line = JSON.createObjectNode().put("path", one.path());
    if (windows) {
      line.put("fromMicros", one.fromMicros()).put("toMicros", one.toMicros());
    }
    if (one.likely().isEmpty()) {
      line.putNull("class").putNull("probability");
    } else {
      put(line, one.likely().get(0));
    }
    ArrayNode five = line.putArray("top5");
    one.likely().forEach(likely -> put(five.addObject(), likely));
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a prediction as JSON", e);
    }
  }

  private void put(ObjectNode node, Answer.Likely likely) {
    putProbability(node.put("class", name(likely)), likely.probability());
  }

  /** Adds how sure a network is; JSON has no NaN. */
  public static void putProbability(ObjectNode node, float probability) {
    if (Float.isNaN(probability)) {
      node.putNull("probability");
    } else {
      node.put("probability", probability);
    }
  }

  private String name(Answer.Likely likely) {
    return classes.get(likely.label());
  }
}
