package io.cofire.driver.recipe;

import io.cofire.data.config.Choices;
import io.cofire.data.config.Default;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All keys that a recipe can have, read off its records. */
public final class RecipeKeys {

  private final List<KeySection> sections = new ArrayList<>();
  private final Set<Class<?>> described = new HashSet<>();

  private RecipeKeys() {}

  /**
   * The recipe's own keys, then those of each kind of each choice; a choice that stands in several
   * places is described at the first one.
   */
  public static List<KeySection> all() {
    RecipeKeys keys = new RecipeKeys();
    keys.describe("", "", Recipe.class);
    return List.copyOf(keys.sections);
  }

  private void describe(String path, String kind, Class<?> record) {
    List<RecipeKey> keys = new ArrayList<>();
    Map<String, Class<?>> choices = new LinkedHashMap<>();
    collect(path, record, keys, choices);
    sections.add(new KeySection(path, kind, List.copyOf(keys)));
    choices.forEach(
        (place, choice) -> {
          if (described.add(choice)) {
            Choices.kinds(choice).forEach((name, type) -> describe(place, name, type));
          }
        });
  }

  private static void collect(
      String path, Class<?> record, List<RecipeKey> keys, Map<String, Class<?>> choices) {
    for (RecordComponent component : record.getRecordComponents()) {
      Type type = component.getGenericType();
      boolean optional = component.getType() == Optional.class;
      Type written = optional ? argument(type) : type;
      boolean list = written instanceof ParameterizedType;
      Class<?> one = (Class<?>) (list ? argument(written) : written);
      String place = (path.isEmpty() ? "" : path + ".") + component.getName();
      String inside = list ? place + "[]" : place;
      Optional<String> fallback = fallback(component);
      if (list || optional || !one.isRecord()) {
        boolean required = !optional && fallback.isEmpty();
        keys.add(new RecipeKey(place, value(one, list), words(one), fallback, required));
      }
      if (one.isRecord()) {
        collect(inside, one, keys, choices);
      } else if (Choices.isChoice(one)) {
        choices.put(inside, one);
      }
    }
  }

  private static Type argument(Type generic) {
    return ((ParameterizedType) generic).getActualTypeArguments()[0];
  }

  private static Optional<String> fallback(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
  }

  private static String value(Class<?> type, boolean list) {
    if (type.isRecord()) {
      return list ? "list of the keys below" : "the keys below";
    }
    if (Choices.isChoice(type)) {
      return (list ? "list, " : "") + "kind: " + String.join(", ", Choices.kinds(type).keySet());
    }
    String one = type.isEnum() ? String.join(", ", words(type)) : Scalar.words(type);
    return list ? String.format(Locale.ROOT, "list of %ss", one) : one;
  }

  private static List<String> words(Class<?> type) {
    return type.isEnum()
        ? Stream.of(type.getEnumConstants()).map(Schema::spelling).toList()
        : List.of();
  }
}
