package io.cofire.ops.tensor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What convolutions every engine is held to: images, channels in, height, width, channels out, side
 * of the kernel, stride and padding.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@CsvSource({
  "1, 1, 5, 7, 1, 1, 1, 0",
  "3, 5, 9, 7, 3, 1, 2, 0",
  "5, 2, 34, 33, 13, 3, 1, 1",
  "3, 17, 11, 13, 19, 3, 2, 1",
  "2, 16, 12, 12, 32, 3, 2, 1",
  "2, 3, 23, 19, 7, 7, 2, 3",
  "6, 32, 8, 8, 16, 3, 1, 1",
  "4, 64, 6, 5, 64, 3, 1, 0"
})
@interface ConvolutionSizes {}
