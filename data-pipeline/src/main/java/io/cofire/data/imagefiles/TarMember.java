package io.cofire.data.imagefiles;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Where one image lies in a tar.
 *
 * @param path path of the tar below the data set's folder
 * @param from offset of its first byte
 * @param bytes its length
 * @param name what it is called
 * @param label class, an index into the data set's classes; {@link #NONE} where nothing says it
 */
@JsonPropertyOrder({"path", "from", "bytes", "name", "label"})
record TarMember(String path, long from, long bytes, String name, int label) {

  /** In place of a class. */
  static final int NONE = -1;
}
