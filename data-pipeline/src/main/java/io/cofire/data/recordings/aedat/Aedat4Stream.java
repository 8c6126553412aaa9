package io.cofire.data.recordings.aedat;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A stream of an AEDAT 4 file as its XML description states it: {@code <node name="0">} under
 * {@code outInfo} with {@code <attr key="typeIdentifier">EVTS}, and below it a node {@code info}
 * with {@code sizeX} and {@code sizeY}.
 *
 * @param number of the stream in packet headers; {@link #UNKNOWN} where nothing describes it
 * @param described whether the file describes its streams
 * @param sensor its size, if stated
 */
record Aedat4Stream(int number, boolean described, Optional<SensorGeometry> sensor) {

  /** The number of a stream that is known when its first packet comes. */
  static final int UNKNOWN = -1;

  private static final int SIDE_LIMIT = 32_768; // coordinates are int16

  /**
   * The stream that a user wants, by its number or its name, or else the first stream of events.
   * Where the description has no stream at all, it is that of the first packet of events.
   *
   * @throws RecordingException if there is none or the description is no XML
   */
  static Aedat4Stream events(
      String xml, Optional<String> wanted, Findings findings, String recording, long offset)
      throws RecordingException {
    Map<Integer, Map<String, String>> all = streams(xml, recording, offset);
    if (all.isEmpty()) {
      return new Aedat4Stream(number(wanted, recording, offset), false, Optional.empty());
    }
    Map<Integer, Map<String, String>> events = new TreeMap<>(all);
    events.values().removeIf(stream -> !"EVTS".equals(stream.get("typeIdentifier")));
    for (Map.Entry<Integer, Map<String, String>> stream : events.entrySet()) {
      String name = stream.getValue().get("originalOutputName");
      String number = String.valueOf(stream.getKey());
      if (wanted.isEmpty() || wanted.get().equals(number) || wanted.get().equals(name)) {
        note(events, stream.getKey(), findings);
        return new Aedat4Stream(stream.getKey(), true, sensor(stream.getValue()));
      }
    }
    throw RecordingException.at(
        recording,
        offset,
        "no stream of events" + wanted.map(name -> " " + name).orElse(""),
        "expected one of type EVTS, found streams "
            + (wanted.isPresent() ? named(events) : all.keySet()));
  }

  private static Map<Integer, Map<String, String>> streams(
      String xml, String recording, long offset) throws RecordingException {
    try {
      return xml.isBlank() ? Map.of() : parse(xml);
    } catch (XMLStreamException | NumberFormatException e) {
      throw RecordingException.at(
          recording, offset, "description of the streams", "expected XML, found " + e.getMessage());
    }
  }

  private static int number(Optional<String> wanted, String recording, long offset)
      throws RecordingException {
    if (wanted.isPresent() && !wanted.get().matches("[0-9]{1,9}")) {
      throw RecordingException.at(
          recording,
          offset,
          "no stream " + wanted.get(),
          "expected a number, found no description of the streams");
    }
    return wanted.map(Integer::parseInt).orElse(UNKNOWN);
  }

  private static void note(
      Map<Integer, Map<String, String>> events, int chosen, Findings findings) {
    if (events.size() > 1) {
      events.forEach(
          (number, stream) -> {
            if (number == chosen) {
              findings.read(name(number, stream));
            } else {
              findings.leave(name(number, stream));
            }
          });
    }
  }

  private static List<String> named(Map<Integer, Map<String, String>> events) {
    return events.entrySet().stream().map(e -> name(e.getKey(), e.getValue())).toList();
  }

  private static String name(int number, Map<String, String> stream) {
    String name = stream.get("originalOutputName");
    return name == null ? String.valueOf(number) : number + " (" + name + ")";
  }

  private static Optional<SensorGeometry> sensor(Map<String, String> attributes) {
    int width = side(attributes.get("sizeX"));
    int height = side(attributes.get("sizeY"));
    return width > 0 && height > 0
        ? Optional.of(new SensorGeometry(width, height))
        : Optional.empty();
  }

  private static int side(String value) {
    if (value == null || !value.matches("[0-9]{1,5}")) {
      return 0;
    }
    int side = Integer.parseInt(value);
    return side <= SIDE_LIMIT ? side : 0;
  }

  /** Attributes of each stream: those of its node and of the nodes below. */
  private static Map<Integer, Map<String, String>> parse(String xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
    Map<Integer, Map<String, String>> streams = new TreeMap<>();
    Deque<String> path = new ArrayDeque<>();
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT && !reader.getLocalName().equals("attr")) {
        path.removeLast();
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        if (!reader.getLocalName().equals("attr")) {
          path.addLast(String.valueOf(reader.getAttributeValue(null, "name")));
          continue;
        }
        String key = reader.getAttributeValue(null, "key");
        Optional<Integer> stream = stream(path);
        if (stream.isPresent() && key != null) {
          streams
              .computeIfAbsent(stream.get(), number -> new HashMap<>())
              .putIfAbsent(key, reader.getElementText());
        }
      }
    }
    return streams;
  }

  /** The number of the stream whose node is on the path: the first that is a number. */
  private static Optional<Integer> stream(Deque<String> path) {
    return path.stream()
        .filter(name -> name.matches("[0-9]{1,9}"))
        .findFirst()
        .map(Integer::valueOf);
  }
}
