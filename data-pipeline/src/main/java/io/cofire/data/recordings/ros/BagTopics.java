package io.cofire.data.recordings.ros;

import io.cofire.data.recordings.read.Findings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The connections of a bag, and the topic whose events are read: the first one, or that asked for.
 */
final class BagTopics {

  /**
   * MD5 that ROS gives the definition of {@code dvs_msgs/EventArray}; {@code
   * prophesee_event_msgs/EventArray} has the same fields.
   */
  static final String EVENT_ARRAY = "5e8beee5a6c107e504c2e78903c224b8";

  private static final int MOST = 10_000; // whatever a file says

  private final Optional<String> asked;
  private final Findings findings;
  private final Map<Long, String> events = new HashMap<>();
  private final Map<String, String> others = new TreeMap<>();
  private String chosen = "";

  BagTopics(Optional<String> asked, Findings findings) {
    this.asked = asked;
    this.findings = findings;
  }

  /** A connection: its topic, and the type of its messages. */
  void add(long number, String topic, BagFields connection) {
    if (events.size() + others.size() >= MOST) {
      return;
    }
    String type = connection.text("type");
    if (!connection.text("md5sum").equals(EVENT_ARRAY)) {
      others.put(topic, type.endsWith("/EventArray") ? type + " of other fields" : type);
      return;
    }
    events.put(number, topic);
    if (chosen.isEmpty() && asked.stream().allMatch(name -> isCalled(topic, name))) {
      chosen = topic;
    }
    for (String one : events.values()) {
      if (!chosen.isEmpty() && !one.equals(chosen)) {
        findings.read(chosen);
        findings.leave(one);
      }
    }
  }

  private static boolean isCalled(String topic, String name) {
    return topic.equals(name) || topic.equals("/" + name);
  }

  /** Whether the messages of a connection are read. */
  boolean isRead(long connection) {
    return !chosen.isEmpty() && chosen.equals(events.get(connection));
  }

  /**
   * What is wrong if nothing was read, for messages.
   *
   * @return topics of the bag and their types
   */
  String found() {
    Map<String, String> all = new TreeMap<>(others);
    events.values().forEach(topic -> all.put(topic, "events"));
    return all.isEmpty() ? "none" : all.toString();
  }

  /** Whether some topic is read. */
  boolean any() {
    return !chosen.isEmpty();
  }

  /** What would be read, for messages. */
  String expected() {
    return asked
        .map(name -> "the topic " + name + " of dvs_msgs/EventArray")
        .orElse("a topic of dvs_msgs/EventArray or prophesee_event_msgs/EventArray");
  }
}
