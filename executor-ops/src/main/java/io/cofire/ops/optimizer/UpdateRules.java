package io.cofire.ops.optimizer;

import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.network.Layout;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of the gradients reaches which parameters, whatever the optimizer.
 *
 * @param frozen names of parameters that stay as they are, {@code *} for any text: {@code stem.*}
 * @param clipNorm the most that the norm of all gradients together may be: where it is more, all
 *     are scaled by clipNorm / (norm + 1e-6), as {@code torch.nn.utils.clip_grad_norm_}
 */
public record UpdateRules(List<String> frozen, Optional<Double> clipNorm) {

  /** All gradients reach all parameters. */
  public static final UpdateRules NONE = new UpdateRules(List.of(), Optional.empty());

  private static final String FREEZE = "training.freeze";

  /** Checks the norm. */
  public UpdateRules {
    frozen = List.copyOf(frozen);
    clipNorm.ifPresent(UpdateRules::requirePositive);
  }

  private static void requirePositive(double norm) {
    if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
      throw new InvalidValue("training.clipNorm", norm, "must be positive");
    }
  }

  /** Whether a parameter is trained. */
  public boolean trains(Layout.Entry entry) {
    return frozen.stream().noneMatch(pattern -> matches(pattern, entry.name()));
  }

  private static boolean matches(String pattern, String name) {
    return name.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
  }

  /**
   * Checks the names against those of a network.
   *
   * @throws InvalidValue if one stands for no parameter, or none is left to train
   */
  public void requireFit(Layout parameters) {
    for (String pattern : frozen) {
      if (parameters.entries().stream().noneMatch(entry -> matches(pattern, entry.name()))) {
        throw new InvalidValue(
            FREEZE,
            pattern,
            "must stand for parameters of the network, which are called such as "
                + parameters.entries().get(0).name());
      }
    }
    if (parameters.entries().stream().noneMatch(this::trains)) {
      throw new InvalidValue(FREEZE, String.join(", ", frozen), "must leave a parameter to train");
    }
  }
}
