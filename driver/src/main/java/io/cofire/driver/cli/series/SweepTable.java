package io.cofire.driver.cli.series;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.files.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What the runs of a sweep have come to, by setting. */
final class SweepTable {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final List<SweptRun> runs = new ArrayList<>();

  void add(SweptRun run) {
    runs.add(run);
  }

  /**
   * A setting's runs together.
   *
   * @param done how many have a result
   * @param failed how many have none
   * @param meanAccuracy of the tests after the last epoch; null of none
   * @param deviation of the same, with n - 1; null of fewer than two
   * @param meanBestAccuracy of the tests after the best epochs; null without a validation
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      String setting,
      int done,
      int failed,
      Double meanAccuracy,
      Double deviation,
      Double meanBestAccuracy) {

    private static Row of(String setting, List<SweptRun> all) {
      List<SweptRun> done = all.stream().filter(SweptRun::isDone).toList();
      MeanAndDeviation last =
          MeanAndDeviation.of(done.stream().mapToDouble(SweptRun::testAccuracy).toArray());
      MeanAndDeviation best =
          MeanAndDeviation.of(
              done.stream()
                  .filter(run -> run.bestTestAccuracy() != null)
                  .mapToDouble(SweptRun::bestTestAccuracy)
                  .toArray());
      return new Row(
          setting,
          done.size(),
          all.size() - done.size(),
          known(last.mean()),
          known(last.deviation()),
          known(best.mean()));
    }

    private static Double known(double figure) {
      return Double.isNaN(figure) ? null : figure;
    }
  }

  /** One row a setting, in the order of the sweep. */
  List<Row> rows() {
    Map<String, List<SweptRun>> bySetting = new LinkedHashMap<>();
    runs.forEach(run -> bySetting.computeIfAbsent(run.setting(), s -> new ArrayList<>()).add(run));
    List<Row> rows = new ArrayList<>();
    bySetting.forEach((setting, all) -> rows.add(Row.of(setting, all)));
    return rows;
  }

  void print(PrintWriter out) {
    int width = runs.stream().mapToInt(run -> run.setting().length()).max().orElse(0);
    String head = "%-" + Math.max(width, 7) + "s  %4s  %13s  %9s  %9s%n";
    out.printf(Locale.ROOT, head, "setting", "runs", "mean accuracy", "deviation", "best mean");
    for (Row row : rows()) {
      out.printf(
          Locale.ROOT,
          head,
          row.setting(),
          row.done(),
          shown(row.meanAccuracy()),
          shown(row.deviation()),
          shown(row.meanBestAccuracy()));
    }
    for (SweptRun run : runs) {
      if (!run.isDone()) {
        out.printf(Locale.ROOT, "failed: %s seed %d: %s%n", run.name(), run.seed(), run.failure());
      }
    }
    out.flush();
  }

  private static String shown(Double figure) {
    return figure == null ? "-" : String.format(Locale.ROOT, "%.4f", figure);
  }

  /**
   * What {@code sweep.json} holds.
   *
   * @param format always {@code cofire-sweep}
   */
  private record Written(String format, int version, List<Row> settings, List<SweptRun> runs) {}

  /** Writes {@code sweep.json} and {@code sweep.csv}, over older ones. */
  void write(Configuration hadoop, Path folder) throws IOException {
    Storage storage = Storage.of(hadoop, folder);
    byte[] json = JSON.writeValueAsBytes(new Written("cofire-sweep", 1, rows(), runs));
    storage.write(new Path(folder, "sweep.json"), json);
    storage.write(new Path(folder, "sweep.csv"), csv().getBytes(StandardCharsets.UTF_8));
  }

  private String csv() {
    StringBuilder text = new StringBuilder();
    text.append("setting,name,seed,epochs,testAccuracy,testLoss,bestEpoch,validationAccuracy,");
    text.append("bestTestAccuracy,failure\n");
    for (SweptRun run : runs) {
      List<Object> cells = new ArrayList<>(List.of(run.setting(), run.name(), run.seed()));
      cells.add(run.epochs());
      cells.add(run.testAccuracy());
      cells.add(run.testLoss());
      cells.add(run.bestEpoch());
      cells.add(run.validationAccuracy());
      cells.add(run.bestTestAccuracy());
      cells.add(run.failure());
      text.append(String.join(",", cells.stream().map(SweepTable::cell).toList())).append('\n');
    }
    return text.toString();
  }

  private static String cell(Object value) {
    String plain = value == null ? "" : value.toString().replaceAll("\\R", " ");
    return plain.matches("[^,\"]*") ? plain : '"' + plain.replace("\"", "\"\"") + '"';
  }
}
