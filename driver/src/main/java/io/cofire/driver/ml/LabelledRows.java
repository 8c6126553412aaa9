package io.cofire.driver.ml;

import static org.apache.spark.sql.functions.lit;

import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.SplitEntries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows of a DataFrame that is fitted, as files with labels, in the order of their paths:
 * neither the number of partitions nor their order is any part of the result.
 *
 * @param root folder that all files lie in
 * @param classes the names of the classes
 * @param splits what is trained on, and what is scored after each epoch
 */
record LabelledRows(String root, List<String> classes, List<SplitEntries> splits) {

  /** Copies the lists. */
  LabelledRows {
    classes = List.copyOf(classes);
    splits = List.copyOf(splits);
  }

  /**
   * Which columns are read.
   *
   * @param paths of files
   * @param label of any type that is a label's
   * @param validation null where there is none
   * @param names of the classes, as far as the schema knows
   * @param strict whether rows without a path are refused
   */
  record Columns(Column paths, String label, String validation, ClassNames names, boolean strict) {}

  /**
   * Reads the rows.
   *
   * @throws MlException if one has no label, its file is not there, or there are none to train on
   */
  static LabelledRows of(Configuration hadoop, Dataset<?> dataset, Columns columns)
      throws IOException {
    Column validation =
        columns.validation() == null ? lit(false) : ScoredColumns.quoted(columns.validation());
    Column label = ScoredColumns.quoted(columns.label()).cast(DataTypes.StringType);
    List<LabelledRow> rows = new ArrayList<>();
    for (Row row : dataset.select(columns.paths(), label, validation).collectAsList()) {
      if (row.isNullAt(1)) {
        throw new MlException(
            "Cannot fit: a row has no label in column " + columns.label() + ": " + row.get(0));
      }
      if (!row.isNullAt(0)) {
        boolean held = !row.isNullAt(2) && row.getBoolean(2);
        rows.add(new LabelledRow(row.getString(0), row.getString(1), held));
      } else if (columns.strict()) {
        throw new MlException(
            "Cannot fit: a row of label "
                + row.get(1)
                + " has no features; leave it out, or set handleInvalid to skip");
      }
    }
    return of(hadoop, rows, columns.names());
  }

  private static LabelledRows of(Configuration hadoop, List<LabelledRow> rows, ClassNames named)
      throws IOException {
    if (rows.stream().allMatch(LabelledRow::validation)) {
      throw new MlException("Cannot fit: there are no rows to train on");
    }
    ClassNames names = named.from(rows.stream().map(LabelledRow::label).toList());
    List<Path> paths = new ArrayList<>();
    for (LabelledRow row : rows) {
      paths.add(FoundFiles.full(hadoop, row.path()));
    }
    FoundFiles files = FoundFiles.of(hadoop, paths);
    Path root = new Path(files.root());
    List<LabelledEntry> train = new ArrayList<>();
    List<LabelledEntry> test = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String path = FoundFiles.below(root, paths.get(i));
      int label = names.label(rows.get(i).label());
      (rows.get(i).validation() ? test : train)
          .add(LabelledEntry.whole(path, files.lengths().get(path), label));
    }
    Comparator<LabelledEntry> order =
        Comparator.comparing(LabelledEntry::path).thenComparing(LabelledEntry::label);
    train.sort(order);
    test.sort(order);
    return new LabelledRows(
        files.root(),
        names.names(),
        List.of(
            new SplitEntries(FitRecipe.TRAIN, train),
            new SplitEntries(FitRecipe.TEST, test.isEmpty() ? twoOfEach(train) : test)));
  }

  /**
   * What is scored after each epoch where nothing was held back: little, and not one file alone.
   */
  private static List<LabelledEntry> twoOfEach(List<LabelledEntry> train) {
    Map<Integer, LabelledEntry> first = new LinkedHashMap<>();
    Map<Integer, LabelledEntry> last = new LinkedHashMap<>();
    train.forEach(entry -> first.putIfAbsent(entry.label(), entry));
    train.forEach(entry -> last.put(entry.label(), entry));
    return Stream.concat(first.values().stream(), last.values().stream()).distinct().toList();
  }
}
