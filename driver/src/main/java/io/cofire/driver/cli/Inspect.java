package io.cofire.driver.cli;

import io.cofire.data.errors.Legible;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cofire.driver.inspect.EventFrames;
import io.cofire.driver.inspect.FrameImages;
import io.cofire.driver.inspect.RecordingFacts;
import io.cofire.driver.inspect.RecordingFacts.HotPixel;
import io.cofire.driver.inspect.RecordingFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire inspect}: what one recording is like, in words and pictures. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Says what a recording is like, and draws it.")
final class Inspect implements Callable<Integer> {

  private static final int MOST_NAMED = 5;
  private static final int SHOWN_SIDE = 256; // smaller sensors are enlarged to about this
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Parameters(paramLabel = "FILE", description = "A recording; any Hadoop path.")
  private String file;

  @Mixin private Decoding decoding;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--png", paramLabel = "FILE", description = "Draw frames side by side.")
  private Optional<Path> png = Optional.empty();

  @Option(names = "--gif", paramLabel = "FILE", description = "Draw frames as an animation.")
  private Optional<Path> gif = Optional.empty();

  @Option(
      names = "--frames",
      paramLabel = "COUNT",
      description = "Equal parts of the time that are drawn (default: 16).")
  private int frames = 16;

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description = "Side of a pixel in the pictures (default: small sensors about 256).")
  private Optional<Integer> scale = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    png.ifPresent(Inspect::requireFolder);
    gif.ifPresent(Inspect::requireFolder);
    RecordingFile recording = new RecordingFile(file, decoding.options());
    RecordingFacts facts = RecordingFacts.of(recording);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree(facts)));
    } else {
      out.print(text(facts));
    }
    out.flush();
    if (png.isPresent() || gif.isPresent()) {
      draw(recording, facts);
    }
    return 0;
  }

  private static void requireFolder(Path picture) {
    if (!Files.isDirectory(picture.toAbsolutePath().getParent())) {
      throw new UsageException(
          String.format(
              Locale.ROOT, "Cannot draw into %s: no such folder; make it first", picture));
    }
  }

  private void draw(RecordingFile recording, RecordingFacts facts) throws IOException {
    int largest = Math.max(facts.sensor().width(), facts.sensor().height());
    int factor = scale.orElse(Math.max(1, SHOWN_SIDE / largest));
    List<BufferedImage> images = EventFrames.draw(recording, facts, frames, factor);
    if (png.isPresent()) {
      FrameImages.png(images, png.get());
    }
    if (gif.isPresent()) {
      FrameImages.gif(images, facts.durationMicros(), gif.get());
    }
  }

  private String text(RecordingFacts facts) {
    long off = facts.events() - facts.on();
    double share = facts.events() == 0 ? 0 : 100.0 * facts.on() / facts.events();
    String seconds = String.format(Locale.ROOT, "%.6f s", facts.durationMicros() / 1e6);
    return String.join(
        System.lineSeparator(),
        "file        " + Legible.of(file.toString()),
        "format      " + facts.format(),
        "sensor      " + facts.sensor(),
        String.format(Locale.ROOT, "events      %,d", facts.events()),
        String.format(
            Locale.ROOT,
            "duration    %s, from %,d us to %,d us",
            seconds,
            facts.firstMicros(),
            facts.lastMicros()),
        "rate        " + rate(facts),
        String.format(Locale.ROOT, "polarity    %,d ON (%.1f %%), %,d OFF", facts.on(), share, off),
        "pixels      " + pixels(facts),
        "hot pixels  " + hot(facts),
        "times       " + order(facts),
        "");
  }

  private static String rate(RecordingFacts facts) {
    return facts.durationMicros() == 0
        ? "none, all events at one time"
        : String.format(
            Locale.ROOT, "%,.0f events/s", facts.events() * 1e6 / facts.durationMicros());
  }

  private static String pixels(RecordingFacts facts) {
    long all = (long) facts.sensor().width() * facts.sensor().height();
    return facts.pixels() < 0
        ? "not counted, the sensor is larger than 4096x4096"
        : String.format(Locale.ROOT, "%,d of %,d have events", facts.pixels(), all);
  }

  private static String hot(RecordingFacts facts) {
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

  private static String order(RecordingFacts facts) {
    return facts.backwardSteps() == 0
        ? "in order"
        : String.format(
            Locale.ROOT,
            "%,d events earlier than the one before, by %,d us at most",
            facts.backwardSteps(),
            facts.furthestBackMicros());
  }

  private ObjectNode tree(RecordingFacts facts) {
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
      for (HotPixel pixel : facts.hotPixels()) {
        hot.addObject().put("x", pixel.x()).put("y", pixel.y()).put("events", pixel.events());
      }
    }
    tree.put("in_order", facts.backwardSteps() == 0);
    tree.put("backward_steps", facts.backwardSteps());
    tree.put("furthest_back_micros", facts.furthestBackMicros());
    return tree;
  }
}
