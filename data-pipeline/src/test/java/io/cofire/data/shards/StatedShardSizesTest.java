package io.cofire.data.shards;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Frugality;
import io.cofire.data.files.Storage;
import io.cofire.data.readahead.ReadTally;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prepared data that states sizes which it cannot have. */
class StatedShardSizesTest {

  private static final Contents.Images FILES = new Contents.Original(Contents.Accepted.WHOLE);
  private static final byte[][] HUGE = {
    {-1, -1, -1, -1, 7}, {-2, -1, -1, -1, 15}, {-4, -1, -1, -1, 7}, {-1, -1, -1, 127}
  };

  @TempDir private Path folder;

  @Test
  void aSizeAtAnyPlaceOfAShardsHeadersIsHeldAgainstTheFile() throws IOException {
    ShardWriter.Finished made = shard();
    int refused = 0;
    for (int at = 0; at < made.content().length; at += 3) {
      byte[] file = made.content().clone();
      byte[] size = HUGE[at % HUGE.length];
      System.arraycopy(size, 0, file, at, Math.min(size.length, file.length - at));
      Files.write(folder.resolve(made.info().file()), file);
      Throwable one = Frugality.thrown(() -> pages(made.info()).image(1));
      Throwable all = Frugality.thrown(() -> ShardReader.read(file, "a.parquet"));
      for (Throwable thrown : new Throwable[] {one, all}) {
        if (thrown != null) {
          assertThat(thrown).as("byte %d", at).isInstanceOf(ShardException.class);
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aListOfAHeaderHasTheElementsThatAreThere() {
    byte[] list = {0x19, (byte) 0xFC, -1, -1, -1, -1, 7, 0, 0};
    assertThat(Frugality.thrown(() -> ThriftSizes.requireWithin(list, 0, list.length)))
        .isInstanceOf(IOException.class)
        .hasMessage("a size of 2147483647 at byte 7 of its header (expected at most 2)");
    byte[] nested = new byte[1000];
    Arrays.fill(nested, (byte) 0x1C);
    assertThat(Frugality.thrown(() -> ThriftSizes.requireWithin(nested, 0, nested.length)))
        .hasMessage("structs within structs, more than 32 deep");
  }

  @Test
  void aRecordingHasTheEventsThatItsColumnsHold() {
    assertThat(Frugality.thrown(() -> PackedForms.unpackTimes(new byte[9], Integer.MAX_VALUE)))
        .isInstanceOf(ShardException.class)
        .hasMessage(
            "Cannot unpack times: expected 2147483647 events, found bytes for 9; prepare the data set again");
    assertThat(Frugality.thrown(() -> PackedForms.unpackTimes(new byte[9], -1)))
        .isInstanceOf(ShardException.class);
    assertThat(
            Frugality.thrown(
                () -> PackedForms.unpackCoordinates(new byte[9], Integer.MAX_VALUE, 34)))
        .isInstanceOf(ShardException.class);
    assertThat(Frugality.thrown(() -> PackedForms.unpackPolarities(new byte[9], Integer.MAX_VALUE)))
        .isInstanceOf(ShardException.class);
  }

  @Test
  void aFileOfAnotherLengthIsNotEvenRead() throws IOException {
    ShardWriter.Finished made = shard();
    Manifest manifest =
        Manifest.of(
            "mine",
            "test",
            FILES,
            List.of("a"),
            List.of(new SplitInfo("train", List.of(made.info()))),
            List.of());
    Files.write(folder.resolve(Manifest.FILE), ManifestJson.write(manifest));
    ShardSet set = open();
    sparse(made.info().file(), 1L << 30);
    assertThat(Frugality.thrown(() -> set.read(made.info())))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining(
            "wrong length (expected %d bytes, found 1073741824 bytes)"
                .formatted(made.content().length));
    sparse(Manifest.FILE, 1L << 30);
    assertThat(Frugality.thrown(this::open))
        .isInstanceOf(ShardException.class)
        .hasMessageEndingWith(
            "it has 1073741824 bytes (expected at most 268435456); prepare the data set again");
  }

  private ShardSet open() {
    return ShardSet.open(
        new Configuration(false), new org.apache.hadoop.fs.Path(folder.toString()));
  }

  private ImagePages pages(ShardInfo shard) throws IOException {
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(folder.resolve(shard.file()).toString());
    return ImagePages.open(
        Storage.of(new Configuration(false), file), file, shard, new ReadTally().store());
  }

  private static ShardWriter.Finished shard() throws IOException {
    try (ImageShardWriter writer = new ImageShardWriter(FILES)) {
      for (int i = 0; i < 3; i++) {
        writer.add(new EncodedImage("a/" + i, 0, new byte[40 + i]));
      }
      return writer.finish("train-00000.parquet");
    }
  }

  /** A file of a length that takes no room on the disk. */
  private void sparse(String name, long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(bytes);
    }
  }
}
