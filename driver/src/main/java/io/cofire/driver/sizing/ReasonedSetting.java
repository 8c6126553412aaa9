package io.cofire.driver.sizing;

/**
 * A setting of Spark with its reason.
 *
 * @param key such as {@code spark.executor.cores}
 * @param value what to set
 * @param why the reason, one line
 */
public record ReasonedSetting(String key, String value, String why) {}
