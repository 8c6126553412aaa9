package io.cofire.data.augment;

import io.cofire.data.config.Choices;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.EventStream;
import io.cofire.data.pictures.Picture;
import io.cofire.data.random.Key;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Augmentations in their order: those of events one after another, each on what the one before
 * gave; then, on the frames, a mix-up and a temporal delete, whose order does not matter.
 *
 * @param steps at most one mix-up and one temporal delete among them
 * @param key decides every choice, with the occasion; ranks do not matter
 */
public record Augmenter(List<Augmentation> steps, Key key) {

  /** Leaves every recording as it is. */
  public static final Augmenter NONE = new Augmenter(List.of(), Key.of(0));

  /** Copies the list. */
  public Augmenter {
    steps = List.copyOf(steps);
    requireAtMostOne(steps, TemporalDelete.class);
    requireAtMostOne(steps, MixUp.class);
  }

  private static void requireAtMostOne(
      List<Augmentation> steps, Class<? extends Augmentation> type) {
    List<Augmentation> found = steps.stream().filter(type::isInstance).toList();
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "Invalid data.augment: %s %d times (at most once)"
              .formatted(Choices.kind(type), found.size()));
    }
  }

  /**
   * Augments a recording; the result may have no event.
   *
   * @param epoch from 0
   * @param sample index in its split
   */
  public EventStream apply(EventStream events, int epoch, int sample) {
    return changed(events, key.child(epoch).child(sample));
  }

  /** Augments the recording that a sample is mixed with, by choices of its own. */
  public EventStream applyToPartner(EventStream events, int epoch, int sample) {
    return changed(events, key.child("partner").child(epoch).child(sample));
  }

  private EventStream changed(EventStream events, Key own) {
    EventStream changed = events;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof EventAugmentation step) {
        changed = step.apply(changed, own.child(i));
      }
    }
    return changed;
  }

  /** Augments an image in place. */
  public void apply(Picture picture, int epoch, int sample) {
    change(picture, key.child(epoch).child(sample));
  }

  /** Augments the image that a sample is mixed with, by choices of its own. */
  public void applyToPartner(Picture picture, int epoch, int sample) {
    change(picture, key.child("partner").child(epoch).child(sample));
  }

  private void change(Picture picture, Key own) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof ImageAugmentation step) {
        step.apply(picture, own.child(i));
      }
    }
  }

  /**
   * Checks that all steps can change images.
   *
   * @throws IllegalArgumentException if one is for events alone, or one follows a cutout
   */
  public void requireImages() {
    for (int i = 0; i < steps.size(); i++) {
      Augmentation step = steps.get(i);
      if (!(step instanceof ImageAugmentation || step instanceof MixUp)) {
        throw new InvalidValue(
            "data.augment",
            Choices.kind(step.getClass()),
            "must be a change of images: the data are images");
      }
      boolean moved = step instanceof ImageAugmentation && !(step instanceof Masking.Cutout);
      if (moved && steps.subList(0, i).stream().anyMatch(Masking.Cutout.class::isInstance)) {
        throw new InvalidValue(
            "data.augment",
            Choices.kind(step.getClass()) + " after cutout",
            "must come before it");
      }
    }
  }

  /**
   * Checks that all steps can change recordings of events.
   *
   * @throws IllegalArgumentException if one is for images alone
   */
  public void requireEvents() {
    for (Augmentation step : steps) {
      if (step instanceof ImageAugmentation && !(step instanceof EventAugmentation)) {
        throw new InvalidValue(
            "data.augment",
            Choices.kind(step.getClass()),
            "must be a change of events: the data are recordings");
      }
    }
  }

  /**
   * Timesteps of what is trained on.
   *
   * @param framed T of the frames
   * @throws IllegalArgumentException if more shall be kept than there are
   */
  public int timesteps(int framed) {
    OptionalInt place = place(TemporalDelete.class);
    int kept = place.isEmpty() ? framed : temporalDelete(place.getAsInt()).keep();
    if (kept > framed) {
      throw new IllegalArgumentException(
          "Invalid data.augment: temporal-delete keeps %d timesteps (must be at most data.timesteps, %d)"
              .formatted(kept, framed));
    }
    return kept;
  }

  /** The timesteps that stay of a sample's frames, ascending. */
  public int[] kept(int framed, Occasion occasion) {
    OptionalInt place = place(TemporalDelete.class);
    if (place.isEmpty()) {
      return IntStream.range(0, framed).toArray();
    }
    TemporalDelete step = temporalDelete(place.getAsInt());
    return step.kept(framed, step.draw().key(key, occasion).child(place.getAsInt()));
  }

  /**
   * What a sample is mixed with.
   *
   * @param samples size of the split
   */
  public Mix mix(Occasion occasion, int samples) {
    OptionalInt place = place(MixUp.class);
    if (place.isEmpty()) {
      return Mix.NONE;
    }
    int i = place.getAsInt();
    MixUp step = (MixUp) steps.get(i);
    Key choice = Draw.SAMPLE.key(key, occasion).child(i).child("partner");
    float share = step.share(step.draw().key(key, occasion).child(i));
    return new Mix(choice.random().nextInt(samples), share);
  }

  private TemporalDelete temporalDelete(int place) {
    return (TemporalDelete) steps.get(place);
  }

  private OptionalInt place(Class<? extends Augmentation> type) {
    return IntStream.range(0, steps.size()).filter(i -> type.isInstance(steps.get(i))).findFirst();
  }
}
