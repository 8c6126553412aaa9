package io.cofire.driver.cli.figures;

import io.cofire.driver.figures.Catalogue;
import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.ms.MsExhibits;
import io.cofire.driver.figures.neunorm.NeuNormExhibits;
import io.cofire.driver.figures.sew.SewExhibits;
import io.cofire.driver.figures.tdbn.TdBnExhibits;
import java.util.List;
import java.util.stream.Stream;

/** All exhibits, paper by paper. */
final class EveryExhibit {

  static final Catalogue CATALOGUE = new Catalogue(all());

  private EveryExhibit() {}

  private static List<Exhibit> all() {
    return Stream.of(TdBnExhibits.all(), SewExhibits.all(), MsExhibits.all(), NeuNormExhibits.all())
        .flatMap(List::stream)
        .toList();
  }
}
