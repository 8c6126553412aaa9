package io.cofire.data.datasets;

import io.cofire.data.errors.Misfit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All layouts of recordings. */
public final class DatasetLayouts {

  private static final List<DatasetLayout> ALL =
      List.of(
          new NmnistLayout(),
          new DvsGestureLayout(),
          PublishedFolders.CIFAR10_DVS,
          PublishedFolders.N_CALTECH101,
          PublishedFolders.N_CARS,
          PublishedFolders.POKER_DVS,
          PublishedFolders.DVS_LIP,
          PublishedFolders.ASL_DVS,
          PublishedFolders.N_IMAGENET,
          PublishedFolders.BULLYING10K,
          ListedRecordings.ES_IMAGENET,
          ListedRecordings.HARDVS,
          SpikeFiles.SHD,
          SpikeFiles.SSC,
          new OwnRecordings());

  private DatasetLayouts() {}

  /** All of them. */
  static List<DatasetLayout> all() {
    return ALL;
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(DatasetLayout::name).toList();
  }

  /** A layout by name, if there is one. */
  public static Optional<DatasetLayout> find(String name) {
    return ALL.stream().filter(layout -> layout.name().equals(name)).findFirst();
  }

  /**
   * A layout by name.
   *
   * @throws Misfit if there is none, naming those there are
   */
  public static DatasetLayout named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new Misfit(
                    String.format(
                        Locale.ROOT,
                        "Unknown data set layout: %s (known: %s)",
                        name,
                        String.join(", ", names()))));
  }
}
