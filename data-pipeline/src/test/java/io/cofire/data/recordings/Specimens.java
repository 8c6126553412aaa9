package io.cofire.data.recordings;

import io.cofire.data.Streams;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import java.util.List;

/** Small sound files of every format, for the tests that damage them. */
final class Specimens {

  private static final SensorGeometry SENSOR = new SensorGeometry(200, 150);
  private static final EventStream EVENTS =
      Streams.runs(Key.of(77).child("specimens").random(), SENSOR, 400);
  private static final EventStream ROW =
      Streams.random(Key.of(78).child("specimens").random(), new SensorGeometry(64, 1), 400);

  private static final List<Specimen> ALL =
      List.of(
          one("atis-bin", AtisBinEncoder.encode(EVENTS), 1),
          one("slayer-bs3", FixedWidthEncoders.bs3(EVENTS), 1),
          one("slayer-bs1", FixedWidthEncoders.bs1(ROW), 1),
          one("atis-td", FixedWidthEncoders.td(EVENTS), 1),
          one("dat", FixedWidthEncoders.dat2(EVENTS), 1),
          new Specimen("dat version 1", "dat", FixedWidthEncoders.dat1(EVENTS), 1),
          one("evt2", EvtEncoders.evt2(EVENTS), 1),
          one("evt21", EvtEncoders.evt21(EVENTS), 4),
          one("evt21-legacy", EvtEncoders.evt21Legacy(EVENTS), 4),
          one("evt3", EvtEncoders.evt3(EVENTS), 6));

  private Specimens() {}

  /**
   * A sound file.
   *
   * @param name what tests call it
   * @param format its format
   * @param eventsPerByte most events that a damaged one may give for each of its bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Specimen(String name, String format, byte[] bytes, int eventsPerByte) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** At least one of every format. */
  static List<Specimen> all() {
    return ALL;
  }

  private static Specimen one(String format, byte[] bytes, int eventsPerByte) {
    return new Specimen(format, format, bytes, eventsPerByte);
  }
}
