package io.cofire.driver.sizing;

import static io.cofire.driver.sizing.HostMemory.MEGABYTE;

import io.cofire.data.readahead.Background;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.SplitInfo;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.collective.Meanwhile;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.plan.MemoryPlan;
import io.cofire.ops.rank.NormSync;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ranks of one executor need: the engine's tensors are counted by {@link MemoryPlan}, the
 * rest is counted here. Figures of Java and of nd4j are rounded up from what a small cluster's
 * executors took; those of libtorch and CUDA are allowances that nothing here could measure.
 */
final class HostEstimate {

  /** Minibatches that a loader makes ahead. */
  private static final int RING = 3;

  private static final long SPARK = 256 * MEGABYTE;
  private static final long SPARKS_BUFFERS = 32 * MEGABYTE;
  private static final long SPARKS_NETWORK = 96 * MEGABYTE;
  private static final long JAVA = 224 * MEGABYTE;
  private static final long CUDA_ON_THE_HOST = 3072 * MEGABYTE;
  private static final long CUDA_CONTEXT = 1024 * MEGABYTE;

  /** Chunks of sums that wait for other hosts. */
  private static final long CHUNKS = 64 * MEGABYTE;

  /** Scratch of a rank's convolutions, and what its allocator keeps. */
  private static final long SCRATCH = 32 * MEGABYTE;

  private static final double ENGINES_OWN = 1.15;

  private final TrainingPlan plan;
  private final Manifest manifest;
  private final int ranks;
  private final boolean several;
  private final MemoryPlan training;

  /**
   * An estimate.
   *
   * @param ranks of the fullest host
   * @param several whether there is more than one host
   */
  HostEstimate(TrainingPlan plan, Manifest manifest, int ranks, boolean several) {
    this.plan = plan;
    this.manifest = manifest;
    this.ranks = ranks;
    this.several = several;
    this.training = memory(plan.trained());
  }

  /** The memory of a rank's tensors; ranks of a batch that does not divide differ by a sample. */
  MemoryPlan rank() {
    return training;
  }

  /**
   * All of it.
   *
   * @param cacheBytes prepared data that a process keeps of each split
   */
  HostMemory memory(long cacheBytes) {
    boolean onGpu = onGpu(plan.recipe().run());
    List<MemoryShare> outside = new ArrayList<>();
    outside.add(new MemoryShare("Java itself: code, classes, threads", JAVA));
    outside.add(new MemoryShare("Spark's network", SPARKS_NETWORK));
    if (onGpu) {
      outside.add(new MemoryShare("CUDA's libraries", CUDA_ON_THE_HOST));
      return new HostMemory(
          heap(cacheBytes), direct(), outside, List.of(context(), tensors(), scratch()));
    }
    outside.add(new MemoryShare("the engine's libraries", libraries()));
    outside.add(tensors());
    outside.add(scratch());
    return new HostMemory(heap(cacheBytes), direct(), outside, List.of());
  }

  static boolean onGpu(Recipe.Run run) {
    return run.where().kind() == Device.Kind.CUDA || run.engine().equals(Engines.AUTO);
  }

  private static MemoryShare context() {
    return new MemoryShare("CUDA's context and libraries", CUDA_CONTEXT);
  }

  private long libraries() {
    return (plan.recipe().run().engine().equals("nd4j") ? 192 : 512) * MEGABYTE;
  }

  private MemoryShare tensors() {
    long scoring =
        plan.scored().equals(plan.trained())
            ? 0
            : memory(plan.scored()).totalBytes() - memory(plan.scored()).parameterBytes();
    return new MemoryShare(
        "tensors of the ranks", (long) (ranks * (training.totalBytes() + scoring) * ENGINES_OWN));
  }

  private MemoryShare scratch() {
    return new MemoryShare("scratch of the engine", ranks * SCRATCH);
  }

  private List<MemoryShare> heap(long cacheBytes) {
    long state = parameters() + training.optimizerBytes();
    List<MemoryShare> heap = new ArrayList<>();
    heap.add(new MemoryShare("Spark and Cofire", SPARK));
    heap.add(new MemoryShare("prepared data that is kept", kept(cacheBytes)));
    heap.add(new MemoryShare("shards while they are read", 3 * readAtOnce() * largestShard()));
    heap.add(new MemoryShare("copies of the state for checkpoints", 2 * state));
    if (plan.workers() > 1) {
      long sums = (ranks + 1) * parameters();
      heap.add(new MemoryShare("sums over ranks", sums + (several ? CHUNKS : 0)));
    }
    return heap;
  }

  private List<MemoryShare> direct() {
    long ring = RING * (bytes(plan.trained()) + bytes(plan.scored()));
    return List.of(
        new MemoryShare("minibatches made ahead, and as many given up", 2L * ranks * ring),
        new MemoryShare("vectors of parameters on their way", 2L * ranks * parameters()),
        new MemoryShare("Spark's buffers", SPARKS_BUFFERS));
  }

  private long parameters() {
    return training.parameterBytes() / 2; // the other half are their gradients
  }

  private int batch() {
    int batch = plan.recipe().training().batch();
    return (batch + plan.workers() - 1) / plan.workers();
  }

  private long bytes(InputShape input) {
    return input.minibatch(batch()).elements() * Float.BYTES;
  }

  private MemoryPlan memory(InputShape input) {
    Recipe recipe = plan.recipe();
    return MemoryPlan.of(
        recipe.network(),
        input,
        plan.classes(),
        batch(),
        recipe.training().optimizer(),
        recipe.run().recompute(),
        waits() ? Meanwhile.whileOthersSend() : Meanwhile.NEVER);
  }

  /** Whether norms wait for ranks of other hosts. */
  private boolean waits() {
    Recipe.Training training = plan.recipe().training();
    return several && training.sync() == Recipe.Sync.STEP && training.normSync() == NormSync.ALL;
  }

  private long kept(long cacheBytes) {
    Recipe.Data data = plan.recipe().data();
    long trained = unpacked(data.train());
    return Math.min(Math.max(cacheBytes, windows(cacheBytes)), trained)
        + Math.min(cacheBytes, unpacked(data.test()));
  }

  /** What the ranks' windows hold at a time, whatever the limit is. */
  private long windows(long cacheBytes) {
    String train = plan.recipe().data().train();
    long bytes = manifest.split(train).bytes();
    int window = plan.recipe().data().shuffle().of(bytes, cacheBytes).window();
    return (long) ((double) ranks * window / plan.samples() * unpacked(train));
  }

  /** In the background, and by a loader that cannot wait for that. */
  private long readAtOnce() {
    int most = manifest.splits().stream().mapToInt(split -> split.shards().size()).max().orElse(0);
    return Math.min(most, Background.AT_ONCE + 1);
  }

  /** Recordings are smaller on the disk than in memory, images about as large. */
  private long unpacked(String split) {
    boolean images = manifest.contents() instanceof Contents.Images;
    long bytes = manifest.split(split).bytes();
    return images ? bytes + bytes / 8 : 2 * bytes;
  }

  private long largestShard() {
    return manifest.splits().stream()
        .map(SplitInfo::shards)
        .flatMap(List::stream)
        .mapToLong(ShardInfo::bytes)
        .max()
        .orElse(0);
  }
}
