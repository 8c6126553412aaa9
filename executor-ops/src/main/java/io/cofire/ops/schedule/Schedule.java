package io.cofire.ops.schedule;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import java.util.List;

/** Factor of the base learning rate as a function of progress. */
public sealed interface Schedule
    permits Schedule.Constant, Schedule.Cosine, Schedule.Step, Schedule.MultiStep, Schedule.WarmUp {

  /**
   * The factor.
   *
   * @param epoch epochs done, with a fraction: step / stepsPerEpoch
   * @param epochs epochs of the whole run
   */
  double factor(double epoch, int epochs);

  /** Always 1. */
  @Kind("constant")
  record Constant() implements Schedule {
    @Override
    public double factor(double epoch, int epochs) {
      return 1;
    }
  }

  /**
   * Half a cosine from 1 to 0, stepped once an epoch as the SEW and MS authors' code does: (1 +
   * cos(pi * floor(epoch) / epochs)) / 2.
   */
  @Kind("cosine")
  record Cosine() implements Schedule {
    @Override
    public double factor(double epoch, int epochs) {
      return (1 + Math.cos(Math.PI * Math.floor(epoch) / epochs)) / 2;
    }
  }

  /**
   * Multiplied by a factor every so many epochs.
   *
   * @param every epochs between drops, at least 1
   * @param decay factor of each drop, in (0, 1]
   */
  @Kind("step")
  record Step(int every, double decay) implements Schedule {
    /** Checks the values. */
    public Step {
      if (every < 1) {
        throw new InvalidValue("schedule.every", every, "must be at least 1");
      }
      requireDecay(decay);
    }

    @Override
    public double factor(double epoch, int epochs) {
      return Math.pow(decay, Math.floor(epoch / every));
    }
  }

  /**
   * Multiplied by a factor at each of some epochs.
   *
   * @param milestones epochs of the drops, rising, each at least 1
   * @param decay factor of each drop, in (0, 1]
   */
  @Kind("multi-step")
  record MultiStep(List<Integer> milestones, double decay) implements Schedule {
    /** Checks the values. */
    public MultiStep {
      milestones = List.copyOf(milestones);
      int before = 0;
      for (int milestone : milestones) {
        if (milestone <= before) {
          throw new InvalidValue("schedule.milestones", milestones, "must rise from 1 or more");
        }
        before = milestone;
      }
      requireDecay(decay);
    }

    @Override
    public double factor(double epoch, int epochs) {
      return Math.pow(
          decay, (double) milestones.stream().filter(milestone -> epoch >= milestone).count());
    }
  }

  /**
   * Linear from a small factor to that of another schedule, a little higher at every step; the
   * other then runs over the epochs that are left, as if it had started there (PyTorch's
   * SequentialLR of LinearLR and it).
   *
   * @param warmUp epochs that it takes, at least 1
   * @param from factor of the first step, in (0, 1]
   * @param then what follows
   */
  @Kind("warm-up")
  record WarmUp(int warmUp, @Default("0.01") double from, @Default("cosine") Schedule then)
      implements Schedule {
    /** Checks the values. */
    public WarmUp {
      if (warmUp < 1) {
        throw new InvalidValue("schedule.warmUp", warmUp, "must be at least 1");
      }
      if (!(from > 0 && from <= 1)) {
        throw new InvalidValue("schedule.from", from, "must be in (0, 1]");
      }
    }

    @Override
    public double factor(double epoch, int epochs) {
      int left = Math.max(1, epochs - warmUp);
      return epoch < warmUp
          ? (from + (1 - from) * epoch / warmUp) * then.factor(0, left)
          : then.factor(epoch - warmUp, left);
    }
  }

  private static void requireDecay(double decay) {
    if (!(decay > 0 && decay <= 1)) {
      throw new InvalidValue("schedule.decay", decay, "must be in (0, 1]");
    }
  }
}
