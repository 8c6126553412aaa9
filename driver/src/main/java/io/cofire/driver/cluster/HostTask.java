package io.cofire.driver.cluster;

import io.cofire.data.errors.Causes;
import io.cofire.driver.assembly.ExecutorLabel;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.assembly.Loading;
import io.cofire.driver.assembly.TaskDevice;
import io.cofire.driver.exchange.Exchange;
import io.cofire.driver.exchange.ExchangeSettings;
import io.cofire.driver.exchange.Identity;
import io.cofire.driver.exchange.Peer;
import io.cofire.driver.exchange.Placement;
import io.cofire.driver.exchange.UnreachableException;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.TaskFailure;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.CollectiveException;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.tensor.Device;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import scala.Function1;

/** The barrier task: one host, with a thread for each of its ranks. */
final class HostTask
    implements Function1<scala.collection.Iterator<Integer>, scala.collection.Iterator<RankResult>>,
        Serializable {

  private static final long serialVersionUID = 1L;
  private static final int STOP_SECONDS = 6;

  private final JobSpec spec;
  private final ReportAccumulator report;

  HostTask(JobSpec spec, ReportAccumulator report) {
    this.spec = spec;
    this.report = report;
  }

  @Override
  public scala.collection.Iterator<RankResult> apply(scala.collection.Iterator<Integer> ignored) {
    BarrierTaskContext context = BarrierTaskContext.get();
    int host = context.partitionId();
    Recipe recipe = spec.recipe();
    Placement placement = new Placement(recipe.training().ranks(), spec.hosts());
    List<RankResult> results;
    if (spec.hosts() == 1) {
      LocalGroup group = LocalGroup.of(placement.ranks(), spec.deadline());
      RankHosts crew = new RankHosts(placement, List.of(ExecutorLabel.here()), () -> 0);
      results = run(recipe, crew, host, group::collective);
    } else {
      List<String> executors = new ArrayList<>();
      try (Exchange exchange = listen(context, recipe, placement)) {
        RankHosts crew = join(context, exchange, placement, executors);
        results = run(recipe, crew, host, exchange::collective);
      } catch (TaskFailure e) {
        boolean silence = e.getCause() instanceof CollectiveException;
        OptionalInt there =
            silence ? ((CollectiveException) e.getCause()).silent() : OptionalInt.empty();
        throw between(e, executors, there);
      } catch (IOException e) {
        OptionalInt there =
            e instanceof UnreachableException unreachable
                ? OptionalInt.of(unreachable.host())
                : OptionalInt.empty();
        throw between(apart(placement, host, e), executors, there);
      }
    }
    boolean training = spec.work() == JobSpec.Work.TRAIN;
    List<RankResult> wanted =
        training ? results.subList(0, host == 0 ? 1 : 0) : results; // answers are each rank's own
    return scala.collection.JavaConverters.asScalaIteratorConverter(wanted.iterator()).asScala();
  }

  private static TaskFailure apart(Placement placement, int host, IOException e) {
    return new TaskFailure(
        String.format(
            Locale.ROOT,
            "%s on %s could not join the others: %s",
            placement.describe(host),
            ExecutorLabel.here(),
            Causes.describe(e)),
        e);
  }

  /** Names both executors where one of them has not heard from the other. */
  private static TaskFailure between(
      TaskFailure failure, List<String> executors, OptionalInt there) {
    return there.isPresent() && there.getAsInt() < executors.size()
        ? failure.between(SparkEnv.get().executorId(), executors.get(there.getAsInt()))
        : failure;
  }

  private Exchange listen(BarrierTaskContext context, Recipe recipe, Placement placement)
      throws IOException {
    SparkEnv env = SparkEnv.get();
    Identity identity =
        new Identity(
            env.conf().getAppId(),
            spec.run(),
            spec.attempt(),
            recipe.hash(),
            placement,
            context.partitionId());
    return Exchange.listen(ExchangeSettings.of(env, placement, spec.deadline()), identity);
  }

  /**
   * The only use of Spark's own exchange, which takes a second: everyone learns who listens where.
   */
  private static RankHosts join(
      BarrierTaskContext context, Exchange exchange, Placement placement, List<String> executors)
      throws IOException {
    SparkEnv env = SparkEnv.get();
    String host = env.blockManager().blockManagerId().host();
    String mine =
        String.join(
            "\t", host, String.valueOf(exchange.port()), ExecutorLabel.here(), env.executorId());
    List<Peer> peers = new ArrayList<>();
    for (String theirs : context.allGather(mine)) {
      String[] parts = theirs.split("\t", -1);
      peers.add(new Peer(parts[0], Integer.parseInt(parts[1]), parts[2]));
      executors.add(parts[3]);
    }
    exchange.connect(peers);
    List<String> labels = peers.stream().map(Peer::label).toList();
    return new RankHosts(placement, labels, exchange::bytesSent);
  }

  private List<RankResult> run(
      Recipe recipe, RankHosts crew, int host, IntFunction<Collective> collectives) {
    Placement placement = crew.placement();
    HostData data;
    Device device;
    try {
      device = TaskDevice.of(recipe.run()); // Spark tells it this thread alone
      data = data(recipe, Loading.of(SparkEnv.get().conf(), placement.count(host)));
    } catch (RuntimeException e) {
      collectives.apply(placement.first(host)).abort(e);
      throw failure(placement.first(host), e);
    }
    ExecutorService threads = Executors.newFixedThreadPool(placement.count(host));
    try {
      List<Future<RankResult>> ranks = new ArrayList<>();
      for (int rank = placement.first(host); rank < placement.first(host + 1); rank++) {
        Collective collective = collectives.apply(rank);
        ranks.add(
            threads.submit(new RankRun(spec, recipe, data, collective, report, crew, device)));
      }
      return results(ranks, placement.first(host));
    } finally {
      stop(threads);
    }
  }

  private HostData data(Recipe recipe, Loading loading) {
    Configuration hadoop = spec.hadoop().value();
    return spec.scored()
        .map(other -> HostData.scoring(recipe, other, hadoop, loading))
        .orElseGet(() -> HostData.open(recipe, hadoop, loading));
  }

  /** Waits for all; of several failures the first that is a cause, not a consequence, counts. */
  private static List<RankResult> results(List<Future<RankResult>> ranks, int first) {
    List<RankResult> results = new ArrayList<>();
    TaskFailure failure = null;
    try {
      for (int i = 0; i < ranks.size(); i++) {
        try {
          results.add(ranks.get(i).get());
        } catch (ExecutionException e) {
          boolean consequence = e.getCause() instanceof CollectiveException;
          if (failure == null
              || (!consequence && failure.getCause() instanceof CollectiveException)) {
            failure = failure(first + i, e.getCause());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskFailure("Task on " + ExecutorLabel.here() + " was stopped", e);
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  private static TaskFailure failure(int rank, Throwable cause) {
    return cause instanceof CollectiveException
        ? new TaskFailure(cause.getMessage(), cause)
        : new TaskFailure(
            String.format(
                Locale.ROOT,
                "Rank %d on %s failed: %s",
                rank,
                ExecutorLabel.here(),
                Causes.describe(cause)),
            cause);
  }

  /** Ranks that outlived their task would write into memory that the next attempt uses. */
  private static void stop(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
