package io.cofire.ops.tensor;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.errors.Legible;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines on the classpath, by name. */
public final class Engines {

  /** The name that stands for the best engine of this machine. */
  public static final String AUTO = "auto";

  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
  private static final String FOR_GPUS = "libtorch";
  private static final String FOR_PROCESSORS = "nd4j";

  private Engines() {}

  /**
   * Opens an engine for the calling thread, which must close it. {@link #AUTO} is libtorch on the
   * device, or on the first GPU where the device is the processor, if it can run there, and
   * otherwise ND4J on the processor.
   *
   * @param engine name as recipes write it
   * @param device where it runs
   * @throws InvalidValue if there is no engine of that name
   * @throws EngineException if the engine cannot run on this machine or on that device
   */
  public static Kernels open(String engine, Device device) {
    return open(engine, device, KernelChoice.FUSED);
  }

  /** The same with a choice of kernels, for engines that have one. */
  public static Kernels open(String engine, Device device, KernelChoice choice) {
    return open(engine, device, choice, Precision.FLOAT32);
  }

  /**
   * The same in a precision.
   *
   * @throws EngineException if the engine cannot run there, or not in that precision
   */
  public static Kernels open(
      String engine, Device device, KernelChoice choice, Precision precision) {
    if (!engine.equals(AUTO)) {
      return provider(engine).open(device, choice, precision);
    }
    Device gpu = device.kind() == Device.Kind.CUDA ? device : Device.cuda(0);
    try {
      return provider(FOR_GPUS).open(gpu, choice, precision);
    } catch (InvalidValue | EngineException e) {
      LOG.info(
          "Engine auto is {} on {}: {}",
          FOR_PROCESSORS,
          Device.CPU,
          Legible.of(String.valueOf(e.getMessage())));
      return provider(FOR_PROCESSORS).open(Device.CPU, choice, precision);
    }
  }

  private static EngineProvider provider(String engine) {
    Map<String, EngineProvider> known = known();
    EngineProvider provider = known.get(engine);
    if (provider == null) {
      throw new InvalidValue("run.engine", engine, "must be one of " + names(known.keySet()));
    }
    return provider;
  }

  private static String names(Set<String> known) {
    return AUTO + ", " + String.join(", ", known);
  }

  /**
   * Looks whether this machine has what an engine's build loads and a precision needs, which takes
   * no time; {@link #AUTO} does with what there is.
   *
   * @throws EngineException if it lacks some
   */
  public static void requireHere(String engine, Device device, Precision precision) {
    ThreadsPerRank.setting();
    if (!engine.equals(AUTO)) {
      provider(engine).requireHere(device);
      provider(engine).requirePrecision(device, precision);
    }
  }

  /** The engines on the classpath, in the order of the alphabet. */
  public static Set<String> names() {
    return known().keySet();
  }

  /**
   * Accepts the name of an engine on the classpath, and {@link #AUTO}; whether it can run here is
   * another question.
   *
   * @throws InvalidValue if there is no engine of that name; the rule lists all
   */
  public static void requireKnown(String engine) {
    if (!engine.equals(AUTO)) {
      provider(engine);
    }
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
