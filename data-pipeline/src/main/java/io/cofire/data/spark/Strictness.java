package io.cofire.data.spark;

import io.cofire.data.files.PassedOver;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.SplitInfo;
import java.util.List;
import java.util.Locale;

/** What {@link PrepareConfig.Rejections#FAIL} asks of a prepared set. */
final class Strictness {

  private Strictness() {}

  /**
   * Checks a set, if it is to be whole.
   *
   * @throws PrepareException if a sample was rejected, or an entry that may be one is not taken
   */
  static void require(PrepareConfig config, Manifest manifest, PreparePlan plan) {
    if (config.rejections() == PrepareConfig.Rejections.FAIL) {
      requireNoRejections(config, manifest);
      requireAllTaken(config, plan);
    }
  }

  private static void requireAllTaken(PrepareConfig config, PreparePlan plan) {
    List<PassedOver> lost =
        plan.passedOver().stream().filter(one -> one.reason().mayBeLoss()).toList();
    if (!lost.isEmpty()) {
      throw new PrepareException(
          String.format(
              Locale.ROOT,
              "Cannot prepare %s strictly: %d entries are not taken: %s; repair or remove them, or prepare without strict",
              config.input(),
              lost.size(),
              String.join("; ", PassedOver.counted(lost))));
    }
  }

  private static void requireNoRejections(PrepareConfig config, Manifest manifest) {
    if (!manifest.rejected().isEmpty()) {
      throw new PrepareException(
          String.format(
              Locale.ROOT,
              "Cannot prepare %s strictly: %d of %d %s cannot be read; the first: %s; repair or remove them, or prepare without strict",
              config.input(),
              manifest.rejected().size(),
              manifest.rejected().size()
                  + manifest.splits().stream().mapToInt(SplitInfo::samples).sum(),
              manifest.contents().word(),
              manifest.rejected().get(0).describe()),
          manifest.rejected());
    }
  }
}
