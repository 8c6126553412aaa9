package io.cofire.tests.bench;

import com.sun.management.OperatingSystemMXBean;
import io.cofire.driver.exchange.Exchange;
import io.cofire.driver.exchange.Identity;
import io.cofire.driver.exchange.Peer;
import io.cofire.driver.exchange.Placement;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.layer.Moments;
import io.cofire.tests.bench.ScalingModel.Costs;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What the exchange costs on this machine, by the library's own code: the inputs of {@link
 * ScalingModel}.
 */
final class ScalingCosts {

  private static final int HOSTS = 8;
  private static final int CHANNELS = 512;
  private static final int GATHERS = 300;
  private static final int SUMS = 6;
  private static final int SUM_FLOATS = 5_000_000;
  private static final int LIMIT_SECONDS = 120;
  private static final double NANOS = 1e9;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private ScalingCosts() {}

  /** What one rank does with its handle. */
  private interface Work {
    void run(Collective collective);
  }

  static Costs measure() throws Exception {
    return measure(ExchangeRun.measure().gather().median(), message(), sumByte());
  }

  /** The costs where those between processes have been measured. */
  static Costs measure(double gather, double message, double sumByte) throws Exception {
    return new Costs(gather, localGather(), message, sumByte, addByte(), merge());
  }

  /** Two ranks of one process. */
  private static double localGather() throws Exception {
    LocalGroup group = LocalGroup.of(2, Duration.ofSeconds(30));
    List<Collective> ranks = List.of(group.collective(0), group.collective(1));
    float[] values = new float[2 * CHANNELS];
    int calls = 20_000;
    onAll(ranks, one -> repeat(calls, () -> one.gather("moments", values)));
    double[] seconds = new double[calls];
    onAll(
        ranks,
        one -> {
          for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            one.gather("moments", values);
            if (one.rank() == 0) {
              seconds[i] = (System.nanoTime() - start) / NANOS;
            }
          }
        });
    return Spread.of(seconds).median();
  }

  /** Processor time of a message, from many hosts in this process that send to each other. */
  private static double message() throws Exception {
    float[] values = new float[2 * CHANNELS];
    return onHosts(
        HOSTS,
        ranks -> {
          onAll(ranks, one -> repeat(GATHERS, () -> one.gather("moments", values)));
          double before = processorSeconds();
          onAll(ranks, one -> repeat(GATHERS, () -> one.gather("moments", values)));
          double messages = (double) GATHERS * HOSTS * (HOSTS - 1);
          return (processorSeconds() - before) / messages;
        });
  }

  /**
   * Processor time of a byte of a sum over two hosts: each sends half of its vector as parts, and
   * the sum of its own half, so as many bytes as a vector has.
   */
  private static double sumByte() throws Exception {
    return onHosts(2, ranks -> sums(ranks) / (2.0 * SUM_FLOATS * Float.BYTES));
  }

  /** The same over two ranks of one process: two vectors are read and one sum is made. */
  private static double addByte() throws Exception {
    LocalGroup group = LocalGroup.of(2, Duration.ofSeconds(30));
    double one = sums(List.of(group.collective(0), group.collective(1)));
    return one / (3.0 * SUM_FLOATS * Float.BYTES);
  }

  /** Processor time of all ranks in one sum. */
  private static double sums(List<Collective> ranks) throws Exception {
    List<FloatBuffer> vectors = ranks.stream().map(rank -> vector()).toList();
    Work sums = one -> repeat(SUMS, () -> one.sum("gradients", vectors.get(one.rank())));
    onAll(ranks, sums);
    double before = processorSeconds();
    onAll(ranks, sums);
    return (processorSeconds() - before) / SUMS;
  }

  /** Merging one rank's moments into the others', a channel. */
  private static double merge() throws Exception {
    double[] packed = new double[1 + 2 * CHANNELS];
    packed[0] = 1;
    double[] kept = new double[1];
    CpuTime time = CpuTime.of(5, () -> kept[0] += Moments.merge(packed, packed)[CHANNELS]);
    if (Double.isNaN(kept[0])) {
      throw new IllegalStateException("Merged moments are not numbers");
    }
    return time.medianSeconds() / CHANNELS;
  }

  private interface Measure {
    double of(List<Collective> ranks) throws Exception;
  }

  private static double onHosts(int hosts, Measure measure) throws Exception {
    Placement placement = new Placement(hosts, hosts);
    List<Exchange> exchanges = new ArrayList<>();
    List<Peer> peers = new ArrayList<>();
    try {
      for (int host = 0; host < hosts; host++) {
        Identity identity = new Identity("bench", "scaling", 1, "recipe", placement, host);
        Exchange exchange = Exchange.listen(ExchangeRun.settings(), identity);
        exchanges.add(exchange);
        peers.add(new Peer("127.0.0.1", exchange.port(), "host " + host));
      }
      List<Collective> ranks = new ArrayList<>();
      for (int host = 0; host < hosts; host++) {
        exchanges.get(host).connect(peers);
        ranks.add(exchanges.get(host).collective(host));
      }
      return measure.of(ranks);
    } finally {
      exchanges.forEach(Exchange::close);
    }
  }

  private static void onAll(List<Collective> ranks, Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(ranks.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Collective rank : ranks) {
        running.add(threads.submit(() -> work.run(rank)));
      }
      for (Future<?> one : running) {
        one.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void repeat(int times, Runnable work) {
    for (int i = 0; i < times; i++) {
      work.run();
    }
  }

  private static FloatBuffer vector() {
    return ByteBuffer.allocateDirect(SUM_FLOATS * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static double processorSeconds() {
    return SYSTEM.getProcessCpuTime() / NANOS;
  }
}
