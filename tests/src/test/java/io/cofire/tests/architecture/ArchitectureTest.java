package io.cofire.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every wall stands in the house, and would be seen to fall: it reports a planted fault. */
final class ArchitectureTest {

  private static final String HOUSE = "io.cofire";
  private static final String PLANTED = "io.cofire.tests.architecture.planted";

  // The modules' tests reach this module as jars, which no class folder tells apart.
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(HOUSE);
  private static final JavaClasses FAULTS = new ClassFileImporter().importPackages(PLANTED);

  @ParameterizedTest
  @EnumSource
  void theHouseKeepsTheWall(Wall wall) {
    wall.over(HOUSE).check(MAIN);
  }

  @ParameterizedTest
  @EnumSource
  void theWallReportsEveryPlantedFaultAndNothingElse(Wall wall) {
    List<String> faults = planted(wall);
    List<String> reports = wall.over(PLANTED).evaluate(FAULTS).getFailureReport().getDetails();
    assertThat(faults).as("faults that are planted for %s", wall).isNotEmpty();
    assertThat(faults).allSatisfy(fault -> assertThat(reports).anyMatch(r -> r.contains(fault)));
    assertThat(reports).allSatisfy(report -> assertThat(faults).anyMatch(report::contains));
  }

  /** Full names of classes and methods; a method's ends with its arguments. */
  private static List<String> planted(Wall wall) {
    Stream<String> types =
        FAULTS.stream()
            .filter(type -> type.isAnnotatedWith(Breaks.class))
            .filter(type -> type.getAnnotationOfType(Breaks.class).value() == wall)
            .map(JavaClass::getName);
    Stream<String> methods =
        FAULTS.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(Breaks.class))
            .filter(method -> method.getAnnotationOfType(Breaks.class).value() == wall)
            .map(JavaMethod::getFullName);
    return Stream.concat(types, methods).toList();
  }
}
