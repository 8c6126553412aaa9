package io.cofire.data.shards;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;

/**
 * One row of a shard that was read: a sample with its events in the packed columns of {@link
 * EventColumns}.
 *
 * @param id where the sample came from
 * @param label its class
 * @param sensor size of the sensor
 * @param count number of events
 * @param times packed times
 * @param xs packed columns
 * @param ys packed rows
 * @param polarities packed polarities
 */
record PackedSample(
    String id,
    int label,
    SensorGeometry sensor,
    int count,
    byte[] times,
    byte[] xs,
    byte[] ys,
    byte[] polarities) {

  EventStream events() {
    return new EventStream(
        sensor,
        PackedForms.unpackTimes(times, count),
        PackedForms.unpackCoordinates(xs, count, sensor.width()),
        PackedForms.unpackCoordinates(ys, count, sensor.height()),
        PackedForms.unpackPolarities(polarities, count));
  }

  Sample unpack() {
    return new Sample(id, label, events());
  }

  long bytes() {
    return 100L + times.length + xs.length + ys.length + polarities.length;
  }
}
