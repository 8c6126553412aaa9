package io.cofire.driver.cli;

import io.cofire.driver.recipe.KeySection;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.recipe.RecipeKey;
import io.cofire.driver.recipe.RecipeKeys;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire recipe}: a recipe with all its defaults, or all keys that there are. */
@Command(
    name = "recipe",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a recipe and prints it whole, as training would keep it: with what it extends, the",
      "network written out and every default. With --keys, lists the keys of all recipes."
    })
final class PrintRecipe implements Callable<Integer> {

  @Parameters(paramLabel = "RECIPE", arity = "0..1", description = "The recipe, a YAML file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replaces a value of the recipe, such as seed=2; may be repeated.")
  private List<String> overrides = List.of();

  @Option(names = "--keys", description = "Lists each key with its default and what it may be.")
  private boolean keys;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (keys == (file != null) || (keys && !overrides.isEmpty())) {
      throw new UsageException("Cannot print a recipe: name either its file or --keys alone");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (keys) {
      list(out);
    } else {
      out.print(Recipe.read(file, overrides).yaml());
    }
    out.flush();
    return 0;
  }

  private static void list(PrintWriter out) {
    row(out, "KEY", "DEFAULT", "VALUE");
    for (KeySection section : RecipeKeys.all()) {
      if (section.keys().isEmpty()) {
        continue; // the choice names the kind, and that is all
      }
      if (!section.kind().isEmpty()) {
        out.printf(Locale.ROOT, "%n%s of kind %s%n", section.path(), section.kind());
      }
      for (RecipeKey key : section.keys()) {
        String absent = key.required() ? "(required)" : "(none)";
        row(out, key.path(), key.fallback().orElse(absent), key.value());
      }
    }
    out.printf(
        Locale.ROOT,
        "%nA kind alone takes its defaults: block: sew. network may be a name of 'cofire networks'.%n"
            + "extends: FILE takes what is left out from another recipe. Meanings: docs/recipes.md.%n");
  }

  private static void row(PrintWriter out, String key, String fallback, String value) {
    out.println(String.format(Locale.ROOT, "%-38s %-22s %s", key, fallback, value).stripTrailing());
  }
}
