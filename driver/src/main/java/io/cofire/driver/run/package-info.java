/**
 * What a run says of itself: results, times, operations, metrics and the listener that is told of
 * them. Both ways of training write it; the report and the commands read it. It never runs a job.
 */
package io.cofire.driver.run;
