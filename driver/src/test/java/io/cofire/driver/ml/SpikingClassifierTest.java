package io.cofire.driver.ml;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.Causes;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.spark.LocalSpark;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.cluster.ClusterSettings;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.driver.prediction.Prediction;
import io.cofire.driver.prediction.PredictionException;
import io.cofire.driver.prediction.PredictionJob;
import io.cofire.driver.prediction.TrainedRun;
import io.cofire.driver.recipe.KeptRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark ML's own tools around a spiking network of three classes. */
class SpikingClassifierTest {

  private static final String RECIPE =
      TinyRecipe.on(
          "anywhere",
          "epochs: 5->epochs: 20",
          "EverySteps: 3->EverySteps: 50",
          "rate: 0.1->rate: 0.2");

  @TempDir static Path folder;
  private static SparkSession session;
  private static Dataset<Row> rows; // path and label, as the source has them
  private static SpikingClassificationModel model;

  @BeforeAll
  static void fit() throws IOException {
    session = SparkSession.builder().config(LocalSpark.conf("local[2]")).getOrCreate();
    rows = recordings(CornerRecordings.write(folder.resolve("recordings"), 30));
    model = classifier().setDirectory(folder.resolve("kept").toString()).fit(rows);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static Dataset<Row> recordings(Path in) {
    return session.read().format("aer").option("label", "folder").load(in.toString());
  }

  private static SpikingClassifier classifier() {
    return new SpikingClassifier().setRecipeText(RECIPE).setSensor("12x12");
  }

  private static Map<String, Row> scores(Dataset<Row> scored) {
    Map<String, Row> found = new HashMap<>();
    scored
        .select("path", "rawPrediction", "probability", "prediction")
        .collectAsList()
        .forEach(row -> found.put(row.getString(0), row));
    return found;
  }

  @Test
  void whatItPredictsIsWhatTheCommandPredictsToTheBit() throws IOException {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    Path run;
    try (Stream<Path> kept = Files.list(folder.resolve("kept"))) {
      run = kept.filter(Files::isDirectory).findFirst().orElseThrow().resolve("run");
    }
    RunPlace place = RunPlace.of(hadoop, run.toString());
    TrainedRun trained =
        TrainedRun.open(
            hadoop, new KeptRecipe(hadoop, place.run()).read().orElseThrow(), place, told -> {});
    List<Prediction> predicted =
        PredictionJob.run(
            JavaSparkContext.fromSparkContext(session.sparkContext()),
            trained,
            List.of(folder.resolve("recordings").toString()),
            new PredictionJob.Choices(trained.decoding(), Optional.empty(), Form.TRAINED));
    Map<String, Row> scored = scores(model.transform(rows));
    assertThat(predicted).hasSize(30);
    assertThat(scored).hasSize(30);
    for (Prediction one : predicted) {
      Row row = scored.get("file:" + one.path());
      Vector probabilities = row.getAs("probability");
      assertThat(row.<Double>getAs("prediction")).isEqualTo(one.likely().get(0).label());
      one.likely()
          .forEach(
              likely ->
                  assertThat((float) probabilities.apply(likely.label()))
                      .isEqualTo(likely.probability()));
    }
    assertThat(scores(SpikingClassificationModel.ofRun(run.toString()).transform(rows)))
        .isEqualTo(scored);
  }

  @Test
  void whateverTheOrderAndPartitionsOfTheRowsAreTheModelIsTheSame() throws IOException {
    List<Path> before = temporaryFolders();
    Dataset<Row> shuffled = rows.select("label", "path").orderBy(expr("reverse(path)"));
    SpikingClassificationModel again = classifier().fit(shuffled.repartition(5));
    assertThat(scores(again.transform(rows))).isEqualTo(scores(model.transform(rows)));
    assertThat(temporaryFolders()).isEqualTo(before);
  }

  /** Those of this process alone: another fork of the tests may fit at the same time. */
  private static List<Path> temporaryFolders() throws IOException {
    String own = "cofire-fit-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(one -> one.getFileName().toString().startsWith(own)).sorted().toList();
    }
  }

  @Test
  void aFitOfTheSameRowsIntoTheSameDirectoryTrainsNothingAgain() throws IOException {
    try (Stream<Path> before = Files.list(folder.resolve("kept"))) {
      List<Path> folders = before.toList();
      SpikingClassificationModel same =
          classifier().setDirectory(folder.resolve("kept").toString()).fit(rows);
      assertThat(scores(same.transform(rows))).isEqualTo(scores(model.transform(rows)));
      try (Stream<Path> after = Files.list(folder.resolve("kept"))) {
        assertThat(after).containsExactlyInAnyOrderElementsOf(folders);
      }
    }
  }

  @Test
  void namesOfClassesGoWithThePredictions() {
    assertThat(model.classes()).containsExactly("north-east", "north-west", "south-west");
    Dataset<Row> named =
        new IndexToString()
            .setInputCol("prediction")
            .setOutputCol("class")
            .transform(model.transform(rows));
    assertThat(named.where("class = label").count()).isGreaterThan(24);
    assertThat(model.transformSchema(rows.schema())).isEqualTo(model.transform(rows).schema());
  }

  @Test
  void aPipelineIsSavedAndLoadedWithItsNetwork() throws IOException {
    SpikingClassifier classifier = classifier().setLabelCol("number");
    StringIndexer index = new StringIndexer().setInputCol("label").setOutputCol("number");
    PipelineModel fitted =
        new Pipeline().setStages(new PipelineStage[] {index, classifier}).fit(rows);
    Map<String, Row> before = scores(fitted.transform(rows));
    String place = folder.resolve("pipeline").toUri().toString(); // as Hadoop has it
    fitted.write().overwrite().save(place);
    PipelineModel loaded = PipelineModel.load(place);
    assertThat(scores(loaded.transform(rows))).isEqualTo(before);
    SpikingClassificationModel one = (SpikingClassificationModel) fitted.stages()[1];
    SpikingClassificationModel same = (SpikingClassificationModel) loaded.stages()[1];
    assertThat(one.parent().uid()).isEqualTo(classifier.uid());
    assertThat(same.uid()).isEqualTo(one.uid());
    assertThat(same.trainedBy()).isEqualTo(one.trainedBy());
    assertThat(same.classes()).containsExactly("north-east", "north-west", "south-west");
    assertThat(one.copy(new ParamMap().put(one.predictionCol(), "guess")).transform(rows).columns())
        .contains("guess")
        .doesNotContain("prediction");
    double accuracy =
        new MulticlassClassificationEvaluator()
            .setLabelCol("number")
            .setMetricName("accuracy")
            .evaluate(loaded.transform(rows));
    assertThat(accuracy).isGreaterThan(0.8);
  }

  @Test
  void anEstimatorIsSavedWithItsParameters() throws IOException {
    SpikingClassifier one =
        classifier().setEpochs(3).setSeed(9).setOverrides(List.of("training.batch=12"));
    String place = folder.resolve("estimator").toString();
    one.write().overwrite().save(place);
    SpikingClassifier read = SpikingClassifier.load(place);
    assertThat(read.uid()).isEqualTo(one.uid());
    assertThat(read.explainParams()).contains("current: 3", "current: 9", "12x12");
    assertThat(read.getOrDefault(read.overrides())).containsExactly("training.batch=12");
    SpikingClassifier other = read.copy(new ParamMap().put(read.epochs(), 7));
    assertThat(other.getOrDefault(other.epochs())).isEqualTo(7);
    assertThat(read.getOrDefault(read.epochs())).isEqualTo(3);
    assertThat(other.getOrDefault(other.recipeText())).isEqualTo(RECIPE);
  }

  @Test
  void rowsThatCannotBeReadEndAQueryAreKeptOrLeftOut() throws IOException {
    Path damaged = Files.createDirectories(folder.resolve("damaged/north-west"));
    Files.write(damaged.resolve("short.bin"), new byte[7]);
    Dataset<Row> more =
        rows.select("path", "label")
            .union(recordings(folder.resolve("damaged")).select("path", "label"))
            .union(
                session.sql(
                    "SELECT '" + folder.resolve("none.bin") + "' path, 'north-west' label"));
    assertThatThrownBy(() -> model.transform(more).collectAsList())
        .satisfies(
            thrown ->
                assertThat(Causes.chain(thrown)).anyMatch(PredictionException.class::isInstance));
    SpikingClassificationModel lenient = model.copy(new ParamMap());
    Dataset<Row> kept = lenient.setHandleInvalid("keep").transform(more);
    assertThat(kept.where("prediction IS NULL").count()).isEqualTo(2);
    assertThat(kept.count()).isEqualTo(32);
    assertThat(lenient.setHandleInvalid("skip").transform(more).count()).isEqualTo(30);
    Dataset<Row> readable = more.where("path NOT LIKE '%none.bin'");
    assertThatThrownBy(() -> classifier().setEpochs(1).fit(readable))
        .hasMessageStartingWith("Cannot fit: 1 of the files cannot be read; the first: ")
        .hasMessageContaining("short.bin");
    SpikingClassificationModel skipped = classifier().setHandleInvalid("skip").fit(readable);
    assertThat(scores(skipped.transform(rows))).isEqualTo(scores(model.transform(rows)));
  }

  @Test
  void heldBackRowsAreScoredAndNotTrainedOn() throws IOException {
    Dataset<Row> marked = rows.withColumn("held", expr("path LIKE '%sample-3%'"));
    SpikingClassificationModel fitted = classifier().setValidationIndicatorCol("held").fit(marked);
    SpikingClassificationModel without = classifier().fit(marked.where("NOT held"));
    assertThat(scores(fitted.transform(rows))).isEqualTo(scores(without.transform(rows)));
    assertThat(scores(fitted.transform(rows))).isNotEqualTo(scores(model.transform(rows)));
  }

  @Test
  void contentsOfFilesAreAsGoodAsTheirPaths() {
    Dataset<Row> contents =
        session
            .read()
            .format("binaryFile")
            .option("recursiveFileLookup", "true")
            .load(folder.resolve("recordings").toString())
            .withColumn("label", expr("element_at(split(path, '/'), -2)"));
    List<String> format = List.of("format=atis-bin");
    SpikingClassificationModel fitted =
        classifier()
            .setFeaturesCol("content")
            .setDecoding(format)
            .setOverrides(List.of("training.epochs=20"))
            .fit(contents);
    assertThat(fitted.transform(contents).where("prediction IS NOT NULL").count()).isEqualTo(30);
    Map<String, Row> ours =
        scores(
            model
                .copy(new ParamMap())
                .setDecoding(format)
                .setFeaturesCol("content")
                .transform(contents));
    assertThat(ours).isEqualTo(scores(model.transform(rows)));
  }

  @Test
  void whatADataFrameCannotGiveIsRefusedInOneSentence() {
    refused(classifier(), rows.drop("path"), "path does not exist.");
    refused(
        classifier(),
        rows.withColumn("path", lit(3)),
        "requirement failed: Column path must be of type equal to one of the following types");
    refused(
        classifier(),
        rows.withColumn("label", lit(true)),
        "requirement failed: Column label must be of type numeric but was actually of type"
            + " boolean.");
    refused(
        classifier(),
        rows.withColumn("prediction", lit(1)),
        "requirement failed: Column prediction already exists.");
    refused(classifier().setValidationIndicatorCol("label"), rows, "Column label must be of type");
    refused(
        classifier(), rows.withColumn("label", lit("a")), "Cannot fit: the rows are of 1 class");
    refused(classifier(), rows.withColumn("label", lit(1.5)), "label 1.5 is no class");
    refused(classifier(), rows.withColumn("label", lit(-1)), "label -1 is no class");
    refused(
        classifier(),
        rows.withColumn("label", lit(null).cast("string")),
        "Cannot fit: a row has no label in column label");
    refused(
        classifier(),
        rows.withColumn("path", lit(null).cast("string")),
        "has no features; leave it out, or set handleInvalid to skip");
    refused(classifier(), rows.limit(0), "Cannot fit: there are no rows to train on");
    refused(
        classifier(), rows.withColumn("path", lit("/no/such")), "there is no file file:/no/such");
    refused(classifier(), rows.withColumn("path", lit("/")), "is a folder");
    refused(classifier().setSensor("wide"), rows, "Invalid sensor: wide");
    refused(new SpikingClassifier(), rows, "Invalid recipe: not set");
    refused(classifier().setRecipe("a.yaml"), rows, "Invalid recipe: given with recipeText");
    refused(classifier().setDecoding(List.of("tempo=3")), rows, "Invalid option: tempo");
    refused(classifier().setDecoding(List.of("sensor=1x1")), rows, "Invalid decoding: sensor");
    refused(classifier().setOverrides(List.of("training.rate=1")), rows, "training.rate");
    refused(classifier().setOverrides(List.of("training.sync=averaging")), rows, "must be step");
    refused(
        new SpikingClassifier().setRecipeText(RECIPE),
        rows.select("path", "label"),
        "Invalid sensor: not set");
    refused(
        classifier(),
        session
            .read()
            .format("aer")
            .option("label", "folder")
            .option("explode", "true")
            .load(folder.resolve("recordings").toString()),
        "a row must be a recording");
    assertThatThrownBy(() -> classifier().setHandleInvalid("perhaps"))
        .hasMessageContaining("handleInvalid");
    assertThatThrownBy(() -> classifier().setEpochs(0)).hasMessageContaining("epochs");
  }

  @Test
  void aClustersSessionNeedsTheSettingsOfATraining() {
    SparkConf conf = new SparkConf(false);
    assertThat(SessionSettings.missing(conf))
        .contains("spark.barrier.sync.timeout=120, ", "spark.speculation=false");
    ClusterSettings.required().forEach(conf::set);
    assertThat(SessionSettings.missing(conf)).isEmpty();
    assertThat(FitFolder.isOneProcess(session.sparkContext())).isTrue();
  }

  private static void refused(SpikingClassifier by, Dataset<Row> of, String message) {
    assertThatThrownBy(() -> by.fit(of))
        .as("%s", message)
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining(message)
        .satisfies(thrown -> assertThat(thrown.getMessage().lines()).hasSize(1));
  }

  @Test
  void theSensorOfTheColumnsIsTaken() {
    SpikingClassificationModel measured =
        new SpikingClassifier()
            .setRecipeText(RECIPE)
            .fit(
                session
                    .read()
                    .format("aer")
                    .option("label", "folder")
                    .option("sensor", "12x12")
                    .load(folder.resolve("recordings").toString()));
    assertThat(scores(measured.transform(rows))).isEqualTo(scores(model.transform(rows)));
  }

  @Test
  void onlyTheColumnsThatWereAskedForAreThere() {
    Dataset<Row> scored =
        model.copy(new ParamMap()).setRawPredictionCol("").setProbabilityCol("").transform(rows);
    assertThat(Arrays.stream(scored.columns()).collect(Collectors.toSet()))
        .contains("prediction")
        .doesNotContain("probability", "rawPrediction");
    assertThat(model.copy(new ParamMap()).setFolded(true).transform(rows).count()).isEqualTo(30);
  }

  @Test
  void aProgramThatHasFittedEndsWithItsLastLine() {
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("Barrier task timer"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }
}
