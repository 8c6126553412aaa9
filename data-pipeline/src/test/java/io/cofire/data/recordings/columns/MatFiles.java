package io.cofire.data.recordings.columns;

import io.cofire.data.events.EventStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/** MATLAB 5 files of column vectors by the library's writer. */
public final class MatFiles {

  private final Mat5File file = Mat5.newMatFile();
  private final int compression;

  private MatFiles(int compression) {
    this.compression = compression;
  }

  /** An empty file; a level of deflate, 0 for none. */
  static MatFiles of(int compression) {
    return new MatFiles(compression);
  }

  /** All events as MATLAB's defaults would have them: doubles, and small integers beside them. */
  public static byte[] events(EventStream events, int compression) throws IOException {
    return of(compression)
        .vector("ts", MatlabType.Double, values(events, i -> events.timesMicros()[i]))
        .vector("x", MatlabType.Double, values(events, i -> events.xs()[i]))
        .vector("y", MatlabType.UInt8, values(events, i -> events.ys()[i]))
        .vector("pol", MatlabType.UInt8, values(events, i -> events.polarities()[i]))
        .bytes();
  }

  private static double[] values(EventStream events, IntToDoubleFunction value) {
    return IntStream.range(0, events.size()).mapToDouble(value).toArray();
  }

  MatFiles vector(String name, MatlabType type, double... values) {
    Matrix vector = Mat5.newMatrix(values.length, 1, type);
    for (int i = 0; i < values.length; i++) {
      vector.setDouble(i, values[i]);
    }
    file.addArray(name, vector);
    return this;
  }

  MatFiles text(String name, String text) {
    file.addArray(name, Mat5.newString(text));
    return this;
  }

  byte[] bytes() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.nativeOrder());
    Mat5.newWriter(Sinks.wrap(buffer)).setDeflateLevel(compression).writeMat(file);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
