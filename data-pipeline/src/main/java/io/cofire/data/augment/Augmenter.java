package io.cofire.data.augment;

import io.cofire.data.config.Choices;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.EventStream;
import io.cofire.data.pictures.Picture;
import io.cofire.data.random.Key;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
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
    requireAtMostOne(steps, step -> step.temporalDelete().isPresent());
    requireAtMostOne(steps, step -> step.mixUp().isPresent());
  }

  private static void requireAtMostOne(List<Augmentation> steps, Predicate<Augmentation> meant) {
    List<Augmentation> found = steps.stream().filter(meant).toList();
    if (found.size() > 1) {
      throw new InvalidValue(
          "data.augment",
          String.format(
              Locale.ROOT, "%s %d times", Choices.kind(found.get(0).getClass()), found.size()),
          "at most once");
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
      changed = steps.get(i).apply(changed, own.child(i));
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
      steps.get(i).apply(picture, own.child(i));
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
      if (!step.fitsImages()) {
        throw new InvalidValue(
            "data.augment",
            Choices.kind(step.getClass()),
            "must be a change of images: the data are images");
      }
      if (step.changesValues() && steps.subList(0, i).stream().anyMatch(Augmentation::blanks)) {
        throw new InvalidValue(
            "data.augment", Choices.kind(step.getClass()) + " after cutout", "must come before it");
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
      if (!step.fitsEvents()) {
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
    int kept = first(Augmentation::temporalDelete).map(at -> at.step().keep()).orElse(framed);
    if (kept > framed) {
      throw new InvalidValue(
          "data.augment",
          String.format(Locale.ROOT, "temporal-delete keeps %d timesteps", kept),
          String.format(Locale.ROOT, "must be at most data.timesteps, %d", framed));
    }
    return kept;
  }

  /** The timesteps that stay of a sample's frames, ascending. */
  public int[] kept(int framed, Occasion occasion) {
    return first(Augmentation::temporalDelete)
        .map(at -> at.step().kept(framed, at.step().draw().key(key, occasion).child(at.place())))
        .orElseGet(() -> IntStream.range(0, framed).toArray());
  }

  /**
   * What a sample is mixed with.
   *
   * @param samples size of the split
   */
  public Mix mix(Occasion occasion, int samples) {
    return first(Augmentation::mixUp).map(at -> mix(at, occasion, samples)).orElse(Mix.NONE);
  }

  private Mix mix(Placed<MixUp> at, Occasion occasion, int samples) {
    MixUp step = at.step();
    Key choice = Draw.SAMPLE.key(key, occasion).child(at.place()).child("partner");
    float share = step.share(step.draw().key(key, occasion).child(at.place()));
    return new Mix(choice.random().nextInt(samples), share);
  }

  /** A step and its place among all. */
  private record Placed<T>(T step, int place) {}

  private <T> Optional<Placed<T>> first(Function<Augmentation, Optional<T>> kind) {
    return IntStream.range(0, steps.size())
        .mapToObj(i -> kind.apply(steps.get(i)).map(step -> new Placed<>(step, i)))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
