package io.cofire.driver.prediction;

import java.io.IOException;
import java.util.Iterator;

/** Reads inputs of one kind, recordings or images, as pieces. One thread. */
sealed interface PieceReader extends AutoCloseable permits RecordingPieces, ImagePieces {

  /**
   * The pieces of an input, in order; what is damaged is a piece that says so.
   *
   * @throws IOException if the storage fails
   */
  Iterator<Piece> read(InputUnit unit) throws IOException;

  /**
   * The pieces of a file that somebody else has read, in order; what is damaged is a piece that
   * says so.
   *
   * @param name what it is called; its ending may tell a format
   */
  Iterator<Piece> read(String name, byte[] content) throws IOException;

  @Override
  default void close() {}
}
