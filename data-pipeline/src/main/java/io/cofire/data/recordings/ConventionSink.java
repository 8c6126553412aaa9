package io.cofire.data.recordings;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Orientation;
import io.cofire.data.recordings.read.Polarity;

/**
 * Turns events as stored into events as the options want them, a block at a time and in place: the
 * columns belong to the decoder, which fills them anew.
 */
record ConventionSink(DecodeOptions options, EventSink sink) implements EventSink {

  private static final SensorGeometry UNUSED = new SensorGeometry(1, 1); // nothing is mirrored

  /** The sink itself where the options change nothing. */
  static EventSink of(DecodeOptions options, EventSink sink) {
    boolean nothing =
        options.orientation() == Orientation.AS_STORED && options.polarity() == Polarity.AS_STORED;
    return nothing ? sink : new ConventionSink(options, sink);
  }

  @Override
  public void expect(long events) {
    sink.expect(events);
  }

  @Override
  public void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
    Orientation orientation = options.orientation();
    orientation.mirror(xs, ys, count, options.sensor().orElse(UNUSED));
    options.polarity().apply(polarities, count);
    if (orientation.transposes()) {
      sink.accept(timesMicros, ys, xs, polarities, count);
    } else {
      sink.accept(timesMicros, xs, ys, polarities, count);
    }
  }
}
