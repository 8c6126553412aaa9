package io.cofire.tests.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the source files of some folders say of packages and names; each answer lists the faults.
 */
record Sources(List<Path> files) {

  private static final Pattern TOP_LEVEL =
      Pattern.compile(
          "(?m)^(?:(?:public|final|abstract|sealed|non-sealed|strictfp) )*"
              + "(?:class|interface|@interface|enum|record) (\\w+)");

  /** Reads the names of all files below the roots. */
  static Sources below(List<Path> roots) throws IOException {
    List<Path> files = roots.stream().flatMap(Sources::walk).sorted().toList();
    return new Sources(files);
  }

  private static Stream<Path> walk(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packages that no package-info.java describes. */
  List<Path> undescribed() {
    return files.stream()
        .map(Path::getParent)
        .distinct()
        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
        .toList();
  }

  /** Packages of more files than that, package-info.java not counted. */
  List<Path> larger(int most) {
    return files.stream()
        .filter(file -> !file.endsWith("package-info.java"))
        .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(folder -> folder.getValue() > most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Top-level types whose simple name is there more than once. */
  List<String> twins() {
    return alike(name -> name, 1);
  }

  /** Top-level types of several packages whose names differ only by case or a plural s. */
  List<String> lookAlikes() {
    return alike(name -> name.toLowerCase(Locale.ROOT).replaceFirst("(?<=.)s$", ""), 2);
  }

  private List<String> alike(Function<String, String> form, int packages) {
    return types().collect(Collectors.groupingBy(type -> form.apply(type.name()))).values().stream()
        .filter(types -> types.size() > 1)
        .filter(types -> types.stream().map(Type::folder).distinct().count() >= packages)
        .map(types -> types.stream().map(Type::toString).sorted().collect(Collectors.joining(", ")))
        .sorted()
        .toList();
  }

  private Stream<Type> types() {
    return files.stream().flatMap(Sources::types);
  }

  private static Stream<Type> types(Path file) {
    try {
      return TOP_LEVEL
          .matcher(Files.readString(file))
          .results()
          .map(found -> new Type(file.getParent(), found.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Type(Path folder, String name) {
    @Override
    public String toString() {
      return folder.getFileName() + "." + name;
    }
  }
}
