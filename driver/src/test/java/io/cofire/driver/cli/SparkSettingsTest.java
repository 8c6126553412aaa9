package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.cluster.ClusterSettings;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "spark.executor.memory, lots",
    "spark.task.cpus, one",
    "spark.cofire.slotsWait, abc",
    "spark.network.timeout, 5 fortnights",
    "spark.authenticate, perhaps",
    "spark.memory.fraction, 1.2.3",
  })
  void aValueThatCannotBeReadIsTheUsersMistake(String key, String value) {
    SparkConf conf = new SparkConf(false).set(key, value);

    assertThatThrownBy(() -> SparkSettings.require(conf))
        .isInstanceOf(InvalidValue.class)
        .hasMessageStartingWith("Invalid " + key + ": " + value + " (");
  }

  @Test
  void whatCofireSetsCanBeRead() {
    SparkConf conf = new SparkConf(false).set("spark.master", "local[*]").setAppName("x");
    ClusterSettings.required().forEach(conf::set);

    assertThatCode(() -> SparkSettings.require(conf)).doesNotThrowAnyException();
  }
}
