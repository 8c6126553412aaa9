package io.cofire.ops.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CrewTest {

  @Test
  void everyUnitIsDoneOnceAndByAllThreads() {
    try (Crew crew = new Crew(3)) {
      int[] done = new int[100];
      CountDownLatch together = new CountDownLatch(3);
      ThreadLocal<Boolean> first = ThreadLocal.withInitial(() -> true);
      crew.each(
          crew.own(Object::new),
          done.length,
          (own, from, until) -> {
            if (first.get()) {
              first.set(false);
              meet(together);
            }
            for (int i = from; i < until; i++) {
              done[i]++;
            }
          });
      assertThat(done).containsOnly(1);
    }
  }

  /** Work so short that it is over before the other thread is awake, or while it begins. */
  @Test
  void workThatIsOverBeforeAThreadWakesIsDoneOnceToo() {
    try (Crew crew = new Crew(2)) {
      for (int round = 0; round < 10_000; round++) {
        int[] done = new int[16];
        crew.each(crew.own(Object::new), 16, (own, from, until) -> done[from]++);
        assertThat(done).containsOnly(1);
      }
    }
  }

  private static void meet(CountDownLatch together) {
    together.countDown();
    try {
      assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void resultsAreTakenInTheOrderOfTheUnitsHoweverLongEachTakes() {
    try (Crew crew = new Crew(3)) {
      List<Integer> taken = new ArrayList<>();
      crew.inOrder(
          crew.places(() -> new int[1]),
          101,
          (place, unit) -> {
            pause(unit % 7);
            place[0] = unit;
          },
          place -> taken.add(place[0]));
      assertThat(taken).hasSize(101).isSorted().doesNotHaveDuplicates();
    }
  }

  private static void pause(int steps) {
    for (int i = 0; i < 100 * steps; i++) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatGoesWrongOnAnyThreadIsToldOnceAllHaveEnded() {
    try (Crew crew = new Crew(2)) {
      for (int failing : new int[] {0, 48, 96}) {
        assertThatThrownBy(() -> failingAt(crew, failing, new IllegalStateException("no")))
            .hasMessage("no");
      }
      crew.each(crew.own(Object::new), 100, (own, from, until) -> {});
    }
  }

  /** Such as memory that does not suffice: who waits for a thread that is gone waits for ever. */
  @Test
  void anErrorOnAnotherThreadIsToldToo() {
    try (Crew crew = new Crew(2)) {
      CountDownLatch together = new CountDownLatch(2);
      Thread owner = Thread.currentThread();
      assertThatThrownBy(
              () ->
                  crew.eachLarge(
                      crew.own(Object::new),
                      2,
                      (own, from, until) -> {
                        meet(together);
                        if (Thread.currentThread() != owner) {
                          throw new OutOfMemoryError("there");
                        }
                      }))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("there");
      crew.each(crew.own(Object::new), 100, (own, from, until) -> {});
    }
  }

  @Test
  void aUnitThatFailsLeavesNobodyWaitingForItsPlace() {
    try (Crew crew = new Crew(3)) {
      for (int failing = 0; failing < 100; failing++) {
        int its = failing;
        assertThatThrownBy(
                () ->
                    crew.inOrder(
                        crew.places(Object::new),
                        100,
                        (place, unit) -> {
                          if (unit == its) {
                            throw new IllegalStateException("unit " + unit);
                          }
                        },
                        place -> {}))
            .hasMessage("unit " + its);
      }
    }
  }

  @Test
  void aResultThatCannotBeTakenEndsTheWork() {
    try (Crew crew = new Crew(2)) {
      assertThatThrownBy(
              () ->
                  crew.inOrder(
                      crew.places(Object::new),
                      1000,
                      (place, unit) -> {},
                      place -> {
                        throw new IllegalStateException("full");
                      }))
          .hasMessage("full");
    }
  }

  private static void failingAt(Crew crew, int unit, RuntimeException failure) {
    crew.each(
        crew.own(Object::new),
        100,
        (own, from, until) -> {
          if (from <= unit && unit < until) {
            throw failure;
          }
        });
  }

  @Test
  void aClosedCrewLeavesNoThread() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    Crew crew = new Crew(2);
    crew.each(crew.own(Object::new), 100, (own, from, until) -> remember(threads));
    crew.close();
    for (Thread thread : threads) {
      if (thread != Thread.currentThread()) {
        thread.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  private static void remember(List<Thread> threads) {
    synchronized (threads) {
      threads.add(Thread.currentThread());
    }
  }
}
