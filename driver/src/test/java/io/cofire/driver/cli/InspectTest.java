package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.SharedData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at recordings, without Spark. */
class InspectTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(outBefore);
    System.setErr(errBefore);
  }

  @Test
  void aRealRecordingIsDescribed() {
    assertThat(Cofire.execute("inspect", digit(), "--sensor=34x34")).isEqualTo(0);

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("format      atis-bin\nsensor      34x34\nevents      4,681\nduration    0.3")
        .contains("times       in order\n");
  }

  @Test
  void jsonHasTheSameFigures() throws IOException {
    assertThat(Cofire.execute("inspect", digit(), "--sensor=34x34", "--json")).isEqualTo(0);

    JsonNode facts = new ObjectMapper().readTree(printed.toByteArray());
    assertThat(facts.get("events").asLong()).isEqualTo(4_681);
    assertThat(facts.get("on").asLong() + facts.get("off").asLong()).isEqualTo(4_681);
    assertThat(facts.get("width").asInt()).isEqualTo(34);
    assertThat(facts.get("in_order").asBoolean()).isTrue();
    assertThat(facts.get("hot_pixels").isArray()).isTrue();
  }

  @Test
  void hotPixelsAndTimesThatGoBackAreTold() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 30; i++) {
      bytes.write(new byte[] {7, 9, (byte) 0x80, 0, (byte) (100 + i)});
      if (i < 5) {
        bytes.write(new byte[] {(byte) i, 0, 0, 0, (byte) (90 + i)});
      }
    }
    Path file = Files.write(folder.resolve("hot.bin"), bytes.toByteArray());

    assertThat(Cofire.execute("inspect", file.toString())).isEqualTo(0);

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("hot pixels  1 above 10 times the median: (7, 9) 30\n")
        .contains("polarity    30 ON (85.7 %), 5 OFF\n")
        .contains("times       5 events earlier than the one before, by 10 us at most\n");
  }

  @Test
  void whatWasDecidedAndWhereTheEventsAreIsTold() throws IOException {
    String events =
        "timestamp_ns,x,y,p\n0,3,4,1\n0,3,4,1\n0,5,6,0\n900000000,9,2,1\n100000,7,1,0\n";
    Path file = Files.writeString(folder.resolve("a.csv"), events);

    assertThat(Cofire.execute("inspect", file.toString())).isEqualTo(0);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("busiest     (3, 4) has 40.00 % of the events\n")
        .contains("extent      x 3..9, y 1..6; first event at (3, 4), last at (7, 1)\n")
        .contains(
            "steps       longest gap 900,000 us from 0 us, 1 of 100 ms or more; 20.00 % out of"
                + " order; 1 duplicates\n")
        .contains("time unit   nanoseconds, by the name of column timestamp_ns\n");

    printed.reset();
    assertThat(Cofire.execute("inspect", file.toString(), "--json")).isEqualTo(0);
    JsonNode facts = new ObjectMapper().readTree(printed.toByteArray());
    assertThat(facts.get("first_event")).hasToString("{\"micros\":0,\"x\":3,\"y\":4}");
    assertThat(facts.get("last_event")).hasToString("{\"micros\":100,\"x\":7,\"y\":1}");
    assertThat(facts.get("min_x").asInt()).isEqualTo(3);
    assertThat(facts.get("max_x").asInt()).isEqualTo(9);
    assertThat(facts.get("min_y").asInt()).isEqualTo(1);
    assertThat(facts.get("max_y").asInt()).isEqualTo(6);
    assertThat(facts.get("time_unit").asText()).isEqualTo("nanoseconds");
    assertThat(facts.get("time_unit_from").asText()).isEqualTo("file");
    assertThat(facts.get("longest_gap_micros").asLong()).isEqualTo(900_000);
    assertThat(facts.get("gaps_of_100_ms").asLong()).isEqualTo(1);
    assertThat(facts.get("duplicates").asLong()).isEqualTo(1);
    assertThat(facts.get("out_of_order_share").asDouble()).isEqualTo(0.2);
    assertThat(facts.get("busiest_pixel").get("share").asDouble()).isEqualTo(0.4);
    assertThat(facts.get("warnings")).isEmpty();
    assertThat(facts.get("streams_not_read")).isEmpty();
  }

  @Test
  void doubtsAndOptionsAreTold() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "2,1,9,0,5\n2,3,9,1,8\n");

    assertThat(Cofire.execute("inspect", file.toString())).isEqualTo(3);
    assertThat(errors()).contains("(expected 4 numbers, found 5 in the line; name the columns)");
    assertThat(Cofire.execute("inspect", file.toString(), "--columns=y,x,_,p,t")).isEqualTo(0);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(
            "warning     it lasts under 1 ms if its times are microseconds (by whole times, which"
                + " nothing states otherwise); state the unit if they are not\n");

    printed.reset();
    String[] stated = {"--columns=y,x,_,p,t", "--time-unit=MILLISECONDS", "--polarity=inverted"};
    assertThat(Cofire.execute("inspect", file.toString(), stated[0], stated[1], stated[2]))
        .isEqualTo(0);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("time unit   milliseconds, by the option\n")
        .contains("polarity    1 ON (50.0 %), 1 OFF\n")
        .doesNotContain("warning");
    assertThat(Cofire.execute("inspect", file.toString(), "--columns=y,x,t")).isEqualTo(2);
    assertThat(Cofire.execute("inspect", file.toString(), "--time-unit=weeks")).isEqualTo(2);
    assertThat(errors())
        .contains("cofire: Invalid --columns: y,x,t (expected one of p, ps, pol, polarity,")
        .contains("cofire: Invalid --time-unit: weeks (expected one of by-type, seconds,");
  }

  @Test
  void whatIsDroppedOfARecordingWithFaultsIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "5,1,1,0\n6,99,1,1\n7,2,2,1\n8,3");
    String[] command = {"inspect", file.toString(), "--sensor=34x34", "--faults=keep-whole"};
    assertThat(Cofire.execute(command)).isEqualTo(3);
    assertThat(errors())
        .contains("event outside the sensor at byte 8 (expected x < 34 and y < 34,");
    command[3] = "--faults=keep-whole,drop-outside";
    assertThat(Cofire.execute(command)).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("events      2\n")
        .contains("dropped     events outside the sensor: 1\ndropped     bytes of a cut tail: 3\n");
    printed.reset();
    assertThat(Cofire.execute(command[0], command[1], command[2], command[3], "--json")).isZero();
    JsonNode facts = new ObjectMapper().readTree(printed.toString(StandardCharsets.UTF_8));
    assertThat(facts.get("dropped_events_outside").asInt()).isEqualTo(1);
    assertThat(facts.get("dropped_tail_bytes").asInt()).isEqualTo(3);
    command[3] = "--faults=ignore";
    assertThat(Cofire.execute(command)).isEqualTo(2);
    assertThat(errors()).contains("cofire: Invalid --faults: ignore (expected reject, or keep-");
  }

  @Test
  void framesAreDrawnSideBySideAndAsAnAnimation() throws IOException {
    Path png = folder.resolve("a.png");
    Path gif = folder.resolve("a.gif");

    int code =
        Cofire.execute(
            "inspect",
            digit(),
            "--sensor=34x34",
            "--frames=10",
            "--scale=3",
            "--png=" + png,
            "--gif=" + gif);

    assertThat(code).isEqualTo(0);
    BufferedImage sheet = ImageIO.read(png.toFile());
    assertThat(sheet.getWidth()).isEqualTo(8 * 104 - 2);
    assertThat(sheet.getHeight()).isEqualTo(2 * 104 - 2);
    assertThat(sheet.getRGB(103, 0)).isEqualTo(0xFFFFFFFF);
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(10);
      for (int i = 0; i < 10; i++) {
        BufferedImage frame = reader.read(i);
        assertThat(frame.getWidth()).isEqualTo(102);
        assertThat(frame.getHeight()).isEqualTo(102);
        assertThat(frame.getRGB(50, 50))
            .isEqualTo(sheet.getRGB(i % 8 * 104 + 50, i / 8 * 104 + 50));
      }
      IIOMetadataNode metadata =
          (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
      IIOMetadataNode control =
          (IIOMetadataNode) metadata.getElementsByTagName("GraphicControlExtension").item(0);
      assertThat(control.getAttribute("delayTime")).isEqualTo("3");
      assertThat(metadata.getElementsByTagName("ApplicationExtension").getLength()).isEqualTo(1);
    } finally {
      reader.dispose();
    }
  }

  @Test
  void anOptionThatSaysNothingIsNotPassedOverInSilence() throws IOException {
    String[] command = {"inspect", digit(), "--sensor=34x34", "--time-unit=ns", "--stream=1"};
    assertThat(Cofire.execute(command)).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("warning     it was read without --time-unit, which says nothing of atis-bin\n")
        .contains("warning     it was read without --stream, which says nothing of atis-bin\n");
    printed.reset();
    Path csv = Files.writeString(folder.resolve("a.csv"), "%geometry:64,48\n1,1,1,0\n2,9,1,9000\n");
    assertThat(Cofire.execute("inspect", csv.toString(), "--columns=x,y,p,t_us")).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("warning");
    assertThat(Cofire.execute("inspect", csv.toString(), "--columns=x,y,p,t_us", "--sensor=34x34"))
        .isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("warning     it was read without --sensor 34x34: it states a sensor of 64x48\n");
    assertThat(Cofire.execute("inspect", digit(), "--scale=3")).isEqualTo(2);
    assertThat(errors())
        .contains("cofire: Cannot inspect: --frames and --scale are about pictures; state --png");
  }

  @Test
  void aDamagedRecordingIsTheDatasFaultAndNamesTheByte() throws IOException {
    Path file = Files.write(folder.resolve("short.bin"), new byte[] {1, 2, 0, 0, 7, 1});

    assertThat(Cofire.execute("inspect", file.toString())).isEqualTo(3);
    assertThat(errors())
        .isEqualTo(
            "cofire: Cannot read recording %s: event truncated at byte 5 (need 5, found 1)%n"
                .formatted(file));
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(Cofire.execute("inspect", folder + "/none.bin")).isEqualTo(3);
    assertThat(Cofire.execute("inspect", folder.toString())).isEqualTo(3);
    assertThat(Cofire.execute("inspect", digit(), "--png=" + folder + "/no/a.png")).isEqualTo(2);
    assertThat(Cofire.execute("inspect", digit(), "--sensor=34")).isEqualTo(2);
    assertThat(Cofire.execute("inspect", digit(), "--gif=" + folder + "/a.gif", "--frames=0"))
        .isEqualTo(2);
    assertThat(errors().lines())
        .containsExactly(
            "cofire: Cannot read recording " + folder + "/none.bin: no such file; check the path",
            "cofire: Cannot read recording " + folder + ": it is a folder; name one of its files",
            "cofire: Cannot draw into " + folder + "/no/a.png: no such folder; make it first",
            "cofire: Invalid sensor size: 34 (expected WIDTHxHEIGHT, such as 34x34)",
            "cofire: Cannot draw 0 frames at scale 1 (each must be at least 1)");
  }

  private String errors() {
    return complained.toString(StandardCharsets.UTF_8);
  }

  private static String digit() {
    return SharedData.require("nmnist-small") + "/Train/5/00001.bin";
  }

  @Test
  void aPictureThatCannotBeWrittenIsTheStoragesFault() {
    assertThat(Cofire.execute("inspect", digit(), "--png=/proc/a.png")).isEqualTo(4);
    assertThat(Cofire.execute("inspect", digit(), "--gif=/proc/a.gif")).isEqualTo(4);
    assertThat(errors())
        .contains("cofire: Cannot write /proc/a.png: the file system refuses it; check its rights")
        .contains("cofire: Cannot write /proc/a.gif: the file system refuses it; check its rights");
  }

  @Test
  void aPictureNeverTakesThePlaceOfTheRecordingOrOfAFolder() throws IOException {
    Path file = Files.write(folder.resolve("some.bin"), new byte[] {7, 9, (byte) 0x80, 0, 100});

    assertThat(Cofire.execute("inspect", file.toString(), "--gif", file.toString())).isEqualTo(2);
    assertThat(Cofire.execute("inspect", file.toString(), "--png", folder.toString())).isEqualTo(2);

    assertThat(file).hasBinaryContent(new byte[] {7, 9, (byte) 0x80, 0, 100});
    assertThat(complained.toString(StandardCharsets.UTF_8))
        .contains("it is what is read; name another file", "a folder is there; name a file");
  }
}
