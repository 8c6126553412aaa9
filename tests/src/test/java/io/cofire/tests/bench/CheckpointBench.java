package io.cofire.tests.bench;

import io.cofire.data.batches.Minibatch;
import io.cofire.driver.checkpoint.BackgroundWriter;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.zoo.ZooNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/**
 * What a checkpoint costs the step at whose end it is made: steps without, with one that is written
 * beside the training, and with one that the step waits for, by turns in one process.
 */
public final class CheckpointBench {

  private static final int ROUNDS = 9;
  private static final int WARM_UP = 2;
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final RankTrainer trainer;
  private final Minibatch minibatch;
  private final int batch;
  private final CheckpointStore store;
  private final BackgroundWriter writer = new BackgroundWriter(DEADLINE, System.err::println);
  private TrainingState copy;
  private long steps;

  private CheckpointBench(RankTrainer trainer, Minibatch minibatch, int batch, Path folder)
      throws IOException {
    this.trainer = trainer;
    this.minibatch = minibatch;
    this.batch = batch;
    this.store = new CheckpointStore(new Configuration(), new RunDirectory(folder.toString()));
  }

  /**
   * Prints a line for each network.
   *
   * @param args folder for the checkpoints, then pairs of a network of the zoo and a batch
   */
  public static void main(String[] args) throws IOException {
    System.out.printf(
        "%-18s %8s %10s %12s %14s %14s %14s%n",
        "network", "MB", "step ms", "copy ms", "+ beside ms", "next step ms", "+ waiting ms");
    for (int i = 1; i < args.length; i += 2) {
      ZooNetwork network = TrainStepCase.network(args[i]);
      int batch = Integer.parseInt(args[i + 1]);
      Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(args[0])), "run");
      try (Kernels kernels = Engines.open("nd4j", Device.CPU);
          RankTrainer trainer = TrainStepRun.trainer(network, batch, kernels)) {
        Minibatch minibatch = TrainStepRun.minibatch(network, batch);
        new CheckpointBench(trainer, minibatch, batch, folder).print(args[i]);
      }
    }
  }

  private void print(String name) throws IOException {
    List<Double> plain = new ArrayList<>();
    List<Double> copying = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    List<Double> next = new ArrayList<>();
    List<Double> waiting = new ArrayList<>();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      boolean counts = round >= 0;
      long start = System.nanoTime();
      step();
      keep(counts, plain, start);
      start = System.nanoTime();
      step();
      long copied = System.nanoTime();
      hand();
      keep(counts, copying, copied);
      keep(counts, beside, start);
      start = System.nanoTime();
      step(); // while it is being written, unless that was quick
      keep(counts, next, start);
      writer.await(DEADLINE);
      start = System.nanoTime();
      step();
      store.write(progress(), trainer.state());
      keep(counts, waiting, start);
    }
    writer.close();
    double bytes = 4.0 * copy.parameters().length * (1 + copy.optimizer().size());
    System.out.printf(
        Locale.ROOT,
        "%-18s %8.0f %10.1f %12.1f %14.1f %14.1f %14.1f%n",
        name,
        bytes / 1e6,
        median(plain),
        median(copying),
        median(beside),
        median(next),
        median(waiting));
  }

  private void step() {
    trainer.step(minibatch, batch);
    steps++;
  }

  /** As rank 0 of a training does. */
  private void hand() {
    copy = copy == null ? trainer.state() : trainer.state(copy);
    Progress now = progress();
    TrainingState state = copy;
    writer.hand("checkpoint of step " + now.step(), warnings -> store.write(now, state));
  }

  private Progress progress() {
    return new Progress(steps, 0, (int) steps, 1, "recipe", "data", Progress.Sums.ZERO, List.of());
  }

  private static void keep(boolean counts, List<Double> milliseconds, long start) {
    if (counts) {
      milliseconds.add((System.nanoTime() - start) / 1e6);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
