package io.cofire.driver.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** The parameters that estimator and model have in common, under Spark's own names. */
final class SharedParams {

  static final String ERROR = "error";
  static final String SKIP = "skip";
  static final String KEEP = "keep";

  final Param<String> featuresCol;
  final Param<String> labelCol;
  final Param<String> predictionCol;
  final Param<String> probabilityCol;
  final Param<String> rawPredictionCol;
  final Param<String> handleInvalid;
  final StringArrayParam decoding;

  /** Those of an estimator or model, which has its uid already. */
  SharedParams(Params of) {
    this.featuresCol =
        new Param<>(of, "featuresCol", "paths of files, contents of files, or Spark's images");
    this.labelCol = new Param<>(of, "labelCol", "label column name");
    this.predictionCol = new Param<>(of, "predictionCol", "prediction column name; '' for none");
    this.probabilityCol =
        new Param<>(of, "probabilityCol", "column of class probabilities; '' for none");
    this.rawPredictionCol =
        new Param<>(of, "rawPredictionCol", "column of the network's outputs; '' for none");
    this.handleInvalid =
        new Param<>(
            of,
            "handleInvalid",
            "what becomes of rows that cannot be read: error, skip, or keep (scored as null)",
            ParamValidators.<String>inArray(new String[] {ERROR, SKIP, KEEP}));
    this.decoding =
        new StringArrayParam(
            of, "decoding", "how recordings are read, as the commands' options: time-unit=ns");
  }

  /** Gives each its default. */
  void setDefaults(Params of) {
    of.setDefault(featuresCol, "path");
    of.setDefault(labelCol, "label");
    of.setDefault(predictionCol, "prediction");
    of.setDefault(probabilityCol, "probability");
    of.setDefault(rawPredictionCol, "rawPrediction");
    of.setDefault(handleInvalid, ERROR);
    of.setDefault(decoding, new String[0]);
  }
}
