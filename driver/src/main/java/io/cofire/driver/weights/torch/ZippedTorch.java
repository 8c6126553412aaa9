package io.cofire.driver.weights.torch;

import io.cofire.data.pickle.PickleBytes;
import io.cofire.data.pickle.RefusedPickle;
import io.cofire.driver.weights.torch.StoredTensor.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.hadoop.fs.FSDataInputStream;

/** Zip archives of PyTorch 1.6 and later: {@code NAME/data.pkl} and {@code NAME/data/KEY}. */
final class ZippedTorch implements TorchFile.Storages {

  private static final String PICKLE = "data.pkl";
  private static final long LONGEST_PICKLE = 1 << 26;

  private final CheckedZip zip;
  private final String folder;
  private final Object root;

  private ZippedTorch(CheckedZip zip, String folder, Object root) {
    this.zip = zip;
    this.folder = folder;
    this.root = root;
  }

  static ZippedTorch open(FSDataInputStream in, long length) throws IOException {
    CheckedZip zip = CheckedZip.open(in, length);
    ZipArchiveEntry pickle = pickle(zip);
    String folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
    if (zip.entry(folder + "constants.pkl") != null) {
      throw new RefusedPickle("a TorchScript module");
    }
    ZipArchiveEntry order = zip.entry(folder + "byteorder");
    if (order != null
        && !new String(zip.read(order, 16), StandardCharsets.US_ASCII).strip().equals("little")) {
      throw new RefusedPickle("numbers of a big-endian machine");
    }
    byte[] bytes = zip.read(pickle, LONGEST_PICKLE);
    PickleBytes pickled = new PickleBytes(new ByteArrayInputStream(bytes), bytes.length);
    return new ZippedTorch(zip, folder, new TorchPickle().next(pickled));
  }

  private static ZipArchiveEntry pickle(CheckedZip zip) {
    List<ZipArchiveEntry> found = new ArrayList<>();
    for (ZipArchiveEntry entry : zip.entries()) {
      String name = entry.getName();
      if (name.equals(PICKLE) || name.endsWith("/" + PICKLE)) {
        found.add(entry);
      }
    }
    if (found.size() != 1) {
      throw new RefusedPickle("a zip archive with " + found.size() + " files data.pkl");
    }
    return found.get(0);
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public byte[] bytes(Storage storage) throws IOException {
    ZipArchiveEntry entry = zip.entry(folder + "data/" + storage.key());
    if (entry == null) {
      throw new RefusedPickle("no storage " + storage.key());
    }
    long bytes = Math.multiplyExact(storage.elements(), (long) storage.type().bytes());
    if (entry.getSize() != bytes) {
      throw new RefusedPickle(
          entry.getName() + " of " + entry.getSize() + " bytes instead of " + bytes);
    }
    return zip.read(entry, Integer.MAX_VALUE - 8);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
