package io.cofire.data.augment;

import io.cofire.data.random.Key;

/** How often a choice is made. */
public enum Draw {
  /** Once for a step: all samples of all ranks share it. */
  BATCH {
    @Override
    Key key(Key root, Occasion occasion) {
      return root.child("batch").child(occasion.epoch()).child(occasion.step());
    }
  },
  /** For each sample by itself. */
  SAMPLE {
    @Override
    Key key(Key root, Occasion occasion) {
      return root.child(occasion.epoch()).child(occasion.sample());
    }
  };

  /** What decides the choice on an occasion. */
  abstract Key key(Key root, Occasion occasion);
}
