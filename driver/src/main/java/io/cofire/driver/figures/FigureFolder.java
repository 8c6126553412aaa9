package io.cofire.driver.figures;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.files.Hashes;
import io.cofire.data.files.Storage;
import io.cofire.driver.figures.result.FigureResult;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Where figures lie: {@code NAME.csv} and {@code NAME.json} of each, and {@code index.html}, which
 * shows all that are there.
 */
public final class FigureFolder {

  /** Name of the page. */
  public static final String PAGE = "index.html";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Storage storage;
  private final Path folder;

  /**
   * A folder, which is made when something is written.
   *
   * @throws IOException if its file system cannot be reached
   */
  public FigureFolder(Configuration hadoop, Path folder) throws IOException {
    this.storage = Storage.of(hadoop, folder);
    this.folder = storage.files().makeQualified(folder);
  }

  /**
   * FigureResult that are complete under the same settings.
   *
   * @param settings all that they depend on
   */
  public Optional<FigureResult> complete(Exhibit exhibit, String settings) throws IOException {
    return kept(exhibit).filter(kept -> kept.settings().equals(settings)).map(Kept::findings);
  }

  private Optional<Kept> kept(Exhibit exhibit) throws IOException {
    try {
      Kept kept = JSON.readValue(storage.read(file(exhibit, ".json")), Kept.class);
      boolean ours = Kept.FORMAT.equals(kept.format()) && kept.version() == Kept.VERSION;
      boolean whole = Hashes.sha256(storage.read(file(exhibit, ".csv"))).equals(kept.csvHash());
      return ours && whole && kept.findings() != null ? Optional.of(kept) : Optional.empty();
    } catch (FileNotFoundException | JacksonException e) {
      return Optional.empty(); // not there, or of another build: it is computed anew
    }
  }

  /** Keeps findings: the CSV first, so that they count as complete only with it. */
  public void keep(Exhibit exhibit, String settings, double seconds, FigureResult findings)
      throws IOException {
    byte[] csv = FigureCsv.of(findings).getBytes(StandardCharsets.UTF_8);
    storage.write(file(exhibit, ".csv"), csv);
    Kept kept =
        new Kept(Kept.FORMAT, Kept.VERSION, settings, seconds, Hashes.sha256(csv), findings);
    storage.write(file(exhibit, ".json"), JSON.writeValueAsBytes(kept));
  }

  /**
   * Writes the page of all that is there, whatever its settings.
   *
   * @return its path
   */
  public Path writePage(List<Exhibit> order) throws IOException {
    Map<Exhibit, Kept> shown = new LinkedHashMap<>();
    for (Exhibit exhibit : order) {
      kept(exhibit).ifPresent(kept -> shown.put(exhibit, kept));
    }
    Path page = new Path(folder, PAGE);
    storage.write(page, FigurePage.of(shown).getBytes(StandardCharsets.UTF_8));
    return page;
  }

  private Path file(Exhibit exhibit, String ending) {
    return new Path(folder, exhibit.name() + ending);
  }
}
