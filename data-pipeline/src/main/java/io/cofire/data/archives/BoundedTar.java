package io.cofire.data.archives;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A tar whose headers are bounded. Long names and PAX headers are entries of their own, with a size
 * of their own, and the library holds them whole, whatever that is.
 */
public final class BoundedTar extends TarArchiveInputStream {

  /** Most bytes of what stands before the content of an entry. */
  public static final int LARGEST_HEADERS = 1 << 20;

  private final Metered metered;

  /** The tar that a stream holds; closing it closes the stream. */
  public BoundedTar(InputStream in) {
    this(new Metered(in));
  }

  private BoundedTar(Metered metered) {
    super(metered);
    this.metered = metered;
  }

  /**
   * The next entry; null at the end.
   *
   * @throws IOException if the headers are damaged or larger than any are
   */
  public TarArchiveEntry next() throws IOException {
    metered.left = LARGEST_HEADERS;
    try {
      return getNextTarEntry();
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) { // what the library throws at odd headers
      throw new IOException(e.toString(), e);
    } finally {
      metered.left = Long.MAX_VALUE;
    }
  }

  /** Counts what is read; what is skipped, the content of entries, is free. */
  private static final class Metered extends FilterInputStream {
    private long left = Long.MAX_VALUE;

    Metered(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      count(1);
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "the headers of an entry, its long name included, have more than %d bytes",
                LARGEST_HEADERS));
      }
    }
  }
}
