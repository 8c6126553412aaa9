package io.cofire.driver.weights.torch;

import io.cofire.data.files.FileSystems;
import io.cofire.data.pickle.RefusedPickle;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.NamedTensor;
import io.cofire.driver.weights.torch.StoredTensor.Storage;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * A file that {@code torch.save} wrote: a pickle, and the bytes of the storages that it speaks of.
 * Since PyTorch 1.6 it is a zip archive; older ones are pickles in a row with the storages behind.
 */
public final class TorchFile implements Closeable {

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] PICKLE = {(byte) 0x80};

  /** The bytes of storages. */
  interface Storages extends Closeable {

    /** The pickle's object. */
    Object root();

    /**
     * All bytes of a storage, little-endian.
     *
     * @throws RefusedPickle if the file has others
     */
    byte[] bytes(Storage storage) throws IOException;
  }

  private final Storages storages;
  private final String name;

  private TorchFile(Storages storages, String name) {
    this.storages = storages;
    this.name = name;
  }

  /** Whether a file's first bytes are those of one. */
  public static boolean begins(byte[] first) {
    return startsWith(first, ZIP) || startsWith(first, PICKLE);
  }

  private static boolean startsWith(byte[] first, byte[] magic) {
    return first.length >= magic.length
        && Arrays.equals(first, 0, magic.length, magic, 0, magic.length);
  }

  /**
   * Opens a file and reads its pickle.
   *
   * @throws CheckpointException if it is not there, damaged, or holds more than tensors and
   *     dictionaries
   */
  public static TorchFile open(Configuration hadoop, Path path) throws IOException {
    String name = path.toString();
    try {
      long length = FileSystems.of(hadoop, path).getFileStatus(path).getLen();
      FSDataInputStream in = FileSystems.of(hadoop, path).open(path);
      boolean opened = false;
      try {
        byte[] first = in.readNBytes(ZIP.length);
        in.seek(0);
        boolean zip = startsWith(first, ZIP);
        Storages storages = zip ? ZippedTorch.open(in, length) : LegacyTorch.open(in, length);
        opened = true;
        return new TorchFile(storages, name);
      } finally {
        if (!opened) {
          in.close();
        }
      }
    } catch (FileNotFoundException e) {
      throw new CheckpointException("Cannot read weights " + name + ": no such file", e);
    } catch (RefusedPickle e) {
      throw refused(name, e);
    }
  }

  /**
   * The tensors of the dictionary of weights in it, under their names there.
   *
   * @param key which dictionary, {@code a.b} for one in another; empty to look for it
   */
  public StateDictionary dictionary(String key) throws CheckpointException {
    try {
      return StateDictionary.find(storages.root(), key);
    } catch (RefusedPickle e) {
      throw refused(name, e);
    }
  }

  /** The numbers of a dictionary's tensors. */
  public List<NamedTensor> tensors(StateDictionary dictionary) throws IOException {
    List<NamedTensor> tensors = new ArrayList<>();
    try {
      for (Map.Entry<String, StoredTensor> each : dictionary.tensors().entrySet()) {
        StoredTensor tensor = each.getValue();
        tensors.add(new NamedTensor(each.getKey(), tensor.shape(), values(tensor)));
      }
    } catch (RefusedPickle e) {
      throw refused(name, e);
    }
    return tensors;
  }

  private float[] values(StoredTensor tensor) throws IOException {
    Storage storage = tensor.storage();
    if (tensor.elements() > storage.elements()) {
      throw new RefusedPickle("a tensor of more numbers than its storage has");
    }
    ByteBuffer bytes = ByteBuffer.wrap(storages.bytes(storage)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[(int) tensor.elements()];
    long[] place = new long[tensor.shape().size()];
    for (int i = 0; i < values.length; i++) {
      long at = tensor.offset();
      for (int axis = 0; axis < place.length; axis++) {
        at += place[axis] * tensor.strides().get(axis);
      }
      values[i] = storage.type().value(bytes, (int) (at * storage.type().bytes()));
      next(place, tensor.shape());
    }
    return values;
  }

  private static void next(long[] place, List<Long> shape) {
    for (int axis = place.length - 1; axis >= 0 && ++place[axis] == shape.get(axis); axis--) {
      place[axis] = 0;
    }
  }

  private static CheckpointException refused(String name, RefusedPickle refused) {
    return new CheckpointException(
        String.format(
            Locale.ROOT,
            "Cannot read %s: expected tensors and dictionaries, found %s; nothing in it was run. In Python, torch.save(model.state_dict(), path) writes the weights alone",
            name,
            refused.getMessage()),
        refused);
  }

  @Override
  public void close() throws IOException {
    storages.close();
  }
}
