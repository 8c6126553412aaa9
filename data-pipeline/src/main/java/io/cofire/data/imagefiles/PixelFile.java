package io.cofire.data.imagefiles;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cofire.data.files.FileTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file of images that are pixels. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "format")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PixelFile.Cifar.class, name = "cifar"),
  @JsonSubTypes.Type(value = PixelFile.Idx.class, name = "idx")
})
public sealed interface PixelFile {

  /** Path below the data set's folder, with '/'. */
  String path();

  /** Length of the file. */
  long bytes();

  /**
   * Opens it at its first image.
   *
   * @throws IOException if the storage fails or the file is damaged
   */
  PixelReader open(FileTree tree) throws IOException;

  /** Name of one of its images. */
  default String image(int number) {
    return "%s/%05d".formatted(path(), number);
  }

  /**
   * CIFAR's binary format.
   *
   * @param kind which data set and which label
   */
  record Cifar(String path, long bytes, CifarReader.Kind kind) implements PixelFile {
    @Override
    public PixelReader open(FileTree tree) throws IOException {
      return new CifarReader(path, new BufferedInputStream(tree.open(path)), kind);
    }
  }

  /**
   * MNIST's format.
   *
   * @param labels path of the file of labels
   */
  record Idx(String path, long bytes, String labels) implements PixelFile {
    @Override
    public PixelReader open(FileTree tree) throws IOException {
      InputStream images = tree.open(path);
      try {
        return new IdxReader(path, images, labels, tree.open(labels));
      } catch (IOException e) {
        images.close();
        throw e;
      }
    }
  }
}
