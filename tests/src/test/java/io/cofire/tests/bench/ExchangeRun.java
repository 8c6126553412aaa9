package io.cofire.tests.bench;

import io.cofire.data.batches.Minibatch;
import io.cofire.driver.exchange.Exchange;
import io.cofire.driver.exchange.ExchangeSettings;
import io.cofire.driver.exchange.Identity;
import io.cofire.driver.exchange.Peer;
import io.cofire.driver.exchange.Placement;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import io.netty.channel.epoll.Epoll;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;

/** One of the two processes of {@link ExchangeBench}, and what starts them. */
public final class ExchangeRun {

  /** Bytes of a gradient of 21.25 million parameters. */
  static final int VECTOR_BYTES = 85_000_000;

  private static final int STATISTICS = 2 * 512;
  private static final int GATHERS = 5_000;
  private static final int BUCKET_FLOATS = 1 << 22; // what spark.cofire.bucket is by default
  private static final int SUMS = 9;
  private static final int STEPS = 9;
  private static final int WARM_STEPS = 2;
  private static final int BATCH = 2;
  private static final int WARM_SUMS = 4;
  private static final double NANOS = 1e9;

  private final int host;
  private final Collective collective;
  private final Collective overlapping;
  private final PlainSockets sockets;

  private ExchangeRun(
      int host, Collective collective, Collective overlapping, PlainSockets sockets) {
    this.host = host;
    this.collective = collective;
    this.overlapping = overlapping;
    this.sockets = sockets;
  }

  /**
   * What the two processes took, sum and copy by turns.
   *
   * @param gather a gather of norm statistics
   * @param ping a message of that size each way by a plain socket
   * @param sum a sum of gradients
   * @param copy as many bytes each way by a plain socket
   * @param after a training step whose gradients are summed behind the backward
   * @param during the same with gradients summed in buckets during the backward
   */
  record Times(Spread gather, Spread ping, Spread sum, Spread copy, Spread after, Spread during) {

    /** Speed of the sum over that of the copy beside it; 0 for the lowest, 1 for the highest. */
    double ratio(double share) {
      double[] ratios = new double[sum.count()];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = copy.seconds().get(i) / sum.seconds().get(i);
      }
      return Spread.of(ratios).quantile(share);
    }
  }

  /** Starts two processes and reads what host 0 measured. */
  static Times measure() throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    try {
      for (int host = 0; host < 2; host++) {
        processes.add(start(host));
      }
      List<BufferedReader> outputs = processes.stream().map(Process::inputReader).toList();
      StringBuilder ports = new StringBuilder();
      for (BufferedReader output : outputs) {
        ports.append(output.readLine()).append(' ');
      }
      for (Process process : processes) {
        PrintStream input =
            new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        input.println(ports.toString().strip());
      }
      List<Spread> spreads = new ArrayList<>();
      for (String line = outputs.get(0).readLine();
          line != null;
          line = outputs.get(0).readLine()) {
        spreads.add(
            Spread.of(Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray()));
      }
      for (Process process : processes) {
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
          throw new IOException("A process failed; see above");
        }
      }
      return new Times(
          spreads.get(0),
          spreads.get(1),
          spreads.get(2),
          spreads.get(3),
          spreads.get(4),
          spreads.get(5));
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private static Process start(int host) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms512m", "-Xmx512m", "-XX:MaxDirectMemorySize=1g"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ExchangeRun.class.getName(), String.valueOf(host)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The process: tells its ports, reads all ports, measures; host 0 prints what it took. */
  public static void main(String[] args) throws Exception {
    int host = Integer.parseInt(args[0]);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Exchange exchange = listen(host, Integer.MAX_VALUE);
        Exchange overlapping = listen(host, BUCKET_FLOATS);
        ServerSocketChannel listener = PlainSockets.listen()) {
      System.out.println(
          exchange.port() + " " + overlapping.port() + " " + listener.socket().getLocalPort());
      String[] ports = input.readLine().split(" ", -1);
      exchange.connect(List.of(peer(0, ports[0]), peer(1, ports[3])));
      overlapping.connect(List.of(peer(0, ports[1]), peer(1, ports[4])));
      try (PlainSockets sockets = PlainSockets.join(listener, host, Integer.parseInt(ports[2]))) {
        new ExchangeRun(host, exchange.collective(host), overlapping.collective(host), sockets)
            .run();
      }
    }
  }

  private static Exchange listen(int host, int bucketFloats) throws IOException {
    Identity identity = new Identity("bench", "run", 1, "recipe", new Placement(2, 2), host);
    return Exchange.listen(settings(bucketFloats), identity);
  }

  private static Peer peer(int host, String port) {
    return new Peer("127.0.0.1", Integer.parseInt(port), "host " + host);
  }

  /** As an executor has them by default. */
  static ExchangeSettings settings() {
    return settings(BUCKET_FLOATS);
  }

  private static ExchangeSettings settings(int bucketFloats) {
    Map<String, String> transport =
        Map.of(
            "spark.cofire.io.mode", Epoll.isAvailable() ? "EPOLL" : "NIO",
            "spark.cofire.io.serverThreads", "2",
            "spark.cofire.io.clientThreads", "2");
    return new ExchangeSettings(
        new TransportConf(ExchangeSettings.MODULE, new MapConfigProvider(transport)),
        List.of(),
        List.of(),
        "127.0.0.1",
        0,
        1,
        bucketFloats,
        Duration.ofSeconds(60));
  }

  private void run() throws Exception {
    float[] statistics = new float[STATISTICS];
    ByteBuffer small = direct(STATISTICS * Float.BYTES);
    ByteBuffer smallBack = direct(STATISTICS * Float.BYTES);
    gathers(statistics);
    Spread gather = gathers(statistics);
    swaps(small, smallBack);
    Spread ping = swaps(small, smallBack);
    double[] sum = new double[SUMS];
    double[] copy = new double[SUMS];
    ByteBuffer vector = direct(VECTOR_BYTES);
    ByteBuffer back = direct(VECTOR_BYTES);
    FloatBuffer floats = vector.asFloatBuffer();
    for (int i = -WARM_SUMS; i < SUMS; i++) {
      double summed = seconds(() -> collective.sum("gradients", floats));
      double copied = seconds(() -> sockets.copy(vector, back));
      if (i >= 0) {
        sum[i] = summed;
        copy[i] = copied;
      }
    }
    List<Spread> all = new ArrayList<>(List.of(gather, ping, Spread.of(sum), Spread.of(copy)));
    all.addAll(steps());
    collective.barrier("end");
    if (host == 0) {
      for (Spread spread : all) {
        System.out.println(
            String.join(" ", spread.seconds().stream().map(String::valueOf).toList()));
      }
    }
  }

  /** Steps with one sum behind the backward and with sums during it, by turns. */
  private List<Spread> steps() throws Exception {
    double[] after = new double[STEPS];
    double[] during = new double[STEPS];
    ZooNetwork network = Zoo.find("sew-resnet18").orElseThrow();
    InputShape input = new InputShape(4, network.input().channels(), 64, 64);
    Minibatch batch = minibatch(input);
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer plain = new RankTrainer(kernels, config(network, input), collective);
        RankTrainer early = new RankTrainer(kernels, config(network, input), overlapping)) {
      for (int i = -WARM_STEPS; i < STEPS; i++) {
        double one = seconds(() -> plain.step(batch, 2 * BATCH));
        double other = seconds(() -> early.step(batch, 2 * BATCH));
        if (i >= 0) {
          after[i] = one;
          during[i] = other;
        }
      }
    }
    return List.of(Spread.of(after), Spread.of(during));
  }

  private static TrainerConfig config(ZooNetwork network, InputShape input) {
    return new TrainerConfig(
        network.network(),
        input,
        input,
        network.classes(),
        BATCH,
        new LossConfig.CrossEntropy(0),
        new OptimizerConfig.Sgd(1e-3, 0.9, 0, true),
        new Schedule.Constant(),
        1000,
        1,
        1);
  }

  private static Minibatch minibatch(InputShape shape) {
    int elements = Math.toIntExact(shape.minibatch(BATCH).elements());
    FloatBuffer input = direct(elements * Float.BYTES).asFloatBuffer();
    for (int i = 0; i < elements; i++) {
      input.put(i, (i * 7919L % 1000) / 1000f);
    }
    return new Minibatch(input, new int[BATCH], new int[BATCH]);
  }

  private Spread gathers(float[] statistics) throws Exception {
    double[] seconds = new double[GATHERS];
    collective.barrier("start");
    for (int i = 0; i < GATHERS; i++) {
      seconds[i] = seconds(() -> collective.gather("stage1.block1.norm1.moments", statistics));
    }
    return Spread.of(seconds);
  }

  private Spread swaps(ByteBuffer mine, ByteBuffer theirs) throws Exception {
    double[] seconds = new double[GATHERS];
    collective.barrier("start");
    for (int i = 0; i < GATHERS; i++) {
      seconds[i] = seconds(() -> sockets.swap(mine, theirs));
    }
    return Spread.of(seconds);
  }

  private double seconds(CpuTime.Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / NANOS;
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
