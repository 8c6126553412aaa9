package io.cofire.driver.cli.series;

import java.util.Arrays;

/**
 * Of a sample of figures.
 *
 * @param mean their mean; NaN of none
 * @param deviation their standard deviation, with n - 1; NaN of fewer than two
 */
record MeanAndDeviation(double mean, double deviation) {

  static MeanAndDeviation of(double... figures) {
    double mean = 0;
    for (double figure : figures) {
      mean += figure / figures.length;
    }
    double middle = figures.length == 0 ? Double.NaN : mean;
    double squares = Arrays.stream(figures).map(x -> (x - middle) * (x - middle)).sum();
    double deviation = figures.length < 2 ? Double.NaN : Math.sqrt(squares / (figures.length - 1));
    return new MeanAndDeviation(middle, deviation);
  }
}
