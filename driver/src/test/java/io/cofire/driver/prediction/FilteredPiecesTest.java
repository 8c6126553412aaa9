package io.cofire.driver.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.batches.PlannedBatch;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are filtered as the recordings were that a network was trained on. */
class FilteredPiecesTest {

  private static final SensorGeometry SENSOR = new SensorGeometry(8, 8);

  @TempDir Path folder;

  @Test
  void aFileGoesThroughTheFiltersOfThePreparationAndOfTheRecipe() throws IOException {
    String recording = "0 1 1 1\n900 2 1 0\n1500 3 1 0\n9000 7 7 0\n";

    assertThat(shown(recording, Map.of())).isEqualTo(4);
    assertThat(shown(recording, Map.of("filter", "background-activity:1000"))).isEqualTo(2);
    assertThat(
            shown(
                recording,
                Map.of("filter", "background-activity:1000"),
                "data.filter=[{kind: background-activity, windowMicros: 600}]"))
        .isEqualTo(1);
    assertThat(
            shown(
                recording, Map.of(), "data.filter=[{kind: background-activity, windowMicros: 1}]"))
        .isZero();
  }

  @Test
  void aFileOfWhichNothingIsLeftHasNoAnswer() throws IOException {
    Piece piece = piece("0 1 1 1\n9 5 5 1\n", Map.of("filter", "background-activity:5"));

    assertThat(piece.seen()).isEmpty();
    assertThat(piece.problem()).isEqualTo("none of its 2 events is left by background-activity:5");
  }

  private float shown(String recording, Map<String, String> decoding, String... overrides)
      throws IOException {
    FrameShape shape = FrameShape.events(10, 1, SENSOR);
    FloatBuffer frames = FloatBuffer.allocate(shape.size());
    Piece piece = piece(recording, decoding, overrides);
    piece.seen().orElseThrow().write(new PlannedBatch(0, 0, new int[1]), 0, shape, frames);
    float sum = 0;
    for (float one : frames.array()) {
      sum += one;
    }
    return sum;
  }

  private Piece piece(String recording, Map<String, String> decoding, String... overrides)
      throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), recording);
    Contents contents = new Contents.Events(SENSOR, decoding, List.of(), List.of(), List.of());
    Manifest trained = Manifest.of("folder", "test", contents, List.of("a"), List.of(), List.of());
    try (RecordingPieces pieces =
        new RecordingPieces(
            new Configuration(),
            data(overrides),
            trained,
            path -> DecodeOptions.sensor(SENSOR),
            Optional.empty())) {
      return pieces.read(InputUnit.file(file.toString(), Files.size(file))).next();
    }
  }

  private static Recipe.Data data(String... overrides) throws IOException {
    Path recipe = Path.of("..", "conf", "recipes", "quickstart.yaml");
    List<String> all = new ArrayList<>(List.of("data.timesteps=10"));
    all.add("data.reduction=none");
    all.addAll(List.of(overrides));
    return Recipe.read(recipe, all).data();
  }
}
