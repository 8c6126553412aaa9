package io.cofire.data.imagefiles;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.PassedOver;
import io.cofire.data.imagefiles.PictureFiles.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tiny-ImageNet (Stanford CS231n, tiny-imagenet-200.zip): {@code train/<synset>/images/*.JPEG},
 * {@code val/images/*.JPEG} with {@code val/val_annotations.txt}, names in {@code words.txt}. Its
 * test images have no labels and are passed over.
 */
final class TinyImageNet implements ImageLayout {

  private static final String NAME = "tiny-imagenet";
  private static final String ANNOTATIONS = "val/val_annotations.txt";
  private static final PublishedCounts PUBLISHED = new PublishedCounts(200, 100_000, 10_000);
  private static final Pattern TRAIN =
      Pattern.compile("(?:.*?/)??(?<split>train)/(?<class>n[0-9]{8})/" + PictureFiles.PICTURE);
  private static final Pattern SCORED =
      Pattern.compile("(?:.*?/)??(?<split>val)/images/(?<class>[^/]+)");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean fits(List<FileTree.Entry> files) {
    return PictureFiles.ending(files, ANNOTATIONS).isPresent();
  }

  @Override
  public ImageIndex index(FileTree tree, LayoutOptions options) throws IOException {
    options.requireOfficial(NAME);
    List<FileTree.Entry> files = tree.files();
    List<Found> trained = PictureFiles.find(files, TRAIN);
    List<Found> scored = PictureFiles.find(files, SCORED);
    boolean scoredAlone = options.isOwn() && trained.isEmpty() && !scored.isEmpty();
    if ((trained.isEmpty() && !scoredAlone) || (scored.isEmpty() && !options.isOwn())) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s in %s: no images for split %s (expected train/<synset>/images/*.JPEG, val/images/*.JPEG and %s; found none among %d files); check the folder",
              NAME,
              tree.root(),
              trained.isEmpty() ? "train" : "test",
              ANNOTATIONS,
              files.size()));
    }
    Map<String, String> annotated = table(tree, files, ANNOTATIONS);
    List<String> synsets =
        PictureFiles.sorted(
            scoredAlone
                ? List.copyOf(annotated.values())
                : trained.stream().map(Found::className).toList());
    Map<String, Integer> labels = PictureFiles.labels(synsets);
    List<ImageFile> train = trained.stream().map(found -> found.labelled(labels)).toList();
    List<ImageFile> test = scored(tree, annotated, scored, labels);
    List<ImageSplit> splits =
        List.of(
            new ImageSplit("train", List.of(new ImageSource.Files(train))),
            new ImageSplit("test", List.of(new ImageSource.Files(test))));
    return new ImageIndex(
            NAME,
            Optional.empty(),
            PictureFiles.named(synsets, words(tree, files)),
            ImageDivision.asAsked(NAME, tree, splits, options),
            PictureFiles.demanded(options, PUBLISHED),
            missing(annotated.keySet(), scored))
        .checked(tree, options);
  }

  private static List<ImageFile> scored(
      FileTree tree, Map<String, String> synsets, List<Found> scored, Map<String, Integer> labels) {
    List<ImageFile> test = new ArrayList<>();
    for (Found found : scored) {
      String synset = synsets.get(found.className()); // the name of the file here
      Integer label = labels.get(synset);
      if (label == null) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "Cannot index data set %s in %s: %s has no class for %s (found %s); fetch the data set again",
                NAME,
                tree.root(),
                ANNOTATIONS,
                found.file().path(),
                synset));
      }
      test.add(new ImageFile(found.file().path(), found.file().bytes(), label));
    }
    return test;
  }

  /** Images that are annotated and not there. */
  private static List<PassedOver> missing(Set<String> annotated, List<Found> scored) {
    Set<String> there = scored.stream().map(Found::className).collect(Collectors.toSet());
    return annotated.stream()
        .filter(name -> !there.contains(name))
        .sorted()
        .map(name -> new PassedOver("val/images/" + name, PassedOver.Reason.MISSING))
        .toList();
  }

  private static Map<String, String> words(FileTree tree, List<FileTree.Entry> files)
      throws IOException {
    return table(tree, files, "words.txt");
  }

  /** The first two columns of a file of tab-separated values; nothing where there is no file. */
  private static Map<String, String> table(FileTree tree, List<FileTree.Entry> files, String name)
      throws IOException {
    Map<String, String> table = new HashMap<>();
    Optional<FileTree.Entry> file = PictureFiles.ending(files, name);
    if (file.isPresent()) {
      for (String line : PictureFiles.lines(tree, file.get().path())) {
        String[] columns = line.split("\t", -1);
        if (columns.length > 1) {
          table.put(columns[0], columns[1]);
        }
      }
    }
    return table;
  }
}
