package io.cofire.data.augment;

import io.cofire.data.config.Kind;
import io.cofire.data.events.EventStream;
import io.cofire.data.random.Key;
import java.util.SplittableRandom;

/** Changes polarities or times; every event stays at its pixel. */
public sealed interface Perturbation extends EventAugmentation
    permits Perturbation.PolarityFlip, Perturbation.TimeJitter {

  /**
   * p' = 1-p for all events of a sample, or for none.
   *
   * @param probability of the flip, in 0..1
   */
  @Kind("polarity-flip")
  record PolarityFlip(double probability) implements Perturbation {
    /** Checks the probability. */
    public PolarityFlip {
      Limits.requireProbability("polarity-flip.probability", probability);
    }

    @Override
    public boolean isIdle(int side, int timesteps) {
      return probability == 0;
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      if (key.random().nextDouble() >= probability) {
        return events;
      }
      byte[] polarities = events.polarities().clone();
      for (int i = 0; i < polarities.length; i++) {
        polarities[i] ^= 1;
      }
      return new EventStream(
          events.geometry(), events.timesMicros(), events.xs(), events.ys(), polarities);
    }
  }

  /**
   * Moves the time of each event by itself, uniformly in -most..most; the order of the events in
   * the stream stays.
   *
   * @param mostMicros in microseconds, at least 1
   */
  @Kind("time-jitter")
  record TimeJitter(int mostMicros) implements Perturbation {
    /** Checks the time. */
    public TimeJitter {
      Limits.requireAtLeastOne("time-jitter.mostMicros", mostMicros);
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      SplittableRandom random = key.random();
      long[] times = events.timesMicros().clone();
      for (int i = 0; i < times.length; i++) {
        times[i] += random.nextLong(-(long) mostMicros, mostMicros + 1L);
      }
      return new EventStream(
          events.geometry(), times, events.xs(), events.ys(), events.polarities());
    }
  }
}
