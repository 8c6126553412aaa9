package io.cofire.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is printed is read again, compared and parsed: it reads the same in every locale. */
final class Locales {

  private static final Set<String> FORMATS = Set.of("format", "printf");
  private static final Map<String, Set<String>> CALLS =
      Map.of(
          "java.lang.String", Set.of("format", "formatted", "toLowerCase", "toUpperCase"),
          "java.io.PrintStream", FORMATS,
          "java.io.PrintWriter", FORMATS,
          "java.util.Formatter", Set.of("<init>"),
          "java.text.DecimalFormat", Set.of("<init>"),
          "java.text.SimpleDateFormat", Set.of("<init>"),
          "java.util.Scanner", Set.of("<init>"));

  private Locales() {}

  static ArchRule formats(String house) {
    return noClasses().should().accessTargetWhere(takesTheMachines());
  }

  private static DescribedPredicate<JavaAccess<?>> takesTheMachines() {
    return describe(
        "formats for the locale of the machine",
        access ->
            CALLS
                    .getOrDefault(access.getTargetOwner().getName(), Set.of())
                    .contains(access.getTarget().getName())
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream()
                    .noneMatch(type -> type.isEquivalentTo(Locale.class)));
  }
}
