package io.cofire.tests.network;

import io.cofire.driver.exchange.ExchangeWays;
import io.cofire.driver.exchange.Placement;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.Merging;
import io.cofire.tests.network.SleepingStep.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The process of a host: obeys orders, one a line, and answers each with {@code ok} or {@code
 * failed} and the moment in nanoseconds. It ends with its input.
 */
public final class NetworkHostMain {

  private static final String END = "";
  private static final int FOLDS = 300;

  private final int host;
  private NetworkHost open;

  private NetworkHostMain(int host) {
    this.host = host;
  }

  /**
   * Runs it.
   *
   * @param args the host's number
   */
  public static void main(String[] args) throws Exception {
    Echo.start();
    NetworkHostMain main = new NetworkHostMain(Integer.parseInt(args[0]));
    BlockingQueue<String> orders = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(orders), "orders");
    reader.setDaemon(true);
    reader.start();
    System.out.println("ok");
    for (String order = orders.take(); ; order = orders.take()) {
      System.out.println(main.answer(order.split(" ", -1)));
    }
  }

  /** Ends the process with its input, whatever it does then. */
  private static void read(BlockingQueue<String> orders) {
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        orders.add(line);
      }
    } catch (IOException e) {
      // The same as its end.
    }
    Runtime.getRuntime().halt(0);
  }

  private String answer(String[] words) {
    try {
      return "ok " + obey(words);
    } catch (Exception e) { // whatever it is, the other process says so
      Throwable told = e instanceof ExecutionException ? e.getCause() : e;
      return "failed " + System.nanoTime() + " " + told.getMessage().replaceAll("\\s+", " ");
    }
  }

  private String obey(String[] words) throws Exception {
    List<String> rest = List.of(words).subList(1, words.length);
    return switch (words[0]) {
      case "open" -> open(rest);
      case "connect" -> {
        open.connect(rest);
        yield END;
      }
      case "folds" -> folds(Integer.parseInt(words[1]));
      case "sums" -> sums(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case "steps" -> steps(SleepingStep.parse(words[1]), Integer.parseInt(words[2]));
      case "train" -> train(SleepingStep.parse(words[1]), Integer.parseInt(words[2]));
      case "ping" -> String.valueOf(Echo.roundTrip(words[1]));
      case "close" -> {
        open.close();
        yield String.valueOf(System.nanoTime());
      }
      default -> throw new IllegalArgumentException("Unknown order " + words[0]);
    };
  }

  /** {@code open ADDRESS WAYS RANKS HOSTS DEADLINE_MILLIS RUN}. */
  private String open(List<String> words) throws IOException {
    Placement placement =
        new Placement(Integer.parseInt(words.get(2)), Integer.parseInt(words.get(3)));
    open =
        new NetworkHost(
            words.get(0),
            placement,
            host,
            ExchangeWays.valueOf(words.get(1)),
            Duration.ofMillis(Long.parseLong(words.get(4))),
            words.get(5));
    return words.get(0) + ":" + open.port();
  }

  /** Seconds of an exchange of statistics, the median. */
  private String folds(int values) throws Exception {
    return open.onRanks(
            rank -> {
              long[] nanos = new long[FOLDS];
              for (int i = -FOLDS; i < FOLDS; i++) {
                long start = System.nanoTime();
                rank.fold("statistics", new double[values], Merging.SUM);
                if (i >= 0) {
                  nanos[i] = System.nanoTime() - start;
                }
              }
              Arrays.sort(nanos);
              return String.valueOf(nanos[FOLDS / 2] / 1e9);
            })
        .get(0);
  }

  private String sums(int values, int count) throws Exception {
    return String.join(
        END,
        open.onRanks(
            rank -> {
              FloatBuffer vector = FloatBuffer.allocate(values);
              for (int i = 0; i < count; i++) {
                rank.sum("gradients", vector);
              }
              return END;
            }));
  }

  /** The times of all steps of all ranks, for {@link StepTimes}. */
  private String steps(SleepingStep step, int count) throws Exception {
    List<String> ranks =
        open.onRanks(
            rank -> {
              Values values = step.values();
              StringBuilder all = new StringBuilder();
              for (int i = 0; i < count; i++) {
                long[] times = step.run(rank, values, new long[1]);
                all.append(i > 0 ? "|" : "").append(words(times));
              }
              return all.toString();
            });
    return String.join(";", ranks);
  }

  private static String words(long[] times) {
    return LongStream.of(times).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  /** What the exchanges of many steps come to, of each rank. */
  private String train(SleepingStep step, int count) throws Exception {
    return String.join(" ", open.onRanks(rank -> trained(rank, step, count)));
  }

  private static String trained(Collective rank, SleepingStep step, int count) {
    Values values = step.values();
    long[] hash = {1};
    for (int i = 0; i < count; i++) {
      values.fill(rank.rank(), i);
      step.run(rank, values, hash);
      hash[0] = 31 * hash[0] + values.hash();
    }
    return Long.toHexString(hash[0]);
  }
}
