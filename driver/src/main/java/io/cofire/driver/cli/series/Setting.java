package io.cofire.driver.cli.series;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * One choice of values of a sweep.
 *
 * @param overrides of the recipe, {@code KEY=VALUE}
 * @param varied those of keys that have several values in the sweep
 */
record Setting(List<String> overrides, List<String> varied) {

  private static final int LONGEST = 60;

  /** Every choice of one value a key, the last key's values the fastest. */
  static List<Setting> all(List<SweptKey> choices) {
    List<Setting> settings = List.of(new Setting(List.of(), List.of()));
    for (SweptKey choice : choices) {
      List<Setting> more = new ArrayList<>();
      for (Setting before : settings) {
        choice.values().forEach(value -> more.add(before.and(choice, value)));
      }
      settings = more;
    }
    return settings;
  }

  private Setting and(SweptKey choice, String value) {
    String override = choice.key() + "=" + value;
    List<String> shown = choice.values().size() > 1 ? List.of(override) : List.of();
    return new Setting(joined(overrides, List.of(override)), joined(varied, shown));
  }

  private static List<String> joined(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /** In words. */
  String shown() {
    return varied.isEmpty() ? "as it is" : String.join(" ", varied);
  }

  /**
   * What the name of its runs ends with: the last parts of the keys and their values. Where that
   * leaves something out, a checksum of all tells settings apart.
   */
  String suffix() {
    if (varied.isEmpty()) {
      return "";
    }
    StringBuilder plain = new StringBuilder();
    boolean whole = true;
    for (String override : varied) {
      int equals = override.indexOf('=');
      String key = override.substring(override.lastIndexOf('.', equals) + 1, equals);
      String text = key + "-" + override.substring(equals + 1);
      String allowed = text.replaceAll("[^A-Za-z0-9._]+", "-").replaceAll("-$", "");
      whole &= allowed.equals(text);
      plain.append('-').append(allowed);
    }
    if (whole && plain.length() <= LONGEST) {
      return plain.toString();
    }
    CRC32 sum = new CRC32();
    sum.update(String.join(" ", varied).getBytes(StandardCharsets.UTF_8));
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST));
    return String.format(Locale.ROOT, "%s-%08x", cut, sum.getValue());
  }
}
