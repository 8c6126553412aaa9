package io.cofire.tests.architecture.planted.ops.libtorch;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import org.bytedeco.pytorch.global.torch;

final class SeedsTorch {

  private SeedsTorch() {}

  @Breaks(Wall.NO_HIDDEN_SOURCE_OF_CHANCE)
  static void seeded() {
    torch.manual_seed(1);
  }
}
