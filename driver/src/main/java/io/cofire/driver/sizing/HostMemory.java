package io.cofire.driver.sizing;

import java.util.List;

/**
 * The memory of one executor by what lies in it.
 *
 * @param heap what Java's objects take
 * @param direct Java's buffers outside the heap, which Java limits of itself
 * @param outside everything else of the process outside the heap
 * @param gpu what lies on the GPU; empty where the engine computes on the processor
 */
public record HostMemory(
    List<MemoryShare> heap,
    List<MemoryShare> direct,
    List<MemoryShare> outside,
    List<MemoryShare> gpu) {

  static final long MEGABYTE = 1L << 20;

  private static final long STEP = 32 * MEGABYTE;

  /** Spark's executors start with 450 MB and no less. */
  private static final long LEAST_HEAP = 512 * MEGABYTE;

  /** Spark's executors refuse less than spark.network.maxRemoteBlockSizeFetchToMem, 200 MB. */
  private static final long LEAST_DIRECT = 224 * MEGABYTE;

  /** The collector needs room beside what lives. */
  private static final double ROOM = 1.25;

  /** Copies the lists. */
  public HostMemory {
    heap = List.copyOf(heap);
    direct = List.copyOf(direct);
    outside = List.copyOf(outside);
    gpu = List.copyOf(gpu);
  }

  /** Size of the heap, with room for the collector, in steps of 32 MB. */
  public long heapBytes() {
    return Math.max(LEAST_HEAP, rounded((long) (sum(heap) * ROOM)));
  }

  /** Limit of Java's buffers outside the heap. */
  public long directBytes() {
    return Math.max(LEAST_DIRECT, rounded(sum(direct)));
  }

  /** All that the process takes beside its heap. */
  public long overheadBytes() {
    return rounded(directBytes() + sum(outside) + heapBytes() / 20); // marks of the collector
  }

  /** The process, as the system counts it. */
  public long totalBytes() {
    return heapBytes() + overheadBytes();
  }

  /** All that lies on the GPU. */
  public long gpuBytes() {
    return sum(gpu);
  }

  private static long sum(List<MemoryShare> shares) {
    return shares.stream().mapToLong(MemoryShare::bytes).sum();
  }

  private static long rounded(long bytes) {
    return (bytes + STEP - 1) / STEP * STEP;
  }
}
