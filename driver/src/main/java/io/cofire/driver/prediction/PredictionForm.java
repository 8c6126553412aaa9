package io.cofire.driver.prediction;

/** What predictions are written as. */
public enum PredictionForm {
  /** A line a sample, for people: path, class, probability and what else is likely. */
  TEXT,
  /** A header and a line a sample (RFC 4180). */
  CSV,
  /** A JSON object a line. */
  JSON,
  /** A folder of Parquet files, as Spark writes them. */
  PARQUET
}
