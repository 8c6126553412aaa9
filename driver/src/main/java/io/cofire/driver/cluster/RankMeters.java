package io.cofire.driver.cluster;

import io.cofire.data.readahead.ReadFigures;
import io.cofire.driver.run.Meters;
import io.cofire.driver.run.RankTimes;
import java.util.Optional;
import java.util.function.Supplier;

/** One rank's figures among its executor's metrics: {@code cofire.rank3.forwardSeconds}. */
final class RankMeters implements AutoCloseable {

  private final Meters meters;
  private final Optional<Supplier<ReadFigures>> reads; // of the host, told by one of its ranks
  private RankTimes total;

  RankMeters(int rank, RankHosts crew, Supplier<ReadFigures> reads) {
    this.reads = Optional.of(reads).filter(told -> crew.speaks(rank));
    this.meters = new Meters("cofire.rank" + rank);
    this.total = RankTimes.zero(rank, crew.label(rank));
  }

  /** Adds a step; the gauges are sums since the rank began. */
  void step(long step, RankTimes times) {
    total = total.plus(times);
    meters.set("step", step);
    meters.set("dataSeconds", total.dataSeconds());
    meters.set("forwardSeconds", total.forwardSeconds());
    meters.set("backwardSeconds", total.backwardSeconds());
    meters.set("statisticsSeconds", total.statisticsSeconds());
    meters.set("gradientsSeconds", total.gradientsSeconds());
    meters.set("updateSeconds", total.updateSeconds());
    meters.set("bytesSent", total.bytesSent());
    reads.map(Supplier::get).ifPresent(this::reads);
  }

  private void reads(ReadFigures figures) {
    meters.set("readOpens", figures.opens());
    meters.set("readStoreBytes", figures.storeBytes());
    meters.set("readDiskBytes", figures.diskBytes());
    meters.set("readMemoryBytes", figures.memoryBytes());
    meters.set("readWaitSeconds", figures.waitSeconds());
  }

  @Override
  public void close() {
    meters.close();
  }
}
