package io.cofire.driver.figures.lab;

import io.cofire.data.random.Key;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The circumstances of a computation.
 *
 * @param extent how large it is
 * @param seed root of every random choice
 * @param data where samples come from
 * @param engine as recipes name it
 * @param device as recipes name it
 * @param threads how many parts are computed at a time, each by an engine of its own; no part of
 *     the result
 */
public record Lab(
    Extent extent, long seed, Material data, String engine, String device, int threads) {

  /** How large a computation is. */
  public enum Extent {
    /** Seconds, for tests. */
    TINY,
    /** A minute or so on two cores: fewer channels, smaller inputs, few samples. */
    SMALL,
    /** The paper's networks, as far as a processor can. */
    FULL
  }

  /** All that results depend on. */
  public String settings() {
    return String.format(
        Locale.ROOT,
        "extent=%s seed=%d engine=%s device=%s %s",
        extent.name().toLowerCase(Locale.ROOT),
        seed,
        engine,
        device,
        data.hash());
  }

  /** Where random choices of a purpose come from. */
  public Key key(String purpose) {
    return Key.of(seed).child(purpose);
  }

  /** One value or the other, by the extent; the small one for tests too. */
  public <T> T choose(T small, T full) {
    return choose(small, small, full);
  }

  /** One of three values, by the extent. */
  public <T> T choose(T tiny, T small, T full) {
    return switch (extent) {
      case TINY -> tiny;
      case SMALL -> small;
      case FULL -> full;
    };
  }

  /** Still images of a split, {@code train} or {@code test}, at most so many. */
  public SampleSet images(int side, String split, int most) {
    return data.images(side, split, most, Key.of(seed));
  }

  /** Frames of recordings of a split, at most so many. */
  public SampleSet recordings(int timesteps, String split, int most) {
    return data.recordings(timesteps, split, most, Key.of(seed));
  }

  /** What the images are, for a figure's size. */
  public String imagesAre() {
    return data.images().isPresent() ? "images of --images" : "drawn images of ten classes";
  }

  /** What the recordings are, for a figure's size. */
  public String recordingsAre() {
    return data.recordings().isPresent()
        ? "recordings of --recordings"
        : "simulated recordings of eight movements, 34x34";
  }

  /** Computes something on an engine of this thread. */
  public <R> R with(Function<Kernels, R> work) {
    try (Kernels kernels = Engines.open(engine, Device.parse(device))) {
      return work.apply(kernels);
    }
  }

  /** Computes something for each of several, some at a time; results in the order of the given. */
  public <T, R> List<R> each(List<T> given, BiFunction<Kernels, T, R> work) {
    ExecutorService pool = Executors.newFixedThreadPool(threads, Lab::daemon);
    try {
      List<Future<R>> open = new ArrayList<>();
      for (T one : given) {
        open.add(pool.submit(() -> with(kernels -> work.apply(kernels, one))));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : open) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot compute a figure: interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // the work declares no other
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "figures");
    thread.setDaemon(true);
    return thread;
  }
}
