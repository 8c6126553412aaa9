package io.cofire.data.recordings.columns;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.columns.Hdf5Rows.Hdf5Unit;
import io.cofire.data.recordings.read.ColumnLabel;
import io.cofire.data.recordings.read.TimeUnit;
import io.jhdf.api.Attribute;
import io.jhdf.api.Node;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Units of times in names and attributes. */
final class Hdf5Units {

  private static final List<String> ATTRIBUTES = List.of("unit", "units", "time_unit");

  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3})x([1-9][0-9]{0,3})");

  private Hdf5Units() {}

  /** The unit that an attribute of a node states, or else the name of the column. */
  static Optional<Hdf5Unit> of(Node node, String name) {
    for (String attribute : ATTRIBUTES) {
      Optional<TimeUnit> unit =
          Optional.ofNullable(node.getAttribute(attribute)).flatMap(Hdf5Units::named);
      if (unit.isPresent()) {
        return Optional.of(
            new Hdf5Unit(unit.get(), "attribute " + attribute + " of " + node.getPath()));
      }
    }
    return ColumnLabel.of(name)
        .flatMap(ColumnLabel::unit)
        .map(unit -> new Hdf5Unit(unit, "the name of column " + name));
  }

  /** The size that Metavision states in an attribute {@code geometry} of its files: 1280x720. */
  static Optional<SensorGeometry> sensor(Node file) {
    return Optional.ofNullable(file.getAttribute("geometry"))
        .filter(attribute -> attribute.getJavaType() == String.class)
        .map(Attribute::getData)
        .filter(String.class::isInstance)
        .map(text -> SIZE.matcher((String) text))
        .filter(Matcher::matches)
        .map(m -> new SensorGeometry(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))));
  }

  private static Optional<TimeUnit> named(Attribute attribute) {
    Object value = attribute.getData();
    return value instanceof String text ? TimeUnit.named(text.strip()) : Optional.empty();
  }
}
