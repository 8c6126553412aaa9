package io.cofire.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The few rooms that may know a foreign library. */
final class Libraries {

  private Libraries() {}

  static ArchRule spark(String house) {
    return only(house, "data.spark", "driver").mayKnow("org.apache.spark..", "scala..");
  }

  static ArchRule nd4j(String house) {
    return only(house, "ops.nd4j", "driver.averaging")
        .mayKnow("org.nd4j..", "org.deeplearning4j..");
  }

  static ArchRule libtorch(String house) {
    return only(house, "ops.libtorch").mayKnow("org.bytedeco.pytorch..");
  }

  static ArchRule oneDnn(String house) {
    return only(house, "ops.onednn").mayKnow("org.bytedeco.dnnl..");
  }

  static ArchRule openCv(String house) {
    return only(house, "data.pictures").mayKnow("org.bytedeco.opencv..");
  }

  /** The loops over host memory serve every engine. */
  static ArchRule sharedKernels(String house) {
    return none(house, "ops.host", "ops.composed").knows("org.nd4j..", "org.bytedeco..");
  }

  /** They are pure: the same events give the same frames, wherever they came from. */
  static ArchRule framesAndEvents(String house) {
    return none(house, "data.frames", "data.events")
        .knows("java.io..", "java.nio.file..", "org.apache.hadoop..");
  }

  private interface Only {
    ArchRule mayKnow(String... libraries);
  }

  private static Only only(String house, String... rooms) {
    return libraries ->
        noClasses()
            .that()
            .resideOutsideOfPackages(in(house, rooms))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(libraries);
  }

  private interface None {
    ArchRule knows(String... libraries);
  }

  private static None none(String house, String... rooms) {
    return libraries ->
        noClasses()
            .that()
            .resideInAnyPackage(in(house, rooms))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(libraries);
  }

  private static String[] in(String house, String... rooms) {
    return Stream.of(rooms).map(room -> house + "." + room + "..").toArray(String[]::new);
  }
}
