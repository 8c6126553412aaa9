package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.object.message.DataLayout;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.Locale;

/** A slice of one column, in whatever array the library gives for its type. */
final class Hdf5Column {

  private final Object data;

  Hdf5Column(Object data) {
    this.data = data;
  }

  /** A scalar, or an array of one number. */
  static Hdf5Column one(Object data) {
    if (data instanceof Double || data instanceof Float) {
      return new Hdf5Column(new double[] {((Number) data).doubleValue()});
    }
    if (data instanceof BigInteger big) {
      return new Hdf5Column(new BigInteger[] {big});
    }
    return new Hdf5Column(data instanceof Number n ? new long[] {n.longValue()} : data);
  }

  /**
   * Length of a dataset of one dimension, which its file can really hold.
   *
   * @throws RecordingException if it has more dimensions or claims more than the file has
   */
  static long length(Dataset dataset, String recording, long fileBytes) throws RecordingException {
    if (dataset.getDimensions().length != 1) {
      throw Hdf5Events.wrong(
          recording,
          "dataset " + dataset.getPath(),
          "one dimension",
          dataset.getDimensions().length);
    }
    return rows(dataset, recording, fileBytes);
  }

  /**
   * Length of the first dimension of a dataset that its file can really hold.
   *
   * @throws RecordingException if it claims more than the file has
   */
  static long rows(Dataset dataset, String recording, long fileBytes) throws RecordingException {
    int[] dimensions = dataset.getDimensions();
    long packing = dataset.getDataLayout() == DataLayout.CHUNKED ? Hdf5Filters.EXPANSION : 1;
    if (dataset.getSizeInBytes() / packing > fileBytes || dimensions[0] < 0) {
      throw Hdf5Events.wrong(
          recording,
          "dataset " + dataset.getPath(),
          String.format(Locale.ROOT, "no more than its file of %d bytes can hold", fileBytes),
          dimensions[0] + (dimensions.length == 1 ? " numbers" : " rows"));
    }
    if (dataset instanceof ChunkedDataset chunked) {
      requireChunks(chunked, dimensions[0], recording, fileBytes);
    }
    return dimensions[0];
  }

  /** The library makes an object of each chunk; each has a byte at least. */
  private static void requireChunks(
      ChunkedDataset dataset, long length, String recording, long fileBytes)
      throws RecordingException {
    long chunk = dataset.getChunkDimensions()[0];
    if (chunk < 1 || length / chunk > fileBytes) {
      throw Hdf5Events.wrong(
          recording,
          "dataset " + dataset.getPath(),
          String.format(Locale.ROOT, "at most %d chunks", fileBytes),
          String.format(Locale.ROOT, "%d numbers in chunks of %d", length, chunk));
    }
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
