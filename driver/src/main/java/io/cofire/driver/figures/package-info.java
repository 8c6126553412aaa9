/**
 * The papers' figures and tables that Cofire computes: what an exhibit is, the folder that keeps
 * what has been computed, and the page that shows it. The command {@code figures} uses it. It never
 * knows how any of them is computed.
 */
package io.cofire.driver.figures;
