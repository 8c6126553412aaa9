package io.cofire.data.spark;

import io.cofire.data.errors.Exhaustion;
import io.cofire.data.imagefiles.FileCheck;
import io.cofire.data.imagefiles.FileCheck.Verdict;
import io.cofire.data.imagefiles.FileStructures;
import io.cofire.data.imagefiles.FoundImage;
import io.cofire.data.pictures.PictureException;
import io.cofire.data.pictures.PictureReader.CutShort;
import io.cofire.data.pictures.Reencoder;
import io.cofire.data.pictures.SizeLimits;
import io.cofire.data.shards.Contents;
import java.util.Optional;

/**
 * Decides which images are taken, and what is stored of them. Files are decoded only where they are
 * to become smaller or where that was asked for.
 */
public final class ImageIntake implements AutoCloseable {

  private final Contents.Images contents;
  private final CutShort cutShort;
  private final Optional<Reencoder> decoder;

  /**
   * By what is wanted of a set.
   *
   * @param contents what its images are, or are to be
   */
  public ImageIntake(Contents.Images contents) {
    this.contents = contents;
    this.cutShort = contents.keepsDamaged() ? CutShort.FILLED : CutShort.REJECTED;
    this.decoder =
        contents.decoded().map(to -> new Reencoder(to.shortSide(), to.quality(), cutShort));
  }

  /**
   * What became of an image.
   *
   * @param bytes to be stored
   * @param problem why it is not taken; empty if it is
   */
  public record Taken(byte[] bytes, String problem) {}

  /** Looks at an image. One thread at a time. */
  public Taken take(FoundImage found) {
    if (found.problem().isPresent()) {
      return new Taken(found.bytes(), found.problem().get());
    }
    if (contents.raw().isPresent()) {
      return new Taken(found.bytes(), "");
    }
    FileCheck check = FileStructures.check(found.bytes());
    boolean kept = check.verdict() == Verdict.DAMAGED && contents.keepsDamaged();
    if (check.verdict() != Verdict.WHOLE && !kept) {
      return new Taken(found.bytes(), check.reason());
    }
    Optional<String> problem = SizeLimits.problem(found.bytes(), cutShort);
    if (problem.isPresent()) {
      return new Taken(found.bytes(), problem.get());
    }
    return decoder.map(with -> decoded(found, with)).orElseGet(() -> new Taken(found.bytes(), ""));
  }

  private static Taken decoded(FoundImage found, Reencoder with) {
    try {
      return new Taken(with.smaller(found.name(), found.bytes()).orElse(found.bytes()), "");
    } catch (PictureException e) {
      return new Taken(found.bytes(), e.problem());
    } catch (OutOfMemoryError | StackOverflowError e) {
      return new Taken(found.bytes(), Exhaustion.describe(e));
    }
  }

  @Override
  public void close() {
    decoder.ifPresent(Reencoder::close);
  }
}
