package io.cofire.data.batches;

import io.cofire.data.augment.Mix;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.memory.DirectBuffers;
import io.cofire.data.readahead.Ahead;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Makes minibatches ahead of their use: a background thread follows a plan and, with some more,
 * fills a ring of direct buffers while the caller computes. What the caller gets depends on the
 * plan alone, never on timing or the number of threads.
 *
 * <p>A minibatch is valid until the next call of {@link #hasNext}, {@link #next} or {@link #close}:
 * then its buffer is filled anew. One caller at a time.
 */
public final class MinibatchLoader implements Iterator<Minibatch>, AutoCloseable {

  private final SampleSource samples;
  private final Iterator<PlannedBatch> plan;
  private final LoaderConfig config;
  private final Ahead ahead;
  private final BlockingQueue<FloatBuffer> free;
  private final BlockingQueue<Made> made;
  private final Thread worker;

  private FloatBuffer lent;
  private Made upcoming;
  private boolean ended;
  private long waitedNanos;
  private volatile boolean closed;

  /** A minibatch in a buffer of the ring, a failure, or (all null) the end of the plan. */
  private record Made(Minibatch batch, FloatBuffer buffer, LoadingException failure) {}

  /**
   * Starts to load.
   *
   * @param samples what the plan's indices mean
   * @param plan the batches in order, from where the run starts or resumes
   * @param config shape of the largest minibatch, ring and deadline
   */
  public MinibatchLoader(SampleSource samples, Iterator<PlannedBatch> plan, LoaderConfig config) {
    this(samples, plan, config, Ahead.NONE);
  }

  /**
   * Starts to load what is read ahead.
   *
   * @param ahead is told how many samples of the plan have been made; closed at the end
   * @see #MinibatchLoader(SampleSource, Iterator, LoaderConfig)
   */
  public MinibatchLoader(
      SampleSource samples, Iterator<PlannedBatch> plan, LoaderConfig config, Ahead ahead) {
    this.samples = samples;
    this.plan = plan;
    this.config = config;
    this.ahead = ahead;
    this.free = new ArrayBlockingQueue<>(config.buffers());
    this.made = new ArrayBlockingQueue<>(config.buffers() + 1);
    for (int i = 0; i < config.buffers(); i++) {
      free.add(DirectBuffers.floats(config.shape().size()));
    }
    this.worker = new Thread(this::fill, "minibatch-loader");
    worker.setDaemon(true);
    worker.start();
  }

  /**
   * Whether the plan goes on; waits for the next minibatch.
   *
   * @throws LoadingException if it could not be made or did not come within the deadline
   */
  @Override
  public boolean hasNext() {
    if (closed) {
      throw new IllegalStateException("Cannot load a minibatch: the loader is closed");
    }
    if (upcoming == null && !ended) {
      giveBack();
      upcoming = await();
      ended = upcoming.batch() == null && upcoming.failure() == null;
    }
    if (!ended && upcoming.failure() != null) {
      throw upcoming.failure();
    }
    return !ended;
  }

  /**
   * The next minibatch of the plan.
   *
   * @throws LoadingException if it could not be made or did not come within the deadline
   * @throws NoSuchElementException if the plan has ended
   */
  @Override
  public Minibatch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The plan has no further minibatch");
    }
    Minibatch batch = upcoming.batch();
    lent = upcoming.buffer();
    upcoming = null;
    return batch;
  }

  /** Time that the caller has waited for data so far. */
  public long waitedNanos() {
    return waitedNanos;
  }

  /** Stops the background thread and waits for its end. */
  @Override
  public void close() {
    closed = true;
    worker.interrupt();
    try {
      worker.join(config.deadline().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveBack() {
    if (lent != null) {
      free.add(lent);
      lent = null;
    }
  }

  private Made await() {
    long start = System.nanoTime();
    try {
      Made next = made.poll(config.deadline().toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new LoadingException(
            String.format(
                Locale.ROOT,
                "Cannot load a minibatch: none came within %s; is the storage of the shards reachable?",
                config.deadline()),
            null);
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoadingException("Cannot load a minibatch: interrupted while waiting", e);
    } finally {
      waitedNanos += System.nanoTime() - start;
    }
  }

  private void fill() {
    PlannedBatch current = null;
    long position = 0;
    try (Ahead walk = ahead;
        SlotThreads threads = new SlotThreads(config.threads())) {
      while (plan.hasNext()) {
        FloatBuffer buffer = free.take();
        current = plan.next();
        walk.reach(position, position + current.count());
        position += current.count();
        made.put(new Made(make(current, buffer, threads), buffer, null));
      }
      made.put(new Made(null, null, null));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed: nobody waits for more
    } catch (Throwable e) { // whatever it was, the caller must learn of it and not wait for ever
      made.add(new Made(null, null, failure(current, e)));
    }
  }

  private static LoadingException failure(PlannedBatch current, Throwable cause) {
    String place =
        current == null
            ? "the first minibatch"
            : String.format(
                Locale.ROOT, "the minibatch of epoch %d, step %d", current.epoch(), current.step());
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new LoadingException("Cannot load " + place + ": " + reason, cause);
  }

  private Minibatch make(PlannedBatch batch, FloatBuffer buffer, SlotThreads threads)
      throws InterruptedException {
    int[] indices = batch.samples();
    if (indices.length > config.shape().batch()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the plan has %d samples, the buffer %d",
              indices.length,
              config.shape().batch()));
    }
    FrameShape shape = config.shape().withBatch(indices.length);
    FloatBuffer part = buffer.slice(0, shape.size());
    threads.forEach(
        indices.length,
        slot -> {
          if (indices[slot] == PlannedBatch.PADDING) {
            shape.clear(slot, part);
          } else {
            samples.write(batch, slot, shape, part);
          }
        });
    return new Minibatch(part, targets(batch), indices);
  }

  private Targets targets(PlannedBatch batch) {
    int[] indices = batch.samples();
    int[] labels = new int[indices.length];
    int[] others = new int[indices.length];
    float[] shares = new float[indices.length];
    for (int slot = 0; slot < indices.length; slot++) {
      boolean padding = indices[slot] == PlannedBatch.PADDING;
      Mix mix = padding ? Mix.NONE : samples.mix(batch, slot);
      int own = padding ? Targets.PADDING : samples.label(indices[slot]);
      int other = mix.isMixed() ? samples.label(mix.partner()) : own;
      boolean ownIsLarger = mix.share() >= 0.5f;
      labels[slot] = ownIsLarger ? own : other;
      others[slot] = ownIsLarger ? other : own;
      shares[slot] = ownIsLarger ? mix.share() : 1 - mix.share();
    }
    return new Targets(labels, others, shares);
  }
}
