package io.cofire.tests.bench;

import io.cofire.driver.exchange.Exchange;
import io.cofire.driver.exchange.ExchangeSettings;
import io.cofire.driver.exchange.Identity;
import io.cofire.driver.exchange.Peer;
import io.cofire.driver.exchange.Placement;
import io.cofire.ops.collective.Collective;
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
  private static final int SUMS = 9;
  private static final int WARM_SUMS = 4;
  private static final double NANOS = 1e9;

  private final int host;
  private final Collective collective;
  private final PlainSockets sockets;

  private ExchangeRun(int host, Collective collective, PlainSockets sockets) {
    this.host = host;
    this.collective = collective;
    this.sockets = sockets;
  }

  /**
   * What the two processes took, sum and copy by turns.
   *
   * @param gather a gather of norm statistics
   * @param ping a message of that size each way by a plain socket
   * @param sum a sum of gradients
   * @param copy as many bytes each way by a plain socket
   */
  record Times(Spread gather, Spread ping, Spread sum, Spread copy) {

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
      return new Times(spreads.get(0), spreads.get(1), spreads.get(2), spreads.get(3));
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private static Process start(int host) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms1g", "-Xmx1g", "-XX:MaxDirectMemorySize=1g"));
    String options = System.getProperty("cofire.bench.options", "");
    command.addAll(Arrays.stream(options.split(" ")).filter(o -> !o.isEmpty()).toList());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ExchangeRun.class.getName(), String.valueOf(host)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The process: tells its ports, reads all ports, measures; host 0 prints what it took. */
  public static void main(String[] args) throws Exception {
    int host = Integer.parseInt(args[0]);
    Placement placement = new Placement(2, 2);
    Identity identity = new Identity("bench", "run", 1, "recipe", placement, host);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Exchange exchange = Exchange.listen(settings(), identity, Object::toString);
        ServerSocketChannel listener = PlainSockets.listen()) {
      System.out.println(exchange.port() + " " + listener.socket().getLocalPort());
      String[] ports = input.readLine().split(" ", -1);
      exchange.connect(List.of(peer(0, ports[0]), peer(1, ports[2])));
      try (PlainSockets sockets = PlainSockets.join(listener, host, Integer.parseInt(ports[1]))) {
        new ExchangeRun(host, exchange.collective(host), sockets).run();
      }
    }
  }

  private static Peer peer(int host, String port) {
    return new Peer("127.0.0.1", Integer.parseInt(port), "host " + host);
  }

  /** As an executor has them by default. */
  static ExchangeSettings settings() {
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
        1 << 22,
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
    collective.barrier("end");
    if (host == 0) {
      for (Spread spread : List.of(gather, ping, Spread.of(sum), Spread.of(copy))) {
        System.out.println(
            String.join(" ", spread.seconds().stream().map(String::valueOf).toList()));
      }
    }
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
