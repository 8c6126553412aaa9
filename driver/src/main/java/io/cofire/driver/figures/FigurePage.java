package io.cofire.driver.figures;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import io.cofire.data.errors.Legible;
import io.cofire.driver.figures.chart.Chart;
import io.cofire.driver.figures.chart.Palette;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureRemark.Verdict;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code figures.mustache} shows, ready to print; the page loads nothing from anywhere. */
record FigurePage(List<Section> sections) {

  /** One exhibit. */
  record Section(
      String name,
      String source,
      String states,
      String size,
      String seconds,
      List<Picture> pictures,
      List<Ours> remarks) {}

  /** One of its panels. */
  record Picture(String title, String chart, List<Key> keys) {}

  /** A line's name and the number of its colour. */
  record Key(String name, int place) {}

  /** A remark. */
  record Ours(String kind, String word, String text) {}

  static String of(Map<Exhibit, Kept> shown) {
    List<Section> sections = new ArrayList<>();
    shown.forEach((exhibit, kept) -> sections.add(section(exhibit, kept)));
    try (InputStream in = FigurePage.class.getResourceAsStream("figures.mustache");
        InputStreamReader template = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return Mustache.compiler()
          .withEscaper(text -> Escapers.HTML.escape(Legible.of(text)))
          .compile(template)
          .execute(new FigurePage(sections));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the page's template that is packaged", e);
    }
  }

  private static Section section(Exhibit exhibit, Kept kept) {
    FigureResult findings = kept.findings();
    Palette palette = Palette.of(findings.panels());
    return new Section(
        exhibit.name(),
        exhibit.source(),
        exhibit.states(),
        findings.size(),
        String.format(Locale.ROOT, "%.0f s", kept.seconds()),
        findings.panels().stream().map(panel -> picture(panel, palette)).toList(),
        findings.remarks().stream().map(FigurePage::ours).toList());
  }

  private static Picture picture(Panel panel, Palette palette) {
    List<Key> keys = new ArrayList<>();
    if (panel.form() == Panel.Form.LINES || panel.form() == Panel.Form.LOG_LINES) {
      for (Curve curve : panel.curves()) {
        keys.add(new Key(curve.name(), palette.place(panel, curve) % Chart.COLOURS));
      }
    }
    return new Picture(panel.title(), Chart.of(panel, palette).svg(), keys);
  }

  private static Ours ours(FigureRemark remark) {
    Verdict verdict = remark.verdict();
    String word =
        switch (verdict) {
          case AGREES -> "as stated";
          case DIFFERS -> "differs";
          case NOTE -> "note";
        };
    return new Ours(verdict.name().toLowerCase(Locale.ROOT), word, remark.text());
  }
}
