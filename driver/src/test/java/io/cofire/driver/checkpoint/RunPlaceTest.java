package io.cofire.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** A run's directory and a checkpoint in it are told apart by their names. */
class RunPlaceTest {

  private static RunPlace of(String place) throws IOException {
    return RunPlace.of(new Configuration(false), place);
  }

  @Test
  void aCheckpointIsAStepBelowTheCheckpointsOfARun() throws IOException {
    RunPlace named = of("file:///runs/a/seed-1/checkpoints/step-0000025");
    assertThat(named.run().root()).isEqualTo("file:/runs/a/seed-1");
    assertThat(named.checkpoint())
        .contains(new Path("file:///runs/a/seed-1/checkpoints/step-0000025"));
    assertThat(of("/runs/a/checkpoints/step-0000025/").checkpoint()).isPresent();
  }

  @Test
  void anythingElseIsARun() throws IOException {
    for (String place :
        new String[] {
          "/runs/a/seed-1", "/step-0000025", "/", "/runs/step-0000025", "/runs/checkpoints/step-x"
        }) {
      assertThat(of(place).checkpoint()).as(place).isEmpty();
      assertThat(of(place).run().path()).isEqualTo(new Path("file:" + place));
    }
  }
}
