package io.cofire.driver.checkpoint;

import io.cofire.data.errors.Misfit;
import io.cofire.driver.checkpoint.Safetensors.Part;
import io.cofire.ops.rank.LossScale;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the scaling of a loss stands, as the tensor {@code optimizer.lossScale}: its factor, its
 * good steps and its skipped ones. Only what was trained in fp16 has it.
 */
final class ScaleTensor {

  private static final String NAME = StateTensors.OPTIMIZER + "lossScale";
  private static final List<Long> SHAPE = List.of(3L);

  private ScaleTensor() {}

  static Part of(LossScale scale) {
    float[] values = {scale.factor(), scale.good(), scale.skipped()};
    return new Part(NAME, SHAPE, values, 0);
  }

  /**
   * Takes it from among other tensors.
   *
   * @param file names their file in errors
   * @return null if it is not there
   * @throws CheckpointException if it is none
   */
  static LossScale remove(Map<String, Part> named, String file) throws CheckpointException {
    Part part = named.remove(NAME);
    if (part == null) {
      return null;
    }
    if (!part.shape().equals(SHAPE)) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot use %s: tensor %s: expected shape %s, found %s",
              file,
              NAME,
              SHAPE,
              part.shape()));
    }
    float[] values = part.values();
    int first = part.offset();
    try {
      return new LossScale(values[first], (long) values[first + 1], (long) values[first + 2]);
    } catch (Misfit e) {
      throw new CheckpointException(
          String.format(Locale.ROOT, "Cannot use %s: tensor %s: %s", file, NAME, e.getMessage()));
    }
  }
}
