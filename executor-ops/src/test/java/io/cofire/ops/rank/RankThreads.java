package io.cofire.ops.rank;

import io.cofire.data.Patience;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.LocalGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs W ranks as threads of this process. */
public final class RankThreads {

  private RankThreads() {}

  /** What one rank does. */
  @FunctionalInterface
  public interface Work<R> {
    /** The rank's work over its handle. */
    R run(Collective collective) throws Exception;
  }

  /** The results by rank; a rank that fails tells the others, and its exception is thrown. */
  public static <R> List<R> run(int ranks, Work<R> work) throws Exception {
    LocalGroup group = LocalGroup.of(ranks, Patience.LIMIT);
    ExecutorService threads = Executors.newFixedThreadPool(ranks);
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (int rank = 0; rank < ranks; rank++) {
        Collective collective = group.collective(rank);
        futures.add(threads.submit(() -> runOne(collective, work)));
      }
      return results(futures);
    } finally {
      threads.shutdownNow();
    }
  }

  private static <R> R runOne(Collective collective, Work<R> work) throws Exception {
    try (collective) {
      return work.run(collective);
    } catch (RuntimeException | Error e) {
      collective.abort(e);
      throw e;
    }
  }

  private static <R> List<R> results(List<Future<R>> futures)
      throws InterruptedException, TimeoutException, Exception {
    List<R> results = new ArrayList<>();
    for (Future<R> future : futures) {
      try {
        results.add(future.get(Patience.SECONDS, TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
    return results;
  }
}
