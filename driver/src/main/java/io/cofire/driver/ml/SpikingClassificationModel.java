package io.cofire.driver.ml;

import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.driver.prediction.RowScorer;
import io.cofire.driver.prediction.TrainedRun;
import io.cofire.driver.recipe.KeptRecipe;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * A trained spiking network that scores the rows of a DataFrame: their class, its probability and
 * the network's outputs, the same to the bit as {@code cofire predict} finds them.
 */
public final class SpikingClassificationModel extends Model<SpikingClassificationModel>
    implements MLWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final KeptModel kept;
  private final SharedParams shared;
  private final BooleanParam folded;

  SpikingClassificationModel(String uid, KeptModel kept) {
    this.uid = uid;
    this.kept = kept;
    this.shared = new SharedParams(this);
    this.folded =
        new BooleanParam(this, "folded", "norms folded into convolutions: faster, other rounding");
    shared.setDefaults(this);
    setDefault(folded, false);
  }

  /**
   * The network of a run that the command line has trained.
   *
   * @param place directory of the run, for its newest checkpoint, or one of its checkpoints
   * @throws CheckpointException if it is no run, or has no whole checkpoint
   */
  public static SpikingClassificationModel ofRun(String place) throws IOException {
    Configuration hadoop = SparkSession.active().sparkContext().hadoopConfiguration();
    RunPlace run = RunPlace.of(hadoop, place);
    Recipe recipe =
        new KeptRecipe(hadoop, run.run())
            .read()
            .orElseThrow(
                () ->
                    new CheckpointException(
                        "Cannot use " + place + ": it has no recipe.yaml; name a run's directory"));
    TrainedRun trained = TrainedRun.open(hadoop, recipe, run, FitJob::warn);
    return new SpikingClassificationModel(
        Identifiable.randomUID("spikingClassifier"), KeptModel.of(trained));
  }

  /** Reads models that were saved. */
  public static MLReader<SpikingClassificationModel> read() {
    return new ModelReader();
  }

  /**
   * Reads a model that was saved.
   *
   * @param path a folder on any Hadoop file system
   */
  public static SpikingClassificationModel load(String path) {
    return read().load(path);
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this, kept);
  }

  /** The names of the classes, in the order of the predictions' numbers. */
  public List<String> classes() {
    return kept.run().data().classes();
  }

  /** How many classes there are. */
  public int numClasses() {
    return classes().size();
  }

  /** The recipe that the network was trained by, as YAML. */
  public String trainedBy() {
    return kept.recipe();
  }

  /**
   * Scores rows, when they are asked for.
   *
   * @throws IllegalArgumentException if a column is missing, there already, or of another type
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    List<String> classes = classes();
    transformSchema(dataset.schema());
    String scores = uid + "_scores";
    Dataset<Row> scored =
        dataset.withColumn(
            scores, scoring(dataset).apply(ScoredColumns.quoted(getOrDefault(shared.featuresCol))));
    boolean skips = getOrDefault(shared.handleInvalid).equals(SharedParams.SKIP);
    Dataset<Row> left = skips ? scored.where(ScoredColumns.quoted(scores).isNotNull()) : scored;
    return columns().spread(left, scores, classes);
  }

  /** A planner takes it for a matter of chance, so that no row is scored twice. */
  private UserDefinedFunction scoring(Dataset<?> dataset) {
    RowScorer scorer =
        RowScorer.of(
            JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext()),
            kept.run(),
            DecodingWords.of(getOrDefault(shared.decoding)),
            (boolean) getOrDefault(folded) ? Form.FOLDED : Form.TRAINED);
    FeatureKind kind = FeatureKind.of(dataset.schema(), getOrDefault(shared.featuresCol));
    boolean strict = getOrDefault(shared.handleInvalid).equals(SharedParams.ERROR);
    UDF1<Object, Row> function = new ScoreRow(scorer, kind, strict);
    return functions.udf(function, ScoredColumns.SCORES).asNondeterministic();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureKind.of(schema, getOrDefault(shared.featuresCol));
    return columns().added(schema, classes());
  }

  private ScoredColumns columns() {
    return new ScoredColumns(
        getOrDefault(shared.rawPredictionCol),
        getOrDefault(shared.probabilityCol),
        getOrDefault(shared.predictionCol));
  }

  @Override
  public SpikingClassificationModel copy(ParamMap extra) {
    SpikingClassificationModel copied =
        copyValues(new SpikingClassificationModel(uid, kept), extra);
    return copied.setParent(parent());
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public String toString() {
    return "SpikingClassificationModel: uid=" + uid + ", numClasses=" + numClasses();
  }

  /** Param for the column of features. */
  public Param<String> featuresCol() {
    return shared.featuresCol;
  }

  /** Param for the column of labels, which scoring does not look at. */
  public Param<String> labelCol() {
    return shared.labelCol;
  }

  /** Param for the column of predictions. */
  public Param<String> predictionCol() {
    return shared.predictionCol;
  }

  /** Param for the column of probabilities. */
  public Param<String> probabilityCol() {
    return shared.probabilityCol;
  }

  /** Param for the column of the network's outputs. */
  public Param<String> rawPredictionCol() {
    return shared.rawPredictionCol;
  }

  /** Param for what becomes of rows that cannot be read. */
  public Param<String> handleInvalid() {
    return shared.handleInvalid;
  }

  /** Param for how recordings are read, where it is not as those that were trained on. */
  public StringArrayParam decoding() {
    return shared.decoding;
  }

  /** Param for norms folded into convolutions. */
  public BooleanParam folded() {
    return folded;
  }

  /** Sets {@link #featuresCol}. */
  public SpikingClassificationModel setFeaturesCol(String value) {
    set(shared.featuresCol, value);
    return this;
  }

  /** Sets {@link #predictionCol}. */
  public SpikingClassificationModel setPredictionCol(String value) {
    set(shared.predictionCol, value);
    return this;
  }

  /** Sets {@link #probabilityCol}. */
  public SpikingClassificationModel setProbabilityCol(String value) {
    set(shared.probabilityCol, value);
    return this;
  }

  /** Sets {@link #rawPredictionCol}. */
  public SpikingClassificationModel setRawPredictionCol(String value) {
    set(shared.rawPredictionCol, value);
    return this;
  }

  /** Sets {@link #handleInvalid}. */
  public SpikingClassificationModel setHandleInvalid(String value) {
    set(shared.handleInvalid, value);
    return this;
  }

  /** Sets {@link #decoding}: {@code NAME=VALUE} each. */
  public SpikingClassificationModel setDecoding(List<String> values) {
    set(shared.decoding, values.toArray(String[]::new));
    return this;
  }

  /** Sets {@link #folded}. */
  public SpikingClassificationModel setFolded(boolean value) {
    set(folded, value);
    return this;
  }
}
