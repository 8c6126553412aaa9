package io.cofire.data.pictures;

import io.cofire.data.natives.NativeLibraries;
import io.cofire.data.random.Key;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Reads pictures through a view: decodes the part that is seen, in a smaller size where that is
 * enough, and resizes it. Its memory is used again for the next picture; one thread at a time.
 */
public final class PictureReader implements AutoCloseable {

  /** What becomes of a JPEG file that was cut short. */
  public enum CutShort {
    /** It is an error. */
    REJECTED,
    /** What is missing is grey. */
    FILLED
  }

  private final CutShort cutShort;
  private final JpegRows jpeg;
  private final HeapRows heap = new HeapRows();
  private final Resampler resampler = new Resampler();
  private final Picture whole = new Picture();

  /**
   * A reader.
   *
   * @throws io.cofire.data.natives.NativeLibraryException if OpenCV does not load: no picture could
   *     be read, and each would be taken for damaged
   */
  public PictureReader(CutShort cutShort) {
    this.cutShort = cutShort;
    NativeLibraries.load("OpenCV", () -> opencv_imgcodecs.haveImageWriter(".png"));
    this.jpeg = new JpegRows();
  }

  /**
   * Reads a file's bytes: JPEG, PNG, BMP or another format that OpenCV knows, whatever its name
   * says, into red, green and blue.
   *
   * @param name what errors call it
   * @param key decides what is random in the view
   * @throws PictureException if it is damaged or no picture
   */
  public void read(String name, byte[] bytes, View view, Key key, Picture into) {
    read(name, bytes, (width, height) -> view.window(width, height, key), into);
  }

  void read(String name, byte[] bytes, Framing framing, Picture into) {
    SizeLimits.problem(bytes, cutShort)
        .ifPresent(
            problem -> {
              throw new PictureException(name, problem);
            });
    Optional<JpegHeader> header = JpegHeader.of(bytes);
    if (header.isPresent()) {
      readJpeg(name, bytes, header.get(), framing, into);
    } else {
      readOther(name, bytes);
      draw(framing, into);
    }
  }

  /** Says which window of a picture is seen once its size is known. */
  @FunctionalInterface
  interface Framing {
    /** The window. */
    Window of(int width, int height);
  }

  /**
   * Reads raw values.
   *
   * @param planes values in channel order, [C,H,W]
   * @param channels 1 or 3
   */
  public void readPlanes(
      byte[] planes, int width, int height, int channels, View view, Key key, Picture into) {
    if (view instanceof View.Whole) {
      into.takePlanes(planes, width, height, channels);
      return;
    }
    whole.takePlanes(planes, width, height, channels);
    draw((w, h) -> view.window(w, h, key), into);
    if (channels == 1) {
      into.keepFirstChannel();
    }
  }

  private void draw(Framing framing, Picture into) {
    heap.take(whole);
    resampler.draw(heap, framing.of(whole.width(), whole.height()), into);
  }

  private void readJpeg(
      String name, byte[] bytes, JpegHeader header, Framing framing, Picture into) {
    if (cutShort == CutShort.REJECTED && header.end(bytes).isEmpty()) {
      throw new PictureException(
          name,
          String.format(
              Locale.ROOT,
              "it was cut short (%d bytes without the marker of its end)",
              bytes.length));
    }
    Window window = framing.of(header.width(), header.height());
    int reduction = window.reduction();
    Window seen = reduction == 1 ? window : window.reduced(reduction);
    jpeg.decode(name, bytes, header, resampler.aim(seen), reduction);
    resampler.draw(jpeg, into);
  }

  private void readOther(String name, byte[] bytes) {
    int flags = opencv_imgcodecs.IMREAD_COLOR_RGB | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    try (BytePointer file = new BytePointer(Math.max(1, bytes.length)).put(bytes, 0, bytes.length);
        Mat source = new Mat(1, bytes.length, opencv_core.CV_8UC1, file);
        Mat decoded = opencv_imgcodecs.imdecode(source, flags)) {
      if (decoded.empty()) {
        throw new PictureException(name, "it is damaged or of an unknown format");
      }
      whole.reset(decoded.cols(), decoded.rows(), 3);
      try (BytePointer values = decoded.data()) {
        values.get(whole.values(), 0, whole.size());
      }
    } catch (RuntimeException e) { // what OpenCV throws at damaged files
      throw e instanceof PictureException ? e : new PictureException(name, e.getMessage());
    }
  }

  @Override
  public void close() {
    jpeg.close();
  }
}
