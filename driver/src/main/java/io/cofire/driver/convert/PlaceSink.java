package io.cofire.driver.convert;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;

/** Gives events their new pixels and times, and passes on those that have some. */
final class PlaceSink implements EventSink {

  private final Crop crop;
  private final Thinning thinning;
  private final Shift shift;
  private final EventSink sink;
  private final KeptColumns kept = new KeptColumns();
  private long cropped;
  private long thinned;
  private long written;
  private long added; // to each time, once the first event is there

  PlaceSink(Crop crop, Thinning thinning, Shift shift, EventSink sink) {
    this.crop = crop;
    this.thinning = thinning;
    this.shift = shift;
    this.sink = sink;
  }

  long cropped() {
    return cropped;
  }

  long thinned() {
    return thinned;
  }

  long written() {
    return written;
  }

  @Override
  public void accept(long[] times, short[] xs, short[] ys, byte[] polarities, int count) {
    kept.clear(count);
    SensorGeometry size = crop.size();
    for (int i = 0; i < count; i++) {
      int x = (xs[i] & 0xFFFF) - crop.left();
      int y = (ys[i] & 0xFFFF) - crop.top();
      if (x < 0 || y < 0 || x >= size.width() || y >= size.height()) {
        cropped++;
        continue;
      }
      int column = thinning.place(x, size.width());
      int row = thinning.place(y, size.height());
      if (column < 0 || row < 0) {
        thinned++;
        continue;
      }
      kept.add(shifted(times[i]), column, row, polarities[i]);
      written++;
    }
    kept.handTo(sink);
  }

  private long shifted(long time) {
    if (written == 0) {
      added = shift.micros().orElse(-time);
    }
    long moved = time + added;
    if (((time ^ moved) & (added ^ moved)) < 0) {
      throw new InvalidValue(
          "--shift", added, "must leave times that 64 bits hold, not of " + time);
    }
    return moved;
  }
}
