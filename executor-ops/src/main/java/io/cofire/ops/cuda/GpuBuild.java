package io.cofire.ops.cuda;

import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.EngineException;
import io.cofire.ops.tensor.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a package's build for GPUs needs of a machine. Libraries are told by their own headers
 * ({@code readelf -d}); a test reads those of the builds that are there.
 */
public final class GpuBuild {

  /** org.bytedeco:pytorch 2.10.0-1.5.13 with the classifier linux-x86_64-gpu. */
  public static final GpuBuild LIBTORCH =
      new GpuBuild(
          "org/bytedeco/pytorch/linux-x86_64-gpu/libjnitorch_cuda.so",
          List.of("/usr/local/cuda/lib64", "/usr/local/cuda/lib"),
          "-Pcuda-redist,cuda-redist-more",
          new NeededLibrary("NVIDIA's driver", "libcuda.so.1"),
          new NeededLibrary(
              "CUDA 13",
              "libcudart.so.13",
              "libcublas.so.13",
              "libcublasLt.so.13",
              "libcusparse.so.12",
              "libcusolver.so.12",
              "libcufft.so.12",
              "libcurand.so.10",
              "libcufile.so.0",
              "libcupti.so.13"),
          new NeededLibrary(
              "cuDNN 9",
              "libcudnn.so.9",
              "libcudnn_graph.so.9",
              "libcudnn_ops.so.9",
              "libcudnn_cnn.so.9",
              "libcudnn_adv.so.9"),
          new NeededLibrary("NCCL 2", "libnccl.so.2"));

  /** org.nd4j:nd4j-cuda-11.6 1.0.0-M2.1. */
  public static final GpuBuild ND4J =
      new GpuBuild(
          "org/nd4j/linalg/jcublas/bindings/linux-x86_64/libjnind4jcuda.so",
          List.of("/usr/local/cuda-11.6/lib64"),
          "-Pcuda-redist",
          new NeededLibrary("NVIDIA's driver", "libcuda.so.1"),
          new NeededLibrary(
              "CUDA 11.6",
              "libcudart.so.11.0",
              "libcublas.so.11",
              "libcublasLt.so.11",
              "libcusolver.so.11",
              "libcusolverMg.so.11",
              "libcusparse.so.11"));

  private static final List<String> JARS =
      List.of("org/bytedeco/cuda/linux-x86_64/", "org/bytedeco/pytorch/linux-x86_64-gpu/");

  private final String own;
  private final List<String> folders;
  private final String profiles; // that package the libraries
  private final List<NeededLibrary> needed;

  private GpuBuild(String own, List<String> folders, String profiles, NeededLibrary... needed) {
    this.own = own;
    this.folders = folders;
    this.profiles = profiles;
    this.needed = List.of(needed);
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

  /**
   * Accepts a machine that has all that this build loads.
   *
   * @throws EngineException if it lacks some: which libraries, where they were looked for, and what
   *     helps
   */
  public void require(String engine, Device device) {
    missing(LibrarySearch.here(GpuBuild::isBundled, folders))
        .ifPresent(
            lacks -> {
              throw new EngineException(
                  String.format(
                      Locale.ROOT,
                      "Cannot open engine %s on %s: %s has %s",
                      engine,
                      device,
                      Machine.host(),
                      lacks));
            });
  }

  private static boolean isBundled(String file) {
    return JARS.stream().anyMatch(folder -> resource(folder + file));
  }

  Optional<String> missing(LibrarySearch search) {
    List<NeededLibrary> lacking =
        needed.stream()
            .map(product -> product.without(search::finds))
            .filter(NeededLibrary::isSome)
            .toList();
    if (lacking.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "no %s; looked in %s%s (%s)",
            String.join(", no ", lacking.stream().map(NeededLibrary::toString).toList()),
            search,
            seen(lacking),
            remedy(lacking)));
  }

  /** A library that lies where the loader does not look: the likeliest fault of all. */
  private static String seen(List<NeededLibrary> lacking) {
    for (NeededLibrary product : lacking) {
      for (String file : product.files()) {
        Optional<Path> folder = LibrarySearch.elsewhere(file);
        if (folder.isPresent()) {
          return String.format(
              Locale.ROOT, "; %s has %s: add it to LD_LIBRARY_PATH", folder.get(), file);
        }
      }
    }
    return "";
  }

  private String remedy(List<NeededLibrary> lacking) {
    List<String> products = lacking.stream().map(NeededLibrary::product).toList();
    String install = "install " + String.join(", ", products);
    return products.equals(List.of("NVIDIA's driver"))
        ? install
        : install + ", or package with " + profiles + " too, see docs/gpu.md";
  }
}
