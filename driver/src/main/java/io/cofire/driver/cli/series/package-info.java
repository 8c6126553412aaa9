/**
 * Commands that train a recipe several times: over folds, settings and seeds. The command line
 * wires them in; they never train themselves.
 */
package io.cofire.driver.cli.series;
