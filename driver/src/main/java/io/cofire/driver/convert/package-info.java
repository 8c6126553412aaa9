/**
 * Conversions: a recording is read in passes, cut, filtered and written in another format, in
 * bounded memory. The command line calls {@link io.cofire.driver.convert.Conversion}. It starts no
 * job, and writes over no file.
 */
package io.cofire.driver.convert;
