package io.cofire.driver.convert;

/** Is told how far a conversion is. */
@FunctionalInterface
public interface ConversionProgress {

  /**
   * Some events have been read.
   *
   * @param pass which reading of the recording, from 1
   * @param events how many this time
   * @param total how many there are; 0 where nobody knows yet
   */
  void update(int pass, long events, long total);
}
