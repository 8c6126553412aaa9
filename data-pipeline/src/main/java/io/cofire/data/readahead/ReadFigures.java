package io.cofire.data.readahead;

import java.io.Serializable;

/**
 * What was read of prepared data.
 *
 * @param opens files opened where the data lie
 * @param storeBytes read there
 * @param diskBytes read from the nodes' own disks instead
 * @param memoryBytes of samples that were in memory
 * @param waitSeconds that loaders' threads have waited for them, from all places
 */
public record ReadFigures(
    long opens, long storeBytes, long diskBytes, long memoryBytes, double waitSeconds)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Nothing read. */
  public static final ReadFigures NONE = new ReadFigures(0, 0, 0, 0, 0);

  /** These and others. */
  public ReadFigures plus(ReadFigures other) {
    return new ReadFigures(
        opens + other.opens,
        storeBytes + other.storeBytes,
        diskBytes + other.diskBytes,
        memoryBytes + other.memoryBytes,
        waitSeconds + other.waitSeconds);
  }
}
