package io.cofire.data.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Streams;
import io.cofire.data.config.Choices;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.frames.Reduction.Framed;
import io.cofire.data.random.Key;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every reduction, whatever its rule. */
class ReductionContractTest {

  private static final SensorGeometry SENSOR = new SensorGeometry(20, 11);

  static Stream<Reduction> reductions() {
    return Stream.of(new Reduction.None(), new Reduction.Divide(3));
  }

  @Test
  void everyKindIsHere() {
    assertThat(reductions().map(Object::getClass))
        .hasSameElementsAs(Choices.kinds(Reduction.class).values());
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void eventsLandInFramesOfTheReducedSizeAndInTheirTimesteps(Reduction reduction) {
    EventStream events = Streams.runs(Key.of(33).child("reduction").random(), SENSOR, 500);
    EventWindows windows = new Binning.SjNumber().windows(events.timesMicros(), 7);
    SensorGeometry reduced = reduction.apply(SENSOR);

    Framed framed = reduction.apply(events, windows);

    assertThat(framed.events().geometry()).isEqualTo(reduced);
    assertThat(framed.windows().size()).isEqualTo(7);
    for (int k = 0; k < 7; k++) {
      int kept = framed.windows().to()[k] - framed.windows().from()[k];
      assertThat(kept).isBetween(0, windows.to()[k] - windows.from()[k]);
    }
    for (int i = 0; i < framed.events().size(); i++) {
      assertThat(framed.events().xs()[i] & 0xFFFF).isLessThan(reduced.width());
      assertThat(framed.events().ys()[i] & 0xFFFF).isLessThan(reduced.height());
    }
  }
}
