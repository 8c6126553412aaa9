package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.frames.Binning;
import io.cofire.data.frames.EventWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Binnings as recipes write them give the windows that others have computed. */
class BinningFactsTest {

  private static final Path FACTS =
      Path.of("..", "data-pipeline", "src", "test", "resources", "frames", "windows.txt");

  @Test
  void everyRuleGivesTheWindowsOfTheLibraryThatItIsNamedAfter() throws IOException {
    List<String> facts =
        Files.readAllLines(FACTS).stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(facts).hasSize(70);
    for (String fact : facts) {
      String[] parts = fact.split(Pattern.quote(" | "), -1);
      long[] times = Stream.of(parts[1].split(" ", -1)).mapToLong(Long::parseLong).toArray();
      EventWindows windows = binning(parts[0]).windows(times, Integer.parseInt(parts[2]));
      assertThat(text(windows)).as(fact).isEqualTo(parts[3]);
    }
  }

  private static Binning binning(String written) {
    String recipe = RecipeTest.SHORT.replace("timesteps: 4", "timesteps: 4, binning: " + written);
    return Recipe.parse(recipe, "facts").data().binning();
  }

  private static String text(EventWindows windows) {
    return IntStream.range(0, windows.size())
        .mapToObj(k -> "[" + windows.from()[k] + "," + windows.to()[k] + ")")
        .collect(Collectors.joining(" "));
  }
}
