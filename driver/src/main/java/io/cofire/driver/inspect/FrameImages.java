package io.cofire.driver.inspect;

import io.cofire.data.files.RefusedChange;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Frames as files: side by side in a PNG, or one after the other in a GIF. */
public final class FrameImages {

  /** Colour of the gaps in the frames' palette. */
  static final int WHITE = 255;

  private static final String WRITE = "write";
  private static final int MOST_ACROSS = 8;
  private static final int GAP = 2;
  private static final int LEAST_DELAY = 2; // hundredths of a second; viewers show no faster
  private static final String GIF_METADATA = "javax_imageio_gif_image_1.0";

  private FrameImages() {}

  /**
   * Writes a PNG with up to eight frames a row and white gaps of 2 pixels.
   *
   * @param frames of one size and palette, at least one
   */
  public static void png(List<BufferedImage> frames, Path file) throws IOException {
    BufferedImage first = frames.get(0);
    int across = Math.min(MOST_ACROSS, frames.size());
    int down = (frames.size() + across - 1) / across;
    int stepX = first.getWidth() + GAP;
    int stepY = first.getHeight() + GAP;
    BufferedImage sheet =
        new BufferedImage(
            across * stepX - GAP,
            down * stepY - GAP,
            BufferedImage.TYPE_BYTE_INDEXED,
            (IndexColorModel) first.getColorModel());
    int[] row = new int[sheet.getWidth()];
    Arrays.fill(row, WHITE);
    for (int y = 0; y < sheet.getHeight(); y++) {
      sheet.getRaster().setSamples(0, y, row.length, 1, 0, row);
    }
    for (int i = 0; i < frames.size(); i++) {
      int x = i % across * stepX;
      int y = i / across * stepY;
      sheet.getRaster().setRect(x, y, frames.get(i).getRaster());
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      ImageIO.write(sheet, "png", out);
    } catch (IOException e) {
      throw RefusedChange.of(WRITE, file, e);
    }
  }

  /**
   * Writes a GIF that repeats for ever, as fast as the recording was, but no frame shorter than 20
   * ms.
   *
   * @param frames of one size and palette, at least one
   * @param durationMicros time that all of them show
   */
  public static void gif(List<BufferedImage> frames, long durationMicros, Path file)
      throws IOException {
    int hundredths = (int) Math.min(65_535, durationMicros / 10_000 / frames.size());
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (OutputStream out = Files.newOutputStream(file);
        ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames.size(); i++) {
        IIOMetadata metadata = metadata(writer, frames.get(i), Math.max(LEAST_DELAY, hundredths));
        writer.writeToSequence(new IIOImage(frames.get(i), null, metadata), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw RefusedChange.of(WRITE, file, e);
    } finally {
      writer.dispose();
    }
  }

  private static IIOMetadata metadata(ImageWriter writer, BufferedImage frame, int hundredths)
      throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
    IIOMetadataNode root = new IIOMetadataNode(GIF_METADATA);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(hundredths));
    root.appendChild(control);
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    loop.setUserObject(new byte[] {1, 0, 0}); // 0 repetitions: for ever
    extensions.appendChild(loop);
    root.appendChild(extensions);
    root.appendChild(colours((IndexColorModel) frame.getColorModel()));
    metadata.mergeTree(GIF_METADATA, root);
    return metadata;
  }

  /** The writer would else write the frames' indices with a palette of its own. */
  private static IIOMetadataNode colours(IndexColorModel palette) {
    IIOMetadataNode table = new IIOMetadataNode("LocalColorTable");
    table.setAttribute("sizeOfLocalColorTable", Integer.toString(palette.getMapSize()));
    table.setAttribute("sortFlag", "FALSE");
    for (int i = 0; i < palette.getMapSize(); i++) {
      IIOMetadataNode entry = new IIOMetadataNode("ColorTableEntry");
      entry.setAttribute("index", Integer.toString(i));
      entry.setAttribute("red", Integer.toString(palette.getRed(i)));
      entry.setAttribute("green", Integer.toString(palette.getGreen(i)));
      entry.setAttribute("blue", Integer.toString(palette.getBlue(i)));
      table.appendChild(entry);
    }
    return table;
  }
}
