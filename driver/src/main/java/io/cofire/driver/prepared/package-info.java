/**
 * What a preparation made, in words: classes, samples of each, sizes, what is missing. The command
 * line prints it. It never prepares anything.
 */
package io.cofire.driver.prepared;
