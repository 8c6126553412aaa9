package io.cofire.driver.inspect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cofire.data.recordings.read.Discard;
import io.cofire.driver.inspect.RecordingFacts.Extent;
import io.cofire.driver.inspect.RecordingFacts.HotPixel;
import io.cofire.driver.inspect.RecordingFacts.Place;
import io.cofire.driver.inspect.RecordingFacts.Reading;
import io.cofire.driver.inspect.RecordingFacts.Steps;
import java.util.Locale;
import java.util.Map;

/** What a recording is like, as JSON. */
public final class FactsJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FactsJson() {}

  /**
   * All facts.
   *
   * @param file names it
   */
  public static ObjectNode of(String file, RecordingFacts facts) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("file", file).put("format", facts.format());
    tree.put("width", facts.sensor().width()).put("height", facts.sensor().height());
    tree.put("events", facts.events()).put("on", facts.on());
    tree.put("off", facts.events() - facts.on());
    tree.put("first_micros", facts.firstMicros()).put("last_micros", facts.lastMicros());
    tree.put("duration_micros", facts.durationMicros());
    if (facts.durationMicros() > 0) {
      tree.put("events_per_second", facts.events() * 1e6 / facts.durationMicros());
    }
    if (facts.pixels() >= 0) {
      tree.put("pixels_with_events", facts.pixels());
      ArrayNode hot = tree.putArray("hot_pixels");
      facts.hotPixels().forEach(pixel -> put(hot.addObject(), pixel));
      put(tree.putObject("busiest_pixel"), facts.busiest())
          .put("share", facts.share(facts.busiest().events()));
    }
    put(tree, facts.extent());
    put(tree, facts.steps());
    tree.put("out_of_order_share", facts.share(facts.steps().backward()));
    put(tree, facts.reading());
    return tree;
  }

  private static ObjectNode put(ObjectNode tree, HotPixel pixel) {
    return tree.put("x", pixel.x()).put("y", pixel.y()).put("events", pixel.events());
  }

  private static void put(ObjectNode tree, Extent extent) {
    put(tree.putObject("first_event"), extent.first());
    put(tree.putObject("last_event"), extent.last());
    tree.put("min_x", extent.minX()).put("max_x", extent.maxX());
    tree.put("min_y", extent.minY()).put("max_y", extent.maxY());
  }

  private static void put(ObjectNode tree, Place place) {
    tree.put("micros", place.micros()).put("x", place.x()).put("y", place.y());
  }

  private static void put(ObjectNode tree, Steps steps) {
    tree.put("in_order", steps.backward() == 0);
    tree.put("backward_steps", steps.backward());
    tree.put("furthest_back_micros", steps.furthestBackMicros());
    tree.put("longest_gap_micros", steps.longestGapMicros());
    tree.put("longest_gap_from_micros", steps.longestGapFromMicros());
    tree.put("gaps_of_100_ms", steps.gaps());
    tree.put("duplicates", steps.duplicates());
  }

  private static void put(ObjectNode tree, Reading reading) {
    tree.put("time_unit", reading.unit().word());
    tree.put("time_unit_from", reading.unit().source().name().toLowerCase(Locale.ROOT));
    tree.put("time_unit_reason", reading.unit().reason());
    reading.stream().ifPresent(name -> tree.put("stream", name));
    ArrayNode left = tree.putArray("streams_not_read");
    reading.left().forEach(left::add);
    Map<Discard, Long> dropped = reading.dropped();
    tree.put("dropped_events_outside", dropped.getOrDefault(Discard.OUTSIDE, 0L));
    tree.put("dropped_tail_bytes", dropped.getOrDefault(Discard.TAIL, 0L));
    ArrayNode warnings = tree.putArray("warnings");
    reading.doubts().forEach(warnings::add);
  }
}
