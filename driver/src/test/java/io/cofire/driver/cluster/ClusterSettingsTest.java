package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings under which barrier stages cannot run, on any master. */
class ClusterSettingsTest {

  private static SparkConf conf() {
    return new SparkConf(false).set("spark.master", "local[1]").set("spark.app.name", "settings");
  }

  @ParameterizedTest
  @CsvSource({
    "spark.dynamicAllocation.enabled,true,a barrier stage needs all its executors from start to end",
    "spark.speculation,TRUE,a second copy of a rank would be a stranger to the others",
    "spark.locality.wait,3s,all tasks of a barrier stage start at once or not at all"
  })
  void whatCannotStayIsSetRightWithItsReason(String key, String value, String why) {
    SparkConf conf = conf().set(key, value);
    String right = ClusterSettings.required().get(key);
    assertThat(ClusterSettings.setRight(conf))
        .containsExactly("%s is %s here and not %s: %s".formatted(key, right, value, why));
    assertThat(conf.get(key)).isEqualTo(right);
  }

  @Test
  void whatIsRightOrNotSetIsSetWithoutAWord() {
    SparkConf conf = conf().set("spark.speculation", "False");
    assertThat(ClusterSettings.setRight(conf)).isEmpty();
    for (Map.Entry<String, String> needed : ClusterSettings.required().entrySet()) {
      assertThat(conf.get(needed.getKey())).isEqualTo(needed.getValue());
    }
    assertThat(ClusterSettings.setRight(conf)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.dynamicAllocation.enabled", "spark.speculation"})
  void aSessionThatWasStartedWithOneIsRefused(String key) {
    ClusterSettings.require(conf().set(key, "false"));
    assertThatThrownBy(() -> ClusterSettings.require(conf().set(key, "true")))
        .isInstanceOf(InvalidValue.class)
        .hasMessageStartingWith("Invalid " + key + ": true (must be false: a ");
  }
}
