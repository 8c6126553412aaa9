package io.cofire.data.imagefiles;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.datasets.OwnFolders;
import io.cofire.data.datasets.SplitFolders;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One's own images: a folder for each class, at the top or in folders of splits ({@link
 * OwnFolders}). Classes are in the order of their names, by UTF-16 code unit, as torchvision's
 * ImageFolder has them for names in ASCII. Files that are called pictures are taken, whatever they
 * are; what cannot be read is told by the preparation.
 */
final class ImageFolders implements ImageLayout {

  private static final String NAME = "image-folder";
  private static final String STANDARD_SPLIT = "stratified:0.8";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean fits(List<FileTree.Entry> files) {
    return files.stream()
        .anyMatch(file -> file.path().contains("/") && PictureFiles.isPicture(file.path()));
  }

  @Override
  public ImageIndex index(FileTree tree, LayoutOptions options) throws IOException {
    Content content = content(tree);
    if (content.folders().isDivided() && !options.isDivided()) {
      options.requireUnseeded(NAME, SplitFolders.WORDS);
      return content.index(content.official());
    }
    String chosen = options.split().orElse(STANDARD_SPLIT);
    return content.index(ImageDivision.files(NAME, tree, content.files(), options, chosen));
  }

  @Override
  public ImageIndex undivided(FileTree tree) throws IOException {
    Content content = content(tree);
    return content.index(
        content.folders().isDivided()
            ? content.official()
            : List.of(ImageDivision.ofFiles("all", content.files())));
  }

  /** The pictures of a folder. */
  private record Content(OwnFolders folders, List<String> classes) {

    private List<ImageFile> labelled(List<OwnFolders.Placed> files) {
      Map<String, Integer> labels = PictureFiles.labels(classes);
      return files.stream()
          .map(
              one ->
                  new ImageFile(one.file().path(), one.file().bytes(), labels.get(one.className())))
          .toList();
    }

    List<ImageFile> files() {
      return labelled(folders.files());
    }

    List<ImageSplit> official() {
      return folders.splits().stream()
          .map(split -> ImageDivision.ofFiles(split.name(), labelled(split.members())))
          .toList();
    }

    ImageIndex index(List<ImageSplit> splits) {
      return new ImageIndex(NAME, Optional.empty(), classes, splits, Optional.empty());
    }
  }

  private static Content content(FileTree tree) throws IOException {
    List<FileTree.Entry> files = tree.files();
    List<FileTree.Entry> pictures =
        files.stream().filter(file -> PictureFiles.isPicture(file.path())).toList();
    OwnFolders found = OwnFolders.of(NAME, "images", tree, pictures);
    if (found.files().isEmpty()) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s in %s: no images (expected <class>/*.jpg, or train/<class>/*.jpg and val/<class>/*.jpg; found 0 among %d files); check the folder",
              NAME,
              tree.root(),
              files.size()));
    }
    List<String> classes =
        PictureFiles.sorted(found.files().stream().map(OwnFolders.Placed::className).toList());
    return new Content(found, classes);
  }
}
