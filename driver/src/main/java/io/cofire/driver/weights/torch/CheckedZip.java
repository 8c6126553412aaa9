package io.cofire.driver.weights.torch;

import io.cofire.data.errors.Causes;
import io.cofire.data.pickle.RefusedPickle;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.fs.FSDataInputStream;

/** A zip archive whose files are read whole and checked; its errors are told from the storage's. */
final class CheckedZip implements Closeable {

  private final HadoopChannel channel;
  private final ZipFile zip;

  private CheckedZip(HadoopChannel channel, ZipFile zip) {
    this.channel = channel;
    this.zip = zip;
  }

  /**
   * Reads the list of its files.
   *
   * @throws RefusedPickle if it is damaged
   */
  static CheckedZip open(FSDataInputStream in, long length) throws IOException {
    HadoopChannel channel = new HadoopChannel(in, length);
    try {
      return new CheckedZip(channel, new ZipFile(channel));
    } catch (IOException e) {
      throw damaged(channel, e);
    }
  }

  List<ZipArchiveEntry> entries() {
    return Collections.list(zip.getEntries());
  }

  /** A file of that name, or null. */
  ZipArchiveEntry entry(String name) {
    return zip.getEntry(name);
  }

  /**
   * The bytes of a file, whose sum must be the stated one.
   *
   * @param most bytes
   */
  byte[] read(ZipArchiveEntry entry, long most) throws IOException {
    if (entry.getSize() < 0 || entry.getSize() > most) {
      throw new RefusedPickle(
          entry.getName() + " of " + entry.getSize() + " bytes, at most " + most + " are read");
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) entry.getSize());
    } catch (IOException e) {
      throw damaged(channel, e);
    }
    CRC32 sum = new CRC32();
    sum.update(bytes);
    if (bytes.length != entry.getSize() || sum.getValue() != entry.getCrc()) {
      throw new RefusedPickle(entry.getName() + " with another checksum than the archive states");
    }
    return bytes;
  }

  private static RefusedPickle damaged(HadoopChannel channel, IOException e) throws IOException {
    if (channel.hasFailed()) {
      throw e;
    }
    List<Throwable> causes = Causes.chain(e);
    String what = causes.get(causes.size() - 1).getMessage();
    return new RefusedPickle("a damaged zip archive (" + what + ")");
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
