package io.cofire.tests.bench;

import io.cofire.data.shards.TinyShards;
import io.cofire.driver.averaging.AveragingJob;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.StepProgress;
import io.cofire.driver.run.TrainingListener;
import io.cofire.tests.cluster.StandaloneCluster;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SparkSession;
import scala.Function1;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Spark's own ways for workers to share values, on a cluster of two executor processes. */
final class SparkPeers implements AutoCloseable {

  private static final int STATISTICS_BYTES = 2 * 512 * Float.BYTES;
  private static final long INPUTS = 2 * 12 * 12; // of a tiny sample at one timestep
  private static final long FIRST = 4544;
  private static final long SECOND = 4352;
  private static final long CLASSES = 3;
  private static final long VOTERS = 10;
  private static final int CALLS = 7;
  private static final int ROUNDS = 7;
  private static final double NANOS = 1e9;

  private final Path folder;
  private final StandaloneCluster cluster;

  /**
   * A round of averaging.
   *
   * @param parameters of the network
   * @param seconds from one average to the next, the workers' step in it
   */
  record Round(long parameters, double seconds) {}

  private SparkPeers(Path folder, StandaloneCluster cluster) {
    this.folder = folder;
    this.cluster = cluster;
  }

  static SparkPeers start(Path folder) throws IOException, InterruptedException {
    return new SparkPeers(folder, StandaloneCluster.start(folder.resolve("cluster"), 2, 1));
  }

  private SparkSession session(SparkConf conf) {
    cluster.settings().forEach(conf::set);
    conf.setAppName("exchange-bench").set("spark.executor.cores", "1");
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** One call among two barrier tasks, the median. */
  double allGatherSeconds() {
    try (SparkSession session = session(new SparkConf())) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      ClassTag<Double> tag = ClassTag$.MODULE$.apply(Double.class);
      RDD<Integer> parts = spark.parallelize(List.of(0, 1), 2).rdd();
      RDD<Double> medians = parts.barrier().mapPartitions(new AllGathers(), false, tag);
      return JavaRDD.fromRDD(medians, tag).collect().get(0);
    }
  }

  /** Calls of one task, one behind the other. */
  private static final class AllGathers
      implements Function1<scala.collection.Iterator<Integer>, scala.collection.Iterator<Double>>,
          Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public scala.collection.Iterator<Double> apply(scala.collection.Iterator<Integer> ignored) {
      byte[] bytes = new byte[STATISTICS_BYTES];
      String values = Base64.getEncoder().encodeToString(bytes);
      double[] seconds = new double[CALLS];
      for (int i = 0; i < CALLS; i++) {
        long start = System.nanoTime();
        BarrierTaskContext.get().allGather(values);
        seconds[i] = (System.nanoTime() - start) / NANOS;
      }
      List<Double> median = List.of(Spread.of(seconds).median());
      return scala.collection.JavaConverters.asScalaIteratorConverter(median.iterator()).asScala();
    }
  }

  /** Rounds of one minibatch of one sample, so that hardly more than the averaging is timed. */
  Round averagingSeconds() throws IOException {
    TinyShards.write(folder.resolve("data"), 2 * ROUNDS, 2);
    List<Long> ends = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepProgress progress) {
            ends.add(System.nanoTime());
          }
        };
    Recipe recipe = recipe();
    RunDirectory directory = new RunDirectory(folder.resolve("run").toString());
    try (SparkSession session = session(AveragingJob.configure(new SparkConf()))) {
      AveragingJob.run(session, recipe, directory, listener);
    }
    double[] seconds = new double[ends.size() - 1];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = (ends.get(i + 1) - ends.get(i)) / NANOS;
    }
    long parameters = INPUTS * FIRST + FIRST * SECOND + SECOND * CLASSES * VOTERS;
    return new Round(parameters, Spread.of(seconds).median());
  }

  private Recipe recipe() {
    return Recipe.parse(
        """
        name: averaging
        seed: 1
        data: {shards: %s, train: train, test: test, binning: {kind: sj-number}, timesteps: 1}
        network:
          kind: layered
          parts: [{kind: dense, width: %d}, {kind: dense, width: %d}]
          neuron: {kind: iterative-lif}
          votersPerClass: %d
        training:
          sync: averaging
          ranks: 2
          batch: 2
          epochs: 1
          loss: {kind: square-error}
          optimizer: {kind: sgd, rate: 0.01}
          averaging: {workers: 2, frequency: 1, averageOptimizer: false}
        run: {directory: runs, checkpointEverySteps: 1000000, engine: nd4j}
        """
            .formatted(folder.resolve("data"), FIRST, SECOND, VOTERS),
        "averaging");
  }

  @Override
  public void close() {
    cluster.close();
  }
}
