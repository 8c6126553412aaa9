package io.cofire.data.shards;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was dropped of recordings with faults, because the user chose to keep the rest of them.
 *
 * @param what such as {@code events outside the sensor}
 * @param count how many of them
 * @param recordings of how many recordings, or labelled parts of one
 * @param first path of the first of these
 */
@JsonPropertyOrder({"what", "count", "recordings", "first"})
public record Dropped(String what, long count, long recordings, String first) {

  /** The first of them, for one line of a message. */
  public String describe() {
    return first + ": dropped: " + what;
  }

  /** What some shards dropped, in their order, summed for each kind. */
  public static List<Dropped> merged(List<Dropped> all) {
    Map<String, Dropped> byKind = new LinkedHashMap<>();
    for (Dropped one : all) {
      byKind.merge(
          one.what,
          one,
          (a, b) -> new Dropped(a.what, a.count + b.count, a.recordings + b.recordings, a.first));
    }
    return new ArrayList<>(byKind.values());
  }
}
