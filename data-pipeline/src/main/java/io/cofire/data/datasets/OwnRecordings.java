package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One's own recordings: a folder for each class, alone or in folders of splits. */
final class OwnRecordings implements DatasetLayout {

  private static final String NAME = "folder";
  private static final String STANDARD_SPLIT = "stratified:0.8";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public DatasetIndex index(FileTree tree, LayoutOptions options) throws IOException {
    List<FileTree.Entry> all = tree.files(); // first: a wrong path has no other fault
    SensorGeometry sensor =
        options.sensor().orElseThrow(() -> ClassFolders.unknownSensor(NAME, tree));
    OwnFolders folders = OwnFolders.of(NAME, "recordings", tree, recordings(all));
    if (folders.files().isEmpty()) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s in %s: no recordings (expected <class>/<recording>, found 0 among %d files); check the folder",
              NAME,
              tree.root(),
              all.size()));
    }
    List<String> classes =
        ClassFolders.sorted(folders.files().stream().map(OwnFolders.Placed::className).toList());
    if (folders.isDivided() && !options.isDivided()) {
      options.requireUnseeded(NAME, SplitFolders.WORDS);
      List<SplitEntries> splits = new ArrayList<>();
      for (SplitFolders.Named<OwnFolders.Placed> split : folders.splits()) {
        splits.add(new SplitEntries(split.name(), labelled(split.members(), classes)));
      }
      return new DatasetIndex(NAME, sensor, classes, splits);
    }
    SplitEntries whole = new SplitEntries(Expected.ALL, labelled(folders.files(), classes));
    return new DatasetIndex(NAME, sensor, classes, List.of(whole))
        .divided(tree, options, options.split().orElse(STANDARD_SPLIT));
  }

  /** One of two files where gzip has packed the other. */
  private static List<FileTree.Entry> recordings(List<FileTree.Entry> all) {
    Set<String> paths = all.stream().map(FileTree.Entry::path).collect(Collectors.toSet());
    return all.stream()
        .filter(file -> Recordings.isNamedLikeOne(file.path()))
        .filter(
            file -> {
              String unpacked = RecordingInput.unpackedName(file.path());
              return unpacked.equals(file.path()) || !paths.contains(unpacked);
            })
        .toList();
  }

  private static List<LabelledEntry> labelled(List<OwnFolders.Placed> files, List<String> classes) {
    return files.stream()
        .map(
            one ->
                LabelledEntry.whole(
                    one.file().path(), one.file().bytes(), classes.indexOf(one.className())))
        .toList();
  }
}
