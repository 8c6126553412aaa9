package io.cofire.driver.figures.chart;

import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.Panel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which colour each line has: that of its name, the same in all panels of an exhibit, as long as
 * there are colours for all names; otherwise that of its place in the panel.
 *
 * @param places number of each name's colour
 */
public record Palette(Map<String, Integer> places) {

  /** Copies the map. */
  public Palette {
    places = Map.copyOf(places);
  }

  /** Of the panels of one exhibit. */
  public static Palette of(List<Panel> panels) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (Panel panel : panels) {
      if (panel.form() == Panel.Form.LINES || panel.form() == Panel.Form.LOG_LINES) {
        panel.curves().forEach(curve -> places.putIfAbsent(curve.name(), places.size()));
      }
    }
    return new Palette(places.size() <= Chart.COLOURS ? places : Map.of());
  }

  /** The number of a line's colour; from {@link Chart#COLOURS} on the first begin anew, dashed. */
  public int place(Panel panel, Curve curve) {
    return places.getOrDefault(curve.name(), panel.curves().indexOf(curve));
  }
}
