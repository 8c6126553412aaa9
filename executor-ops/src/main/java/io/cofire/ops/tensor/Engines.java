package io.cofire.ops.tensor;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The engines on the classpath, by name. */
public final class Engines {

  private Engines() {}

  /**
   * Opens an engine for the calling thread, which must close it.
   *
   * @param engine name as recipes write it
   * @throws IllegalArgumentException if there is no engine of that name
   * @throws IllegalStateException if the engine cannot run on this machine
   */
  public static Kernels open(String engine) {
    Map<String, EngineProvider> known = known();
    EngineProvider provider = known.get(engine);
    if (provider == null) {
      throw new IllegalArgumentException(
          "Cannot open engine '%s': it is not on the classpath (known: %s)"
              .formatted(engine, String.join(", ", known.keySet())));
    }
    return provider.open();
  }

  private static Map<String, EngineProvider> known() {
    Map<String, EngineProvider> providers = new TreeMap<>();
    ClassLoader loader = Engines.class.getClassLoader();
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class, loader)) {
      providers.put(provider.name(), provider);
    }
    return providers;
  }
}
