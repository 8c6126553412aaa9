package io.cofire.driver.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cofire.data.files.Storage;
import io.cofire.driver.prediction.PredictionLines;
import io.cofire.driver.run.SampleAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What an evaluation found of each sample, as JSON and as CSV.
 *
 * @param classes names, in the order of the labels
 * @param answers in the order of the split
 */
record SampleLines(List<String> classes, List<SampleAnswer> answers) {

  void addTo(ArrayNode array) {
    for (SampleAnswer one : answers) {
      ObjectNode node = array.addObject().put("path", one.path());
      node.put("label", classes.get(one.label()));
      node.put("prediction", classes.get(one.answer().prediction()));
      PredictionLines.putProbability(node, one.answer().probability());
    }
  }

  void write(Configuration hadoop, String place) throws IOException {
    Path file = new Path(place);
    StringBuilder text = new StringBuilder("sample,path,label,prediction,probability\n");
    answers.forEach(one -> text.append(line(one)));
    Storage.of(hadoop, file).write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private String line(SampleAnswer one) {
    return String.format(
        Locale.ROOT,
        "%d,%s,%s,%s,%s\n",
        one.sample(),
        PredictionLines.quoted(one.path()),
        PredictionLines.quoted(classes.get(one.label())),
        PredictionLines.quoted(classes.get(one.answer().prediction())),
        one.answer().probability());
  }
}
