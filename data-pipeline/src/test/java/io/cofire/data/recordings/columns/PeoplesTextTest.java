package io.cofire.data.recordings.columns;

import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.ColumnOrder;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.TakenUnit.Source;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text as people write it: the unit and the columns are those that it says, or an error. */
class PeoplesTextTest {

  private static final DecodeOptions NONE = DecodeOptions.none();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text_seconds_first_time_is_0.txt",
        "text_header_says_ns.csv",
        "text_header_unit_after_blank.csv",
        "text_pandas_index_column.csv",
        "text_utf8_bom_header.csv",
        "text_quoted_header.csv",
        "text_numpy_savetxt.txt",
        "text_prophesee_x_y_p_t.csv"
      })
  void filesThatSayWhatTheyAreAreReadAsTheySay(String name) throws IOException {
    assertThat(people(name, NONE)).isEqualTo(PeoplesColumns.events());
  }

  /** Its times are whole and small: event i is at i / 4. */
  @Test
  void aCommentNamesAnotherOrderOfTheColumns() throws IOException {
    List<String> events = people("text_comment_names_another_order.txt", NONE);
    assertThat(events).hasSize(200).startsWith("0 0 0 0", "0 3 5 1").endsWith("49 85 35 1");
  }

  @Test
  void fiveNumbersWithoutNamesAreRefusedAndReadableByNamingThem() throws IOException {
    String name = "text_celex_y_x_b_p_t.csv";
    assertThatThrownBy(() -> people(name, NONE))
        .hasMessage(
            "Cannot read recording %s: event at byte 0 (expected 4 numbers, found 5 in the line; name the columns)"
                .formatted(name));
    assertThat(people(name, NONE.withColumns(ColumnOrder.of("y,x,_,p,t"))))
        .isEqualTo(PeoplesColumns.events(i -> i % 3 == 2 ? 1 : 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t_ms,x,y,p|MILLISECONDS",
        "time (us),x,y,p|MICROSECONDS",
        "timestamp[ns];x;y;polarity|NANOSECONDS",
        "Time [s]\tX [px]\tY [px]\tPol|SECONDS",
        "TIMESTAMP_US x y p|MICROSECONDS",
        "t [ms] x y p|MILLISECONDS",
        "t_\u00b5s,x,y,p|MICROSECONDS",
      })
  void theNameOfTheTimeStatesItsUnit(String header, String unit) throws IOException {
    byte[] file = (header + "\n8,1,2,1\n").getBytes(StandardCharsets.UTF_8);
    Findings findings = findings(file, NONE);
    assertThat(findings.unit().unit()).isEqualTo(TimeUnit.valueOf(unit));
    assertThat(findings.unit().source()).isEqualTo(Source.FILE);
  }

  @Test
  void theOptionGoesBeforeTheFileAndTheFileBeforeTheFormat() throws IOException {
    byte[] named = bytes("t_ns,x,y,p\n2000,1,2,1\n");
    assertThat(events("a.csv", named, NONE.withTimeUnit(TimeUnit.MILLISECONDS)))
        .containsExactly("2000000 1 2 1");
    assertThat(events("a.csv", named, NONE)).containsExactly("2 1 2 1");
    byte[] unnamed = bytes("2000 1 2 1\n");
    assertThat(events("a.txt", unnamed, NONE.withColumns(ColumnOrder.of("t_ns,x,y,p"))))
        .containsExactly("2 1 2 1");
    Findings findings = findings(unnamed, NONE);
    assertThat(findings.unit())
        .hasToString("microseconds, by whole times, which nothing states otherwise");
    assertThat(findings.unit().source()).isEqualTo(Source.FORMAT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t_offset,x,y,p",
        "t,x_anything,y,p",
        "t,x,y",
        "t,time,x,y,p",
        "t[foo],x,y,p",
        "a,b,c,d"
      })
  void namesThatAreNoColumnsOfEventsAreRefused(String header) {
    assertThatThrownBy(() -> events("a.csv", bytes(header, "\n1,2,3,1,0\n"), NONE))
        .hasMessageContaining("names of columns at byte 0");
  }

  @Test
  void aTimeWithAFractionAfterManyWholeOnesIsAnErrorAndNeverMicroseconds() throws IOException {
    String text = "0 1 2 1\n".repeat(5_000) + "0.25 3 4 0\n";
    List<String> few = events("a.txt", bytes(text), NONE);
    assertThat(few).hasSize(5_001).endsWith("250000 3 4 0");
    String whole = "1 1 2 1\n";
    assertThatThrownBy(
            () ->
                events("a.txt", bytes(whole.repeat(TextTimes.MOST), "7 1 2 1\n7.5 1 2 1\n"), NONE))
        .hasMessage(
            "Cannot read recording a.txt: time at byte %d (expected a whole number like those before it; state the unit of the times, found 7.5)"
                .formatted(whole.length() * TextTimes.MOST + 8));
    assertThat(events("a.txt", bytes("1 1 2 1\n3 1 2 1\n"), NONE))
        .containsExactly("1 1 2 1", "3 1 2 1");
    assertThatThrownBy(() -> events("a.txt", bytes("999999999999999 1 2 1\n0.5 1 2 1\n"), NONE))
        .hasMessageContaining("time before a line at byte 22");
  }

  @Test
  void commentsNameColumnsWhereTheyHaveAllOfThem() throws IOException {
    assertThat(events("a.txt", bytes("# columns: x, y, p, t_ms\n1 2 1 5\n"), NONE))
        .containsExactly("5000 1 2 1");
    assertThat(events("a.txt", bytes("% made by y at t for x and p\n5 1 2 1\n"), NONE))
        .containsExactly("5 1 2 1");
    assertThat(events("a.txt", bytes("# x y\n# a recording\n5 1 2 1\n"), NONE))
        .containsExactly("5 1 2 1");
    assertThat(events("a.txt", bytes("#t p x y\n\n5 1 2 3\n"), NONE)).containsExactly("5 2 3 1");
  }

  @Test
  void everyLineHasAsManyFieldsAsThereAreColumns() throws IOException {
    assertThatThrownBy(() -> events("a.csv", bytes("t,x,y,p,z\n1,2,,1,0\n"), NONE))
        .hasMessageContaining("expected 5 numbers, found 4 in the line");
    assertThatThrownBy(() -> events("a.csv", bytes("t,x,y,p\n0,1,2,3,1\n"), NONE))
        .hasMessageContaining("expected 4 numbers, found 5 in the line; name the columns");
    assertThat(events("a.csv", bytes("\"\",\"t\",\"x\",\"y\",\"p\"\n\"7\",\"1\",2,3,1\n"), NONE))
        .containsExactly("1 2 3 1");
    assertThat(events("a.csv", bytes("Unnamed: 0,t,x,y,p\r\n0,1,2,3,1\r\n"), NONE))
        .containsExactly("1 2 3 1");
  }

  @Test
  void numbersMayBeWrittenAsFractionsButMustBeWhole() throws IOException {
    assertThat(events("a.txt", bytes("0.5 1.0 2e0 1.00\n1 3. 20e-1 -1.0e+00\n"), NONE))
        .containsExactly("500000 1 2 1", "1000000 3 2 0");
    assertThatThrownBy(() -> events("a.txt", bytes("1 2.5 3 1\n"), NONE))
        .hasMessageContaining("field at byte 2 (expected a number, found 2.5)");
    assertThatThrownBy(() -> events("a.txt", bytes("1 1f 3 1\n"), NONE))
        .hasMessageContaining("field at byte 2");
  }

  /**
   * The order is the user's, and the unit is that of the header line, unless the user states one.
   */
  @Test
  void columnsThatTheUserNamesKeepTheUnitOfTheHeaderLine() throws IOException {
    String ns = "timestamp_ns,x,y,polarity";
    assertThat(people("text_header_says_ns.csv", columns("t,x,y,p")))
        .isEqualTo(people("text_header_says_ns.csv", NONE));
    assertThat(events("a.csv", bytes(ns, "\n5000,1,2,1\n"), columns("t,y,x,p")))
        .containsExactly("5 2 1 1");
    assertThat(events("a.csv", bytes("# ", ns, "\n5000,1,2,1\n"), columns("t,x,y,p")))
        .containsExactly("5 1 2 1");
    assertThat(events("a.csv", bytes(ns, "\n5000,1,2,1\n"), columns("t_ms,x,y,p")))
        .containsExactly("5000000 1 2 1");
    assertThat(events("a.csv", bytes("a_ns,x,y,p\n5000,1,2,1\n"), columns("t,x,y,p")))
        .containsExactly("5000 1 2 1");
  }

  @Test
  void theFirstEventIsNoHeaderHoweverItsPolarityIsWritten() throws IOException {
    assertThat(events("a.txt", bytes("True 1 2 5\nFalse 1 2 6\n"), columns("p,x,y,t")))
        .containsExactly("5 1 2 1", "6 1 2 0");
    assertThat(events("a.txt", bytes("a b c d\n5 1 2 1\n"), columns("t,x,y,p")))
        .containsExactly("5 1 2 1");
  }

  @Test
  void unlikelyDurationsAndTimesThatFallAreDoubted() throws IOException {
    assertThat(doubts("0 1 2 1\n999 1 2 1\n"))
        .containsExactly(
            "lasts under 1 ms if its times are microseconds (by whole times, which nothing states otherwise); state the unit if they are not");
    assertThat(doubts("t,x,y,p\n0.5,1,2,1\n3600.6,1,2,1\n"))
        .containsExactly(
            "lasts over an hour if its times are seconds (by times with fractions, which nothing states otherwise); state the unit if they are not");
    assertThat(doubts("0 1 2 1\n1000 1 2 1\n")).isEmpty();
    assertThat(doubts("0 1 2 1\n60000000 1 2 1\n")).isEmpty();
    assertThat(doubts("0 1 2 1\n60000001 1 2 1\n"))
        .containsExactly(
            "has fewer than 100 events a second for over a minute if its times are microseconds (by whole times, which nothing states otherwise); state the unit if they are not");
    assertThat(doubts("t_us,x,y,p\n0,1,2,1\n60000001,1,2,1\n")).isEmpty();
    assertThat(doubts("0 1 2 1\n")).isEmpty();
    assertThat(doubts("9 5 0 1\n2 5 1500 1\n7 5 3000 0\n3 9 4500 1\n2000 1 9 1\n"))
        .containsExactly(
            "has times that fall 2 times in 5 events, taken as t, x, y, p, which nothing names; name the columns if they are others");
    assertThat(doubts("t,x,y,p\n9,5,0,1\n2000,5,1,1\n7,5,3,0\n")).isEmpty();
  }

  private static List<String> people(String name, DecodeOptions options) throws IOException {
    return events(name, resource("people/" + name), options);
  }

  private static DecodeOptions columns(String words) {
    return NONE.withColumns(ColumnOrder.of(words));
  }

  private static Findings findings(byte[] file, DecodeOptions options) throws IOException {
    RecordingInput input = new RecordingInput("a.csv", new ByteArrayInputStream(file));
    Recordings.decode(input, options, new EventBuilder());
    return input.findings();
  }

  private static List<String> doubts(String text) throws IOException {
    RecordingInput input = new RecordingInput("a.txt", new ByteArrayInputStream(bytes(text)));
    EventBuilder events = new EventBuilder();
    long[] times = events.build(Recordings.decode(input, NONE, events)).timesMicros();
    long first = Arrays.stream(times).min().orElseThrow();
    long last = Arrays.stream(times).max().orElseThrow();
    return input.findings().doubts(times.length, first, last);
  }
}
