package io.cofire.driver.run;

import io.cofire.ops.inference.Answer;
import java.io.Serializable;

/**
 * What a network says of one sample of a split.
 *
 * @param sample its number in the split
 * @param path where it came from
 * @param label its class
 * @param answer what the network says
 */
public record SampleAnswer(int sample, String path, int label, Answer answer)
    implements Serializable {

  private static final long serialVersionUID = 1L;
}
