package io.cofire.driver.cli.doctor;

import io.cofire.data.errors.Diagnosed;
import io.cofire.ops.tensor.Arithmetic;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.EngineException;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which engines open here, on the processor and on each GPU, and why the others do not. */
final class EngineFindings {

  private EngineFindings() {}

  /**
   * Tries them all; it is a fault if none opens.
   *
   * @param gpus how many the machine has
   */
  static List<Examined> all(int gpus) {
    List<Examined> findings = new ArrayList<>();
    for (String engine : Engines.names()) {
      findings.add(of(engine, Device.CPU));
      for (int gpu = 0; gpu < Math.max(1, gpus); gpu++) {
        findings.add(of(engine, Device.cuda(gpu)));
      }
    }
    boolean any = findings.stream().anyMatch(one -> one.standing() == Examined.Standing.FINE);
    if (!any) {
      findings.add(Examined.fault("engines", "none opens: no recipe can be trained here"));
    }
    return findings;
  }

  private static Examined of(String engine, Device device) {
    String topic = engine + " on " + device;
    try (Kernels kernels = Engines.open(engine, device)) {
      return Examined.fine(topic, text(kernels.arithmetic()) + narrower(engine, device));
    } catch (RuntimeException | LinkageError e) {
      String why = e instanceof Diagnosed ? e.getMessage() : String.valueOf(e);
      return Examined.absent(topic, why);
    }
  }

  /** What else {@code run.precision} may be here. */
  private static String narrower(String engine, Device device) {
    return Stream.of(Precision.BF16, Precision.FP16)
        .filter(precision -> takes(engine, device, precision))
        .map(precision -> " or " + precision)
        .collect(Collectors.joining());
  }

  private static boolean takes(String engine, Device device, Precision precision) {
    try {
      Engines.requireHere(engine, device, precision);
      return true;
    } catch (EngineException e) {
      return false;
    }
  }

  private static String text(Arithmetic arithmetic) {
    return Stream.of(arithmetic.version(), arithmetic.kernels(), arithmetic.precision())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }
}
