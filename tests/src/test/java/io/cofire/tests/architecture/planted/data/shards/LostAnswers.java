package io.cofire.tests.architecture.planted.data.shards;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import java.io.File;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Changes of files whose refusal nobody hears of. */
final class LostAnswers {

  private LostAnswers() {}

  @Breaks(Wall.REFUSED_CHANGES_OF_FILES_ARE_TOLD)
  static void folder(FileSystem files, Path path) throws IOException {
    files.mkdirs(path);
  }

  @Breaks(Wall.REFUSED_CHANGES_OF_FILES_ARE_TOLD)
  static void local(RawLocalFileSystem files, Path path) throws IOException {
    files.delete(path, true);
  }

  @Breaks(Wall.REFUSED_CHANGES_OF_FILES_ARE_TOLD)
  static void plain(File file) {
    file.renameTo(file);
  }
}
