package io.cofire.ops.cuda;

/**
 * A shared library that a GPU package loads and does not hold.
 *
 * @param file its name, as the loader looks for it
 * @param product what brings it
 */
record NeededLibrary(String file, String product) {

  boolean isTheDrivers() {
    return file.startsWith("libcuda.so");
  }

  @Override
  public String toString() {
    return file + " (" + product + ")";
  }
}
