package io.cofire.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.BaseStream;

/**
 * Chance is an argument: whatever is drawn comes from a Key, so that a run can be repeated bit for
 * bit. References to methods count as calls.
 */
final class Randomness {

  private Randomness() {}

  /** Foreign ones, of Java's own packages or any library's, are known by their name. */
  static ArchRule generators(String house) {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "(?!io\\.cofire\\.|java\\.util\\.SplittableRandom$).*[Rr]andom(?!Access).*");
  }

  /** Only a Key makes a generator. */
  static ArchRule keys(String house) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(house + ".data.random..")
        .should()
        .accessTargetWhere(of(SplittableRandom.class, "<init>"));
  }

  /** Calls that draw from a generator which nobody passed in. */
  static ArchRule hiddenSources(String house) {
    return noClasses()
        .should()
        .accessTargetWhere(
            of(Math.class, "random")
                .or(of(StrictMath.class, "random"))
                .or(of(Collections.class, "shuffle"))
                .or(library("org\\.nd4j\\..*", "rand.*|getRandom|choice|shuffle"))
                .or(library("org\\.bytedeco\\.pytorch\\..*", "rand.*|manual_seed|bernoulli.*")));
  }

  /** The name that tells one run's connections from another's decides no number. */
  static ArchRule names(String house) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(house + ".driver.cluster..")
        .should()
        .accessTargetWhere(of(UUID.class, "randomUUID"));
  }

  /** Simulated recordings are files of their own, each from its own Key. */
  static ArchRule parallel(String house) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(house + ".data.simulate..")
        .should()
        .accessTargetWhere(
            of(Collection.class, "parallelStream")
                .or(of(BaseStream.class, "parallel"))
                .or(of(Arrays.class, "parallel.*")));
  }

  private static DescribedPredicate<JavaAccess<?>> of(Class<?> owner, String names) {
    return describe(
        owner.getSimpleName() + "." + names,
        access ->
            assignableTo(owner).test(access.getTargetOwner())
                && access.getTarget().getName().matches(names));
  }

  private static DescribedPredicate<JavaAccess<?>> library(String owners, String names) {
    return describe(
        owners + " " + names,
        access ->
            access.getTargetOwner().getName().matches(owners)
                && access.getTarget().getName().matches(names));
  }
}
