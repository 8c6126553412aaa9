package io.cofire.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BackgroundWriterTest {

  private static final Duration MOMENT = Duration.ofMillis(20);

  private final List<String> warnings = new ArrayList<>();

  @Test
  void whoHandsOverDoesNotWait() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    try (BackgroundWriter writer = new BackgroundWriter(Patience.LIMIT, warnings::add)) {
      writer.hand("a", warn -> await(slow, written));
      assertThat(writer.isIdle()).isFalse();
      assertThat(writer.isLate()).isFalse();
      assertThat(writer.await(MOMENT)).isFalse();
      assertThat(written.getCount()).isOne();
      assertThatThrownBy(() -> writer.hand("b", warn -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Cannot write b: a is being written");
      slow.countDown();
      assertThat(writer.await(Patience.LIMIT)).isTrue();
      assertThat(written.getCount()).isZero();
      assertThat(writer.settle(MOMENT)).isTrue();
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFailureIsToldToWhoHandsOverAndIsNotTheEnd() {
    try (BackgroundWriter writer = new BackgroundWriter(Patience.LIMIT, warnings::add)) {
      writer.hand(
          "checkpoint of step 7",
          warn -> {
            throw new IOException("no room");
          });
      assertThat(writer.await(Patience.LIMIT)).isTrue();
      assertThat(warnings)
          .containsExactly(
              "Cannot write checkpoint of step 7: java.io.IOException: no room; the training goes on and tries again");
      writer.hand("checkpoint of step 8", warn -> warn.accept("beside it"));
      assertThat(writer.await(Patience.LIMIT)).isTrue();
      assertThat(warnings).hasSize(2).last().isEqualTo("beside it");
    }
  }

  @Test
  void theLastIsTriedAgainUntilItIsWritten() throws IOException {
    AtomicInteger tries = new AtomicInteger();
    try (BackgroundWriter writer = new BackgroundWriter(Patience.LIMIT, warnings::add)) {
      writer.hand(
          "x",
          warn -> {
            if (tries.incrementAndGet() < 3) {
              throw new CheckpointWriteException("Cannot write x: no room");
            }
          });
      while (!writer.settle(MOMENT)) {
        assertThat(tries.get()).isLessThan(4);
      }
    }
    assertThat(tries).hasValue(3);
    assertThat(warnings)
        .containsExactly("Cannot write x: no room; the training goes on and tries again");
  }

  @Test
  void aLongWaitForTheLastIsSaid() throws IOException {
    AtomicBoolean room = new AtomicBoolean();
    Consumer<String> makeRoom =
        warning -> {
          warnings.add(warning);
          room.set(warnings.size() == 2);
        };
    try (BackgroundWriter writer = new BackgroundWriter(Patience.LIMIT, makeRoom)) {
      writer.hand(
          "x",
          warn -> {
            if (!room.get()) {
              throw new CheckpointWriteException("Cannot write x: no room");
            }
          });
      while (!writer.settle(MOMENT)) {
        assertThat(warnings).hasSizeLessThan(3);
      }
    }
    assertThat(warnings)
        .hasSize(2)
        .last()
        .asString()
        .matches("Cannot write x: no room; the training waits for it, for another \\d+ s");
  }

  @Test
  void theLastThatCannotBeWrittenByTheDeadlineIsAnError() {
    try (BackgroundWriter writer = new BackgroundWriter(Duration.ofSeconds(2), warnings::add)) {
      writer.hand(
          "x",
          warn -> {
            throw new CheckpointWriteException("Cannot write x: no room");
          });
      assertThatThrownBy(
              () -> {
                while (!writer.settle(MOMENT)) {
                  assertThat(warnings).hasSizeLessThan(2);
                }
              })
          .isInstanceOf(CheckpointWriteException.class)
          .hasMessageMatching(
              "Cannot write x: no room, after [2-5] tries in [2-9] s; make room or mend the storage, then run the same command.*");
    }
  }

  @Test
  void aWriteThatHangsIsToldOnceAndEndsWithTheWriter() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    long start;
    try (BackgroundWriter writer = new BackgroundWriter(Duration.ofMillis(50), warnings::add)) {
      writer.hand(
          "x",
          warn -> {
            try {
              never.await();
            } catch (InterruptedException e) {
              interrupted.countDown();
            }
          });
      while (!writer.isLate()) {
        Thread.onSpinWait();
      }
      assertThat(writer.isLate()).isTrue();
      assertThat(warnings).singleElement().asString().startsWith("Still writing x after ");
      assertThatThrownBy(() -> writer.settle(MOMENT))
          .isInstanceOf(CheckpointWriteException.class)
          .hasMessageStartingWith("Cannot write x: it is still being written, after 1 tries");
      start = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Patience.LIMIT);
    interrupted.await();
  }

  private static void await(CountDownLatch slow, CountDownLatch written) {
    try {
      slow.await();
      written.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
