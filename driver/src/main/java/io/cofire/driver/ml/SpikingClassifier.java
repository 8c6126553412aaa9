package io.cofire.driver.ml;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a spiking network on the rows of a DataFrame, recordings or images, by a recipe: what
 * {@code cofire prepare} and {@code cofire train} do. The model is the same to the bit for the same
 * rows, however they are ordered and divided.
 */
public final class SpikingClassifier extends Estimator<SpikingClassificationModel>
    implements DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final SharedParams shared;
  private final FitParams own;

  /** With a name of its own. */
  public SpikingClassifier() {
    this(Identifiable.randomUID("spikingClassifier"));
  }

  /** With a name; Spark calls it where it copies and loads. */
  public SpikingClassifier(String uid) {
    this.uid = uid;
    this.shared = new SharedParams(this);
    this.own = new FitParams(this);
    shared.setDefaults(this);
    setDefault(own.overrides, new String[0]);
  }

  /** Reads estimators that were saved. */
  public static MLReader<SpikingClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator that was saved. */
  public static SpikingClassifier load(String path) {
    return read().load(path);
  }

  /**
   * Trains.
   *
   * @throws IllegalArgumentException if a column or parameter is not what it must be
   * @throws MlException if the rows are not what can be trained on
   */
  @Override
  public SpikingClassificationModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    SparkContext spark = dataset.sparkSession().sparkContext();
    SessionSettings.require(spark);
    Recipe recipe = own.recipe(this).read(spark.hadoopConfiguration());
    try (FitFolder folder = FitFolder.of(spark, own.text(this, own.directory))) {
      SpikingClassificationModel model =
          new SpikingClassificationModel(uid, fit(dataset, recipe, folder));
      return copyValues(model.setParent(this), extractParamMap());
    } catch (IOException e) {
      throw new MlException("Cannot fit " + recipe.name(), e);
    }
  }

  private KeptModel fit(Dataset<?> dataset, Recipe recipe, FitFolder folder) throws IOException {
    DecodeWords decoding = DecodingWords.of(getOrDefault(shared.decoding));
    boolean strict = getOrDefault(shared.handleInvalid).equals(SharedParams.ERROR);
    Features features = new Features(dataset, getOrDefault(shared.featuresCol), strict);
    Optional<String> stated = own.text(this, own.sensor);
    Optional<SensorGeometry> sensor =
        recipe.data().image().isPresent()
            ? Features.noSensor(stated, decoding)
            : Optional.of(features.sensor(stated, decoding));
    LabelledRows.Columns columns =
        new LabelledRows.Columns(
            features.paths(folder),
            getOrDefault(shared.labelCol),
            own.text(this, own.validationIndicatorCol).orElse(null),
            ClassNames.of(dataset.schema(), getOrDefault(shared.labelCol)),
            strict);
    LabelledRows rows =
        LabelledRows.of(
            dataset.sparkSession().sparkContext().hadoopConfiguration(), dataset, columns);
    return new FitJob(dataset.sparkSession(), recipe, sensor, decoding, strict)
        .run(rows, folder.path());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureKind.of(schema, getOrDefault(shared.featuresCol));
    ClassNames.of(schema, getOrDefault(shared.labelCol));
    own.text(this, own.validationIndicatorCol)
        .ifPresent(
            column -> SchemaUtils.checkColumnType(schema, column, DataTypes.BooleanType, ""));
    return new ScoredColumns(
            getOrDefault(shared.rawPredictionCol),
            getOrDefault(shared.probabilityCol),
            getOrDefault(shared.predictionCol))
        .added(schema, List.of());
  }

  @Override
  public SpikingClassifier copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Param for the path of a recipe. */
  public Param<String> recipe() {
    return own.recipe;
  }

  /** Param for the text of a recipe. */
  public Param<String> recipeText() {
    return own.recipeText;
  }

  /** Param for values of the recipe that are replaced, {@code path=value} each. */
  public StringArrayParam overrides() {
    return own.overrides;
  }

  /** Param for passes over the rows. */
  public IntParam epochs() {
    return own.epochs;
  }

  /** Param for the root of every random choice. */
  public LongParam seed() {
    return own.seed;
  }

  /** Param for where shards and checkpoints stay. */
  public Param<String> directory() {
    return own.directory;
  }

  /** Param for the size of the sensor as stored. */
  public Param<String> sensor() {
    return own.sensor;
  }

  /** Param for the column that says which rows are scored and not trained on. */
  public Param<String> validationIndicatorCol() {
    return own.validationIndicatorCol;
  }

  /** Param for the column of features. */
  public Param<String> featuresCol() {
    return shared.featuresCol;
  }

  /** Param for the column of labels. */
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

  /** Param for how recordings are read. */
  public StringArrayParam decoding() {
    return shared.decoding;
  }

  /** Sets {@link #recipe}. */
  public SpikingClassifier setRecipe(String value) {
    set(own.recipe, value);
    return this;
  }

  /** Sets {@link #recipeText}. */
  public SpikingClassifier setRecipeText(String value) {
    set(own.recipeText, value);
    return this;
  }

  /** Sets {@link #overrides}. */
  public SpikingClassifier setOverrides(List<String> value) {
    set(own.overrides, value.toArray(String[]::new));
    return this;
  }

  /** Sets {@link #epochs}. */
  public SpikingClassifier setEpochs(int value) {
    set(own.epochs, value);
    return this;
  }

  /** Sets {@link #seed}. */
  public SpikingClassifier setSeed(long value) {
    set(own.seed, value);
    return this;
  }

  /** Sets {@link #directory}. */
  public SpikingClassifier setDirectory(String value) {
    set(own.directory, value);
    return this;
  }

  /** Sets {@link #sensor}. */
  public SpikingClassifier setSensor(String value) {
    set(own.sensor, value);
    return this;
  }

  /** Sets {@link #validationIndicatorCol}. */
  public SpikingClassifier setValidationIndicatorCol(String value) {
    set(own.validationIndicatorCol, value);
    return this;
  }

  /** Sets {@link #featuresCol}. */
  public SpikingClassifier setFeaturesCol(String value) {
    set(shared.featuresCol, value);
    return this;
  }

  /** Sets {@link #labelCol}. */
  public SpikingClassifier setLabelCol(String value) {
    set(shared.labelCol, value);
    return this;
  }

  /** Sets {@link #predictionCol}. */
  public SpikingClassifier setPredictionCol(String value) {
    set(shared.predictionCol, value);
    return this;
  }

  /** Sets {@link #probabilityCol}. */
  public SpikingClassifier setProbabilityCol(String value) {
    set(shared.probabilityCol, value);
    return this;
  }

  /** Sets {@link #rawPredictionCol}. */
  public SpikingClassifier setRawPredictionCol(String value) {
    set(shared.rawPredictionCol, value);
    return this;
  }

  /** Sets {@link #handleInvalid}. */
  public SpikingClassifier setHandleInvalid(String value) {
    set(shared.handleInvalid, value);
    return this;
  }

  /** Sets {@link #decoding}. */
  public SpikingClassifier setDecoding(List<String> value) {
    set(shared.decoding, value.toArray(String[]::new));
    return this;
  }
}
