package io.cofire.driver.prediction;

import io.cofire.data.batches.PlannedBatch;
import io.cofire.data.batches.SampleSource;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.pictures.PictureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pieces in minibatches: as a plan it reads them one after the other and numbers them, as a source
 * it writes those of a batch. What turns out to be damaged only then becomes an empty place.
 */
final class PieceSamples implements SampleSource, Iterator<PlannedBatch> {

  private final PieceReader reader;
  private final Iterator<InputUnit> units;
  private final int batch;
  private final Map<Integer, Piece> pieces = new ConcurrentHashMap<>();
  private Iterator<Piece> open = Collections.emptyIterator();
  private int next;

  /**
   * The pieces of some inputs.
   *
   * @param batch samples of a minibatch, padding included
   */
  PieceSamples(PieceReader reader, Iterator<InputUnit> units, int batch) {
    this.reader = reader;
    this.units = units;
    this.batch = batch;
  }

  @Override
  public boolean hasNext() {
    while (!open.hasNext() && units.hasNext()) {
      try {
        open = reader.read(units.next());
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    return open.hasNext();
  }

  /** The next batch; one without a sample if only pieces came that show nothing. */
  @Override
  public PlannedBatch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("There are no more inputs");
    }
    int[] samples = new int[batch];
    Arrays.fill(samples, PlannedBatch.PADDING);
    int filled = 0;
    while (filled < batch && hasNext()) {
      Piece piece = open.next();
      pieces.put(next, piece);
      if (piece.seen().isPresent()) {
        samples[filled++] = next;
      }
      next++;
    }
    return new PlannedBatch(0, 0, samples);
  }

  @Override
  public int size() {
    return next;
  }

  @Override
  public int label(int sample) {
    return 0; // nobody knows it
  }

  @Override
  public void write(PlannedBatch planned, int slot, FrameShape shape, FloatBuffer target) {
    int sample = planned.samples()[slot];
    Piece piece = pieces.get(sample);
    int[] numbers = new int[planned.samples().length];
    numbers[slot] = piece.number();
    try {
      piece.seen().orElseThrow().write(new PlannedBatch(0, 0, numbers), slot, shape, target);
    } catch (PictureException e) {
      shape.clear(slot, target);
      pieces.put(sample, Piece.damaged(piece.path(), e.problem()));
    }
  }

  /** Numbers in their splits of the samples of a batch, for random choices. */
  int[] numbers(int[] samples) {
    return Arrays.stream(samples)
        .map(sample -> sample == PlannedBatch.PADDING ? sample : pieces.get(sample).number())
        .toArray();
  }

  /** Takes out some pieces, in order, the last one included. */
  List<Piece> taken(int first, int last) {
    List<Piece> out = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      out.add(pieces.remove(i));
    }
    return out;
  }
}
