/**
 * The command {@code cofire convert}. The command line wires it in; it never reads or writes events
 * itself.
 */
package io.cofire.driver.cli.convert;
