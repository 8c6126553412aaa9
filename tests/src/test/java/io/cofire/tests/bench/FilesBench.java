package io.cofire.tests.bench;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * From files to frames: cold, the first time in a process, while Java compiles; and warm, again and
 * again.
 */
final class FilesBench {

  private static final long WARM_UP_NANOS = 4_000_000_000L;

  private final List<FileFrames> works;
  private final double[] coldSeconds;

  private FilesBench(List<FileFrames> works, double[] coldSeconds) {
    this.works = works;
    this.coldSeconds = coldSeconds;
  }

  /** Writes the files, and reads each once. */
  static FilesBench cold() throws IOException {
    Path folder = Files.createTempDirectory("cofire-bench");
    folder.toFile().deleteOnExit();
    List<FileFrames> works = List.of(FileFrames.gesture(folder), FileFrames.digits(folder));
    double[] seconds = new double[works.size()];
    for (int i = 0; i < seconds.length; i++) {
      works.get(i).files().forEach(file -> file.toFile().deleteOnExit());
      FloatBuffer frames = works.get(i).frames();
      float[] zeros = works.get(i).zeros();
      long start = System.nanoTime();
      works.get(i).read(frames, zeros);
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    return new FilesBench(works, seconds);
  }

  /** Until what Java compiles beside it, in the same process, no longer counts. */
  private static void warmUp(FileFrames work, FloatBuffer frames, float[] zeros)
      throws IOException {
    long end = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < end) {
      work.read(frames, zeros);
    }
  }

  /** Prints both, and what part of its aim each is. */
  void printWarm(int rounds) throws Exception {
    System.out.printf(
        "%nfile to %d frames %14s %20s %8s%n",
        FileFrames.TIMESTEPS, "first time", "warm", "of aim");
    for (int i = 0; i < coldSeconds.length; i++) {
      FileFrames work = works.get(i);
      FloatBuffer frames = work.frames();
      float[] zeros = work.zeros();
      warmUp(work, frames, zeros);
      CpuTime warm = CpuTime.of(rounds, () -> work.read(frames, zeros));
      System.out.printf(
          "%-17s %14.1f %20s %8.2f%n",
          work.name(),
          work.events() / coldSeconds[i] / 1e6,
          "%.0f (%s)".formatted(warm.millionsPerSecond(work.events()), warm.spread(work.events())),
          warm.millionsPerSecond(work.events()) / work.aim());
    }
  }
}
