package io.cofire.driver.exchange;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.errors.Retry;
import java.util.List;
import java.util.OptionalInt;

/**
 * Why a group has failed, as its hosts tell each other. In the frame of an abort the sequence is
 * the place of the fault among {@link #FAULTS}, and the rank is that of the retry among {@link
 * #RETRIES}.
 *
 * @param text for people
 * @param diagnosis what follows from it
 * @param silent the host that this one has not heard from; it does not travel
 */
record AbortReason(String text, Diagnosis diagnosis, OptionalInt silent) {

  private static final List<Fault> FAULTS =
      List.of(Fault.STORAGE, Fault.USAGE, Fault.DATA, Fault.DIVERGENCE, Fault.OURS);
  private static final List<Retry> RETRIES = List.of(Retry.MAY_PASS, Retry.FAILS_ALIKE);

  /** Of a rank that failed. */
  AbortReason(String text, Diagnosis diagnosis) {
    this(text, diagnosis, OptionalInt.empty());
  }

  /** Of the group itself: a rank that is lost, late or out of step. */
  static AbortReason ofGroup(String text) {
    return new AbortReason(text, Diagnosis.STORAGE);
  }

  /** Of a host that is lost or late. */
  static AbortReason ofSilence(String text, OptionalInt host) {
    return new AbortReason(text, Diagnosis.STORAGE, host);
  }

  Frame frame() {
    int fault = FAULTS.indexOf(diagnosis.fault());
    return Frame.abort(text, fault, RETRIES.indexOf(diagnosis.retry()));
  }

  /** What another host says; numbers that are not known count as the group's own failure. */
  static AbortReason of(Frame frame) {
    int fault = frame.sequence();
    int retry = frame.rank();
    return fault < 0 || fault >= FAULTS.size() || retry < 0 || retry >= RETRIES.size()
        ? ofGroup(frame.name())
        : new AbortReason(frame.name(), new Diagnosis(FAULTS.get(fault), RETRIES.get(retry)));
  }
}
