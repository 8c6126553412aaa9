package io.cofire.data.recordings.aedat;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.RecordingException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
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
 * @param number of the stream in packet headers
 * @param sensor its size, if stated
 */
record Aedat4Stream(int number, Optional<SensorGeometry> sensor) {

  private static final int SIDE_LIMIT = 32_768; // coordinates are int16

  /**
   * The first stream of events.
   *
   * @throws RecordingException if there is none or the description is no XML
   */
  static Aedat4Stream events(String xml, String recording, long offset) throws RecordingException {
    Map<Integer, Map<String, String>> streams;
    try {
      streams = parse(xml);
    } catch (XMLStreamException | NumberFormatException e) {
      throw RecordingException.at(
          recording, offset, "description of the streams", "expected XML, found " + e.getMessage());
    }
    for (Map.Entry<Integer, Map<String, String>> stream : streams.entrySet()) {
      if ("EVTS".equals(stream.getValue().get("typeIdentifier"))) {
        return new Aedat4Stream(stream.getKey(), sensor(stream.getValue()));
      }
    }
    throw RecordingException.at(
        recording,
        offset,
        "no stream of events",
        "expected one of type EVTS, found streams " + streams.keySet());
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
