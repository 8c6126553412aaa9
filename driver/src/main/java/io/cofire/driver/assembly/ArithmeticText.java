package io.cofire.driver.assembly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.ops.tensor.Arithmetic;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What ranks and workers compute by, on its way to who writes it down. */
public final class ArithmeticText {

  private static final JsonMapper JSON = new JsonMapper();

  private ArithmeticText() {}

  /** As text. */
  public static String of(Arithmetic arithmetic) {
    try {
      return JSON.writeValueAsString(arithmetic);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + arithmetic, e);
    }
  }

  /** What texts say, each once, in an order that does not depend on who came first. */
  public static List<Arithmetic> parse(Collection<String> texts) {
    return texts.stream().distinct().sorted().map(ArithmeticText::parse).toList();
  }

  private static Arithmetic parse(String text) {
    try {
      return JSON.readValue(text, Arithmetic.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read " + text, e);
    }
  }

  /** What to say where those of one run compute in several ways. */
  public static Optional<String> warning(Collection<Arithmetic> by) {
    List<String> mixed = Arithmetic.mixed(by);
    return mixed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "The ranks do not compute alike (%s); %s of the weights depend on where each of them is",
                String.join("; ", mixed),
                Arithmetic.extent(by)));
  }
}
