package io.cofire.data.archives;

import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file of a tree for a library that reads here and there. One thread. */
final class TreeChannel implements SeekableByteChannel {

  private static final long LONGEST_SKIP = 1 << 20; // behind it a new stream is opened

  private final FileTree tree;
  private final FileTree.Entry file;
  private InputStream in; // null until something is read
  private long inPosition;
  private long position;
  private IOException failure; // null while the storage works

  TreeChannel(FileTree tree, FileTree.Entry file) {
    this.tree = tree;
    this.file = file;
  }

  /** Throws what the storage threw, if it did; the library does not tell it from damage. */
  void requireStorage() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position >= file.bytes()) {
      return -1;
    }
    byte[] bytes = new byte[target.remaining()];
    try {
      go();
      int read = in.read(bytes);
      if (read > 0) {
        target.put(bytes, 0, read);
        position += read;
        inPosition += read;
      }
      return read;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private void go() throws IOException {
    long skip = position - inPosition;
    if (in != null && skip >= 0 && skip <= LONGEST_SKIP) {
      in.skipNBytes(skip);
    } else {
      close();
      in = tree.open(file.path(), position);
    }
    inPosition = position;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long other) {
    position = other;
    return this;
  }

  @Override
  public long size() {
    return file.bytes();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
