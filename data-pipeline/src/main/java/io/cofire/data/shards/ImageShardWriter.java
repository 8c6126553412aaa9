package io.cofire.data.shards;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

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
    Builder builder = new Builder(file);
    ShardFile.configure(builder);
    if (contents instanceof Contents.Raw) {
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

  private static final class Builder extends ParquetWriter.Builder<EncodedImage, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<EncodedImage> getWriteSupport(Configuration configuration) {
      return new Rows();
    }
  }

  private static final class Rows extends WriteSupport<EncodedImage> {
    private RecordConsumer out;

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(
          ImageSchema.SCHEMA,
          Map.of(ShardFile.VERSION_KEY, String.valueOf(Manifest.IMAGES_VERSION)));
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(EncodedImage image) {
      out.startMessage();
      binary(ImageSchema.NAME, Binary.fromString(image.name()));
      String label = ImageSchema.SCHEMA.getFieldName(ImageSchema.LABEL);
      out.startField(label, ImageSchema.LABEL);
      out.addInteger(image.label());
      out.endField(label, ImageSchema.LABEL);
      binary(ImageSchema.BYTES, Binary.fromConstantByteArray(image.bytes()));
      out.endMessage();
    }

    private void binary(int field, Binary value) {
      String name = ImageSchema.SCHEMA.getFieldName(field);
      out.startField(name, field);
      out.addBinary(value);
      out.endField(name, field);
    }
  }
}
