package io.cofire.data.batches;

import io.cofire.data.augment.Augmenter;
import io.cofire.data.augment.Mix;
import io.cofire.data.augment.Occasion;
import io.cofire.data.events.EventStream;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.Exposure;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.frames.Framing;
import io.cofire.data.frames.Reduction;
import io.cofire.data.readahead.Ahead;
import io.cofire.data.readahead.Stretch;
import io.cofire.data.shards.StoredSamples;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;

/**
 * Event recordings of one split as frames.
 *
 * @param recordings the split
 * @param filters which events of a recording stay, before it is changed
 * @param binning how events become timesteps
 * @param reduction how pixels become fewer
 * @param timesteps T that a recording is divided over
 * @param augmenter changes recordings and their frames; where it or the filters leave no event the
 *     frames are empty
 */
public record EventSamples(
    StoredSamples recordings,
    List<EventFilter> filters,
    Binning binning,
    Reduction reduction,
    int timesteps,
    Augmenter augmenter)
    implements SampleSource {

  /** Copies the list. */
  public EventSamples {
    filters = List.copyOf(filters);
  }

  /** Recordings with all their events. */
  public EventSamples(
      StoredSamples recordings,
      Binning binning,
      Reduction reduction,
      int timesteps,
      Augmenter augmenter) {
    this(recordings, List.of(), binning, reduction, timesteps, augmenter);
  }

  /** Recordings as they are. */
  public EventSamples(
      StoredSamples recordings, Binning binning, Reduction reduction, int timesteps) {
    this(recordings, binning, reduction, timesteps, Augmenter.NONE);
  }

  @Override
  public int size() {
    return recordings.size();
  }

  @Override
  public int label(int sample) {
    return recordings.label(sample);
  }

  @Override
  public String name(int sample) {
    return recordings.name(sample);
  }

  /** Timesteps of the minibatches: fewer than T where some are deleted. */
  public int minibatchTimesteps() {
    return augmenter.timesteps(timesteps);
  }

  @Override
  public List<Integer> shards() {
    return recordings.shards();
  }

  @Override
  public Ahead ahead(Iterator<Stretch> stretches) {
    return recordings.ahead(stretches);
  }

  @Override
  public Mix mix(PlannedBatch batch, int slot) {
    return batch.mix(augmenter, slot, size());
  }

  @Override
  public void write(PlannedBatch batch, int slot, FrameShape shape, FloatBuffer target) {
    Occasion occasion = batch.occasion(slot);
    int[] kept = augmenter.kept(timesteps, occasion);
    Mix mix = mix(batch, slot);
    EventStream own = recordings.events(occasion.sample());
    EventStream changed = augmenter.apply(kept(own), occasion.epoch(), occasion.sample());
    requireEvents(own);
    shape.clear(slot, target);
    add(changed, kept, mix.share(), shape, slot, target);
    if (mix.isMixed()) {
      EventStream other = recordings.events(mix.partner());
      requireEvents(other);
      changed = augmenter.applyToPartner(kept(other), occasion.epoch(), occasion.sample());
      add(changed, kept, 1 - mix.share(), shape, slot, target);
    }
  }

  private EventStream kept(EventStream recorded) {
    return EventFilter.apply(filters, recorded);
  }

  private static void requireEvents(EventStream recorded) {
    if (recorded.size() == 0) {
      throw new IllegalArgumentException("Cannot frame a recording: it has no events");
    }
  }

  private void add(
      EventStream events, int[] kept, float weight, FrameShape shape, int slot, FloatBuffer to) {
    if (events.size() > 0) {
      Exposure exposure = new Exposure(binning, reduction, timesteps, kept, weight);
      Framing.accumulate(events, exposure, shape, slot, to);
    }
  }
}
