package io.cofire.driver.ml;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the classes are called. Labels that are text are the names themselves, in their order; of
 * numbers, from 0 on, it is what the column says of them, as StringIndexer's does, or the numbers.
 *
 * @param names the names by number; empty where the labels decide them
 * @param isText whether labels are names
 */
record ClassNames(List<String> names, boolean isText) {

  private static final int MOST = 100_000;

  /** Copies the list. */
  ClassNames {
    names = List.copyOf(names);
  }

  /**
   * By the schema.
   *
   * @throws IllegalArgumentException if the column is not there, or is neither text nor numbers
   */
  static ClassNames of(StructType schema, String labelCol) {
    StructField field = schema.apply(labelCol);
    if (field.dataType().equals(DataTypes.StringType)) {
      return new ClassNames(List.of(), true);
    }
    SchemaUtils.checkNumericType(schema, labelCol, "");
    Attribute known = Attribute.fromStructField(field);
    boolean named = known instanceof NominalAttribute one && one.values().isDefined();
    return new ClassNames(
        named ? Arrays.asList(((NominalAttribute) known).values().get()) : List.of(), false);
  }

  /**
   * The names for some labels.
   *
   * @throws MlException if there is one class, or a number is none of a class
   */
  ClassNames from(List<String> labels) {
    List<String> found = isText ? sorted(labels) : names.isEmpty() ? numbers(labels) : names;
    if (found.size() < 2) {
      throw new MlException(
          String.format(
              Locale.ROOT,
              "Cannot fit: the rows are of %d class (expected at least 2): %s",
              found.size(),
              found));
    }
    return new ClassNames(found, isText);
  }

  private static List<String> sorted(List<String> labels) {
    List<String> distinct = labels.stream().distinct().toList();
    return distinct.stream().sorted(order(distinct)).toList();
  }

  /** 2 before 10 where all are numbers, as folders of classes are ordered. */
  private static Comparator<String> order(List<String> labels) {
    return labels.stream().allMatch(label -> label.matches("[0-9]{1,9}"))
        ? Comparator.<String>comparingInt(Integer::parseInt)
            .thenComparing(Comparator.naturalOrder())
        : Comparator.naturalOrder();
  }

  private static List<String> numbers(List<String> labels) {
    int most = labels.stream().mapToInt(ClassNames::number).max().orElse(-1);
    return IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
  }

  /**
   * The number of a label's class.
   *
   * @throws MlException if it is none
   */
  int label(String label) {
    int number = isText ? Collections.binarySearch(names, label, order(names)) : number(label);
    if (number >= names.size()) {
      throw new MlException(
          String.format(
              Locale.ROOT,
              "Cannot fit: label %s is of no class: its column names %d",
              label,
              names.size()));
    }
    return number;
  }

  private static int number(String label) {
    double value = Double.parseDouble(label);
    if (!(value >= 0 && value < MOST && value == Math.rint(value))) {
      throw new MlException(
          String.format(
              Locale.ROOT,
              "Cannot fit: label %s is no class (expected whole numbers from 0 on, below %d, or"
                  + " text)",
              label,
              MOST));
    }
    return (int) value;
  }
}
