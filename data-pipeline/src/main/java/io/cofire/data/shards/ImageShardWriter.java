package io.cofire.data.shards;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;

/**
 * Makes the bytes of one shard of images in memory: the same images always give the same bytes.
 * Files are stored as they are, since they are compressed already, and in pages of a few, so that
 * one can be read without the others. One shard, one thread.
 */
public final class ImageShardWriter implements AutoCloseable {

  /** A page is closed with the image that fills it: a larger image has its own. */
  private static final int PAGE_BYTES = 1 << 14;

  private final ShardFile file = new ShardFile();
  private final ParquetWriter<EncodedImage> writer;
  private final List<Integer> labels = new ArrayList<>();

  /** An empty shard. */
  public ImageShardWriter(Contents.Images contents) throws IOException {
    ShardRows.Builder<EncodedImage> builder = new Rows().to(file);
    if (contents.raw().isPresent()) {
      builder.withCompressionCodec(CompressionCodecName.ZSTD);
    } else {
      builder
          .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
          .withPageSize(PAGE_BYTES)
          .withMinRowCountForPageSizeCheck(1)
          .withMaxRowCountForPageSizeCheck(1);
    }
    this.writer = builder.build();
  }

  /** Appends an image. */
  public void add(EncodedImage image) throws IOException {
    writer.write(image);
    labels.add(image.label());
  }

  /** Images so far. */
  public int images() {
    return labels.size();
  }

  /**
   * Ends the shard.
   *
   * @param name the name that the manifest will give it
   */
  public ShardWriter.Finished finish(String name) throws IOException {
    writer.close();
    return file.finish(name, labels, 0);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Rows extends ShardRows<EncodedImage> {
    Rows() {
      super(ImageSchema.SCHEMA, Manifest.IMAGES_VERSION);
    }

    @Override
    void fields(EncodedImage image) {
      binary(ImageSchema.NAME, Binary.fromString(image.name()));
      integer(ImageSchema.LABEL, image.label());
      binary(ImageSchema.BYTES, Binary.fromConstantByteArray(image.bytes()));
    }
  }
}
