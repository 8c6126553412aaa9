package io.cofire.data.shards;

/**
 * One labelled image.
 *
 * @param name where it came from: the path inside the data set, with '/'
 * @param label class, an index into the manifest's classes
 * @param bytes what the manifest's {@link Contents.Images} says: a whole JPEG, PNG or BMP file, or
 *     raw pixels [C,H,W]; never to be changed, since others read the same array
 */
public record EncodedImage(String name, int label, byte[] bytes) {}
