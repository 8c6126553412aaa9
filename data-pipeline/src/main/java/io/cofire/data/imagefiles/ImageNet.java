package io.cofire.data.imagefiles;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.files.FileTree;
import io.cofire.data.imagefiles.PictureFiles.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * ImageNet of ILSVRC 2012 as published: {@code ILSVRC2012_img_train.tar} (a tar with a tar for each
 * synset) and {@code ILSVRC2012_img_val.tar} with the development kit, packed or unpacked; or the
 * synsets' own tars, {@code train/<synset>/*.JPEG} and {@code val/<synset>/*.JPEG}, where someone
 * has unpacked them. Labels follow the sorted synsets, not the ids of the development kit.
 */
final class ImageNet implements ImageLayout {

  private static final String NAME = "imagenet";
  private static final String TRAIN_TAR = "ILSVRC2012_img_train.tar";
  private static final String VAL_TAR = "ILSVRC2012_img_val.tar";
  private static final PublishedCounts PUBLISHED = new PublishedCounts(1000, 1_281_167, 50_000);
  private static final String SYNSET = "n[0-9]{8}";
  private static final Pattern SYNSET_TAR = Pattern.compile("(?:.*/)?(" + SYNSET + ")\\.tar");
  private static final Pattern FOLDERS =
      Pattern.compile(
          "(?:.*?/)??(?<split>(?i:train|val))/(?<class>" + SYNSET + ")/" + PictureFiles.PICTURE);

  @Override
  public String name() {
    return NAME;
  }

  /** By its archives: what is unpacked is also folders of pictures. */
  @Override
  public boolean fits(List<FileTree.Entry> files) {
    return PictureFiles.ending(files, TRAIN_TAR).isPresent()
        || files.stream().anyMatch(file -> SYNSET_TAR.matcher(file.path()).matches());
  }

  @Override
  public ImageIndex index(FileTree tree, LayoutOptions options) throws IOException {
    options.requireOfficial(NAME);
    List<FileTree.Entry> files = tree.files();
    List<Found> folders = PictureFiles.find(files, FOLDERS);
    Optional<DevelopmentKit> kit = DevelopmentKit.find(tree, files);
    Map<String, TarSpan> tars = synsetTars(tree, files);
    List<String> trained =
        PictureFiles.sorted(
            Stream.concat(tars.keySet().stream(), synsets("train", folders).stream()).toList());
    boolean isScored = isScored(files, folders);
    boolean scoredAlone = options.isOwn() && trained.isEmpty() && isScored;
    if (trained.isEmpty() && !scoredAlone) {
      throw missing(tree, files, "train", TRAIN_TAR + " or train/<synset>/*.JPEG");
    }
    List<String> synsets = scoredAlone ? scoredSynsets(kit, folders) : trained;
    Map<String, Integer> labels = PictureFiles.labels(synsets);
    List<ImageSplit> splits = new ArrayList<>();
    splits.add(new ImageSplit("train", trained(tars, folders, labels)));
    if (isScored || !options.isOwn()) {
      splits.add(new ImageSplit("test", List.of(scored(tree, files, kit, folders, labels))));
    }
    return new ImageIndex(
            NAME,
            Optional.empty(),
            PictureFiles.named(synsets, kit.map(DevelopmentKit::words).orElse(Map.of())),
            ImageDivision.asAsked(NAME, tree, splits, options),
            PictureFiles.demanded(options, PUBLISHED))
        .checked(tree, options);
  }

  private static List<String> synsets(String split, List<Found> folders) {
    return folders.stream()
        .filter(found -> found.split().equals(split))
        .map(Found::className)
        .toList();
  }

  private static boolean isScored(List<FileTree.Entry> files, List<Found> folders) {
    return PictureFiles.ending(files, VAL_TAR).isPresent() || !synsets("val", folders).isEmpty();
  }

  /** Those of the images that are scored, where there is none to train on. */
  private static List<String> scoredSynsets(Optional<DevelopmentKit> kit, List<Found> folders) {
    List<String> folded = PictureFiles.sorted(synsets("val", folders));
    return folded.isEmpty() && kit.isPresent()
        ? PictureFiles.sorted(kit.get().validationSynsets())
        : folded;
  }

  /** The tar of each synset, inside the large one or a file of its own. */
  private static Map<String, TarSpan> synsetTars(FileTree tree, List<FileTree.Entry> files)
      throws IOException {
    Map<String, TarSpan> tars = new TreeMap<>();
    Optional<FileTree.Entry> large = PictureFiles.ending(files, TRAIN_TAR);
    if (large.isPresent()) {
      for (TarSpan span : TarSpan.inside(tree, large.get())) {
        Matcher name = SYNSET_TAR.matcher(span.name());
        if (name.matches()) {
          tars.put(name.group(1), span);
        }
      }
      return tars;
    }
    for (FileTree.Entry file : files) {
      Matcher name = SYNSET_TAR.matcher(file.path());
      if (name.matches()) {
        tars.put(name.group(1), new TarSpan(file.path(), file.path(), 0, file.bytes()));
      }
    }
    return tars;
  }

  private static List<ImageSource> trained(
      Map<String, TarSpan> tars, List<Found> folders, Map<String, Integer> labels) {
    List<ImageSource> sources = new ArrayList<>();
    if (tars.isEmpty()) {
      sources.add(new ImageSource.Files(of("train", folders, labels)));
    }
    tars.forEach(
        (synset, tar) ->
            sources.add(
                new ImageSource.ClassTar(
                    tar.path(), tar.from(), tar.to(), "train/" + synset, labels.get(synset))));
    return sources;
  }

  private static ImageSource scored(
      FileTree tree,
      List<FileTree.Entry> files,
      Optional<DevelopmentKit> kit,
      List<Found> folders,
      Map<String, Integer> labels) {
    Optional<FileTree.Entry> tar = PictureFiles.ending(files, VAL_TAR);
    if (tar.isEmpty()) {
      List<Found> scored = folders.stream().filter(found -> found.split().equals("val")).toList();
      if (scored.isEmpty()) {
        throw missing(tree, files, "test", VAL_TAR + " or val/<synset>/*.JPEG");
      }
      requireTrained(tree, scored.stream().map(Found::className).toList(), labels);
      return new ImageSource.Files(of("val", folders, labels));
    }
    if (kit.isEmpty()) {
      throw missing(tree, files, "test", DevelopmentKit.ARCHIVE + " with " + VAL_TAR);
    }
    List<String> synsets = kit.get().validationSynsets();
    requireTrained(tree, synsets, labels);
    return new ImageSource.NumberedTar(
        tar.get().path(), 0, tar.get().bytes(), "val", synsets.stream().map(labels::get).toList());
  }

  private static List<ImageFile> of(
      String split, List<Found> folders, Map<String, Integer> labels) {
    return folders.stream()
        .filter(found -> found.split().equals(split))
        .map(found -> found.labelled(labels))
        .toList();
  }

  private static void requireTrained(
      FileTree tree, List<String> synsets, Map<String, Integer> labels) {
    for (String synset : synsets) {
      if (!labels.containsKey(synset)) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "Cannot index data set %s in %s: the images to be scored have the synset %s, which none to train on has; fetch what is missing",
                NAME,
                tree.root(),
                synset));
      }
    }
  }

  private static DatasetException missing(
      FileTree tree, List<FileTree.Entry> files, String split, String expected) {
    return new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot index data set %s in %s: no images for split %s (expected %s, found none among %d files); check the folder",
            NAME,
            tree.root(),
            split,
            expected,
            files.size()));
  }
}
