/**
 * Recordings as a table of Spark SQL: {@code spark.read().format("aer")}, by {@link
 * io.cofire.data.spark.aer.AerSource}. Spark finds it by its name; nobody else calls it. It never
 * opens a recording for a query that does not need what is inside.
 */
package io.cofire.data.spark.aer;
