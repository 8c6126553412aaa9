package io.cofire.driver.weights.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/** A file of Hadoop's as the channel that readers of zip archives ask for. */
final class HadoopChannel implements SeekableByteChannel {

  private final FSDataInputStream in;
  private final long size;
  private boolean open = true;
  private boolean failed;

  HadoopChannel(FSDataInputStream in, long size) {
    this.in = in;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    byte[] bytes = new byte[Math.min(target.remaining(), 1 << 16)];
    int read;
    try {
      read = in.read(bytes, 0, bytes.length);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
    if (read > 0) {
      target.put(bytes, 0, read);
    }
    return read;
  }

  /** Whether the storage failed: then an error is not the archive's. */
  boolean hasFailed() {
    return failed;
  }

  @Override
  public long position() throws IOException {
    return in.getPos();
  }

  @Override
  public SeekableByteChannel position(long to) throws IOException {
    in.seek(Math.min(to, size));
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    in.close();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long to) {
    throw new NonWritableChannelException();
  }
}
