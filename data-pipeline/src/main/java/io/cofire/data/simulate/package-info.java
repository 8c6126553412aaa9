/**
 * A simulated event camera that looks at moving figures and images, and the folders of recordings
 * that it makes, so that everything can be tried without a download. The command line and tests
 * call it. It never draws a number that its key does not determine.
 */
package io.cofire.data.simulate;
