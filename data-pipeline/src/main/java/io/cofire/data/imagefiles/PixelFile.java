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
  ImageReader open(FileTree tree) throws IOException;

  /**
   * Sizes of its images.
   *
   * @throws IOException if the storage fails or the file is damaged
   */
  PixelShape shape(FileTree tree) throws IOException;

  /**
   * CIFAR's binary format.
   *
   * @param kind which data set and which label
   */
  record Cifar(String path, long bytes, CifarKind kind) implements PixelFile {
    @Override
    public ImageReader open(FileTree tree) throws IOException {
      return new CifarReader(path, new BufferedInputStream(tree.open(path)), kind);
    }

    @Override
    public PixelShape shape(FileTree tree) {
      return CifarReader.SHAPE;
    }
  }

  /**
   * MNIST's format.
   *
   * @param labels path of the file of labels
   */
  record Idx(String path, long bytes, String labels) implements PixelFile {

    /** With the labels in the file that is named and lies as in the published data set. */
    static Idx published(FileTree.Entry images) {
      int name = images.path().lastIndexOf('/') + 1;
      String labels =
          images.path().substring(name).replace("images", "labels").replace("idx3", "idx1");
      return new Idx(images.path(), images.bytes(), images.path().substring(0, name) + labels);
    }

    @Override
    public ImageReader open(FileTree tree) throws IOException {
      return reader(tree);
    }

    @Override
    public PixelShape shape(FileTree tree) throws IOException {
      try (IdxReader reader = reader(tree)) {
        return reader.shape();
      }
    }

    private IdxReader reader(FileTree tree) throws IOException {
      InputStream images = tree.open(path);
      try {
        return new IdxReader(path, images, bytes, labels, tree.open(labels));
      } catch (IOException e) {
        images.close();
        throw e;
      }
    }
  }
}
