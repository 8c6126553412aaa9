package io.cofire.driver.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Exhibits are found by every name that they go by. */
class CatalogueTest {

  private static Exhibit exhibit(String name, String... others) {
    return new Exhibit(name, List.of(others), "source", "states", Set.of(), lab -> null);
  }

  @Test
  void eachIsFoundOnceInTheOrderOfThePage() {
    Exhibit first = exhibit("a-fig1", "a-table1");
    Exhibit second = exhibit("b-fig2");
    Catalogue catalogue = new Catalogue(List.of(first, second));

    assertThat(catalogue.named(List.of("b-fig2", "a-table1", "a-fig1")))
        .containsExactly(first, second);
  }

  @Test
  void anUnknownNameIsRefusedWithAllThatThereAre() {
    Catalogue catalogue = new Catalogue(List.of(exhibit("a-fig1", "a-table1")));

    assertThatThrownBy(() -> catalogue.named(List.of("a-fig9")))
        .isInstanceOf(InvalidValue.class)
        .hasMessage("Invalid figure: a-fig9 (must be one of a-fig1, a-table1)");
  }

  @Test
  void noNameStandsForTwo() {
    List<Exhibit> twice = List.of(exhibit("a", "b"), exhibit("b"));

    assertThatThrownBy(() -> new Catalogue(twice)).hasMessageContaining("two are called b");
  }
}
