package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.columns.Hdf5Rows.Hdf5Unit;
import io.cofire.data.recordings.read.ColumnLabel;
import io.cofire.data.recordings.read.TimeUnit;
import io.jhdf.api.Attribute;
import io.jhdf.api.Node;
import java.util.List;
import java.util.Optional;

/** Units of times in names and attributes. */
final class Hdf5Units {

  private static final List<String> ATTRIBUTES = List.of("unit", "units", "time_unit");

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

  private static Optional<TimeUnit> named(Attribute attribute) {
    Object value = attribute.getData();
    return value instanceof String text ? TimeUnit.named(text.strip()) : Optional.empty();
  }
}
