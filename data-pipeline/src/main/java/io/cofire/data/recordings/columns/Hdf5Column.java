package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import io.jhdf.api.Dataset;
import io.jhdf.object.message.DataLayout;
import java.lang.reflect.Array;
import java.math.BigInteger;

/** A slice of one column, in whatever array the library gives for its type. */
final class Hdf5Column {

  /** What deflate can make of one byte at most; LZF and LZ4 make less. */
  private static final long EXPANSION = 1032;

  private final Object data;

  Hdf5Column(Object data) {
    this.data = data;
  }

  /**
   * Length of a dataset of one dimension, which its file can really hold.
   *
   * @throws RecordingException if it has more dimensions or claims more than the file has
   */
  static long length(Dataset dataset, String recording, long fileBytes) throws RecordingException {
    int[] dimensions = dataset.getDimensions();
    if (dimensions.length != 1) {
      throw Hdf5Events.wrong(
          recording, "dataset " + dataset.getPath(), "one dimension", dimensions.length);
    }
    long packing = dataset.getDataLayout() == DataLayout.CHUNKED ? EXPANSION : 1;
    if (dataset.getSizeInBytes() / packing > fileBytes || dimensions[0] < 0) {
      throw Hdf5Events.wrong(
          recording,
          "dataset " + dataset.getPath(),
          "no more than the file can hold",
          dimensions[0] + " numbers");
    }
    return dimensions[0];
  }

  boolean fractional() {
    return data instanceof double[] || data instanceof float[];
  }

  /**
   * A whole number; the names of an enumeration of TRUE and FALSE, which h5py writes for a bool,
   * are 1 and 0.
   *
   * @throws NumberFormatException if it is none
   */
  long whole(int i) {
    if (data instanceof String[] names) {
      return name(names[i]);
    }
    if (data instanceof BigInteger[] bigs) {
      return big(bigs[i]);
    }
    if (data instanceof boolean[] bools) {
      return bools[i] ? 1 : 0;
    }
    if (fractional()) {
      return NumberType.whole(Array.getDouble(data, i));
    }
    return integer(i);
  }

  long micros(int i, TimeUnit unit) {
    return fractional() ? unit.micros(Array.getDouble(data, i)) : unit.micros(whole(i));
  }

  private long integer(int i) {
    if (data instanceof long[] longs) {
      return longs[i];
    }
    if (data instanceof int[] ints) {
      return ints[i];
    }
    if (data instanceof short[] shorts) {
      return shorts[i];
    }
    if (data instanceof byte[] bytes) {
      return bytes[i];
    }
    throw new NumberFormatException("values of type " + data.getClass().getSimpleName());
  }

  private static long name(String name) {
    return switch (name) {
      case "TRUE" -> 1;
      case "FALSE" -> 0;
      default -> throw new NumberFormatException(name);
    };
  }

  private static long big(BigInteger value) {
    if (value.bitLength() > 63) {
      throw new NumberFormatException(value.toString());
    }
    return value.longValue();
  }
}
