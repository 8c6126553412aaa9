package io.cofire.data.spark;

import io.cofire.data.datasets.DatasetIndex;
import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.files.Hashes;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.shards.Manifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Names the input of a preparation: every recording's split, path, length, label and part, and what
 * else decides the bytes of the shards. Where the folder lies does not matter.
 */
final class Fingerprint {

  /** Of the rule by which recordings are laid into shards; another one makes other shards. */
  private static final int PLAN = 2;

  private Fingerprint() {}

  static String of(DatasetIndex index, long shardInputBytes, DecodeWords decoding) {
    MessageDigest digest = Hashes.digest();
    line(
        digest,
        Manifest.FORMAT + " " + Manifest.EVENTS_VERSION + " " + PLAN + " " + shardInputBytes);
    line(digest, index.dataset() + " " + index.sensor());
    if (!decoding.words().isEmpty()) {
      line(digest, decoding.toString());
    }
    index.classes().forEach(name -> line(digest, name));
    for (SplitEntries split : index.splits()) {
      line(digest, split.name());
      for (LabelledEntry recording : split.recordings()) {
        line(digest, recording.label() + " " + recording.bytes() + " " + recording.id());
      }
    }
    return Hashes.hex(digest.digest());
  }

  /** Of images: what their tasks are told, which is every file's path, length and label. */
  static String of(String dataset, List<String> classes, List<PreparePlan.Task> tasks) {
    MessageDigest digest = Hashes.digest();
    line(digest, Manifest.FORMAT + " " + Manifest.IMAGES_VERSION + " " + dataset);
    classes.forEach(name -> line(digest, name));
    tasks.forEach(task -> line(digest, task.json()));
    return Hashes.hex(digest.digest());
  }

  private static void line(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
