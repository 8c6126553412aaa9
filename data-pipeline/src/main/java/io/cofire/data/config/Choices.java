package io.cofire.data.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The closed sets that a recipe chooses from: sealed interfaces, and their records by kind. */
public final class Choices {

  private Choices() {}

  /** Whether a recipe chooses a kind of it. */
  public static boolean isChoice(Class<?> type) {
    return type.isInterface() && type.isSealed();
  }

  /**
   * The records of a choice by kind, in the order of its {@code permits}. Choices write that clause
   * out, though the records are beside them: without it the order is the compiler's.
   *
   * @throws IllegalStateException if a record has no kind, or two have the same
   */
  public static Map<String, Class<? extends Record>> kinds(Class<?> choice) {
    Map<String, Class<? extends Record>> kinds = new LinkedHashMap<>();
    permitted(choice)
        .distinct() // one may be permitted by two of the choice's parts
        .forEach(
            record -> {
              Class<?> twin = kinds.put(kind(record), record);
              if (twin != null) {
                throw new IllegalStateException(
                    String.format(
                        Locale.ROOT,
                        "Cannot tell %s from %s: both are of kind %s",
                        twin.getName(),
                        record.getName(),
                        kind(record)));
              }
            });
    return kinds;
  }

  private static Stream<Class<? extends Record>> permitted(Class<?> type) {
    return isChoice(type)
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Choices::permitted)
        : Stream.of(type.asSubclass(Record.class));
  }

  /**
   * The kind of a record.
   *
   * @throws IllegalStateException if it has none
   */
  public static String kind(Class<?> type) {
    Kind kind = type.getAnnotation(Kind.class);
    if (kind == null) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "Cannot name %s: it has no @Kind", type.getName()));
    }
    return kind.value();
  }
}
