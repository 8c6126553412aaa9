package io.cofire.data.spark;

import io.cofire.data.errors.Misfit;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.PassedOver;
import io.cofire.data.files.ReadTree;
import io.cofire.data.imagefiles.ImageIndex;
import io.cofire.data.imagefiles.ImageLayout;
import io.cofire.data.imagefiles.ImageSource;
import io.cofire.data.imagefiles.ImageSplit;
import io.cofire.data.imagefiles.MixedImages;
import io.cofire.data.imagefiles.PixelShape;
import io.cofire.data.shards.Contents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans the preparation of images. */
final class ImagePlan {

  private ImagePlan() {}

  static PreparePlan of(ImageLayout layout, ReadTree tree, PrepareConfig config)
      throws IOException {
    if (!config.decoding().words().isEmpty()) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s: images are no recordings; leave %s out",
              layout.name(),
              config.decoding()));
    }
    if (config.layout().sensor().isPresent()) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s: images have no sensor; leave --sensor out",
              layout.name()));
    }
    ImageIndex index = layout.index(tree, config.layout());
    List<ImageSource> sources =
        index.splits().stream().flatMap(split -> split.sources().stream()).toList();
    List<PassedOver> passedOver = new ArrayList<>(index.missing());
    if (config.layout().list().isPresent()) {
      Set<String> names = sources.stream().flatMap(ImageSource::names).collect(Collectors.toSet());
      passedOver.addAll(config.layout().list().get().idle(names));
    }
    passedOver.addAll(tree.leftOver(sources.stream().flatMap(ImageSource::taken)));
    return of(index, tree, config, passedOver);
  }

  /** By an index that is there. */
  static PreparePlan of(
      ImageIndex found, FileTree tree, PrepareConfig config, List<PassedOver> passedOver)
      throws IOException {
    ImageIndex index =
        config.mixing().isEmpty() ? found : MixedImages.of(found, tree, config.mixing().get());
    Contents.Images contents = contents(index, config);
    List<PreparePlan.Task> tasks = new ArrayList<>();
    for (ImageSplit split : index.splits()) {
      int number = 0;
      for (ImageSource source : split.sources()) {
        for (ImageSource part : source.parts(config.shardInputBytes())) {
          ImageUnit unit =
              new ImageUnit(split.name(), number++, config.shardInputBytes(), contents, part);
          tasks.add(new PreparePlan.Task(split.name(), part.length(), WorkFolder.toJson(unit)));
        }
      }
    }
    return new PreparePlan(
        index.dataset(),
        contents,
        index.classes(),
        index.splits().stream().map(ImageSplit::name).toList(),
        Fingerprint.of(index.dataset(), index.classes(), tasks),
        index.images().orElse(0),
        tasks,
        ImageUnitTask::new,
        (split, samples) ->
            index
                .published()
                .filter(counts -> !config.layout().isDivided())
                .ifPresent(
                    counts -> counts.requireImages(tree.root(), index.dataset(), split, samples)),
        passedOver);
  }

  private static Contents.Images contents(ImageIndex index, PrepareConfig config) {
    if (index.raw().isEmpty()) {
      return config.images();
    }
    if (!config.images().equals(PrepareConfig.WHOLE_FILES)) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot prepare data set %s: its images are pixels, not files; leave --lenient,"
                  + " --decode and --short-side out",
              index.dataset()));
    }
    PixelShape shape = index.raw().get();
    return new Contents.Raw(shape.channels(), shape.height(), shape.width());
  }
}
