/**
 * The command {@code cofire plan}. The command line wires it in; it never starts Spark, nor the
 * training that it plans.
 */
package io.cofire.driver.cli.sizing;
