package io.cofire.data.shards;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.events.SensorGeometry;
import org.junit.jupiter.api.Test;

class PackedEventsTest {

  @Test
  void eventsInAnyOrderOfTimeLastFromTheEarliestToTheLatest() {
    PackedEvents events = new PackedEvents(new SensorGeometry(2, 2));
    assertThat(events.spanMicros()).isZero();
    events.accept(new long[] {-5, 9}, new short[2], new short[2], new byte[2], 2);
    events.accept(new long[] {3, -7, 4, 100}, new short[3], new short[3], new byte[3], 3);
    assertThat(events.spanMicros()).isEqualTo(16);
  }
}
