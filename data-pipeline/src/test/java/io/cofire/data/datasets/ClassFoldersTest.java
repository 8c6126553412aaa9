package io.cofire.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Orientation;
import io.cofire.data.recordings.read.Polarity;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassFoldersTest {

  private static final LayoutOptions ANY =
      LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY);
  private static final List<String> CIFAR10 =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  @Test
  void cifar10DvsHasThreeNamedSplitsOfItsTenThousandRecordings() throws IOException {
    MemoryTree tree = new MemoryTree();
    CIFAR10.forEach(name -> tree.with(name + "/cifar10_" + name + "_%d.aedat", 0, 1000));
    DatasetLayout layout = DatasetLayouts.named("cifar10-dvs");

    DatasetIndex sew = layout.index(tree, LayoutOptions.standard());
    assertThat(sew.classes()).isEqualTo(CIFAR10);
    assertThat(sew.sensor()).isEqualTo(new SensorGeometry(128, 128));
    assertThat(sizes(sew)).isEqualTo("train 9000, test 1000");
    // in the order of names 900 files are before _91: _0, _1, _10, _100, _101, ...
    assertThat(paths(sew, 1)).contains("cat/cifar10_cat_99.aedat", "cat/cifar10_cat_999.aedat");
    assertThat(paths(sew, 1)).doesNotContain("cat/cifar10_cat_0.aedat");

    DatasetIndex tebn = layout.index(tree, LayoutOptions.standard().withSplit("tebn"));
    assertThat(sizes(tebn)).isEqualTo("train 9000, test 1000");
    assertThat(paths(tebn, 1)).contains("dog/cifar10_dog_0.aedat", "dog/cifar10_dog_99.aedat");
    assertThat(paths(tebn, 0)).contains("dog/cifar10_dog_100.aedat");

    DatasetIndex random = layout.index(tree, LayoutOptions.standard().withSplit("random"));
    assertThat(sizes(random)).isEqualTo("train 9000, test 1000");
    assertThat(random)
        .isNotEqualTo(
            layout.index(tree, LayoutOptions.standard().withSplit("random").withSplitSeed(2)));
    assertThat(layout.decoding(sew.sensor())).isEqualTo(DecodeOptions.cifar10Dvs());
  }

  /** The newer distribution: the same names and splits, and no raw addresses to be turned. */
  @Test
  void cifar10DvsAsAedat4HasItsSplitsAndItsEventsAsStored() throws IOException {
    MemoryTree tree = new MemoryTree();
    CIFAR10.forEach(name -> tree.with(name + "/cifar10_" + name + "_%d.aedat4", 0, 1000));
    DatasetLayout layout = DatasetLayouts.named("cifar10-dvs");
    DatasetIndex sew = layout.index(tree, LayoutOptions.standard());
    assertThat(sizes(sew)).isEqualTo("train 9000, test 1000");
    assertThat(paths(sew, 1)).contains("cat/cifar10_cat_99.aedat4");
    DatasetIndex tebn = layout.index(tree, LayoutOptions.standard().withSplit("tebn"));
    assertThat(paths(tebn, 1)).contains("dog/cifar10_dog_0.aedat4", "dog/cifar10_dog_99.aedat4");
    assertThat(layout.decoding(sew.sensor(), "cat/cifar10_cat_0.aedat4"))
        .isEqualTo(DecodeOptions.sensor(sew.sensor()));
    assertThat(layout.decoding(sew.sensor(), "cat/cifar10_cat_0.AEDAT4.gz"))
        .isEqualTo(DecodeOptions.sensor(sew.sensor()));
    assertThat(layout.decoding(sew.sensor(), "cat/cifar10_cat_0.aedat"))
        .isEqualTo(DecodeOptions.cifar10Dvs());
  }

  @Test
  void aMissingRecordingIsOneClearErrorUnlessAPartIsAccepted() throws IOException {
    MemoryTree tree = new MemoryTree();
    CIFAR10.forEach(name -> tree.with(name + "/cifar10_" + name + "_%d.aedat", 0, 10));
    DatasetLayout layout = DatasetLayouts.named("cifar10-dvs");
    assertThatThrownBy(() -> layout.index(tree, LayoutOptions.standard()))
        .hasMessage(
            "Cannot index data set cifar10-dvs in memory: 100 recordings (expected 10000); fetch what is missing, or take a part of it with --subset");
    assertThat(sizes(layout.index(tree, ANY))).isEqualTo("train 90, test 10");
    assertThatThrownBy(() -> layout.index(new MemoryTree().with("a.txt", ""), ANY))
        .hasMessage(
            "Cannot index data set cifar10-dvs in memory: no recordings (expected <class>/cifar10_<class>_N.aedat or .aedat4, found 0 among 1 files); check the folder");
  }

  @Test
  void nCarsHasItsOfficialSplit() throws IOException {
    MemoryTree tree =
        new MemoryTree()
            .with("n-cars_train/cars/obj_%06d_td.dat", 0, 7940)
            .with("n-cars_train/background/obj_%06d_td.dat", 0, 7482)
            .with("n-cars_test/cars/obj_%06d_td.dat", 0, 4396)
            .with("n-cars_test/background/obj_%06d_td.dat", 0, 4211);
    DatasetLayout layout = DatasetLayouts.named("ncars");
    DatasetIndex index = layout.index(tree, LayoutOptions.standard());
    assertThat(sizes(index)).isEqualTo("train 15422, test 8607");
    assertThat(index.classes()).containsExactly("background", "cars");
    assertThatThrownBy(() -> layout.index(tree, ANY.withSplit("first:0.5")))
        .hasMessage(
            "Cannot split data set ncars by first:0.5: its split is official; leave --split out");
    MemoryTree half = new MemoryTree().with("train/cars/%d.dat", 0, 3);
    assertThatThrownBy(() -> layout.index(half, ANY)).hasMessageContaining("in split test");
  }

  @Test
  void nCaltech101CountsItsBackgroundClass() throws IOException {
    MemoryTree tree = new MemoryTree().with("Caltech101/BACKGROUND_Google/image_%04d.bin", 1, 10);
    for (int i = 0; i < 100; i++) {
      tree.with("Caltech101/object" + i + "/image_%04d.bin", 1, 88);
    }
    DatasetLayout layout = DatasetLayouts.named("ncaltech101");
    DatasetIndex index = layout.index(tree, LayoutOptions.standard());
    assertThat(index.classes()).hasSize(101).startsWith("BACKGROUND_Google");
    assertThat(index.recordings()).isEqualTo(8709);
  }

  @Test
  void pokerDvsNamesItsSuitsByTheFirstLettersOfItsFiles() throws IOException {
    MemoryTree tree =
        new MemoryTree()
            .with("upright/cl_%d.aedat", 10, 15)
            .with("upright/he_%d.aedat", 10, 15)
            .with("inverted/xclub0%di.aedat", 0, 5)
            .with("inverted/xspade0%di.aedat", 0, 5)
            .with("inverted/xdiamond0%di.aedat", 0, 5)
            .with("td/cl_%d_td.dat", 0, 5);
    DatasetLayout layout = DatasetLayouts.named("poker-dvs");
    DatasetIndex index = layout.index(tree, ANY.withSplit("fold:2/5"));
    assertThat(index.classes()).containsExactly("club", "diamond", "heart", "spade");
    assertThat(sizes(index)).isEqualTo("train 20, test 5");
    assertThat(index.splits().get(1).recordings().stream().filter(r -> r.label() == 0)).hasSize(2);
    assertThat(layout.decoding(index.sensor()).polarity()).isEqualTo(Polarity.INVERTED);
    assertThatThrownBy(() -> layout.index(tree, LayoutOptions.standard()))
        .hasMessageContaining("25 recordings (expected 131)");
  }

  @Test
  void dvsLipHasItsOfficialSplit() {
    MemoryTree tree = new MemoryTree();
    for (int word = 0; word < 100; word++) {
      tree.with("DVS-Lip/train/word" + word + "/%d.npy", 0, word < 96 ? 149 : 148);
      tree.with("DVS-Lip/test/word" + word + "/%d.npy", 0, 50);
    }
    assertThatThrownBy(() -> DatasetLayouts.named("dvs-lip").index(tree, LayoutOptions.standard()))
        .hasMessageContaining("5000 recordings in split test (expected 4975)");
  }

  @Test
  void aslDvsHasItsLettersAndTurnsTheField() throws IOException {
    MemoryTree tree = new MemoryTree();
    for (char letter = 'a'; letter <= 'y'; letter++) {
      if (letter != 'j') {
        tree.with("ASLDVS/" + letter + "/" + letter + "_%04d.mat", 1, 4201);
      }
    }
    DatasetLayout layout = DatasetLayouts.named("asl-dvs");
    DatasetIndex index = layout.index(tree, LayoutOptions.standard());
    assertThat(String.join("", index.classes())).isEqualTo("abcdefghiklmnopqrstuvwxy");
    assertThat(index.recordings()).isEqualTo(100_800);
    assertThat(sizes(index)).isEqualTo("train 80640, test 20160");
    assertThat(layout.decoding(index.sensor()))
        .isEqualTo(
            DecodeOptions.sensor(new SensorGeometry(240, 180))
                .withOrientation(Orientation.ROTATE_180)
                .withOwnUnit(TimeUnit.MICROSECONDS));
    tree.with("ASLDVS/a/a_%04d.mat", 4201, 4202);
    assertThatThrownBy(() -> layout.index(tree, LayoutOptions.standard()))
        .hasMessageContaining("100801 recordings (expected 100800)");
  }

  @Test
  void aFolderOfOnesOwnNeedsTheSensorAndTakesAnyKnownExtension() throws IOException {
    MemoryTree tree =
        new MemoryTree()
            .with("10/a%d.aedat4", 0, 5)
            .with("9/deep/er/b%d.raw", 0, 5)
            .with("9/notes%d.md", 0, 5)
            .with(".hidden/b%d.raw", 0, 5)
            .with("labels.csv", "x");
    DatasetLayout layout = DatasetLayouts.named("folder");
    assertThatThrownBy(() -> layout.index(tree, LayoutOptions.standard()))
        .hasMessage(
            "Cannot index data set folder in memory: the size of the sensor is not known; state it with --sensor WIDTHxHEIGHT");
    LayoutOptions sized = LayoutOptions.standard().withSensor(new SensorGeometry(64, 48));
    DatasetIndex index = layout.index(tree, sized);
    assertThat(index.classes()).containsExactly("9", "10");
    assertThat(sizes(index)).isEqualTo("train 8, test 2");
    assertThat(index.sensor()).isEqualTo(new SensorGeometry(64, 48));
    assertThatThrownBy(() -> layout.index(tree, sized.withSplit("first:0.99")))
        .hasMessage(
            "Cannot index data set folder in memory: split test of 10 samples by first:0.99 is empty; add samples, or choose another --split, such as stratified:0.5");
  }

  @Test
  void aFolderOfOnesOwnTakesEveryFormat() throws IOException {
    MemoryTree tree = new MemoryTree();
    Recordings.endings().forEach(ending -> tree.with("mine/%d." + ending, 0, 1));
    LayoutOptions sized = LayoutOptions.standard().withSensor(new SensorGeometry(64, 48));
    assertThat(DatasetLayouts.named("folder").index(tree, sized).recordings())
        .isEqualTo(Recordings.endings().size())
        .isGreaterThan(15);
  }

  private static String sizes(DatasetIndex index) {
    return String.join(
        ", ", index.splits().stream().map(s -> s.name() + " " + s.recordings().size()).toList());
  }

  private static List<String> paths(DatasetIndex index, int split) {
    return index.splits().get(split).recordings().stream().map(LabelledEntry::path).toList();
  }
}
