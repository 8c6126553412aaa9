/**
 * Tests of the commands as users run them: the launcher's own process, its exit code, its lines.
 * Only the build calls them. They never reach into the project's classes.
 */
package io.cofire.tests.cli;
