/**
 * A small house of faults: each class or method breaks the wall that its annotation names, and only
 * that one, unless it says so. {@code ArchitectureTest} reads the classes; nobody runs them.
 */
package io.cofire.tests.architecture.planted;
