package io.cofire.data.shards;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is true of some recordings of a prepared set.
 *
 * @param text what, as it goes on after the name of a recording
 * @param recordings how many of which it is true
 * @param first path of the first of them
 */
@JsonPropertyOrder({"text", "recordings", "first"})
public record Remark(String text, long recordings, String first) {

  /** The remarks of some shards, in their order, one for each text. */
  public static List<Remark> merged(List<Remark> remarks) {
    Map<String, Remark> byText = new LinkedHashMap<>();
    for (Remark remark : remarks) {
      byText.merge(
          remark.text, remark, (a, b) -> new Remark(a.text, a.recordings + b.recordings, a.first));
    }
    return new ArrayList<>(byText.values());
  }
}
