package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Orientation;
import io.cofire.data.recordings.read.Polarity;
import io.cofire.data.recordings.read.TimeUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The published data sets that name the class of each recording in its path. */
final class PublishedFolders {

  private static final String ABOVE = "(?<above>(?:.*/)?)"; // where folders of splits may be

  /**
   * N-Caltech101 (Orchard 2015): 100 objects and a background class, without Caltech101's Faces
   * (garrickorchard.com/datasets/n-caltech101), no official split; 8709 recordings, 8242 of them
   * objects (BrainCog's loader). SpikingJelly frames them on 240x180; each recording is a crop of
   * its own size.
   */
  static final ClassFolders N_CALTECH101 =
      divided(
          "ncaltech101",
          "Caltech101/<class>/image_NNNN.bin",
          new SensorGeometry(240, 180),
          Pattern.compile(ABOVE + "(?<class>[^/]+)/[^/]+" + ending("bin")),
          Expected.all(101, 8709),
          UnaryOperator.identity());

  /**
   * N-CARS (Sironi 2018): 7940 cars and 7482 backgrounds for training, 4396 and 4211 for testing.
   * Recordings are crops of a 304x240 sensor, 30 to 120 wide and 25 to 100 high (supplement,
   * Section A; prophesee-automotive-dataset-toolbox, issue 9), counted from their own corner.
   */
  static final ClassFolders N_CARS =
      official(
          "ncars",
          "n-cars_train/<cars or background>/*.dat and n-cars_test/<cars or background>/*.dat",
          new SensorGeometry(120, 100),
          Pattern.compile(
              ABOVE
                  + "(?:(?i:n-cars)_)?(?<split>(?i:train|val|test))/(?<class>cars|background)/[^/]+"
                  + ending("dat")),
          Expected.split(2, 15_422, 8607));

  /**
   * Poker-DVS (Serrano-Gotarredona 2015): 131 symbols as AEDAT 2.0 files, whose bit 0 means ON
   * where it is 0. Published as 32x32; some reach beyond, so that tonic's 35x35 is used.
   */
  static final ClassFolders POKER_DVS =
      new ClassFolders(
          "poker-dvs",
          "upright/<cl, di, he or sp>_NN.aedat and inverted/x<suit>NNi.aedat",
          Optional.of(new SensorGeometry(35, 35)),
          Pattern.compile(
              ABOVE + "(?:upright|inverted)/x?(?<class>cl|di|he|sp)[^/]*" + ending("aedat")),
          Map.of("cl", "club", "di", "diamond", "he", "heart", "sp", "spade"),
          Map.of(),
          Optional.of("folds:5"),
          Optional.of(Expected.all(4, 131)),
          options -> options.withPolarity(Polarity.INVERTED));

  /**
   * CIFAR10-DVS (Li 2017), no official split: {@code sew} takes the first 0.9 of each class in the
   * order of the file names for training (Fang 2021), {@code tebn} tests files 0 to 99 of each
   * class, {@code random} trains on 9000 of all (Zheng 2020, Wu 2019). Its newer distribution is
   * AEDAT 4, whose x, y and p are taken as they are stored.
   */
  static final ClassFolders CIFAR10_DVS =
      new ClassFolders(
          "cifar10-dvs",
          "<class>/cifar10_<class>_N.aedat or .aedat4",
          Optional.of(new SensorGeometry(128, 128)),
          Pattern.compile(ABOVE + "(?<class>[^/]+)/cifar10_[^/]+" + ending("aedat4?")),
          Map.of(),
          Map.of("sew", "first:0.9", "tebn", "numbered:100", "random", "shuffled:0.9"),
          Optional.of("sew"),
          Optional.of(Expected.all(10, 10_000)),
          options -> DecodeOptions.cifar10Dvs());

  /**
   * DVS-Lip (Tan 2022): words spoken by others in the test than in training. The numbers are those
   * of the authors' own list (tgc1997/event-based-lip-reading, data/frame_nums.json).
   */
  static final ClassFolders DVS_LIP =
      official(
          "dvs-lip",
          "train/<word>/*.npy and test/<word>/*.npy",
          new SensorGeometry(128, 128),
          Pattern.compile(
              ABOVE + "(?<split>(?i:train|val|test))/(?<class>[^/]+)/[^/]+" + ending("npy")),
          Expected.split(100, 14_896, 4975));

  /**
   * ASL-DVS (Bi 2019): the letters a to y without j, which is a movement, 4200 recordings of each
   * by a DAVIS240 (PIX2NVS/NVS2Graph), no official split. SpikingJelly's convention is taken: x =
   * 239 - x, y = 179 - y, polarity as stored (its first versions, and jackd/events-tfds, leave x
   * and y as stored; tonic mirrors y alone).
   */
  static final ClassFolders ASL_DVS =
      divided(
          "asl-dvs",
          "<letter>/<letter>_NNNN.mat",
          new SensorGeometry(240, 180),
          Pattern.compile(ABOVE + "(?<class>[a-ik-y])/[^/]+" + ending("mat")),
          Expected.all(24, 100_800),
          options ->
              options.withOrientation(Orientation.ROTATE_180).withOwnUnit(TimeUnit.MICROSECONDS));

  /**
   * N-ImageNet (Kim 2021): ImageNet's images before a moving camera, a folder for each synset in
   * {@code extracted_train} and {@code extracted_val} (82magnolia/n_imagenet). The numbers are
   * ImageNet's; with nine further recordings of the validation images, which are other data sets
   * here, they are the published 1,781,167.
   */
  static final ClassFolders N_IMAGENET =
      official(
          "n-imagenet",
          "extracted_train/<synset>/*.npz and extracted_val/<synset>/*.npz",
          new SensorGeometry(640, 480),
          Pattern.compile(
              ABOVE
                  + "(?:(?i:extracted)_)?(?<split>(?i:train|val|test))/(?<class>n[0-9]{8})/[^/]+"
                  + ending("npz")),
          Expected.split(1000, 1_281_167, 50_000));

  /**
   * Bullying10K (Dong 2023): ten actions before a DAVIS346, 10,000 samples as lists of packets. The
   * authors' loader tests every fifth file in the order in which the disk lists them, which is none
   * of the data set, so that there is no official split.
   */
  static final ClassFolders BULLYING10K =
      divided(
          "bullying10k",
          "<action>/.../*.npy",
          new SensorGeometry(346, 260),
          Pattern.compile(
              ABOVE
                  + "(?<class>fingerguess|greeting|hairgrabs|handshake|kicking|punching|pushing|"
                  + "slapping|strangling|walking)/(?:.*/)?[^/]+"
                  + ending("npy")),
          Expected.all(10, 10_000),
          options -> options.withOwnUnit(TimeUnit.MICROSECONDS));

  private PublishedFolders() {}

  /** One whose folders are its official split. */
  private static ClassFolders official(
      String name, String looksLike, SensorGeometry sensor, Pattern recording, Expected expected) {
    UnaryOperator<DecodeOptions> micros = options -> options.withOwnUnit(TimeUnit.MICROSECONDS);
    return of(name, looksLike, sensor, recording, Optional.empty(), expected, micros);
  }

  /** One without an official split, of whose classes four fifths each are trained on. */
  private static ClassFolders divided(
      String name,
      String looksLike,
      SensorGeometry sensor,
      Pattern recording,
      Expected expected,
      UnaryOperator<DecodeOptions> conventions) {
    Optional<String> split = Optional.of("stratified:0.8");
    return of(name, looksLike, sensor, recording, split, expected, conventions);
  }

  private static ClassFolders of(
      String name,
      String looksLike,
      SensorGeometry sensor,
      Pattern recording,
      Optional<String> standardSplit,
      Expected expected,
      UnaryOperator<DecodeOptions> conventions) {
    return new ClassFolders(
        name,
        looksLike,
        Optional.of(sensor),
        recording,
        Map.of(),
        Map.of(),
        standardSplit,
        Optional.of(expected),
        conventions);
  }

  /** Matches an ending in any capitals, of a file that gzip has packed too. */
  static String ending(String word) {
    return String.format(Locale.ROOT, "\\.(?i:%s(?:\\.gz)?)", word);
  }
}
