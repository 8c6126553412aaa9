package io.cofire.data.shards;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A manifest's JSON as it is read: a small tree, and its splits beside it, which name every shard
 * and the class of every sample and are no tree at any time.
 *
 * @param rest all but the splits, in whose place an empty list stands if they were there
 * @param splits the splits
 */
record ManifestTree(ObjectNode rest, List<SplitInfo> splits) {

  private static final String SPLITS = "splits";

  /**
   * Reads it.
   *
   * @param version checks the version, with what has been read so far, before the splits are read
   * @throws IOException if it is no JSON, or its splits are none
   */
  static ManifestTree read(byte[] json, ObjectMapper mapper, Consumer<ObjectNode> version)
      throws IOException {
    ManifestTree tree = new ManifestTree(mapper.createObjectNode(), new ArrayList<>());
    try (JsonParser in = mapper.createParser(json)) {
      boolean isObject = in.nextToken() == JsonToken.START_OBJECT;
      while (isObject && in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        if (in.nextToken() == JsonToken.START_ARRAY && name.equals(SPLITS)) {
          if (tree.rest.has("version")) {
            version.accept(tree.rest);
          }
          tree.rest.putArray(SPLITS);
          tree.readSplits(in, mapper);
        } else {
          tree.rest.set(name, mapper.readTree(in));
        }
      }
      if (isObject && in.currentToken() != JsonToken.END_OBJECT) {
        throw MismatchedInputException.from(in, ObjectNode.class, "it ends early");
      }
    }
    version.accept(tree.rest);
    return tree;
  }

  private void readSplits(JsonParser in, ObjectMapper mapper) throws IOException {
    splits.clear(); // of two the last counts, as of every key
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw MismatchedInputException.from(in, SplitInfo.class, "a split is no object");
      }
      splits.add(mapper.readValue(in, SplitInfo.class));
    }
  }
}
