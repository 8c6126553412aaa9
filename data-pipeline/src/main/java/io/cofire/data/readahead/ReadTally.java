package io.cofire.data.readahead;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a process reads of prepared data, and from where. Safe for several threads. */
public final class ReadTally {

  private final Place store = new Place();
  private final Place disk = new Place();
  private final LongAdder memoryBytes = new LongAdder();
  private final LongAdder waitNanos = new LongAdder();

  /** Nothing read yet. */
  public ReadTally() {}

  /** One place that files are read from. */
  public static final class Place {
    private final LongAdder opens = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    private Place() {}

    /** A file was opened. */
    public void opened() {
      opens.increment();
    }

    /** So many bytes were read. */
    public void read(long count) {
      bytes.add(count);
    }
  }

  /** Where prepared data lie. */
  public Place store() {
    return store;
  }

  /** The node's own disk. */
  public Place disk() {
    return disk;
  }

  /** A sample of so many bytes was taken from what is kept in memory. */
  public void memory(long bytes) {
    memoryBytes.add(bytes);
  }

  /** A thread has waited for data, from any place. */
  public void waited(long nanos) {
    waitNanos.add(nanos);
  }

  /** The counts so far. */
  public ReadFigures figures() {
    return new ReadFigures(
        store.opens.sum(),
        store.bytes.sum(),
        disk.bytes.sum(),
        memoryBytes.sum(),
        waitNanos.sum() / 1e9);
  }
}
