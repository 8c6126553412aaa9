package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file of the Spiking Heidelberg Digits or Spiking Speech Commands says of its recordings:
 * {@code labels}, a number for each, and {@code extra/keys}, the names of the classes.
 *
 * @param labels class of each recording
 * @param names of the classes; empty if the file has none
 */
public record SpikeLabels(List<Integer> labels, List<String> names) {

  private static final int MOST_NAMES = 100_000;

  /** Copies the lists. */
  public SpikeLabels {
    labels = List.copyOf(labels);
    names = List.copyOf(names);
  }

  /**
   * Reads the labels of a file.
   *
   * @throws RecordingException if it is no such file, or has not as many labels as recordings
   * @throws IOException if the storage fails
   */
  public static SpikeLabels read(RecordingInput input) throws IOException {
    return Hdf5Bytes.use(
        input, file -> new SpikeLabels(labels(file, input.name(), input.position()), names(file)));
  }

  private static List<Integer> labels(HdfFile file, String recording, long fileBytes)
      throws RecordingException {
    Node spikes = file.getChildren().get("spikes");
    Node labels = file.getChildren().get("labels");
    if (!(spikes instanceof Group group)
        || !Hdf5SpikeFile.fit(group)
        || !(labels instanceof Dataset dataset)) {
      throw Hdf5Events.wrong(
          recording,
          "recordings of the file",
          "spikes/times, spikes/units and labels",
          file.getChildren().keySet());
    }
    long recordings = ((Dataset) group.getChildren().get("times")).getDimensions()[0];
    long length = Hdf5Column.length(dataset, recording, fileBytes);
    if (length != recordings) {
      throw Hdf5Events.wrong(recording, "labels", recordings + " numbers", length);
    }
    Hdf5Column column = new Hdf5Column(dataset.getData());
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      numbers.add((int) Math.min(Integer.MAX_VALUE, Math.max(-1, column.whole(i))));
    }
    return numbers;
  }

  private static List<String> names(HdfFile file) {
    Node extra = file.getChildren().get("extra");
    Node keys = extra instanceof Group group ? group.getChildren().get("keys") : null;
    if (!(keys instanceof Dataset dataset)
        || dataset.getDimensions().length != 1
        || dataset.getDimensions()[0] > MOST_NAMES) {
      return List.of();
    }
    return dataset.getData() instanceof String[] names ? List.of(names) : List.of();
  }
}
