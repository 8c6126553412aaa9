package io.cofire.ops.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CrewTest {

  @Test
  void everyUnitIsDoneOnceAndByAllThreads() {
    try (Crew crew = new Crew(3)) {
      int[] done = new int[100];
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      crew.each(
          crew.own(Object::new),
          done.length,
          (own, from, until) -> {
            threads.add(Thread.currentThread());
            for (int i = from; i < until; i++) {
              done[i]++;
            }
          });
      assertThat(done).containsOnly(1);
      assertThat(threads).hasSize(3);
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
      for (int failing = 0; failing < 2; failing++) {
        int its = failing * 50;
        assertThatThrownBy(
                () ->
                    crew.each(
                        crew.own(Object::new),
                        100,
                        (own, from, until) -> {
                          if (from == its) {
                            throw new IllegalStateException("unit " + from);
                          }
                        }))
            .hasMessage("unit " + its);
      }
      crew.each(crew.own(Object::new), 100, (own, from, until) -> {});
    }
  }

  /** Such as memory that does not suffice: who waits for a thread that is gone waits for ever. */
  @Test
  void anErrorOnAnotherThreadIsToldToo() {
    try (Crew crew = new Crew(2)) {
      assertThatThrownBy(
              () ->
                  crew.each(
                      crew.own(Object::new),
                      100,
                      (own, from, until) -> {
                        if (from == 50) {
                          throw new OutOfMemoryError("unit " + from);
                        }
                      }))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("unit 50");
      crew.each(crew.own(Object::new), 100, (own, from, until) -> {});
    }
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
