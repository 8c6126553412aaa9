package io.cofire.data.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.random.Key;
import org.junit.jupiter.api.Test;

class ViewTest {

  @Test
  void randomResizedCropsHaveUniformAreasAndLogUniformShapes() {
    View view = new View.RandomResizedCrop(224, 0.08, 0.5, 3.0 / 4, 4.0 / 3); // all fit: no tries
    double area = 0;
    double wide = 0;
    double left = 0;
    int n = 4000;
    for (int i = 0; i < n; i++) {
      Window window = view.window(1000, 1000, Key.of(1).child(i));
      double part = window.boxWidth() * window.boxHeight() / 1e6;
      double shape = window.boxWidth() / window.boxHeight();
      assertThat(part).isBetween(0.079, 0.501);
      assertThat(shape).isBetween(0.745, 1.34);
      assertThat(window.left() + window.boxWidth()).isLessThanOrEqualTo(1000);
      assertThat(window.top() + window.boxHeight()).isLessThanOrEqualTo(1000);
      area += part / n;
      wide += (shape > 1 ? 1.0 : 0.0) / n;
      left += window.left() / (1000 - window.boxWidth()) / n;
    }
    assertThat(area).isEqualTo(0.29, within(0.01)); // standard error 0.002
    assertThat(wide).isEqualTo(0.5, within(0.04)); // 0.008
    assertThat(left).isEqualTo(0.5, within(0.025)); // 0.005
  }

  @Test
  void whatFitsInNoTryIsTheLargestCentredPart() {
    View view = new View.RandomResizedCrop(224, 0.9, 1, 3.0 / 4, 4.0 / 3);
    assertThat(view.window(1000, 100, Key.of(1))).isEqualTo(Window.resized(433, 0, 133, 100, 224));
    assertThat(view.window(90, 1000, Key.of(1))).isEqualTo(Window.resized(0, 440, 90, 120, 224));
  }

  @Test
  void scaledImagesAreCroppedWithinThem() {
    View view = new View.ScaleAndCrop(224);
    int least = 1000;
    int most = 0;
    for (int i = 0; i < 2000; i++) {
      Window window = view.window(400, 300, Key.of(2).child(i));
      assertThat(window.scaledHeight()).isBetween(256, 480);
      assertThat(window.scaledWidth()).isEqualTo(window.scaledHeight() * 400 / 300);
      assertThat(window.x()).isBetween(0, window.scaledWidth() - 224);
      assertThat(window.y()).isBetween(0, window.scaledHeight() - 224);
      least = Math.min(least, window.scaledHeight());
      most = Math.max(most, window.scaledHeight());
    }
    assertThat(least).isEqualTo(256);
    assertThat(most).isEqualTo(480);
  }

  @Test
  void centreCropsAreTorchvisions() {
    View view = new View.CentreCrop(224, 256);
    Window window = view.window(500, 375, Key.of(1));
    assertThat(window).isEqualTo(new Window(0, 0, 500, 375, 341, 256, 58, 16, 224, 224));
    assertThat(view.window(375, 500, Key.of(1)).scaledHeight()).isEqualTo(341);
  }

  @Test
  void aDecoderMakesOnlySmallerWhatIsHalvedAfterwards() {
    assertThat(Window.resized(0, 0, 895, 2000, 224).reduction()).isEqualTo(1);
    assertThat(Window.resized(0, 0, 896, 2000, 224).reduction()).isEqualTo(2);
    assertThat(Window.resized(0, 0, 1792, 1792, 224).reduction()).isEqualTo(4);
    assertThat(Window.resized(0, 0, 9000, 9000, 224).reduction()).isEqualTo(8);
  }

  @Test
  void impossibleViewsAreRefused() {
    assertThatThrownBy(() -> new View.RandomResizedCrop(0))
        .hasMessage("Invalid size: 0 (must be in 1..16384)");
    assertThatThrownBy(() -> new View.RandomResizedCrop(224, 0.5, 0.4, 1, 1))
        .hasMessage("Invalid smallest: 0.5 (must be in (0, largest], largest 0.4 at most 1)");
    assertThatThrownBy(() -> new View.RandomResizedCrop(224, 0.1, 1, 2, 1))
        .hasMessage("Invalid narrowest: 2.0 (must be in (0, widest], widest 1.0)");
    assertThatThrownBy(() -> new View.ScaleAndCrop(224, 200, 300))
        .hasMessage("Invalid shortest: 200 (must be in size, 224, to longest, 300)");
    assertThatThrownBy(() -> new View.CentreCrop(224, 200))
        .hasMessage("Invalid resize: 200 (must be at least size, 224)");
  }
}
