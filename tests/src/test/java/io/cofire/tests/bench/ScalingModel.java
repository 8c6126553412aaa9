package io.cofire.tests.bench;

import io.cofire.driver.exchange.ExchangeWays;
import io.cofire.driver.exchange.Placement;
import java.util.List;
import java.util.Locale;

/**
 * Step time of a training on many GPUs, by the formulas of docs/scaling.md: H hosts with g ranks
 * (GPUs) each, W = gH ranks.
 *
 * @param costs of the exchange, measured
 * @param cluster what is assumed of the machines
 */
record ScalingModel(Costs costs, Cluster cluster) {

  private static final double BACKWARD_SHARE = 2.0 / 3;
  private static final int CHUNK_BYTES = 1 << 18;
  private static final int HEADER_FLOATS = 2;

  /**
   * What the exchange costs, in seconds.
   *
   * @param gather a gather of norm statistics between two processes, median
   * @param localGather the same between ranks of one process
   * @param message processor time of one such message, sent and received
   * @param sumByte processor time of one byte of a gradient sum that another host gets: sent,
   *     received, added
   * @param addByte the same of one byte that stays inside the process
   * @param merge merging one rank's moments of one channel
   */
  record Costs(
      double gather,
      double localGather,
      double message,
      double sumByte,
      double addByte,
      double merge) {

    /**
     * A line that tells them.
     *
     * @param call what a gather is called
     * @param between where its two processes are
     */
    String told(String call, String between) {
      return String.format(
          Locale.ROOT,
          "measured: %s %.0f us %s, %.0f us inside one; a message %.1f us of processor time; sum"
              + " %.2f ns a byte sent, %.2f ns one that stays; merging %.2f ns a rank and channel",
          call,
          gather * 1e6,
          between,
          localGather * 1e6,
          message * 1e6,
          sumByte * 1e9,
          addByte * 1e9,
          merge * 1e9);
    }
  }

  /**
   * What the machines are like.
   *
   * @param gpusPerHost g
   * @param bytesPerSecond of a host's network card, each way
   * @param hopSeconds a message's time on the network beyond that on loopback
   * @param cores of a host that its exchange keeps busy
   * @param bucketBytes gradients that leave together while the backward goes on
   */
  record Cluster(
      int gpusPerHost,
      double bytesPerSecond,
      double hopSeconds,
      double cores,
      double bucketBytes) {}

  /**
   * What is trained.
   *
   * @param normChannels channels of each norm that exchanges its statistics
   * @param gradientBytes V
   * @param gpuSeconds a step of one GPU that exchanges nothing
   * @param meanwhile whether gradients of weights, a third of that, are computed while the
   *     backward's statistics are on their way
   */
  record Work(
      String name,
      List<Integer> normChannels,
      double gradientBytes,
      double gpuSeconds,
      boolean meanwhile) {

    /** The same where nothing is computed meanwhile. */
    Work waiting() {
      return new Work(name, normChannels, gradientBytes, gpuSeconds, false);
    }

    /** What lies beside one exchange of the backward, in the mean of its norms. */
    private double besideSeconds() {
      return meanwhile ? gpuSeconds / 3 / normChannels.size() : 0;
    }
  }

  /** How hosts exchange. */
  enum Exchange {
    /** Every rank's values go to every other host, and to the owners of parts of a sum. */
    ALL_TO_ALL,
    /** Merged values go to every other host, gradients as before. */
    MERGED_TO_ALL,
    /** Merged values go along the tree, a level a step, gradients along the chain. */
    TREE_AND_CHAIN,
    /**
     * As it is built: as many levels a step as the exchange takes, the shorter way for gradients.
     */
    SHORTER;

    private ExchangeWays ways() {
      return switch (this) {
        case ALL_TO_ALL, MERGED_TO_ALL -> ExchangeWays.ALL_TO_ALL;
        case TREE_AND_CHAIN -> ExchangeWays.TREE_AND_CHAIN;
        case SHORTER -> ExchangeWays.SHORTER;
      };
    }

    private double of(double all, double along) {
      return switch (this) {
        case ALL_TO_ALL, MERGED_TO_ALL -> all;
        case TREE_AND_CHAIN -> along;
        case SHORTER -> Math.min(all, along);
      };
    }
  }

  /**
   * A step.
   *
   * @param statistics seconds in all exchanges of statistics
   * @param gradients seconds that the sum of the gradients takes
   * @param exposed the part of it that the backward does not hide
   * @param seconds all of it
   * @param efficiency share of the time in which the GPU computes
   */
  record Step(
      double statistics, double gradients, double exposed, double seconds, double efficiency) {}

  Step predict(Work work, int gpus, Exchange exchange) {
    int g = Math.min(gpus, cluster.gpusPerHost());
    int hosts = (gpus + g - 1) / g;
    double forward = 0;
    double backward = 0;
    for (int channels : work.normChannels()) {
      double one = statistics(channels, g, hosts, exchange);
      forward += one;
      backward += Math.max(0, one - work.besideSeconds());
    }
    double statistics = forward + backward;
    double gradients = gradients(work.gradientBytes(), g, hosts, exchange);
    double lastBucket = gradients * Math.min(1, cluster.bucketBytes() / work.gradientBytes());
    double hidden = BACKWARD_SHARE * work.gpuSeconds() + backward;
    double exposed = Math.max(lastBucket, gradients - hidden);
    double seconds = work.gpuSeconds() + statistics + exposed;
    return new Step(statistics, gradients, exposed, seconds, work.gpuSeconds() / seconds);
  }

  /** One exchange of one norm's statistics. */
  private double statistics(int channels, int g, int hosts, Exchange exchange) {
    double local = g > 1 ? costs.localGather() : 0;
    if (exchange != Exchange.ALL_TO_ALL) {
      return local
          + merged(channels, new Placement(g * hosts, hosts), exchange)
          + (g - 1) * channels * costs.merge();
    }
    double merging = g * hosts * channels * costs.merge();
    if (hosts == 1) {
      return local + merging;
    }
    double bytes = 4.0 * (2 * channels + HEADER_FLOATS);
    double others = hosts - 1.0; // each gets one message with the values of g ranks
    double processor = (others - 1) * costs.message() + others * (g - 1) * bytes * costs.sumByte();
    double network = costs.gather() + cluster.hopSeconds() + processor / cluster.cores();
    network += others * g * bytes / cluster.bytesPerSecond();
    return network + merging;
  }

  /** Merged values of hosts, by so many levels a step as the exchange chooses. */
  private double merged(int channels, Placement placement, Exchange exchange) {
    int floats = 2 * (2 * channels + 1); // a value is two of them
    int levels = exchange.ways().levels(placement, floats);
    return climbing(channels, placement.hosts(), levels);
  }

  /**
   * Steps one after the other, in each of which a host gets and merges the nodes beside its own.
   */
  private double climbing(int channels, int hosts, int levels) {
    double node = 8.0 * (2 * channels + 1) / cluster.bytesPerSecond() + channels * costs.merge();
    double seconds = 0;
    for (int nodes = hosts; nodes > 1; nodes = ((nodes - 1) >> levels) + 1) {
      int others = Math.min(1 << levels, nodes) - 1;
      seconds += costs.gather() + cluster.hopSeconds();
      seconds += (others - 1) * costs.message() / cluster.cores() + others * node;
    }
    return seconds;
  }

  /** The sum of V bytes over all ranks. */
  private double gradients(double bytes, int g, int hosts, Exchange exchange) {
    if (g * hosts == 1) {
      return 0;
    }
    double ranks = g * hosts;
    double others = 1 - 1.0 / hosts;
    // Parts to their owners, who live elsewhere but for g of W; then each owner's sum to all hosts.
    double parts = g * bytes * (1 - g / ranks) + bytes * others;
    double owned = moved(parts, g * bytes * (g / ranks) + bytes / hosts);
    if (hosts == 1) {
      return owned;
    }
    owned += 2 * cluster.hopSeconds(); // a part and its sum
    double hops = hosts * (CHUNK_BYTES / cluster.bytesPerSecond() + cluster.hopSeconds());
    return exchange.of(owned, moved(2 * bytes * others, g * bytes) + hops);
  }

  /** Bytes that a host sends, and bytes that stay inside it. */
  private double moved(double sent, double inside) {
    double processor = (sent * costs.sumByte() + inside * costs.addByte()) / cluster.cores();
    return Math.max(sent / cluster.bytesPerSecond(), processor);
  }
}
