package io.cofire.data.random;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A splittable, explicit random key: the same path of children always gives the same numbers, on
 * any machine and in any order of asking.
 *
 * <pre>{@code Key.of(seed).child("crop").child(epoch).child(sample).random()}</pre>
 *
 * <p>A child mixes its name into the parent's state with the finaliser of SplitMix64 (Steele, Lea
 * and Flood, "Fast splittable pseudorandom number generators", 2014).
 */
public record Key(long state) {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** The root key of a seed. */
  public static Key of(long seed) {
    return new Key(mix(seed + GOLDEN_GAMMA));
  }

  /** The child that a number names: an epoch, a step, a sample. */
  public Key child(long name) {
    return new Key(mix(mix(state + GOLDEN_GAMMA) ^ mix(name * GOLDEN_GAMMA + 1)));
  }

  /** The child that a word names: a purpose such as "crop" or a parameter's name. */
  public Key child(String name) {
    long hash = 0xCBF29CE484222325L; // FNV-1a, 64 bits
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return new Key(mix(mix(state ^ GOLDEN_GAMMA) + hash));
  }

  /** A fresh generator that starts at this key. */
  public SplittableRandom random() {
    return new SplittableRandom(state);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
