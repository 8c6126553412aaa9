package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.ImageNetTars;
import io.cofire.data.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated folders, without Spark. */
class SimulateTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  @Test
  void digitsMoveInSaccadesAndTheSeedDecidesThem() throws IOException {
    String mnist = SharedData.require("mnist").toString();
    for (String run : List.of("1", "2")) {
      int code =
          Cofire.execute(
              "simulate",
              folder.resolve(run).toString(),
              "--images=" + mnist + "/train-first-5000-images-idx3-ubyte.gz",
              "--test-images=" + mnist + "/t10k-images-idx3-ubyte.gz",
              "--limit=3");
      assertThat(code).isEqualTo(0);
    }
    List<String> files = files(folder.resolve("1"));
    assertThat(files)
        .hasSize(6)
        .contains("Train/5/00001.bin", "Train/0/00002.bin", "Train/4/00003.bin")
        .contains("Test/7/00001.bin");
    for (String file : files) {
      byte[] bytes = Files.readAllBytes(folder.resolve("1").resolve(file));
      assertThat(bytes).isEqualTo(Files.readAllBytes(folder.resolve("2").resolve(file)));
      assertThat(bytes.length / 5).as("events of %s", file).isBetween(1_000, 8_000);
    }
  }

  @Test
  void picturesAndCifarMoveInLoops() throws IOException {
    String cifar = SharedData.require("cifar10-subset").toString();

    int pictures =
        Cofire.execute(
            "simulate",
            folder + "/png",
            "--images=" + cifar + "/png",
            "--motion=loop",
            "--limit=1");
    int binary =
        Cofire.execute(
            "simulate",
            folder + "/cifar",
            "--images=" + cifar + "/data_batch_first_2000.bin",
            "--motion=loop",
            "--sensor=64x48",
            "--limit=2");

    assertThat(pictures).isEqualTo(0);
    assertThat(binary).isEqualTo(0);
    assertThat(files(folder.resolve("png"))).containsExactly("airplane/00001.bin");
    assertThat(files(folder.resolve("cifar"))).containsExactly("6/00001.bin", "9/00002.bin");
  }

  @Test
  void imagesAreWrittenAsCifar10Dvs() throws IOException {
    String png = SharedData.require("cifar10-subset") + "/png";
    String layout = "--layout=cifar10-dvs";

    assertThat(Cofire.execute("simulate", folder + "/c", "--images=" + png, layout, "--limit=1"))
        .isEqualTo(0);

    assertThat(files(folder.resolve("c"))).containsExactly("airplane/cifar10_airplane_0.aedat");
    for (String other :
        List.of("--motion=saccades", "--sensor=64x64", "--test-images=" + png, "--per-class=3")) {
      int code = Cofire.execute("simulate", folder + "/d", "--images=" + png, layout, other);
      assertThat(code).as(other).isEqualTo(2);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(
            "Cannot simulate: --motion=saccades does not go with --layout=cifar10-dvs; leave it out")
        .contains("Cannot simulate: --sensor does not go with --layout=cifar10-dvs")
        .contains("Cannot simulate: --test-images does not go with --layout=cifar10-dvs");
    assertThat(folder.resolve("d")).doesNotExist();
  }

  @Test
  void whatAPreparationTakesAsImagesMovesInItsOwnSplits() throws IOException {
    new ImageNetTars(2, 1, 1).write(folder.resolve("tars"));
    Path tiny = folder.resolve("tiny");
    Path synset = Files.createDirectories(tiny.resolve("train/n00000001/images"));
    Path val = Files.createDirectories(tiny.resolve("val/images"));
    Files.write(synset.resolve("n00000001_0.JPEG"), ImageNetTars.jpeg(1));
    Files.write(val.resolve("val_0.JPEG"), ImageNetTars.jpeg(2));
    Files.writeString(val.resolveSibling("val_annotations.txt"), "val_0.JPEG\tn00000001\t0");

    assertThat(Cofire.execute("simulate", folder + "/a", "--images=" + folder + "/tars"))
        .isEqualTo(0);
    assertThat(
            Cofire.execute(
                "simulate", folder + "/b", "--images=" + tiny, "--dataset=tiny-imagenet"))
        .isEqualTo(0);

    assertThat(files(folder.resolve("a")))
        .containsExactly(
            "Test/n01440801 thing 1, Res 1/00001.bin",
            "Train/n01440764 thing 0, Res 0/00001.bin",
            "Train/n01440801 thing 1, Res 1/00002.bin");
    assertThat(files(folder.resolve("b")))
        .containsExactly("Test/n00000001/00001.bin", "Train/n00000001/00001.bin");
  }

  @Test
  void theDataSetOfAFolderOfImagesIsOneThatIsKnown() throws IOException {
    Path file = Files.writeString(folder.resolve("odd.bin"), "abc");
    String out = folder + "/out";

    assertThat(Cofire.execute("simulate", out, "--images=" + folder, "--dataset=mine"))
        .isEqualTo(2);
    assertThat(Cofire.execute("simulate", out, "--images=" + file, "--dataset=mnist")).isEqualTo(2);
    assertThat(Cofire.execute("simulate", out, "--images=" + folder, "--dataset=mnist"))
        .isEqualTo(3);

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("cofire: Invalid --dataset: mine (expected one of tiny-imagenet, imagenet, ")
        .contains("cofire: Cannot simulate: --dataset goes with a folder, and " + file)
        .contains("cofire: Cannot index data set mnist in " + folder + ": no images for split");
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void mistakesAreToldBeforeAnythingIsWritten() throws IOException {
    Path odd = Files.writeString(folder.resolve("odd.bin"), "abc");
    String out = folder + "/out";

    assertThat(Cofire.execute("simulate", out, "--layout=mine")).isEqualTo(2);
    assertThat(Cofire.execute("simulate", out, "--images=" + folder + "/none")).isEqualTo(3);
    assertThat(Cofire.execute("simulate", out, "--images=" + odd)).isEqualTo(3);
    assertThat(Cofire.execute("simulate", out, "--images=" + odd, "--sensor=300x20")).isEqualTo(2);
    assertThat(Cofire.execute("simulate", out, "--images=" + odd, "--per-class=3")).isEqualTo(2);

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "cofire: Invalid --layout: mine (expected nmnist or dvs-gesture, or cifar10-dvs with"
                + " --images)",
            "cofire: Cannot read images " + folder + "/none: no such file; check the path",
            "cofire: Cannot read images "
                + odd
                + ": unknown kind (expected a folder of pictures a class, MNIST's IDX, or CIFAR's"
                + " records of 3073 or 3074 bytes; found 3 bytes)",
            "cofire: Cannot simulate: Invalid sensor: 300x20 (must be at least 8x8 and at most"
                + " 256x240)",
            "cofire: Cannot simulate: --per-class does not go with --images; leave it out");
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsTheStoragesFault() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(Cofire.execute("simulate", "/proc/sim", "--per-class=1")).isEqualTo(4);
    assertThat(Cofire.execute("simulate", file + "/sim", "--per-class=1")).isEqualTo(4);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("cofire: Cannot simulate into /proc/sim: the file system refuses it; check its")
        .contains("cofire: Cannot simulate into " + file + "/sim: ")
        .doesNotContain("no such file");
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
