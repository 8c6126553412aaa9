package io.cofire.ops.cuda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a package's build for GPUs needs of a machine. Libraries are told by their own headers
 * ({@code readelf -d}); a test reads those of the builds that are there.
 */
public enum GpuBuild {
  /** org.bytedeco:pytorch 2.10.0-1.5.13 with the classifier linux-x86_64-gpu. */
  LIBTORCH(
      "CUDA 13",
      "org/bytedeco/pytorch/linux-x86_64-gpu/libjnitorch_cuda.so",
      List.of()),
  /** org.nd4j:nd4j-cuda-11.6 1.0.0-M2.1. */
  ND4J(
      "CUDA 11.6",
      "org/nd4j/linalg/jcublas/bindings/linux-x86_64/libjnind4jcuda.so",
      List.of());

  private static final List<String> JARS =
      List.of("org/bytedeco/cuda/linux-x86_64/", "org/bytedeco/pytorch/linux-x86_64-gpu/");

  private final String toolkit;
  private final String own;
  private final List<NeededLibrary> needed;

  GpuBuild(String toolkit, String own, List<NeededLibrary> needed) {
    this.toolkit = toolkit;
    this.own = own;
    this.needed = needed;
  }

  List<NeededLibrary> needed() {
    return needed;
  }

  /** Whether the classpath holds this build. */
  public boolean isPackaged() {
    return resource(own);
  }

  private static boolean resource(String name) {
    return GpuBuild.class.getClassLoader().getResource(name) != null;
  }

  /** What this machine lacks for it: which libraries, where they were looked for, what helps. */
  public Optional<String> missing() {
    return missing(LibrarySearch.here(bundled()));
  }

  private static Predicate<String> bundled() {
    return file -> JARS.stream().anyMatch(folder -> resource(folder + file));
  }

  Optional<String> missing(LibrarySearch search) {
    List<NeededLibrary> lacking =
        needed.stream().filter(library -> !search.finds(library.file())).toList();
    if (lacking.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "this machine lacks %s; looked in %s%s (%s, or set run.device: cpu)",
            String.join(", ", lacking.stream().map(NeededLibrary::toString).toList()),
            search,
            seen(lacking),
            remedy(lacking)));
  }

  /** A library that lies where the loader does not look: the likeliest fault of all. */
  private static String seen(List<NeededLibrary> lacking) {
    for (NeededLibrary library : lacking) {
      Optional<Path> folder = LibrarySearch.elsewhere(library.file());
      if (folder.isPresent()) {
        return String.format(
            Locale.ROOT, "; %s has %s: add it to LD_LIBRARY_PATH", folder.get(), library.file());
      }
    }
    return "";
  }

  private String remedy(List<NeededLibrary> lacking) {
    List<String> steps = new ArrayList<>();
    if (lacking.stream().anyMatch(NeededLibrary::isTheDrivers)) {
      steps.add("install NVIDIA's driver");
    }
    if (!lacking.stream().allMatch(NeededLibrary::isTheDrivers)) {
      steps.add("install what is named of " + toolkit + ", or package with -Pcuda-redist");
    }
    return String.join(", ", steps);
  }
}
