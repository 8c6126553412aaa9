package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.cluster.ClusterSettings;
import java.net.BindException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
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
    "spark.task.cpus, 0",
    "spark.executor.cores, -1",
  })
  void aValueThatCannotBeReadIsTheUsersMistake(String key, String value) {
    SparkConf conf = new SparkConf(false).set(key, value);

    assertThatThrownBy(() -> SparkSettings.require(conf))
        .isInstanceOf(InvalidValue.class)
        .hasMessageStartingWith("Invalid " + key + ": " + value + " (");
  }

  @ParameterizedTest
  @CsvSource({
    "local[0], ",
    "lokal, ",
    "local[1], spark.task.cpus=99",
    "local[1], spark.serializer=NoSuch"
  })
  void whatSparkReadsAndCannotRunWithIsTheUsersMistake(String master, String setting) {
    System.setProperty("spark.master", master);
    String key = setting == null ? "spark.ui.enabled" : setting.split("=", -1)[0];
    System.setProperty(key, setting == null ? "false" : setting.split("=", -1)[1]);
    try {
      assertThatThrownBy(() -> Session.plain("refused").close())
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("Cannot start Spark with these settings: ");
    } finally {
      System.clearProperty("spark.master");
      System.clearProperty(key);
    }
  }

  @Test
  void whatIsNoSettingsFaultIsNotCalledOne() {
    assertThat(SparkSettings.refused(new SparkException("YARN application has exited"))).isEmpty();
    assertThat(SparkSettings.refused(new SparkException("x", new BindException("in use"))))
        .isEmpty();
  }

  @Test
  void whatCofireSetsCanBeRead() {
    SparkConf conf = new SparkConf(false).set("spark.master", "local[*]").setAppName("x");
    ClusterSettings.required().forEach(conf::set);

    assertThatCode(() -> SparkSettings.require(conf)).doesNotThrowAnyException();
  }
}
