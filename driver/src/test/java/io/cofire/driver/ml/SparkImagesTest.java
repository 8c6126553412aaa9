package io.cofire.driver.ml;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.Causes;
import io.cofire.data.random.Key;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.spark.LocalSpark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images as Spark's own sources have them: paths, contents, and pixels that Spark has read. */
class SparkImagesTest {

  private static final String RECIPE =
      TinyRecipe.with(
          """
          data:
            shards: anywhere
            timesteps: 2
            image:
              training: {kind: random-resized-crop, size: 16}
              scoring: {kind: centre-crop, size: 16, resize: 18}
              normalisation: imagenet
          """);

  @TempDir static Path folder;
  private static SparkSession session;
  private static Dataset<Row> files; // path, content, label
  private static SpikingClassificationModel model;

  @BeforeAll
  static void fit() throws IOException {
    session = SparkSession.builder().config(LocalSpark.conf("local[2]")).getOrCreate();
    for (int i = 0; i < 24; i++) {
      String kind = List.of("red", "green", "blue", "grey").get(i % 4);
      Path one = Files.createDirectories(folder.resolve(kind)).resolve(i + ".png");
      ImageIO.write(picture(i), "png", one.toFile());
    }
    files =
        session
            .read()
            .format("binaryFile")
            .option("recursiveFileLookup", "true")
            .load(folder.toString())
            .withColumn("label", expr("element_at(split(path, '/'), -2)"));
    model = classifier().fit(files);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static SpikingClassifier classifier() {
    return new SpikingClassifier().setRecipeText(RECIPE);
  }

  /** Red, green and blue ones, the blue half transparent, and grey ones. */
  private static BufferedImage picture(int i) {
    SplittableRandom random = Key.of(4).child(i).random();
    int type =
        switch (i % 4) {
          case 2 -> BufferedImage.TYPE_INT_ARGB;
          case 3 -> BufferedImage.TYPE_BYTE_GRAY;
          default -> BufferedImage.TYPE_INT_RGB;
        };
    BufferedImage image = new BufferedImage(20 + random.nextInt(9), 24, type);
    for (int at = 0; at < image.getWidth() * 24; at++) {
      int noise = random.nextInt(1 << 18) & 0x3F3F3F;
      int colour = i % 4 == 3 ? 0 : 0x80000000 | 0xA0 << (16 - 8 * (i % 4));
      image.setRGB(at % image.getWidth(), at / image.getWidth(), noise + colour);
    }
    return image;
  }

  private static List<Row> scores(Dataset<Row> scored) {
    return scored
        .orderBy(expr("cast(regexp_extract(path, '([0-9]+)[.]png', 1) as int)"))
        .select("rawPrediction", "probability", "prediction")
        .collectAsList();
  }

  @Test
  void pathsContentsAndSparksPixelsAreScoredAlike() {
    List<Row> byPath = scores(model.transform(files));
    assertThat(byPath).hasSize(24);
    SpikingClassificationModel other = model.copy(new ParamMap());
    assertThat(scores(other.setFeaturesCol("content").transform(files))).isEqualTo(byPath);
    Dataset<Row> pixels =
        session
            .read()
            .format("image")
            .option("recursiveFileLookup", "true")
            .load(folder.toString())
            .withColumn("path", expr("image.origin"));
    assertThat(scores(other.setFeaturesCol("image").transform(pixels))).isEqualTo(byPath);
  }

  @Test
  void pixelsThatSparkHasReadAreTrainedOn() {
    Dataset<Row> pixels =
        session
            .read()
            .format("image")
            .option("recursiveFileLookup", "true")
            .load(folder.toString())
            .withColumn("path", expr("image.origin"))
            .withColumn("label", expr("element_at(split(path, '/'), -2)"));
    SpikingClassificationModel fitted = classifier().setFeaturesCol("image").fit(pixels);
    assertThat(fitted.classes()).containsExactly("blue", "green", "grey", "red");
    assertThat(scores(fitted.transform(pixels))).hasSize(24);
  }

  @Test
  void imagesHaveNoSensorAndAreNotDecodedAsRecordings() {
    assertThatThrownBy(() -> classifier().setSensor("12x12").fit(files))
        .hasMessageContaining("Invalid sensor: 12x12 (must be left out");
    assertThatThrownBy(() -> classifier().setDecoding(List.of("time-unit=ns")).fit(files))
        .hasMessageContaining("Invalid decoding: --time-unit=nanoseconds (must be left out");
  }

  @Test
  void whatSparkCouldNotReadIsNoImage() throws IOException {
    Path bad = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-bad"));
    Files.write(bad.resolve("no.png"), new byte[] {1, 2, 3});
    Dataset<Row> unread = session.read().format("image").load(bad.toString());
    SpikingClassificationModel other = model.copy(new ParamMap()).setFeaturesCol("image");
    assertThatThrownBy(() -> other.transform(unread).collectAsList())
        .satisfies(
            thrown ->
                assertThat(Causes.chain(thrown))
                    .anySatisfy(
                        cause ->
                            assertThat(cause.getMessage())
                                .contains("Cannot read image", "no.png")));
  }
}
