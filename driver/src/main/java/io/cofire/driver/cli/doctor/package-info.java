/**
 * The command {@code cofire doctor}. The command line wires it in; it looks at this machine and
 * changes nothing there, and never starts Spark.
 */
package io.cofire.driver.cli.doctor;
