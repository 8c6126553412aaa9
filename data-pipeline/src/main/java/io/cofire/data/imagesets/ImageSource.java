package io.cofire.data.imagesets;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cofire.data.datasets.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * Where some images of a split are, which one task reads in order. It travels to executors as JSON,
 * and all of it decides the fingerprint of a preparation.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ImageSource.Files.class, name = "files"),
  @JsonSubTypes.Type(value = ImageSource.Pixels.class, name = "pixels")
})
public sealed interface ImageSource {

  /**
   * Opens it.
   *
   * @param position where to begin: 0, or what {@link ImageReader#position} gave
   * @throws IOException if the storage fails
   */
  ImageReader open(FileTree tree, long position) throws IOException;

  /** Length of what is read. */
  long length();

  /** How many images it has; empty where they are counted only when they are read. */
  OptionalLong images();

  /**
   * Cuts it into parts of about this length that together have the same images in the same order.
   */
  List<ImageSource> parts(long bytes);

  /**
   * One image a file.
   *
   * @param files the files, in order
   */
  record Files(List<ImageFile> files) implements ImageSource {

    /** Copies the list. */
    public Files {
      files = List.copyOf(files);
    }

    @Override
    public ImageReader open(FileTree tree, long position) {
      return new FilesReader(tree, files, Math.toIntExact(position));
    }

    @Override
    public long length() {
      return files.stream().mapToLong(ImageFile::bytes).sum();
    }

    @Override
    public OptionalLong images() {
      return OptionalLong.of(files.size());
    }

    @Override
    public List<ImageSource> parts(long bytes) {
      List<ImageSource> parts = new ArrayList<>();
      cut(files, ImageFile::bytes, bytes).forEach(part -> parts.add(new Files(part)));
      return parts;
    }
  }

  /**
   * Images of one file that are pixels.
   *
   * @param file the file
   * @param imageBytes bytes of an image
   * @param numbers which of its images, ascending, from 0
   */
  record Pixels(PixelFile file, int imageBytes, List<Integer> numbers) implements ImageSource {

    /** Copies the list. */
    public Pixels {
      numbers = List.copyOf(numbers);
    }

    @Override
    public ImageReader open(FileTree tree, long position) throws IOException {
      List<Integer> rest = numbers.subList(Math.toIntExact(position), numbers.size());
      return new PixelsReader(file, file.open(tree), rest, position);
    }

    @Override
    public long length() {
      return (long) imageBytes * numbers.size();
    }

    @Override
    public OptionalLong images() {
      return OptionalLong.of(numbers.size());
    }

    @Override
    public List<ImageSource> parts(long bytes) {
      List<ImageSource> parts = new ArrayList<>();
      for (List<Integer> part : cut(numbers, number -> imageBytes, bytes)) {
        parts.add(new Pixels(file, imageBytes, part));
      }
      return parts;
    }
  }

  /** Runs of elements, each closed when it reaches a length. */
  private static <E> List<List<E>> cut(List<E> elements, ToLongFunction<E> length, long bytes) {
    List<List<E>> runs = new ArrayList<>();
    int from = 0;
    long sum = 0;
    for (int i = 0; i < elements.size(); i++) {
      sum += length.applyAsLong(elements.get(i));
      if (sum >= bytes || i == elements.size() - 1) {
        runs.add(elements.subList(from, i + 1));
        from = i + 1;
        sum = 0;
      }
    }
    return runs;
  }
}
