package io.cofire.data.simulate;

import java.io.IOException;
import java.util.List;

/**
 * Makes recordings of still images, a few images in memory at a time.
 *
 * @param folder takes the recordings
 * @param most images that are taken of each set, the first ones
 * @param total how many recordings there will be; 0 if that is not known
 * @param progress hears how far it has come
 */
record Filming(FreshFolder folder, int most, int total, SimulationProgress progress) {

  /**
   * Makes the recordings of one set.
   *
   * @param before recordings that there are
   * @param maker makes the recording of one image
   * @return recordings that there are then
   */
  int film(StillImages images, int before, FreshFolder.Maker<Still> maker) throws IOException {
    int made = before;
    try (StillReader reader = new StillReader(images, most)) {
      List<Still> some = reader.next();
      while (!some.isEmpty()) {
        int earlier = made;
        folder.fill(some, maker, (done, all) -> progress.update(earlier + done, total));
        made += some.size();
        some = reader.next();
      }
    }
    return made;
  }
}
