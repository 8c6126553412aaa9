package io.cofire.driver.weights.torch;

import io.cofire.data.pickle.PickleBytes;
import io.cofire.data.pickle.RefusedPickle;
import io.cofire.driver.weights.torch.StoredTensor.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * Files of before PyTorch 1.6: pickles of a magic number, the version 1001, facts of the machine,
 * the object and the list of its storages; then of each storage how many numbers it has, and they.
 */
final class LegacyTorch implements TorchFile.Storages {

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int VERSION = 1001;

  private final FSDataInputStream in;
  private final long length;
  private final Object root;
  private final List<?> keys;
  private final long first; // byte of the first storage
  private final Map<String, Long> places = new HashMap<>();

  private LegacyTorch(FSDataInputStream in, long length, Object root, List<?> keys, long first) {
    this.in = in;
    this.length = length;
    this.root = root;
    this.keys = keys;
    this.first = first;
  }

  static LegacyTorch open(FSDataInputStream in, long length) throws IOException {
    PickleBytes bytes = new PickleBytes(in, length);
    Object magic = new TorchPickle().next(bytes);
    if (!MAGIC.equals(magic)) {
      throw new RefusedPickle("a pickle that torch.save did not write");
    }
    Object version = new TorchPickle().next(bytes);
    if (!(version instanceof Number number) || number.intValue() != VERSION) {
      throw new RefusedPickle("version " + version + " of PyTorch's old format");
    }
    Object machine = new TorchPickle().next(bytes);
    if (machine instanceof Map<?, ?> facts && Boolean.FALSE.equals(facts.get("little_endian"))) {
      throw new RefusedPickle("numbers of a big-endian machine");
    }
    Object root = new TorchPickle().next(bytes);
    if (!(new TorchPickle().next(bytes) instanceof List<?> keys)) {
      throw new RefusedPickle("no list of storages");
    }
    return new LegacyTorch(in, length, root, keys, bytes.position());
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public byte[] bytes(Storage storage) throws IOException {
    if (places.isEmpty()) {
      find(StateDictionary.storages(root));
    }
    Long place = places.get(storage.key());
    if (place == null) {
      throw new RefusedPickle("no storage " + storage.key());
    }
    byte[] bytes = new byte[Math.toIntExact(storage.elements() * storage.type().bytes())];
    in.readFully(place, bytes);
    return bytes;
  }

  private void find(Map<String, Storage> storages) throws IOException {
    long at = first;
    for (Object key : keys) {
      Storage storage = storages.get(String.valueOf(key));
      if (storage == null) {
        throw new RefusedPickle("a storage " + key + " that no tensor uses");
      }
      long elements = count(at);
      if (elements != storage.elements()) {
        throw new RefusedPickle(
            "a storage of " + elements + " numbers instead of " + storage.elements());
      }
      at += Long.BYTES;
      long most = (length - at) / storage.type().bytes();
      if (elements > Math.min(most, Integer.MAX_VALUE / storage.type().bytes() - 8)) {
        throw new RefusedPickle(
            "a storage of " + elements + " numbers where " + most + " are left");
      }
      places.put(storage.key(), at);
      at += elements * storage.type().bytes();
    }
  }

  private long count(long at) throws IOException {
    byte[] bytes = new byte[Long.BYTES];
    try {
      in.readFully(at, bytes);
    } catch (EOFException e) {
      throw new RefusedPickle("the end of the file");
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
