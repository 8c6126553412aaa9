package io.cofire.driver.inspect;

import io.cofire.data.errors.Legible;
import io.cofire.driver.inspect.RecordingFacts.Extent;
import io.cofire.driver.inspect.RecordingFacts.HotPixel;
import io.cofire.driver.inspect.RecordingFacts.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a recording is like, in words: a line for each fact. */
public final class FactsText {

  private static final int MOST_NAMED = 5;

  private final RecordingFacts facts;

  /** Of a recording. */
  public FactsText(RecordingFacts facts) {
    this.facts = facts;
  }

  /**
   * The lines.
   *
   * @param file names it
   */
  public List<String> lines(String file) {
    long off = facts.events() - facts.on();
    List<String> lines = new ArrayList<>();
    lines.add("file        " + Legible.of(file));
    lines.add("format      " + facts.format());
    lines.add("sensor      " + facts.sensor());
    lines.add(String.format(Locale.ROOT, "events      %,d", facts.events()));
    lines.add(
        String.format(
            Locale.ROOT,
            "duration    %.6f s, from %,d us to %,d us",
            facts.durationMicros() / 1e6,
            facts.firstMicros(),
            facts.lastMicros()));
    lines.add("rate        " + rate());
    lines.add(
        String.format(
            Locale.ROOT,
            "polarity    %,d ON (%.1f %%), %,d OFF",
            facts.on(),
            100 * facts.share(facts.on()),
            off));
    lines.add("pixels      " + pixels());
    lines.add("hot pixels  " + hot());
    lines.add("busiest     " + busiest());
    lines.add("extent      " + extent());
    lines.add("times       " + order());
    lines.add("steps       " + steps());
    lines.add("time unit   " + facts.reading().unit());
    facts.reading().stream().ifPresent(name -> lines.add("stream      " + name));
    facts.reading().left().forEach(name -> lines.add("not read    " + name));
    new TreeMap<>(facts.reading().dropped())
        .forEach(
            (what, count) ->
                lines.add(String.format(Locale.ROOT, "dropped     %s: %,d", what.words(), count)));
    facts.reading().doubts().forEach(doubt -> lines.add("warning     it " + doubt));
    return lines;
  }

  private String rate() {
    return facts.durationMicros() == 0
        ? "none, all events at one time"
        : String.format(
            Locale.ROOT, "%,.0f events/s", facts.events() * 1e6 / facts.durationMicros());
  }

  private String pixels() {
    long all = (long) facts.sensor().width() * facts.sensor().height();
    return facts.pixels() < 0
        ? "not counted, the sensor is larger than 4096x4096"
        : String.format(Locale.ROOT, "%,d of %,d have events", facts.pixels(), all);
  }

  private String hot() {
    List<HotPixel> hot = facts.hotPixels();
    if (hot.isEmpty()) {
      return facts.pixels() < 0 ? "not counted" : "none above 10 times the median";
    }
    String named =
        hot.stream()
            .limit(MOST_NAMED)
            .map(p -> String.format(Locale.ROOT, "(%d, %d) %,d", p.x(), p.y(), p.events()))
            .collect(Collectors.joining(", "));
    String more = hot.size() > MOST_NAMED ? ", ..." : "";
    return String.format(
        Locale.ROOT, "%,d above 10 times the median: %s%s", hot.size(), named, more);
  }

  private String busiest() {
    HotPixel busiest = facts.busiest();
    return busiest.events() == 0
        ? "not counted"
        : String.format(
            Locale.ROOT,
            "(%d, %d) has %.2f %% of the events",
            busiest.x(),
            busiest.y(),
            100 * facts.share(busiest.events()));
  }

  private String extent() {
    Extent extent = facts.extent();
    return String.format(
        Locale.ROOT,
        "x %d..%d, y %d..%d; first event at (%d, %d), last at (%d, %d)",
        extent.minX(),
        extent.maxX(),
        extent.minY(),
        extent.maxY(),
        extent.first().x(),
        extent.first().y(),
        extent.last().x(),
        extent.last().y());
  }

  private String order() {
    Steps steps = facts.steps();
    return steps.backward() == 0
        ? "in order"
        : String.format(
            Locale.ROOT,
            "%,d events earlier than the one before, by %,d us at most",
            steps.backward(),
            steps.furthestBackMicros());
  }

  private String steps() {
    Steps steps = facts.steps();
    return String.format(
        Locale.ROOT,
        "longest gap %,d us from %,d us, %,d of 100 ms or more; %.2f %% out of order; %,d duplicates",
        steps.longestGapMicros(),
        steps.longestGapFromMicros(),
        steps.gaps(),
        100 * facts.share(steps.backward()),
        steps.duplicates());
  }
}
