package io.cofire.data.simulate;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.aedat.Aedat31Encoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A folder of simulated recordings in the layout of DVS-Gesture (Amir 2017): {@code
 * userNN_LIGHTING.aedat} (AEDAT 3.1, 128 x 128), beside each {@code userNN_LIGHTING_labels.csv}
 * with class, start and end of its trials, and the lists {@code trials_to_train.txt} and {@code
 * trials_to_test.txt}. Each recording holds one trial of each of the eight {@link Gesture}s,
 * classes 1 to 8, in an order of its own. A user is in one of the lists alone. The same values
 * always give the same bytes.
 *
 * @param seed decides every recording
 * @param trainPerClass trials of each class for training, which is the number of recordings, at
 *     least 1
 * @param testPerClass the same for testing
 */
public record DvsGestureFolder(long seed, int trainPerClass, int testPerClass) {

  private static final SensorGeometry SENSOR = new SensorGeometry(128, 128);
  private static final List<String> LIGHTINGS =
      List.of("fluorescent", "fluorescent_led", "lab", "led", "natural");
  private static final List<Gesture> CLASSES = List.of(Gesture.values());
  private static final int REPETITIONS = 4; // of a movement in a trial: about 1.2 s

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if one is not in 1..100000
   */
  public DvsGestureFolder {
    GestureFolder.requireCount("train recordings a class", trainPerClass);
    GestureFolder.requireCount("test recordings a class", testPerClass);
  }

  /**
   * Writes the folder: beside its place first, then moved there.
   *
   * @param directory the folder; it must not exist or be empty
   * @param progress hears how far it has come
   * @return number of recordings
   * @throws IOException if the folder holds something or cannot be written
   */
  public int write(Path directory, SimulationProgress progress) throws IOException {
    return write(directory, REPETITIONS, progress);
  }

  /** The same with trials of another length. */
  int write(Path directory, int repetitions, SimulationProgress progress) throws IOException {
    FreshFolder folder = FreshFolder.begin(directory);
    List<String> train = names(1, trainPerClass);
    List<String> test = names(1 + users(trainPerClass), testPerClass);
    list(folder.root().resolve("trials_to_train.txt"), train);
    list(folder.root().resolve("trials_to_test.txt"), test);
    mapping(folder.root().resolve("gesture_mapping.csv"));
    List<String> all = new ArrayList<>(train);
    all.addAll(test);
    Key key = Key.of(seed).child("dvs-gesture");
    folder.fill(
        all, (name, root) -> makeRecording(root, name, repetitions, key.child(name)), progress);
    folder.done();
    return all.size();
  }

  private static int number(Gesture gesture) {
    return CLASSES.indexOf(gesture) + 1;
  }

  private static int users(int recordings) {
    return (recordings + LIGHTINGS.size() - 1) / LIGHTINGS.size();
  }

  private static List<String> names(int firstUser, int recordings) {
    int each = LIGHTINGS.size();
    return IntStream.range(0, recordings)
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT, "user%02d_%s", firstUser + i / each, LIGHTINGS.get(i % each)))
        .toList();
  }

  private static void list(Path file, List<String> names) throws IOException {
    write(file, names.stream().map(name -> name + ".aedat").toList());
  }

  private static void mapping(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of("action,label"));
    for (Gesture gesture : CLASSES) {
      lines.add(gesture.folder() + "," + number(gesture));
    }
    write(file, lines);
  }

  private static void write(Path file, List<String> lines) throws IOException {
    String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    FreshFolder.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void makeRecording(Path root, String name, int repetitions, Key key)
      throws IOException {
    SplittableRandom random = key.child("order").random();
    List<Gesture> order = shuffled(random);
    EventBuilder events = new EventBuilder();
    StringBuilder labels = new StringBuilder("class,startTime_usec,endTime_usec\n");
    long start = random.nextLong(1_000_000, 90_000_000); // recordings do not begin at 0
    for (Gesture gesture : order) {
      EventStream trial =
          GestureSimulator.simulate(gesture, key.child(gesture.folder()), SENSOR, repetitions);
      for (int i = 0; i < trial.size(); i++) {
        events.add(
            start + trial.timesMicros()[i], trial.xs()[i], trial.ys()[i], trial.polarities()[i]);
      }
      long end = start + trial.timesMicros()[trial.size() - 1] + 1;
      labels.append(number(gesture)).append(',').append(start).append(',').append(end);
      labels.append('\n');
      start = end + random.nextLong(100_000, 500_000);
    }
    FreshFolder.write(root.resolve(name + ".aedat"), Aedat31Encoder.encode(events.build(SENSOR)));
    FreshFolder.write(
        root.resolve(name + "_labels.csv"), labels.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static List<Gesture> shuffled(SplittableRandom random) {
    List<Gesture> order = new ArrayList<>(CLASSES);
    for (int i = order.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      order.set(i, order.set(other, order.get(i)));
    }
    return order;
  }
}
