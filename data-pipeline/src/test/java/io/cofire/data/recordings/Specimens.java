package io.cofire.data.recordings;

import io.cofire.data.SharedData;
import io.cofire.data.Streams;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.aedat.AedatEncoders;
import io.cofire.data.recordings.atis.AtisBinEncoder;
import io.cofire.data.recordings.columns.MatFiles;
import io.cofire.data.recordings.prophesee.EvtEncoders;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.ColumnOrder;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EndToEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** Small sound files of every format, for the tests that damage them. */
public final class Specimens {

  private static final String AEDAT4 = "aedat4/tonic_sample.aedat4";
  private static final SensorGeometry SENSOR = new SensorGeometry(200, 150);
  private static final EventStream EVENTS =
      Streams.runs(Key.of(77).child("specimens").random(), SENSOR, 400);
  private static final EventStream ROW =
      Streams.random(Key.of(78).child("specimens").random(), new SensorGeometry(64, 1), 400);

  private static final EventStream SMALL =
      Streams.runs(Key.of(79).child("specimens").random(), new SensorGeometry(128, 128), 400);

  private static final DecodeOptions ALL_SPIKES = DecodeOptions.none().withStream(EndToEnd.STREAM);

  private static final List<Specimen> ALL =
      Stream.of(written(), real()).flatMap(List::stream).toList();

  private Specimens() {}

  /**
   * A sound file.
   *
   * @param name what tests call it
   * @param format its format
   * @param eventsPerByte most events that a damaged one may give for each of its bytes
   * @param options what is known beyond the file
   */
  public record Specimen(
      String name, String format, byte[] bytes, int eventsPerByte, DecodeOptions options) {

    Specimen(String name, String format, byte[] bytes, int eventsPerByte) {
      this(name, format, bytes, eventsPerByte, DecodeOptions.none());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** At least one of every format. */
  public static List<Specimen> all() {
    return ALL;
  }

  /** Whether every specimen is there; some are parts of real recordings, which may be missing. */
  public static boolean complete() {
    return SharedData.find(AEDAT4).isPresent();
  }

  private static List<Specimen> written() {
    return Stream.concat(own(), people()).toList();
  }

  /** Of the kinds that people meet. */
  private static Stream<Specimen> people() {
    DecodeOptions xypt = DecodeOptions.none().withColumns(ColumnOrder.of("x,y,p,t"));
    byte[] table = people("npy_2d_xypt_milliseconds.npy");
    return Stream.of(
        new Specimen("text of savetxt", "text", people("text_numpy_savetxt.txt"), 1),
        new Specimen("text in nanoseconds", "text", people("text_header_says_ns.csv"), 1),
        new Specimen("npy of rows", "npy", table, 1, xypt),
        new Specimen("npz of a structure", "npz", people("npz_nimagenet_event_data.npz"), 1032),
        new Specimen("npz of pos and neg", "npz", people("npz_pos_neg.npz"), 1032),
        new Specimen("hdf5 of rows", "hdf5", people("hdf5_mvsec_n_by_4.h5"), 1),
        new Specimen("hdf5 with an offset", "hdf5", people("hdf5_flat_with_t_offset.h5"), 1),
        new Specimen("hdf5, Blosc", "hdf5", people("hdf5_dsec_blosc_zstd.h5"), 1032),
        new Specimen("hdf5 of v2e", "hdf5", resource("v2e/v2e.h5"), 1032),
        new Specimen("hdf5, Metavision", "hdf5", resource("metavision/shuffled.h5"), 1032),
        new Specimen("hdf5, spikes of SHD", "hdf5", resource("spikes/shd_train.h5"), 1, ALL_SPIKES),
        one("rosbag", resource("ros/none.bag"), 1),
        new Specimen("rosbag, lz4", "rosbag", resource("ros/lz4.bag"), 255),
        new Specimen("rosbag, bz2", "rosbag", resource("ros/bz2.bag"), 4000),
        new Specimen("hdf5 of spikes", "hdf5", people("hdf5_shd_spikes.h5"), 1),
        new Specimen("aedat4, undescribed", "aedat4", people("aedat4_empty_outinfo.aedat4"), 1),
        new Specimen("aedat4, two streams", "aedat4", people("aedat4_two_cameras.aedat4"), 1));
  }

  private static byte[] people(String name) {
    return resource("people/" + name);
  }

  private static Stream<Specimen> own() {
    return Stream.of(
        one("atis-bin", AtisBinEncoder.encode(EVENTS), 1),
        one("slayer-bs3", FixedWidthEncoders.bs3(EVENTS), 1),
        one("slayer-bs1", FixedWidthEncoders.bs1(ROW), 1),
        one("atis-td", FixedWidthEncoders.td(EVENTS), 1),
        one("dat", FixedWidthEncoders.dat2(EVENTS), 1),
        new Specimen("dat version 1", "dat", FixedWidthEncoders.dat1(EVENTS), 1),
        one("evt2", EvtEncoders.evt2(EVENTS), 1),
        one("evt21", EvtEncoders.evt21(EVENTS), 4),
        one("evt21-legacy", EvtEncoders.evt21Legacy(EVENTS), 4),
        one("evt3", EvtEncoders.evt3(EVENTS), 6),
        one("aedat1", AedatEncoders.aedat1(SMALL), 1),
        one("aedat2", AedatEncoders.aedat2(SMALL), 1),
        one("aedat3", AedatEncoders.aedat3(SMALL), 1),
        one("event-stream", AedatEncoders.eventStream(EVENTS), 1),
        one("text", text(EVENTS), 1),
        one("npy", resource("packed.npy"), 1),
        one("npz", resource("stored.npz"), 1),
        one("mat", mat(Deflater.NO_COMPRESSION), 1),
        new Specimen("mat, deflated", "mat", mat(Deflater.DEFAULT_COMPRESSION), 1032),
        new Specimen("mat of SciPy", "mat", resource("rows.mat"), 1032),
        new Specimen("npz, deflated", "npz", resource("deflated.npz"), 1032),
        new Specimen("hdf5, compounds", "hdf5", resource("compound.h5"), 1),
        one("hdf5", resource("chunked.h5"), 1032));
  }

  private static byte[] text(EventStream events) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < events.size(); i++) {
      lines
          .append(events.timesMicros()[i] / 1e6)
          .append(" %d %d %d%n".formatted(events.xs()[i], events.ys()[i], events.polarities()[i]));
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] mat(int compression) {
    try {
      return MatFiles.events(EVENTS, compression);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) {
    try {
      return Decoding.resource(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Specimen> real() {
    return SharedData.find(AEDAT4).map(file -> one("aedat4", aedat4(file), 32)).stream().toList();
  }

  /** The beginning of a real recording, up to the end of its fourth packet. */
  private static byte[] aedat4(Path file) {
    try {
      byte[] whole = Files.readAllBytes(file);
      int end = 18 + ByteWindow.littleInt(whole, 14);
      for (int packet = 0; packet < 4; packet++) {
        end += 8 + ByteWindow.littleInt(whole, end + 4);
      }
      return Arrays.copyOf(whole, end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Specimen one(String format, byte[] bytes, int eventsPerByte) {
    return new Specimen(format, format, bytes, eventsPerByte);
  }
}
