/**
 * The command line: {@link io.cofire.driver.cli.Cofire} is the main class that spark-submit starts.
 * Nobody calls it but the launcher. It never decides how something is trained or prepared; recipes
 * and jobs do.
 */
package io.cofire.driver.cli;
