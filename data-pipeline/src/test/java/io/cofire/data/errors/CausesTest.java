package io.cofire.data.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {

  @Test
  void theRootIsNamedWhereItSaysSomethingElse() {
    Throwable root = new IOException("timed out");
    assertThat(Causes.describe(new IllegalStateException("cannot read", root)))
        .isEqualTo(
            "java.lang.IllegalStateException: cannot read (root cause: java.io.IOException: timed out)");
    assertThat(Causes.describe(new IllegalStateException("cannot read: timed out", root)))
        .isEqualTo("java.lang.IllegalStateException: cannot read: timed out");
    assertThat(Causes.root(new IllegalStateException(new RuntimeException(root)))).isSameAs(root);
  }

  @Test
  void whatIsSaidOnPurposeStandsWithoutItsType() {
    Throwable ours = new InvalidValue("training.batch", 0, "must be at least 1");
    assertThat(Causes.describe(ours)).isEqualTo("Invalid training.batch: 0 (must be at least 1)");
    assertThat(Causes.describe(new IllegalStateException("no plan", ours)))
        .isEqualTo(
            "java.lang.IllegalStateException: no plan (root cause: Invalid training.batch: 0 (must be at least 1))");
  }

  @Test
  void theStackTraceOfAServerIsLeftOut() {
    Throwable remote = new IOException("quota exceeded\n\tat namenode.A\n\tat namenode.B");
    assertThat(Causes.describe(new IllegalStateException("cannot write", remote)))
        .isEqualTo(
            "java.lang.IllegalStateException: cannot write (root cause: java.io.IOException: quota exceeded)");
    assertThat(Causes.describe(remote)).isEqualTo("java.io.IOException: quota exceeded");
  }

  @Test
  void causesThatGoRoundInACircleHaveAnEnd() {
    Exception first = new Exception("first");
    first.initCause(new Exception("second", first));
    assertThat(Causes.chain(first)).hasSize(20);
    assertThat(Diagnosis.of(first)).isEqualTo(Diagnosis.OURS);
  }
}
