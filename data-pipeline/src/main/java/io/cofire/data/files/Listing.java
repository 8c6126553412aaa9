package io.cofire.data.files;

import io.cofire.data.files.FileTree.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What lies below a folder, each list in ascending order of path (by UTF-16 code unit).
 *
 * @param files the files that a layout may take
 * @param passedOver what it may not, and why
 */
public record Listing(List<Entry> files, List<PassedOver> passedOver) {

  /** Puts both lists in order. */
  public Listing {
    files = files.stream().sorted(Comparator.comparing(Entry::path)).toList();
    passedOver = passedOver.stream().sorted(Comparator.comparing(PassedOver::path)).toList();
  }

  /** Of all files at any depth, hidden ones among them. */
  public static Listing of(Collection<Entry> all) {
    List<Entry> files = new ArrayList<>();
    Set<PassedOver> hidden = new LinkedHashSet<>();
    for (Entry file : all) {
      Optional<PassedOver> reason = HiddenNames.in(file.path());
      if (reason.isPresent()) {
        hidden.add(reason.get());
      } else {
        files.add(file);
      }
    }
    return new Listing(files, List.copyOf(hidden));
  }
}
