package io.cofire.ops.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Kernels;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A new layer cannot pass without a twin. */
class EveryLayerTest {

  /**
   * Those that autograd has no twin of: random ones, and forms of others; each has its own test.
   */
  private static final Set<String> TESTED_ELSEWHERE =
      Set.of("ChannelAffine", "Dropout", "RateCode", "Recomputed");

  @Test
  void everyLayerIsComparedWithAutograd() throws Exception {
    Set<String> compared = new TreeSet<>(TESTED_ELSEWHERE);
    try (Kernels kernels = new ReferenceKernels()) {
      Stream.of(LayerTwinTest.layers(), LayeredTwinTest.subjects(), BlockTwinTest.blocks())
          .flatMap(subjects -> subjects)
          .map(subject -> subject.ours().build(Wiring.root(kernels), subject.input()))
          .forEach(layer -> add(layer, compared));
    }
    assertThat(compared).containsAll(layers());
  }

  private static Set<String> layers() throws IOException, URISyntaxException {
    Path room = Path.of(Layer.class.getResource("Layer.class").toURI()).getParent();
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(room)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        Class<?> type = type(file.getFileName().toString().replace(".class", ""));
        if (Layer.class.isAssignableFrom(type) && !type.isInterface()) {
          names.add(type.getSimpleName());
        }
      }
    }
    return names;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(Layer.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Cannot load " + name, e);
    }
  }

  /** A layer and those inside it. */
  private static void add(Object found, Set<String> names) {
    if (found instanceof Optional<?> some) {
      some.ifPresent(value -> add(value, names));
    } else if (found instanceof Iterable<?> several) {
      several.forEach(value -> add(value, names));
    } else if (found instanceof Layer layer) {
      names.add(layer.getClass().getSimpleName());
      for (Field field : layer.getClass().getDeclaredFields()) {
        add(value(field, layer), names);
      }
    }
  }

  private static Object value(Field field, Layer layer) {
    try {
      field.setAccessible(true);
      return field.get(layer);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Cannot look into " + layer.getClass(), e);
    }
  }
}
