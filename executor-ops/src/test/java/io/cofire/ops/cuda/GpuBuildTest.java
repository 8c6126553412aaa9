package io.cofire.ops.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuBuildTest {

  @Test
  void everyLibraryThatIsMissingIsNamedWithWhatBringsIt(@TempDir Path folder) throws IOException {
    for (String file : List.of("libcublas.so.13", "libcublasLt.so.13", "libcudart.so.13")) {
      Files.createFile(folder.resolve(file));
    }
    Set<String> cached = Set.of("libcuda.so.1", "libcusparse.so.12", "libcusolver.so.12");
    LibrarySearch search =
        new LibrarySearch(file -> file.startsWith("libcuf"), List.of(folder), cached, List.of());
    assertThat(GpuBuild.LIBTORCH.missing(search))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith(
                        "no libcurand.so.10, libcupti.so.13 of CUDA 13, no libcudnn.so.9, libcudnn_graph.so.9, libcudnn_ops.so.9, libcudnn_cnn.so.9, libcudnn_adv.so.9 of cuDNN 9, no libnccl.so.2 of NCCL 2; looked in the package's jars, LD_LIBRARY_PATH ("
                            + folder
                            + "), what ldconfig -p lists")
                    .contains(
                        "(install CUDA 13, cuDNN 9, NCCL 2, or package with -Pcuda-redist,cuda-redist-more too"));
  }

  @Test
  void withoutADriverTheDriverIsWhatHelps() {
    LibrarySearch search =
        new LibrarySearch(file -> !file.startsWith("libcuda.so"), List.of(), Set.of(), List.of());
    for (GpuBuild build : List.of(GpuBuild.LIBTORCH, GpuBuild.ND4J)) {
      assertThat(build.missing(search))
          .hasValueSatisfying(
              text ->
                  assertThat(text)
                      .startsWith("no libcuda.so.1 of NVIDIA's driver; looked in ")
                      .contains("LD_LIBRARY_PATH (which is not set)")
                      .endsWith("(install NVIDIA's driver)"));
    }
  }

  @Test
  void aMachineThatHasThemAllLacksNothing() {
    LibrarySearch all = new LibrarySearch(file -> true, List.of(), Set.of(), List.of());
    assertThat(GpuBuild.LIBTORCH.missing(all)).isEmpty();
    assertThat(GpuBuild.ND4J.missing(all)).isEmpty();
  }

  @Test
  void thisBuildHasNeither() {
    assertThat(GpuBuild.LIBTORCH.isPackaged()).isFalse();
    assertThat(GpuBuild.ND4J.isPackaged()).isFalse();
  }
}
