package io.cofire.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.errors.Retry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class AbortReasonTest {

  private static Frame overTheWire(Frame frame) {
    ByteBuf bytes = frame.encode(ByteBufAllocator.DEFAULT);
    try {
      return Frame.decode(bytes.nioBuffer(), FloatBuffer.allocate(0));
    } finally {
      bytes.release();
    }
  }

  @Test
  void everyDiagnosisCrossesTheWireWithItsWords() {
    for (Fault fault : Fault.values()) {
      for (Retry retry : Retry.values()) {
        AbortReason reason = new AbortReason("Rank 1 failed", new Diagnosis(fault, retry));
        assertThat(AbortReason.of(overTheWire(reason.frame()))).isEqualTo(reason);
      }
    }
  }

  @Test
  void numbersThatNobodyKnowsAreTheGroupsOwnFailure() {
    for (int[] wrong : new int[][] {{-1, 0}, {5, 0}, {0, -1}, {0, 2}}) {
      Frame frame = Frame.abort("why", wrong[0], wrong[1]);
      assertThat(AbortReason.of(frame)).isEqualTo(AbortReason.ofGroup("why"));
    }
  }
}
