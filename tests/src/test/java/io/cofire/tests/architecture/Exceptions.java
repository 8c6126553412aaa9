package io.cofire.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import io.cofire.data.errors.Diagnosed;

/** Exit codes and restarts follow from what an exception says of itself as data. */
final class Exceptions {

  private Exceptions() {}

  static ArchRule diagnosed(String house) {
    return classes()
        .that()
        .resideInAPackage(house + "..")
        .and()
        .areAssignableTo(Throwable.class)
        .should()
        .implement(Diagnosed.class);
  }
}
