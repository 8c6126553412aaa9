package io.cofire.driver.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.inference.Answer.Likely;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What predictions look like. */
class PredictionLinesTest {

  private static final List<String> CLASSES = List.of("tench, Tinca tinca", "left", "right");

  private static Prediction sure(String path) {
    List<Likely> likely = List.of(new Likely(1, 0.75f), new Likely(0, 0.25f), new Likely(2, 1e-5f));
    return new Prediction(path, null, null, likely, "");
  }

  private static List<String> lines(PredictionForm form, Prediction... predictions) {
    return new PredictionLines(CLASSES, false).of(form, List.of(predictions));
  }

  @Test
  void aLineOfTextHasThePathTheClassAndWhatElseIsLikely() {
    assertThat(lines(PredictionForm.TEXT, sure("a b.aedat")))
        .containsExactly("a b.aedat\tleft\t0.7500\ttench, Tinca tinca 0.2500\tright 0.0000");
    assertThat(lines(PredictionForm.TEXT, sure("new\nline\r\u001b[31m.bin")).get(0))
        .startsWith("new\\u000aline\\u000d\\u001b[31m.bin\t");
  }

  @Test
  void csvHasAHeaderAndQuotesWhereTheyAreNeeded() {
    assertThat(lines(PredictionForm.CSV, sure("say \"a,b\".png")))
        .containsExactly(
            "path,class,probability,class2,probability2,class3,probability3",
            "\"say \"\"a,b\"\".png\",left,0.75,\"tench, Tinca tinca\",0.25,right,1.0E-5");
  }

  @Test
  void jsonHasTheFiveLikeliestAndNoNan() {
    assertThat(lines(PredictionForm.JSON, sure("é\t.png")))
        .containsExactly(
            "{\"path\":\"é\\t.png\",\"class\":\"left\",\"probability\":0.75,\"top5\":["
                + "{\"class\":\"left\",\"probability\":0.75},"
                + "{\"class\":\"tench, Tinca tinca\",\"probability\":0.25},"
                + "{\"class\":\"right\",\"probability\":1.0E-5}]}");
    Prediction undefined = new Prediction("a", null, null, List.of(new Likely(0, Float.NaN)), "");
    assertThat(lines(PredictionForm.JSON, undefined).get(0)).contains("\"probability\":null");
  }

  @Test
  void windowsHaveTheirTimesAndEmptyOnesNoClass() {
    PredictionLines lines = new PredictionLines(CLASSES, true);
    List<Prediction> two =
        List.of(
            new Prediction("a", 5L, 15L, List.of(new Likely(2, 1)), ""),
            new Prediction("a", 15L, 25L, List.of(), ""));
    assertThat(lines.of(PredictionForm.TEXT, two))
        .containsExactly("a\t5\t15\tright\t1.0000", "a\t15\t25\t-");
    assertThat(lines.of(PredictionForm.CSV, two))
        .containsExactly(
            "path,fromMicros,toMicros,class,probability,class2,probability2,class3,probability3",
            "a,5,15,right,1.0,,,,",
            "a,15,25,,,,,,");
    assertThat(lines.of(PredictionForm.JSON, two).get(1))
        .isEqualTo(
            "{\"path\":\"a\",\"fromMicros\":15,\"toMicros\":25,\"class\":null,\"probability\":null,\"top5\":[]}");
  }

  @Test
  void whatCouldNotBeReadHasNoLine() {
    Prediction damaged = new Prediction("b", null, null, List.of(), "it is empty");
    assertThat(lines(PredictionForm.JSON, damaged)).isEmpty();
    assertThat(lines(PredictionForm.CSV, damaged)).hasSize(1);
  }
}
