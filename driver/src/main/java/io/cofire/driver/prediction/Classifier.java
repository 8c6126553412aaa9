package io.cofire.driver.prediction;

import io.cofire.data.batches.LoaderConfig;
import io.cofire.data.batches.Minibatch;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.data.batches.PlannedBatch;
import io.cofire.data.datasets.DatasetLayouts;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.memory.DirectBuffers;
import io.cofire.data.pictures.PictureException;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.assembly.TaskDevice;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.inference.Answer;
import io.cofire.ops.inference.ClassScores;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.rank.Scorer;
import io.cofire.ops.tensor.Kernels;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A trained network with what reads its inputs, ready in memory: the first answer of a process is
 * slow, the next ones are not. Belongs to the thread that opened it.
 */
public final class Classifier implements AutoCloseable {

  private final Configuration hadoop;
  private final Kernels kernels;
  private final Scorer scorer;
  private final PieceReader reader;
  private final FrameShape shape;
  private final FloatBuffer input;

  private Classifier(
      Configuration hadoop, Kernels kernels, Scorer scorer, PieceReader reader, FrameShape shape) {
    this.hadoop = hadoop;
    this.kernels = kernels;
    this.scorer = scorer;
    this.reader = reader;
    this.shape = shape;
    this.input = DirectBuffers.floats(shape.size());
  }

  /**
   * Opens a network for one sample at a time.
   *
   * @param decoding how recordings are read
   */
  public static Classifier open(
      Configuration hadoop, TrainedRun run, DecodeOptions decoding, Form form) {
    ReadOptions reading = ReadOptions.of(decoding, Optional.empty());
    return open(hadoop, run, reading, form, 1);
  }

  static Classifier open(
      Configuration hadoop, TrainedRun run, ReadOptions reading, Form form, int batch) {
    Recipe recipe = run.recipe();
    InputShape shape = run.input();
    Scorer.Setting setting =
        new Scorer.Setting(
            recipe.network(),
            shape,
            run.data().classes().size(),
            recipe.training().loss(),
            recipe.seed());
    Kernels kernels = recipe.run().open(TaskDevice.of(recipe.run()));
    Scorer scorer =
        form == Form.FOLDED
            ? Scorer.folded(kernels, setting, run.parameters(), run.statistics(), batch)
            : Scorer.trained(kernels, setting, run.parameters(), run.statistics(), batch);
    PieceReader reader = reader(hadoop, recipe.data(), run.data(), reading);
    return new Classifier(hadoop, kernels, scorer, reader, Inputs.minibatch(shape, batch));
  }

  private static PieceReader reader(
      Configuration hadoop, Recipe.Data data, Manifest manifest, ReadOptions reading) {
    return manifest.contents() instanceof Contents.Images images
        ? new ImagePieces(hadoop, data, images)
        : new RecordingPieces(
            hadoop,
            data,
            manifest,
            path -> decoding(reading.decoding(), manifest.dataset(), path),
            reading.windows());
  }

  /** As the data set reads a file of its format, unless something else was stated of its files. */
  private static DecodeOptions decoding(DecodeOptions stated, String dataset, String path) {
    Optional<SensorGeometry> sensor = stated.sensor();
    return DatasetLayouts.find(dataset)
        .filter(layout -> sensor.map(layout::decoding).equals(Optional.of(stated)))
        .map(layout -> layout.decoding(sensor.orElseThrow(), path))
        .orElse(stated);
  }

  /**
   * Predicts one file, on this thread alone.
   *
   * @param bytes its length
   * @return what it is, or why it could not be read
   */
  public Prediction predict(Path file, long bytes) {
    PieceSamples one =
        new PieceSamples(
            reader, List.of(InputUnit.file(file.toString(), bytes)).iterator(), shape.batch());
    PlannedBatch batch = one.next();
    boolean seen = batch.samples()[0] != PlannedBatch.PADDING;
    if (seen) {
      one.write(batch, 0, shape, input);
    }
    Piece piece = one.taken(0, 0).get(0);
    return piece.seen().isEmpty()
        ? piece.unanswered()
        : piece.answered(
            scorer.answers(new Minibatch(input, new int[shape.batch()], new int[1])).get(0));
  }

  /**
   * Scores one file, on this thread alone.
   *
   * @param path its full path
   * @throws PredictionException if it cannot be read, or is not one sample
   * @throws IOException if the storage fails
   */
  ClassScores scores(String path) throws IOException {
    Path file = FileSystems.path(path);
    try {
      FileStatus status = Storage.of(hadoop, file).files().getFileStatus(file);
      if (status.isDirectory()) {
        throw unread(path, "it is a folder");
      }
      return scores(reader.read(InputUnit.file(status.getPath().toString(), status.getLen())));
    } catch (FileNotFoundException e) {
      throw new PredictionException("Cannot predict " + path + ": there is no such file", e);
    }
  }

  /**
   * Scores a file that somebody else has read.
   *
   * @param name what it is called
   * @throws PredictionException if it is damaged, or is not one sample
   */
  ClassScores scores(String name, byte[] content) throws IOException {
    return scores(reader.read(name, content));
  }

  private ClassScores scores(Iterator<Piece> pieces) {
    Piece piece = pieces.next();
    if (piece.seen().isEmpty()) {
      throw unread(piece.path(), piece.problem());
    }
    if (pieces.hasNext()) {
      throw unread(piece.path(), "it begins a file of several samples; name one with stream");
    }
    int[] numbers = {piece.number()};
    try {
      piece.seen().get().write(new PlannedBatch(0, 0, numbers), 0, shape, input);
    } catch (PictureException e) {
      throw unread(piece.path(), e.problem());
    }
    return scorer.scores(new Minibatch(input, new int[1], numbers)).get(0);
  }

  private static PredictionException unread(String path, String problem) {
    return new PredictionException(
        String.format(Locale.ROOT, "Cannot predict %s: %s", path, problem));
  }

  /** Predicts some inputs in their order; other threads read ahead. */
  List<Prediction> predict(Iterator<InputUnit> units, int threads) {
    List<Prediction> predictions = new ArrayList<>();
    PieceSamples samples = new PieceSamples(reader, units, shape.batch());
    try (MinibatchLoader loader =
        new MinibatchLoader(samples, samples, LoaderConfig.of(shape, threads))) {
      while (loader.hasNext()) {
        add(samples, loader.next(), predictions);
      }
      samples
          .taken(predictions.size(), samples.size() - 1)
          .forEach(piece -> predictions.add(piece.unanswered()));
    }
    return predictions;
  }

  private void add(PieceSamples samples, Minibatch batch, List<Prediction> predictions) {
    int[] numbers = samples.numbers(batch.samples());
    List<Answer> answers = scorer.answers(new Minibatch(batch.input(), batch.targets(), numbers));
    for (int slot = 0; slot < batch.size() && batch.samples()[slot] >= 0; slot++) {
      List<Piece> until = samples.taken(predictions.size(), batch.samples()[slot]);
      Piece answered = until.get(until.size() - 1);
      until.subList(0, until.size() - 1).forEach(piece -> predictions.add(piece.unanswered()));
      predictions.add(
          answered.seen().isPresent()
              ? answered.answered(answers.get(slot))
              : answered.unanswered());
    }
  }

  /** Frees the network. */
  @Override
  public void close() {
    reader.close();
    scorer.close();
    kernels.close();
  }
}
