package io.cofire.data.errors;

import java.util.Locale;

/**
 * What is said of a sample that is too much for the process: an error of the virtual machine, which
 * is caught at the border of one sample so that the others go on.
 */
public final class Exhaustion {

  private Exhaustion() {}

  /** A sentence for a rejection, with what to do. */
  public static String describe(VirtualMachineError e) {
    if (e instanceof StackOverflowError) {
      return "its content is nested too deeply; it is damaged, or made to harm";
    }
    return String.format(
        Locale.ROOT,
        "it takes more memory than there is (%s; the heap has %d MiB); give more with --memory, or leave it out",
        e.getMessage(),
        Runtime.getRuntime().maxMemory() >> 20);
  }
}
