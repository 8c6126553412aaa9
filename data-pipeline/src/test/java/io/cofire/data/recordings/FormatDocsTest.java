package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of formats in the documents has the formats that there are. */
class FormatDocsTest {

  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @Test
  void everyFormatStandsInTheTableAndNothingElse() throws IOException {
    List<String> documented =
        Files.readAllLines(Path.of("..", "docs", "formats.md")).stream()
            .dropWhile(line -> !line.startsWith("| name | files |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line.split("[|]", -1)[1])
            .flatMap(cell -> NAME.matcher(cell).results())
            .map(name -> name.group(1))
            .toList();

    assertThat(documented).containsExactlyInAnyOrderElementsOf(Recordings.formats());
  }
}
