package io.cofire.data.imagefiles;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.TakenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where some images of a split are, which one task reads in order. It travels to executors as JSON,
 * and all of it decides the fingerprint of a preparation.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ImageSource.Files.class, name = "files"),
  @JsonSubTypes.Type(value = ImageSource.Pixels.class, name = "pixels"),
  @JsonSubTypes.Type(value = ImageSource.ClassTar.class, name = "class-tar"),
  @JsonSubTypes.Type(value = ImageSource.NumberedTar.class, name = "numbered-tar"),
  @JsonSubTypes.Type(value = ImageSource.Members.class, name = "members")
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

  /** The files that its images lie in. */
  Stream<TakenFile> taken();

  /** What a list of splits calls its images. */
  default Stream<String> names() {
    return taken().map(TakenFile::path);
  }

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
    public Stream<TakenFile> taken() {
      return files.stream().map(one -> new TakenFile(one.path(), OptionalInt.of(one.label())));
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
      return new ChosenImages(file, file.open(tree), rest, position);
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
    public Stream<TakenFile> taken() {
      return Stream.of(new TakenFile(file.path(), OptionalInt.empty()));
    }

    @Override
    public Stream<String> names() {
      return numbers.stream().map(number -> FoundImage.numberedName(file.path(), number));
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

  /**
   * Images in tars, each read from its own place.
   *
   * @param members where they are, in order
   */
  record Members(List<TarMember> members) implements ImageSource {

    /** Copies the list. */
    public Members {
      members = List.copyOf(members);
    }

    @Override
    public ImageReader open(FileTree tree, long position) {
      return new MembersReader(tree, members, Math.toIntExact(position));
    }

    @Override
    public long length() {
      return members.stream().mapToLong(TarMember::bytes).sum();
    }

    @Override
    public OptionalLong images() {
      return OptionalLong.of(members.size());
    }

    @Override
    public Stream<TakenFile> taken() {
      return members.stream()
          .map(TarMember::path)
          .distinct()
          .map(path -> new TakenFile(path, OptionalInt.empty()));
    }

    @Override
    public List<ImageSource> parts(long bytes) {
      List<ImageSource> parts = new ArrayList<>();
      cut(members, TarMember::bytes, bytes).forEach(part -> parts.add(new Members(part)));
      return parts;
    }
  }

  /** Images in a tar, which is read as a whole; it may be a part of another tar. */
  sealed interface Tar extends ImageSource {

    /** Path of the tar below the data set's folder. */
    String path();

    /** Offset of its first byte. */
    long from();

    /** Offset behind its last. */
    long to();

    /** What stands before the names in it. */
    String folder();

    /** Class of an image by its name in the tar; empty if it is none of the data set's. */
    OptionalInt labelOf(String name);

    @Override
    default ImageReader open(FileTree tree, long position) throws IOException {
      long start = Math.max(from(), position);
      return new TarReader(tree, path(), start, to(), folder(), this::labelOf);
    }

    @Override
    default long length() {
      return to() - from();
    }

    @Override
    default OptionalLong images() {
      return OptionalLong.empty();
    }

    @Override
    default Stream<TakenFile> taken() {
      return Stream.of(new TakenFile(path(), OptionalInt.empty()));
    }

    @Override
    default List<ImageSource> parts(long bytes) {
      return List.of(this);
    }
  }

  /**
   * A tar of images of one class; it may be a part of another tar.
   *
   * @param path path of the tar below the data set's folder
   * @param from offset of its first byte
   * @param to offset behind its last
   * @param folder what stands before the names in it
   * @param label the class
   */
  record ClassTar(String path, long from, long to, String folder, int label) implements Tar {

    @Override
    public OptionalInt labelOf(String name) {
      return OptionalInt.of(label);
    }
  }

  /**
   * A tar of images of all classes whose names end in their number, from 1.
   *
   * @param path path of the tar below the data set's folder
   * @param from offset of its first byte
   * @param to offset behind its last
   * @param folder what stands before the names in it
   * @param labels class of each image by its number
   */
  record NumberedTar(String path, long from, long to, String folder, List<Integer> labels)
      implements Tar {

    private static final Pattern NUMBER = Pattern.compile(".*?([0-9]{1,9})\\.[^.]*");

    /** Copies the list. */
    public NumberedTar {
      labels = List.copyOf(labels);
    }

    @Override
    public OptionalInt labelOf(String name) {
      Matcher number = NUMBER.matcher(name);
      int place = number.matches() ? Integer.parseInt(number.group(1)) : 0;
      return place >= 1 && place <= labels.size()
          ? OptionalInt.of(labels.get(place - 1))
          : OptionalInt.empty();
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
