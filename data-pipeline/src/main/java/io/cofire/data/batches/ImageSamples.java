package io.cofire.data.batches;

import io.cofire.data.augment.Augmenter;
import io.cofire.data.augment.Mix;
import io.cofire.data.augment.Occasion;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.pictures.Normalisation;
import io.cofire.data.pictures.Picture;
import io.cofire.data.pictures.PictureReader;
import io.cofire.data.pictures.View;
import io.cofire.data.random.Key;
import io.cofire.data.readahead.Ahead;
import io.cofire.data.readahead.Stretch;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.StoredSamples;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Images of one split, decoded, cropped and normalised when a minibatch is made. */
public final class ImageSamples implements SampleSource {

  private final StoredSamples images;
  private final ImageDecoding decoding;
  private final float[][] table;
  private final Augmenter augmenter;
  private final Queue<Desk> desks;

  /**
   * Images of a split.
   *
   * @param images the split
   * @param contents what its images are
   * @param view what is seen of an image
   * @param normalisation what its values become
   * @param augmenter changes images, and its key decides what is random in the view
   * @throws IllegalArgumentException if the augmenter changes more than images
   */
  public ImageSamples(
      StoredSamples images,
      Contents.Images contents,
      View view,
      Normalisation normalisation,
      Augmenter augmenter) {
    this(
        images,
        new ImageDecoding(contents, view),
        normalisation.table(contents.channels()),
        augmenter,
        new ConcurrentLinkedQueue<>());
    augmenter.requireImages();
  }

  private ImageSamples(
      StoredSamples images,
      ImageDecoding decoding,
      float[][] table,
      Augmenter augmenter,
      Queue<Desk> desks) {
    this.images = images;
    this.decoding = decoding;
    this.table = table;
    this.augmenter = augmenter;
    this.desks = desks;
  }

  /** Other images, seen as these are, with what these are decoded by. */
  public ImageSamples over(StoredSamples others) {
    return new ImageSamples(others, decoding, table, augmenter, desks);
  }

  /** Channels of images: files are always red, green and blue. */
  public static int channels(Contents.Images contents) {
    return contents.channels();
  }

  /** What one thread works with; lent out one sample at a time. */
  private static final class Desk {
    private final PictureReader reader;
    private final Picture picture = new Picture();
    private FloatBuffer own = FloatBuffer.allocate(0);
    private FloatBuffer other = FloatBuffer.allocate(0);

    Desk(PictureReader.CutShort cutShort) {
      this.reader = new PictureReader(cutShort);
    }
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public int label(int sample) {
    return images.label(sample);
  }

  @Override
  public String name(int sample) {
    return images.name(sample);
  }

  @Override
  public List<Integer> shards() {
    return images.shards();
  }

  @Override
  public Ahead ahead(Iterator<Stretch> stretches) {
    return images.ahead(stretches);
  }

  @Override
  public Mix mix(PlannedBatch batch, int slot) {
    return batch.mix(augmenter, slot, size());
  }

  @Override
  public void write(PlannedBatch batch, int slot, FrameShape shape, FloatBuffer target) {
    Occasion occasion = batch.occasion(slot);
    Mix mix = mix(batch, slot);
    Desk desk = desks.poll();
    if (desk == null) {
      desk = new Desk(cutShort());
    }
    prepare(desk, occasion);
    if (mix.isMixed()) {
      mix(desk, occasion, mix, shape, target, shape.offset(0, slot));
    } else {
      put(desk, shape, target, shape.offset(0, slot));
    }
    desks.add(desk); // one that failed is left to the garbage collector
  }

  private PictureReader.CutShort cutShort() {
    return decoding.contents().keepsDamaged()
        ? PictureReader.CutShort.FILLED
        : PictureReader.CutShort.REJECTED;
  }

  private void prepare(Desk desk, Occasion occasion) {
    Key key = augmenter.key().child("view").child(occasion.epoch()).child(occasion.sample());
    read(desk, occasion.sample(), key);
    augmenter.apply(desk.picture, occasion.epoch(), occasion.sample());
  }

  private void read(Desk desk, int sample, Key key) {
    decoding.read(images.image(sample), key, desk.reader, desk.picture);
  }

  private void put(Desk desk, FrameShape shape, FloatBuffer target, int offset) {
    Picture picture = desk.picture;
    if (picture.width() != shape.width()
        || picture.height() != shape.height()
        || picture.channels() != shape.channels()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an image has [%d,%d,%d] values, expected [%d,%d,%d]; use a view with a size, such as random-resized-crop",
              picture.channels(),
              picture.height(),
              picture.width(),
              shape.channels(),
              shape.height(),
              shape.width()));
    }
    picture.write(table, target, offset);
  }

  /** share * own + (1 - share) * other. */
  private void mix(
      Desk desk, Occasion occasion, Mix mix, FrameShape shape, FloatBuffer target, int offset) {
    int size = shape.frameSize();
    if (desk.own.capacity() < size) {
      desk.own = FloatBuffer.allocate(size);
      desk.other = FloatBuffer.allocate(size);
    }
    put(desk, shape, desk.own, 0);
    Key key = augmenter.key().child("partner-view").child(occasion.epoch());
    read(desk, mix.partner(), key.child(occasion.sample()));
    augmenter.applyToPartner(desk.picture, occasion.epoch(), occasion.sample());
    put(desk, shape, desk.other, 0);
    float[] own = desk.own.array();
    float[] other = desk.other.array();
    for (int i = 0; i < size; i++) {
      own[i] = mix.share() * own[i] + (1 - mix.share()) * other[i];
    }
    target.put(offset, own, 0, size);
  }
}
