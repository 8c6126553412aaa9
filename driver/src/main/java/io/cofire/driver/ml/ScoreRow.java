package io.cofire.driver.ml;

import io.cofire.driver.prediction.PredictionException;
import io.cofire.driver.prediction.RowScorer;
import io.cofire.ops.inference.ClassScores;
import java.io.IOException;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;

/**
 * Scores the features of a row.
 *
 * @param scorer the network
 * @param kind what features are
 * @param strict whether a row that cannot be read ends the query; its scores are null if not
 */
record ScoreRow(RowScorer scorer, FeatureKind kind, boolean strict) implements UDF1<Object, Row> {

  private static final long serialVersionUID = 1L;

  @Override
  public Row call(Object features) throws IOException {
    try {
      return row(scores(features));
    } catch (PredictionException e) {
      if (strict) {
        throw e;
      }
      return null;
    }
  }

  private ClassScores scores(Object features) throws IOException {
    if (features == null) {
      throw new PredictionException("Cannot predict a row: its features are null");
    }
    return kind == FeatureKind.PATH
        ? scorer.scores((String) features)
        : scorer.scores(kind.name(features), kind.content(features));
  }

  private static Row row(ClassScores scores) {
    return RowFactory.create(
        vector(scores.outputs()), vector(scores.probabilities()), (double) scores.prediction());
  }

  private static DenseVector vector(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return new DenseVector(doubles);
  }
}
