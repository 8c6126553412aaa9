/**
 * What a run leaves for people and for scripts: {@code report.html}, one file that needs no
 * network, and {@code run.json}. Commands call {@link io.cofire.driver.report.RunReport}. It never
 * computes a figure that the run did not give it, but for ratios and sums.
 */
package io.cofire.driver.report;
