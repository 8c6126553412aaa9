/**
 * The command that computes the papers' figures: its options, its lines, the list of all exhibits.
 * The command line calls it. It never computes anything itself.
 */
package io.cofire.driver.cli.figures;
