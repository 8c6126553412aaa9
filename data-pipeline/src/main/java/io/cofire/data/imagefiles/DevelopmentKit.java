package io.cofire.data.imagefiles;

import io.cofire.data.archives.BoundedTar;
import io.cofire.data.datasets.DatasetException;
import io.cofire.data.files.FileTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/**
 * What ImageNet's development kit says: {@code data/meta.mat}, a struct array {@code synsets} with
 * {@code ILSVRC2012_ID}, {@code WNID} and {@code words}, and {@code
 * data/ILSVRC2012_validation_ground_truth.txt}, the id of each validation image in a line.
 *
 * @param validationSynsets synset of each validation image, in the order of their numbers from 1
 * @param words what each synset means
 */
record DevelopmentKit(List<String> validationSynsets, Map<String, String> words) {

  /** The kit as it is published. */
  static final String ARCHIVE = "ILSVRC2012_devkit_t12.tar.gz";

  private static final String META = "data/meta.mat";
  private static final String TRUTH = "data/ILSVRC2012_validation_ground_truth.txt";
  private static final int LARGEST_BYTES = 1 << 26;

  /** The kit of a data set's folder, packed or unpacked, if there is one. */
  static Optional<DevelopmentKit> find(FileTree tree, List<FileTree.Entry> files)
      throws IOException {
    Optional<FileTree.Entry> meta = PictureFiles.ending(files, META);
    Optional<FileTree.Entry> truth = PictureFiles.ending(files, TRUTH);
    if (meta.isPresent() && truth.isPresent()) {
      try (InputStream synsets = tree.open(meta.get().path());
          InputStream ids = tree.open(truth.get().path())) {
        return Optional.of(
            of(
                meta.get().path(),
                synsets.readNBytes(LARGEST_BYTES),
                ids.readNBytes(LARGEST_BYTES)));
      }
    }
    Optional<FileTree.Entry> archive = PictureFiles.ending(files, ARCHIVE);
    return archive.isPresent()
        ? Optional.of(unpacked(tree, archive.get().path()))
        : Optional.empty();
  }

  private static DevelopmentKit unpacked(FileTree tree, String archive) throws IOException {
    byte[] synsets = {};
    byte[] ids = {};
    try (InputStream packed = new BufferedInputStream(tree.open(archive));
        BoundedTar tar = new BoundedTar(new GZIPInputStream(packed))) {
      TarArchiveEntry entry;
      while ((entry = tar.next()) != null) {
        if (entry.getName().endsWith(META)) {
          synsets = tar.readNBytes(LARGEST_BYTES);
        } else if (entry.getName().endsWith(TRUTH)) {
          ids = tar.readNBytes(LARGEST_BYTES);
        }
      }
    } catch (IOException e) {
      throw damaged(archive, e.getMessage());
    }
    return of(archive, synsets, ids);
  }

  private static DevelopmentKit of(String place, byte[] meta, byte[] truth) {
    Map<Integer, String> synsets = new HashMap<>();
    Map<String, String> words = new HashMap<>();
    try (MatFile file = tables(meta)) {
      Struct table = file.getStruct("synsets");
      for (int i = 0; i < table.getNumElements(); i++) {
        String synset = table.getChar("WNID", i).getString();
        synsets.put(table.getMatrix("ILSVRC2012_ID", i).getInt(0), synset);
        words.put(synset, table.getChar("words", i).getString());
      }
    } catch (IOException | RuntimeException | StackOverflowError e) { // of other content
      throw damaged(place, META + " has no table of synsets: " + e.getMessage());
    }
    return new DevelopmentKit(validation(place, synsets, PictureFiles.lines(truth)), words);
  }

  private static MatFile tables(byte[] meta) throws IOException {
    MatStructure.requireWithin(meta, LARGEST_BYTES);
    return Mat5.newReader(Sources.wrap(meta)).readMat();
  }

  private static List<String> validation(
      String place, Map<Integer, String> synsets, List<String> ids) {
    if (ids.isEmpty()) {
      throw damaged(place, TRUTH + " is missing or empty");
    }
    List<String> validation = new ArrayList<>();
    for (String id : ids) {
      if (!id.matches("[0-9]{1,9}") || !synsets.containsKey(Integer.parseInt(id))) {
        throw damaged(
            place,
            String.format(
                Locale.ROOT,
                "line %d of %s names no synset: %s",
                validation.size() + 1,
                TRUTH,
                id));
      }
      validation.add(synsets.get(Integer.parseInt(id)));
    }
    return validation;
  }

  private static DatasetException damaged(String place, String problem) {
    return new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot read ImageNet's development kit %s: %s; fetch %s again",
            place,
            problem,
            ARCHIVE));
  }
}
