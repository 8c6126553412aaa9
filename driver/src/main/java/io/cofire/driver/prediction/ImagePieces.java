package io.cofire.driver.prediction;

import io.cofire.data.batches.ImageSamples;
import io.cofire.data.files.Storage;
import io.cofire.data.imagefiles.FoundImage;
import io.cofire.data.imagefiles.ImageReader;
import io.cofire.data.pictures.PictureException;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.EncodedImage;
import io.cofire.data.shards.Shard;
import io.cofire.data.spark.ImageIntake;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Images, taken in as a preparation takes them and seen as an evaluation sees them. */
final class ImagePieces implements PieceReader {

  private final Configuration hadoop;
  private final Recipe.Data data;
  private final Contents.Images contents;
  private final ImageSamples seen;
  private final ImageIntake intake;
  private final RawPixels pixels = new RawPixels();
  private final KeptShards shards;

  /**
   * A reader.
   *
   * @param contents what the images were that the network was trained on
   */
  ImagePieces(Configuration hadoop, Recipe.Data data, Contents.Images contents) {
    this.hadoop = hadoop;
    this.data = data;
    this.contents = contents;
    this.seen = Inputs.pictures(data, contents, OneSample.of("", null));
    this.intake = new ImageIntake(contents);
    this.shards = new KeptShards(hadoop);
  }

  @Override
  public Iterator<Piece> read(InputUnit unit) throws IOException {
    return (unit.set().isPresent() ? shard(unit) : Stream.of(file(unit))).iterator();
  }

  private Stream<Piece> shard(InputUnit unit) {
    Shard shard = shards.read(unit);
    ImageSamples own =
        Inputs.pictures(data, shards.manifest(unit).images(), OneSample.of("", null));
    return IntStream.range(0, shard.size())
        .mapToObj(i -> piece(own, shard.image(i), unit.first() + i));
  }

  private Piece file(InputUnit unit) throws IOException {
    String name = RecordingPieces.shown(unit.path());
    if (unit.bytes() > ImageReader.LARGEST_BYTES) {
      return Piece.damaged(
          name,
          String.format(
              Locale.ROOT,
              "the file has %d bytes, more than %d",
              unit.bytes(),
              ImageReader.LARGEST_BYTES));
    }
    Path path = new Path(unit.path());
    FileSystem files = Storage.of(hadoop, path).files();
    byte[] bytes;
    try (var in = files.open(path)) {
      bytes = in.readNBytes((int) unit.bytes());
    }
    return piece(name, bytes);
  }

  @Override
  public Iterator<Piece> read(String name, byte[] content) {
    return List.of(piece(name, content)).iterator();
  }

  private Piece piece(String name, byte[] bytes) {
    try {
      return taken(name, bytes);
    } catch (PictureException e) {
      return Piece.damaged(name, e.problem());
    }
  }

  private Piece taken(String name, byte[] bytes) {
    if (contents.raw().isPresent()) {
      return piece(seen, pixels.of(name, bytes, contents.raw().get()), 0);
    }
    ImageIntake.Taken taken = intake.take(new FoundImage(name, 0, bytes, Optional.empty()));
    return taken.problem().isEmpty()
        ? piece(seen, new EncodedImage(name, 0, taken.bytes()), 0)
        : Piece.damaged(name, taken.problem());
  }

  @Override
  public void close() {
    intake.close();
    pixels.close();
  }

  private static Piece piece(ImageSamples seen, EncodedImage image, int number) {
    return Piece.whole(image.name(), number, seen.over(OneSample.of(image)));
  }
}
