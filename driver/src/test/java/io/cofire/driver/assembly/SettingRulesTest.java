package io.cofire.driver.assembly;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingRulesTest {

  @ParameterizedTest
  @CsvSource({
    "hosts, two, must be a number",
    "hosts, -1, must be a number",
    "deadline, soon, must be a time",
    "deadline, 0, must be a time",
    "slotsWait, -5s, must be a time",
    "bucket, 1, must be a size",
    "bucket, large, must be a size",
    "cache, 1.5g, must be a size",
    "diskCache, on, must be off or a size",
    "diskCache, 0, must be off or a size",
    "port, 70000, must be in 0..65535",
    "port, -1, must be in 0..65535",
    "maxRestarts, -1, must be a number",
    "loaderThreads, 0, must be a number",
    "slotWait, 5s, did you mean spark.cofire.slotsWait?",
  })
  void whatAKeyCannotHoldIsRefusedByName(String key, String value, String rule) {
    SparkConf conf = new SparkConf(false).set("spark.cofire." + key, value);

    assertThatThrownBy(() -> SettingRules.require(conf))
        .isInstanceOf(InvalidValue.class)
        .hasMessageStartingWith("Invalid spark.cofire." + key + ": " + value)
        .hasMessageContaining(rule);
  }

  @Test
  void everyKeyOfTheDocumentsIsKnown() {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.cofire.hosts", "2")
            .set("spark.cofire.deadline", "20s")
            .set("spark.cofire.bucket", "1k")
            .set("spark.cofire.bindAddress", "127.0.0.1")
            .set("spark.cofire.port", "7100")
            .set("spark.cofire.io.mode", "NIO")
            .set("spark.cofire.maxRestarts", "0")
            .set("spark.cofire.slotsWait", "2m")
            .set("spark.cofire.cache", "0")
            .set("spark.cofire.diskCache", "off")
            .set("spark.cofire.loaderThreads", "1");

    assertThatCode(() -> SettingRules.require(conf)).doesNotThrowAnyException();
  }
}
