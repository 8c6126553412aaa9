package io.cofire.data.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Streams;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.Hashes;
import io.cofire.data.random.Key;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;

class ShardWriterTest {

  @Test
  void samplesComeBackAsTheyWentIn() throws Exception {
    List<Sample> samples = samples(20, new SensorGeometry(34, 34));
    samples.addAll(samples(3, new SensorGeometry(1280, 720)));
    samples.add(new Sample("a/odd.bin", 7, oddTimes()));
    ShardWriter.Finished finished = write(samples);
    Shard shard = ShardReader.read(finished.content(), "memory");
    assertThat(shard.size()).isEqualTo(samples.size());
    for (int i = 0; i < samples.size(); i++) {
      Sample back = shard.sample(i);
      assertThat(back).usingRecursiveComparison().isEqualTo(samples.get(i));
    }
    assertThat(finished.info().events())
        .isEqualTo(samples.stream().mapToLong(s -> s.events().size()).sum());
    assertThat(finished.info().labels()).isEqualTo(samples.stream().map(Sample::label).toList());
    assertThat(finished.info().sha256()).isEqualTo(Hashes.sha256(finished.content()));
  }

  @Test
  void equalSamplesGiveEqualBytes() throws Exception {
    SensorGeometry sensor = new SensorGeometry(34, 34);
    assertThat(write(samples(10, sensor)).content())
        .isEqualTo(write(samples(10, sensor)).content());
  }

  /** Their order is one for all processes; Parquet's own is each process's. */
  @Test
  void encodingsInTheFooterAreInOrder() throws Exception {
    byte[] content = write(samples(2, new SensorGeometry(34, 34))).content();
    int length = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(content.length - 8);
    FileMetaData footer =
        Util.readFileMetaData(
            new ByteArrayInputStream(content, content.length - 8 - length, length));
    assertThat(footer.getRow_groups().get(0).getColumns())
        .hasSize(9)
        .allSatisfy(
            column ->
                assertThat(column.getMeta_data().getEncodings())
                    .hasSizeGreaterThan(1)
                    .isSortedAccordingTo(Comparator.comparingInt(Encoding::getValue)));
  }

  @Test
  void eventsTakeFewBytes() throws Exception {
    ShardWriter.Finished finished = write(samples(20, new SensorGeometry(34, 34)));
    assertThat((double) finished.info().bytes() / finished.info().events()).isLessThan(3.5);
  }

  /** The example of the format's specification. */
  @Test
  void timesArePackedAsSpecified() {
    byte[] packed = new byte[30];
    int end = PackedForms.packTimes(new long[] {893, 1060, 1060}, 0, 3, 0, packed, 0);
    assertThat(Arrays.copyOf(packed, end)).containsExactly(0xFD, 0x06, 0xA7, 0x01, 0x00);
  }

  @Test
  void columnsWithTooFewBytesAreRefused() {
    assertThatThrownBy(() -> PackedForms.unpackTimes(new byte[] {1, (byte) 0x80}, 2))
        .hasMessage(
            "Cannot unpack times: expected 2 events, found bytes for 1; prepare the data set again");
    assertThatThrownBy(() -> PackedForms.unpackTimes(new byte[] {1, 2, 3}, 2))
        .isInstanceOf(ShardException.class);
    assertThatThrownBy(() -> PackedForms.unpackCoordinates(new byte[3], 2, 300))
        .isInstanceOf(ShardException.class);
    assertThatThrownBy(() -> PackedForms.unpackPolarities(new byte[1], 9))
        .isInstanceOf(ShardException.class);
  }

  private static EventStream oddTimes() {
    long[] times = {5, 3, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40, 0};
    return Streams.at(times);
  }

  private static List<Sample> samples(int count, SensorGeometry sensor) {
    SplittableRandom random = Key.of(3).child("samples").random();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EventStream events = Streams.random(random, sensor, 1 + random.nextInt(5000));
      samples.add(new Sample("Train/x/%05d.bin".formatted(i), i % 4, events));
    }
    return samples;
  }

  private static ShardWriter.Finished write(List<Sample> samples) throws Exception {
    try (ShardWriter writer = new ShardWriter()) {
      for (Sample sample : samples) {
        writer.add(sample);
      }
      return writer.finish("train-00000.parquet");
    }
  }
}
