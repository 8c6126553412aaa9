package io.cofire.driver.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.driver.inspect.EventFrames;
import io.cofire.driver.inspect.FactsJson;
import io.cofire.driver.inspect.FactsText;
import io.cofire.driver.inspect.FrameImages;
import io.cofire.driver.inspect.RecordingFacts;
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

  private static final int FRAMES = 16;
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
  private Optional<Integer> frames = Optional.empty();

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description = "Side of a pixel in the pictures (default: small sensors about 256).")
  private Optional<Integer> scale = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if ((frames.isPresent() || scale.isPresent()) && png.isEmpty() && gif.isEmpty()) {
      throw new UsageException(
          "Cannot inspect: --frames and --scale are about pictures; state --png or --gif, or leave them out");
    }
    png.ifPresent(this::requireNew);
    gif.ifPresent(this::requireNew);
    RecordingFile recording = new RecordingFile(file, decoding.words().over(DecodeOptions.none()));
    RecordingFacts facts = RecordingFacts.of(recording);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(FactsJson.of(file, facts)));
    } else {
      new FactsText(facts).lines(file).forEach(out::println);
    }
    out.flush();
    if (png.isPresent() || gif.isPresent()) {
      draw(recording, facts);
    }
    return 0;
  }

  private void requireNew(Path picture) {
    if (picture.toAbsolutePath().normalize().equals(Path.of(file).toAbsolutePath().normalize())) {
      throw new UsageException(
          String.format(
              Locale.ROOT, "Cannot draw into %s: it is what is read; name another file", picture));
    }
    if (Files.isDirectory(picture)) {
      throw new UsageException(
          String.format(
              Locale.ROOT, "Cannot draw into %s: a folder is there; name a file", picture));
    }
    if (!Files.isDirectory(picture.toAbsolutePath().getParent())) {
      throw new UsageException(
          String.format(
              Locale.ROOT, "Cannot draw into %s: no such folder; make it first", picture));
    }
  }

  private void draw(RecordingFile recording, RecordingFacts facts) throws IOException {
    int largest = Math.max(facts.sensor().width(), facts.sensor().height());
    int factor = scale.orElse(Math.max(1, SHOWN_SIDE / largest));
    List<BufferedImage> images = EventFrames.draw(recording, facts, frames.orElse(FRAMES), factor);
    if (png.isPresent()) {
      FrameImages.png(images, png.get());
      drawn(png.get(), images.size());
    }
    if (gif.isPresent()) {
      FrameImages.gif(images, facts.durationMicros(), gif.get());
      drawn(gif.get(), images.size());
    }
  }

  /** Beside the figures, which programs may read. */
  private void drawn(Path picture, int images) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(Locale.ROOT, "%s: %d frames%n", picture, images);
    err.flush();
  }
}
