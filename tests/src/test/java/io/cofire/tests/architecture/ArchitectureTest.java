package io.cofire.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.cofire.data.errors.Diagnosed;
import java.util.Random;

/** The direction of the modules and the few rooms that may know a foreign library. */
@AnalyzeClasses(
    packages = "io.cofire",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
final class ArchitectureTest {

  /** The modules' tests reach this module as jars, which no class folder tells apart. */
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule modulesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("data")
          .definedBy("io.cofire.data..")
          .layer("ops")
          .definedBy("io.cofire.ops..")
          .layer("driver")
          .definedBy("io.cofire.driver..")
          .whereLayer("driver")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("ops")
          .mayOnlyBeAccessedByLayers("driver")
          .whereLayer("data")
          .mayOnlyBeAccessedByLayers("ops", "driver");

  @ArchTest
  static final ArchRule onlySparkRoomsImportSpark =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.cofire.data.spark..", "io.cofire.driver..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  @ArchTest
  static final ArchRule onlyItsEngineAndAveragingImportNd4j =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.cofire.ops.nd4j..", "io.cofire.driver.averaging..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..");

  @ArchTest
  static final ArchRule onlyItsEngineImportsLibtorch =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.cofire.ops.libtorch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco.pytorch..");

  @ArchTest
  static final ArchRule onlyItsRoomImportsOneDnn =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.cofire.ops.onednn..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco.dnnl..");

  @ArchTest
  static final ArchRule onlyItsRoomImportsOpenCv =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.cofire.data.pictures..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco.opencv..");

  @ArchTest
  static final ArchRule sharedKernelsNameNoTensorLibrary =
      noClasses()
          .that()
          .resideInAnyPackage("io.cofire.ops.host..", "io.cofire.ops.composed..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule framingAndPlansAreFreeOfInputAndOutput =
      noClasses()
          .that()
          .resideInAnyPackage("io.cofire.data.frames..", "io.cofire.data.events..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..", "org.apache.hadoop..");

  @ArchTest
  static final ArchRule randomnessIsAlwaysAKey =
      noClasses()
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callConstructor(Random.class, long.class)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule roomsOfADataPipelineHaveNoCycles =
      slices().matching("io.cofire.data.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyExceptionSaysWhatItIs =
      classes().that().areAssignableTo(Throwable.class).should().implement(Diagnosed.class);
}
