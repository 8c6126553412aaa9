package io.cofire.data.recordings;

import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.resource;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is refused says what it is. */
class ContainedTest {

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("a.raw", bytes("% evt 5.0\n% end\n", 1, 2, 3), "the header states EVT5"),
        Arguments.of("a.raw", bytes("% format EVT10;width=3\n% end\n"), "the header states EVT10"),
        Arguments.of("a.aedat", bytes("#!AER-DAT5.0\r\n"), "the header states AER-DAT5.0"),
        Arguments.of("a.zip", bytes("PK", 3, 4, 20, 0), "a zip archive"),
        Arguments.of("a.raw", bytes(0x1F, 0x8B, 8, 0, 17, 17), "gzip data"),
        Arguments.of("a.7z", bytes("7z", 0xBC, 0xAF, 0x27, 0x1C), "a 7z archive"),
        Arguments.of("a.tar", bytes("a".repeat(257), "ustar", 0), "a tar archive"),
        Arguments.of("a.db3", bytes("SQLite format 3", 0), "an SQLite database"),
        Arguments.of("a.dat", bytes("<!DOCTYPE html><html>"), "a web page"),
        Arguments.of("a.raw", bytes("version https://git-lfs.github.com/"), "of Git LFS"),
        Arguments.of("a.mp4", bytes(0, 0, 0, 32, "ftypisom"), "an MP4 film"),
        Arguments.of("a.pkl", bytes(0x80, 4, 0x95), "a pickle of Python"),
        Arguments.of("a.foo", bytes("hello\tthere\n more"), "found text that begins with 'hello\\"),
        Arguments.of("a.foo", bytes(1, 2, 255), "found bytes 01 02 ff"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsRefusedSaysWhatItIs(String name, byte[] file, String found) {
    assertThatThrownBy(() -> Decoding.read(name, file, DecodeOptions.none()))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith("Cannot read recording " + name + ": unknown format (")
        .hasMessageContaining(found)
        .hasMessageEndingWith("; state the option format, convert it or leave it out");
  }

  @Test
  void evt4IsRefusedByItsName() throws IOException {
    byte[] file = resource("people/evt4.raw");
    assertThatThrownBy(() -> Decoding.read("evt4.raw", file, DecodeOptions.none()))
        .hasMessageStartingWith(
            "Cannot read recording evt4.raw: unknown format (the header states EVT4; expected ");
  }
}
