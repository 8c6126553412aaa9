package io.cofire.data.imagefiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Frugality;
import io.cofire.data.datasets.DatasetException;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.LocalFileTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Sinks;

/** Small files that hold images and state sizes which they cannot have. */
class StatedImageSizesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "2147483647, 10, 10, impossible size 2147483647 at byte 4 of its header (expected 1 to 16777216 images)",
    "-1, 10, 10, impossible size -1 at byte 4 of its header (expected 1 to 16777216 images)",
    "1, 2147483647, 10, impossible size 2147483647 at byte 8 of its header (expected 1 to 67108864 pixels an image)",
    "1, 65536, 65536, impossible size 65536 at byte 12 of its header (expected 1 to 67108864 pixels an image)",
    "16777216, 10, 10, 'its header states 16777216 images of 10 x 10 at byte 4, 1677721616 bytes in all (expected at most 116, what the file can hold)'",
    "1, 8192, 8192, 'its header states 1 images of 8192 x 8192 at byte 4, 67108880 bytes in all (expected at most 116, what the file can hold)'",
  })
  void anIdxFileOf116BytesIsHeldAgainstThem(int images, int height, int width, String problem)
      throws IOException {
    write("t10k-images-idx3-ubyte", idx(images, height, width, 100));
    write("t10k-labels-idx1-ubyte", labels(images));
    assertThat(thrown("t10k-images-idx3-ubyte"))
        .isInstanceOf(ImageException.class)
        .hasMessage("Cannot read images t10k-images-idx3-ubyte: " + problem);
  }

  @Test
  void theNumberOfLabelsIsThatOfTheImages() throws IOException {
    write("t10k-images-idx3-ubyte", idx(1, 10, 10, 100));
    write("t10k-labels-idx1-ubyte", labels(16_000_000));
    assertThat(thrown("t10k-images-idx3-ubyte"))
        .hasMessageEndingWith("1 images, and 16000000 labels in t10k-labels-idx1-ubyte");
  }

  @Test
  void gzipThatUnpacksToMuchPassesAsAStream() throws IOException {
    int images = 25; // of 4 MiB each, of zeros: 100 MiB in 0.1 MB
    write("t10k-images-idx3-ubyte.gz", gzip(idx(images, 2048, 2048, 0), (images * 4L) << 20));
    write("t10k-labels-idx1-ubyte.gz", gzip(labels(images), images));
    FileTree tree = new LocalFileTree(folder);
    PixelFile file = pixels("t10k-images-idx3-ubyte.gz");
    try (ImageReader reader = file.open(tree)) {
      assertThat(Frugality.thrown(reader::next)).isNull();
    }
    write("t10k-images-idx3-ubyte.gz", gzip(idx(16_000_000, 8192, 8192, 0), 1000));
    assertThat(thrown("t10k-images-idx3-ubyte.gz"))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("states 16000000 images of 8192 x 8192 at byte 4");
  }

  @Test
  void anEntryOfATarMayStateAnySize() throws IOException {
    for (long size : new long[] {2_000_000, 1L << 27, 1L << 33, Long.MAX_VALUE - 3}) {
      byte[] tar = tar("a.jpg", TarConstants.LF_NORMAL, size, 2000);
      List<FoundImage> found = read(tar);
      assertThat(found.get(0).name()).isIn("f/a.jpg", "f/*");
      assertThat(found.get(found.size() - 1).problem().orElseThrow())
          .contains(
              size > ImageReader.LARGEST_BYTES ? ", more than 268435456" : "is lost from byte");
      write("a.tar", tar);
      FileTree tree = new LocalFileTree(folder);
      assertThat(
              Frugality.thrown(() -> TarSpan.inside(tree, new FileTree.Entry("a.tar", tar.length))))
          .isInstanceOf(DatasetException.class)
          .hasMessage(
              "Cannot read archive a.tar of %d bytes: a.jpg should end at byte %s; fetch it again"
                  .formatted(tar.length, Long.toUnsignedString(512 + size)));
    }
  }

  @ParameterizedTest
  @CsvSource({"L", "K", "x", "g"})
  void namesAndHeadersOfATarHaveABound(char kind) throws IOException {
    int size = 100 << 20;
    byte[] tar = tar("././@LongLink", (byte) kind, size, 3 << 20);
    List<FoundImage> found = read(tar);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).name()).isEqualTo("f/*");
    assertThat(found.get(0).problem().orElseThrow())
        .startsWith("the rest of the archive a.tar is lost from byte ")
        .contains("the headers of an entry, its long name included, have more than 1048576 bytes");
    FileTree tree = new LocalFileTree(folder);
    assertThat(
            Frugality.thrown(() -> TarSpan.inside(tree, new FileTree.Entry("a.tar", tar.length))))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("have more than 1048576 bytes");
  }

  @Test
  void sizesInTheDevelopmentKitAreHeldAgainstIt() throws IOException {
    byte[] sound = kit();
    write("data/ILSVRC2012_validation_ground_truth.txt", "1\n".getBytes(StandardCharsets.UTF_8));
    int refused = 0;
    for (int at = 128; at < sound.length - 4; at += 4) {
      for (int value : new int[] {-1, 1 << 28}) {
        byte[] file = sound.clone();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        write("data/meta.mat", file);
        FileTree tree = new LocalFileTree(folder);
        Throwable thrown = Frugality.thrown(() -> DevelopmentKit.find(tree, tree.files()));
        if (thrown != null) {
          assertThat(thrown)
              .isInstanceOf(DatasetException.class)
              .hasMessageStartingWith("Cannot read ImageNet's development kit data/meta.mat: ");
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
  }

  private Throwable thrown(String images) {
    FileTree tree = new LocalFileTree(folder);
    return Frugality.thrown(
        () ->
            SingleFile.index(
                tree,
                new FileTree.Entry(images, Files.size(folder.resolve(images))),
                Optional.empty()));
  }

  private PixelFile pixels(String images) throws IOException {
    return PixelFile.Idx.published(new FileTree.Entry(images, Files.size(folder.resolve(images))));
  }

  private List<FoundImage> read(byte[] tar) throws IOException {
    write("a.tar", tar);
    List<FoundImage> found = new ArrayList<>();
    assertThat(
            Frugality.thrown(
                () -> {
                  FileTree tree = new LocalFileTree(folder);
                  try (TarReader reader =
                      new TarReader(tree, "a.tar", 0, tar.length, "f", n -> OptionalInt.of(0))) {
                    Optional<FoundImage> next = reader.next();
                    for (; next.isPresent(); next = reader.next()) {
                      found.add(next.get());
                      assertThat(reader.position()).isBetween(0L, (long) tar.length);
                    }
                  }
                }))
        .isNull();
    return found;
  }

  /** A tar whose only entry states a size, with some bytes behind it. */
  private static byte[] tar(String name, byte kind, long size, int bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setSize(size);
    byte[] header = new byte[512];
    entry.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), /* starMode= */ true);
    out.write(header);
    byte[] content = new byte[bytes];
    byte[] record = ((100 << 20) + " path=").getBytes(StandardCharsets.UTF_8);
    Arrays.fill(content, (byte) 'n');
    System.arraycopy(record, 0, content, 0, record.length);
    out.write(content);
    return out.toByteArray();
  }

  private static byte[] kit() throws IOException {
    var table = Mat5.newStruct(2, 1);
    for (int i = 0; i < 2; i++) {
      Cell unused = Mat5.newCell(1, 1);
      unused.set(0, Mat5.newScalar(7));
      table.set("ILSVRC2012_ID", i, Mat5.newScalar(i + 1));
      table.set("WNID", i, Mat5.newString("n0000000" + i));
      table.set("words", i, Mat5.newString("a thing of kind " + i));
      table.set("unused", i, unused);
    }
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    Mat5.newWriter(Sinks.wrap(buffer))
        .setDeflateLevel(0)
        .writeMat(Mat5.newMatFile().addArray("synsets", table));
    byte[] file = new byte[buffer.position()];
    buffer.flip().get(file);
    return file;
  }

  private static byte[] idx(int images, int height, int width, int bytes) {
    return ByteBuffer.allocate(16 + bytes)
        .putInt(0x803)
        .putInt(images)
        .putInt(height)
        .putInt(width)
        .array();
  }

  private static byte[] labels(int images) {
    return ByteBuffer.allocate(8).putInt(0x801).putInt(images).array();
  }

  private static byte[] gzip(byte[] head, long zeros) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(head);
      byte[] some = new byte[1 << 20];
      for (long left = zeros; left > 0; left -= some.length) {
        out.write(some, 0, (int) Math.min(left, some.length));
      }
    }
    return packed.toByteArray();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
