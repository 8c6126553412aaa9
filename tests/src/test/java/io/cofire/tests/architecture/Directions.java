package io.cofire.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/** Which way the arrows between our own rooms point. */
final class Directions {

  private Directions() {}

  static ArchRule modules(String house) {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("data")
        .definedBy(house + ".data..")
        .layer("ops")
        .definedBy(house + ".ops..")
        .layer("driver")
        .definedBy(house + ".driver..")
        .whereLayer("driver")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("ops")
        .mayOnlyBeAccessedByLayers("driver")
        .whereLayer("data")
        .mayOnlyBeAccessedByLayers("ops", "driver");
  }

  /** Between the rooms that a pattern's star stands for. */
  static ArchRule noCircles(String rooms) {
    return slices().matching(rooms).should().beFreeOfCycles();
  }

  /** A family of formats knows the reading core, no other family, and is not known by the core. */
  static ArchRule families(String house) {
    return slices()
        .matching(house + ".data.recordings.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(alwaysTrue(), resideInAPackage(house + ".data.recordings.read.."));
  }

  /** The list of all formats lies above them. */
  static ArchRule listAboveFamilies(String house) {
    return noClasses()
        .that()
        .resideInAPackage(house + ".data.recordings.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(house + ".data.recordings");
  }

  /** Results, times and metrics have a room of their own; who reads them starts no job. */
  static ArchRule reportsWithoutJobs(String house) {
    return noClasses()
        .that()
        .resideInAnyPackage(
            house + ".driver.report..", house + ".driver.weights..", house + ".driver.averaging..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(house + ".driver.cluster..");
  }
}
