package io.cofire.data.readahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class KeptInMemoryTest {

  private final Map<Integer, AtomicInteger> reads = new ConcurrentHashMap<>();
  private final Map<Integer, RuntimeException> failures = new ConcurrentHashMap<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private volatile int stuck = -1; // waits at the gate, once
  private final AtomicInteger at = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  private final Origin<String> tens =
      new Origin<>() {
        @Override
        public String read(int index) {
          reads.computeIfAbsent(index, i -> new AtomicInteger()).incrementAndGet();
          most.accumulateAndGet(at.incrementAndGet(), Math::max);
          try {
            if (index == stuck) {
              stuck = -1;
              gate.await();
            }
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          } finally {
            at.decrementAndGet();
          }
          RuntimeException failure = failures.remove(index);
          if (failure != null) {
            throw failure;
          }
          return "number " + index;
        }

        @Override
        public long expected(int index) {
          return 10;
        }

        @Override
        public long bytes(String one) {
          return 10;
        }
      };

  private KeptInMemory<String> kept(long limit) {
    return new KeptInMemory<>(tens, limit, Duration.ofMillis(200));
  }

  private int reads(int index) {
    return reads.getOrDefault(index, new AtomicInteger()).get();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  private static Iterator<Stretch> oneAfterTheOther(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Stretch(i, (long) i * length, (i + 1L) * length))
        .iterator();
  }

  @Test
  void whatFitsIsReadOnceAndBeyondTheLimitTheOldestGoes() {
    KeptInMemory<String> kept = kept(30);
    for (int i : new int[] {0, 1, 2, 0, 1, 2}) {
      assertThat(kept.take(i)).isEqualTo("number " + i);
    }
    kept.take(0);
    kept.take(3);
    assertThat(kept.has(0) && kept.has(2) && kept.has(3)).isTrue();
    assertThat(kept.has(1)).isFalse();
    assertThat(reads(0) + reads(1) + reads(2) + reads(3)).isEqualTo(4);
  }

  @Test
  void whatAWalkNeedsIsReadOnceInTheBackgroundAndStays() throws InterruptedException {
    KeptInMemory<String> kept = kept(25);
    try (Ahead ahead = kept.along(List.of(new Stretch(0, 0, 9), new Stretch(1, 0, 9)).iterator())) {
      ahead.reach(0, 1);
      await(() -> reads(0) == 1 && reads(1) == 1);
      kept.take(7);
      kept.take(8);
      kept.take(0);
      kept.take(1);
      assertThat(reads(0) + reads(1)).isEqualTo(2);
      ahead.reach(9, 10);
      kept.take(7);
      kept.take(8);
      kept.take(9);
    }
    assertThat(kept.has(0) || kept.has(1)).isFalse();
  }

  @Test
  void nextShardsAreReadAsFarAsTheMemoryReaches() throws InterruptedException {
    KeptInMemory<String> kept = kept(30);
    try (Ahead ahead = kept.along(oneAfterTheOther(10, 5))) {
      ahead.reach(0, 1);
      await(() -> reads(0) + reads(1) + reads(2) == 3);
      ahead.reach(4, 5);
      assertThat(kept.has(3)).isFalse();
      ahead.reach(5, 6);
      await(() -> reads(3) == 1);
      assertThat(kept.has(4)).isFalse();
    }
  }

  @Test
  void whatIsNeededNowIsKeptEvenWhereItIsMoreThanTheMemory() {
    KeptInMemory<String> kept = kept(10);
    List<Stretch> window =
        List.of(new Stretch(0, 0, 9), new Stretch(1, 0, 9), new Stretch(2, 9, 12));
    try (Ahead ahead = kept.along(window.iterator())) {
      ahead.reach(0, 1);
      for (int i = 0; i < 5; i++) {
        kept.take(0);
        kept.take(1);
      }
      assertThat(reads(0) + reads(1)).isEqualTo(2);
      assertThat(kept.has(2)).isFalse();
    }
  }

  @Test
  void whatFailedInTheBackgroundIsReadAgainByWhoNeedsIt() throws InterruptedException {
    failures.put(0, new IllegalStateException("no answer"));
    KeptInMemory<String> kept = kept(30);
    try (Ahead ahead = kept.along(oneAfterTheOther(1, 5))) {
      ahead.reach(0, 1);
      await(() -> reads(0) == 1 && failures.isEmpty());
      assertThat(kept.take(0)).isEqualTo("number 0");
      assertThat(reads(0)).isEqualTo(2);
    }
  }

  @Test
  void aFailureIsToldAndForgotten() {
    failures.put(0, new IllegalStateException("no answer"));
    KeptInMemory<String> kept = kept(30);
    assertThatThrownBy(() -> kept.take(0)).hasMessage("no answer");
    assertThat(kept.take(0)).isEqualTo("number 0");
  }

  @Test
  void aReadingThatHangsIsDoneAgain() throws InterruptedException {
    stuck = 0;
    KeptInMemory<String> kept = kept(30);
    try (Ahead ahead = kept.along(oneAfterTheOther(1, 5))) {
      ahead.reach(0, 1);
      await(() -> reads(0) == 1);
      assertThat(kept.take(0)).isEqualTo("number 0");
      assertThat(reads(0)).isEqualTo(2);
    } finally {
      gate.countDown();
    }
  }

  @Test
  void onlyAFewAreReadAtOnceHoweverManyAreNeeded() throws InterruptedException {
    KeptInMemory<String> kept = kept(10_000);
    List<Stretch> many = IntStream.range(0, 100).mapToObj(i -> new Stretch(i, 0, 9)).toList();
    try (Ahead ahead = kept.along(many.iterator())) {
      ahead.reach(0, 1);
      await(() -> IntStream.range(0, 100).allMatch(i -> reads(i) == 1));
    }
    assertThat(most.get()).isLessThanOrEqualTo(4);
  }

  @Test
  void whatNobodyNeedsAnyMoreIsNotReadFirst() throws InterruptedException {
    KeptInMemory<String> kept = kept(10_000);
    stuck = 0;
    try (Ahead ahead = kept.along(oneAfterTheOther(1, 5))) {
      ahead.reach(0, 1);
      await(() -> reads(0) == 1);
      try (Ahead other = kept.along(List.of(new Stretch(5, 0, 9)).iterator())) {
        other.reach(0, 1);
      }
      gate.countDown();
    }
    assertThat(kept.take(5)).isEqualTo("number 5");
    assertThat(reads(5)).isEqualTo(1);
  }

  @Test
  void twoWalksShareWhatBothNeed() throws InterruptedException {
    KeptInMemory<String> kept = kept(10);
    try (Ahead one = kept.along(List.of(new Stretch(0, 0, 5)).iterator());
        Ahead two = kept.along(List.of(new Stretch(0, 0, 9)).iterator())) {
      one.reach(0, 1);
      two.reach(0, 1);
      kept.take(0);
      one.reach(5, 6);
      kept.take(1);
      kept.take(2);
      assertThat(kept.has(0)).isTrue();
      two.reach(9, 10);
      kept.take(3);
      assertThat(kept.has(0)).isFalse();
    }
    assertThat(reads(0)).isEqualTo(1);
  }
}
