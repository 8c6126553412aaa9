package io.cofire.data.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of a record among the kinds of a choice, as in {@code {kind: iterative-lif}}. A choice
 * is a sealed interface, and each record that it permits has a kind.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kind {

  /** Lower-case words with dashes; unlike the other kinds of its choice. */
  String value();
}
