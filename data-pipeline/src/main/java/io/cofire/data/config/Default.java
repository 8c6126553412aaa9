package io.cofire.data.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a key of a recipe is where nobody writes it. A component without it must be written, unless
 * it is an {@code Optional}, which is then empty.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {

  /**
   * The value as a recipe would write it: YAML, such as {@code 0.25}, {@code hard} or {@code []}.
   */
  String value();
}
