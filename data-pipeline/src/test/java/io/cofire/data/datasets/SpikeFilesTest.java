package io.cofire.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Clip;
import io.cofire.data.recordings.Clips;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files in the layout of SHD and SSC, as {@code spikes/spikes.py} writes them. */
class SpikeFilesTest {

  private static final SensorGeometry COCHLEA = new SensorGeometry(700, 1);
  private static final LayoutOptions ANY =
      LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY);

  static MemoryTree shd() {
    return new MemoryTree()
        .with("audio/shd_train.h5", file("shd_train.h5"))
        .with("audio/shd_test.h5", file("shd_test.h5"));
  }

  static MemoryTree ssc() {
    return new MemoryTree()
        .with("ssc_train.h5", file("ssc_train.h5"))
        .with("ssc_valid.h5", file("ssc_valid.h5"))
        .with("ssc_test.h5", file("ssc_test.h5"));
  }

  private static byte[] file(String name) {
    try {
      return Decoding.resource("spikes/" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyRecordingOfAFileIsASampleWithItsLabel() throws IOException {
    DatasetIndex index = SpikeFiles.SHD.index(shd(), ANY);
    assertThat(index.sensor()).isEqualTo(COCHLEA);
    assertThat(index.classes()).hasSize(20).startsWith("zero", "one").contains("f\u00fcnf");
    assertThat(index.splits()).extracting(SplitEntries::name).containsExactly("train", "test");
    List<LabelledEntry> train = index.splits().get(0).recordings();
    assertThat(train).extracting(LabelledEntry::label).containsExactly(0, 19, 3, 3, 11, 0);
    assertThat(train.get(4).id()).isEqualTo("audio/shd_train.h5/00004");
  }

  @Test
  void whereTheFilesHaveNoNamesClassesAreNumbersAndValidIsVal() throws IOException {
    DatasetIndex index = SpikeFiles.SSC.index(ssc(), ANY);
    assertThat(index.classes()).hasSize(35).startsWith("0", "1").endsWith("34");
    assertThat(index.splits())
        .extracting(SplitEntries::name)
        .containsExactly("train", "val", "test");
  }

  /** The numbers are those that h5py reads. */
  @Test
  void onePassGivesEachRecordingFromItsOwnTimeZero() throws IOException {
    List<EventStream> recordings = cut("shd_train.h5", SpikeFiles.SHD.index(shd(), ANY));
    assertThat(recordings).extracting(EventStream::size).containsExactly(5, 8, 11, 14, 17, 20);
    EventStream last = recordings.get(5);
    assertThat(last.timesMicros()).startsWith(186_523, 288_818, 302_734, 491_211);
    assertThat(last.xs()).startsWith((short) 0, (short) 31, (short) 62, (short) 93);
    assertThat(last.ys()).containsOnly((short) 0);
    assertThat(last.polarities()).containsOnly((byte) 1);
  }

  private static List<EventStream> cut(String name, DatasetIndex index) throws IOException {
    List<LabelledEntry> entries = index.splits().get(0).recordings();
    List<EventBuilder> sinks = new ArrayList<>();
    List<Clip> clips = new ArrayList<>();
    for (LabelledEntry entry : entries) {
      sinks.add(new EventBuilder());
      clips.add(
          new Clip(entry.range(), COCHLEA, sinks.get(sinks.size() - 1), entry.originMicros()));
    }
    RecordingInput input = new RecordingInput(name, new ByteArrayInputStream(file(name)));
    Clips.cut(input, SpikeFiles.SHD.decoding(COCHLEA), clips);
    return sinks.stream().map(sink -> sink.build(COCHLEA)).toList();
  }

  @Test
  void whatIsPublishedIsAskedForUnlessItIsAPart() {
    assertThatThrownBy(() -> SpikeFiles.SHD.index(shd(), LayoutOptions.standard()))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("6 recordings in split train (expected 8156)");
    MemoryTree half = new MemoryTree().with("shd_train.h5", file("shd_train.h5"));
    assertThatThrownBy(() -> SpikeFiles.SHD.index(half, ANY))
        .hasMessageContaining("no recordings in split test (expected shd_test.h5");
    MemoryTree unvalidated =
        new MemoryTree()
            .with("ssc_train.h5", file("ssc_train.h5"))
            .with("ssc_test.h5", file("ssc_test.h5"));
    assertThatThrownBy(() -> SpikeFiles.SSC.index(unvalidated, LayoutOptions.standard()))
        .hasMessageContaining("no recordings in split val (expected ssc_valid.h5");
  }

  @Test
  void aFileOfAnotherKindIsNamed() throws IOException {
    MemoryTree other = shd().with("audio/shd_test.h5", Decoding.resource("chunked.h5"));
    assertThatThrownBy(() -> SpikeFiles.SHD.index(other, ANY))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("audio/shd_test.h5")
        .hasMessageContaining("expected spikes/times, spikes/units and labels");
    MemoryTree damaged = shd().with("audio/shd_test.h5", "no HDF5 at all");
    assertThatThrownBy(() -> SpikeFiles.SHD.index(damaged, ANY))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("damaged or unsupported HDF5");
  }

  @Test
  void aLabelWithoutAClassIsRefused() {
    MemoryTree tree = shd().with("shd_valid.h5", file("ssc_train.h5"));
    assertThatThrownBy(() -> SpikeFiles.SHD.index(tree, ANY))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("shd_valid.h5, recording 0: expected a label in 0..19, found 34");
  }

  @Test
  void clipsThatLieBehindEachOtherGetWhatAllOfThemGot() throws IOException {
    assertThat(IntStream.range(0, 6).mapToObj(i -> cutOne(i).size()).toList())
        .containsExactly(5, 8, 11, 14, 17, 20);
  }

  private static EventStream cutOne(int number) {
    try {
      EventBuilder events = new EventBuilder();
      RecordingInput input =
          new RecordingInput("a.h5", new ByteArrayInputStream(file("shd_train.h5")));
      LabelledEntry entry = LabelledEntry.numbered("a.h5", 1, 0, number);
      Clips.cut(
          input,
          SpikeFiles.SHD.decoding(COCHLEA),
          List.of(new Clip(entry.range(), COCHLEA, events, entry.originMicros())));
      return events.build(COCHLEA);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
