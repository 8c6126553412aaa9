package io.cofire.driver.recipe;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/** Copies of records in which some components have other values, by name. */
final class Replaced {

  private Replaced() {}

  /**
   * A copy.
   *
   * @param others values by the names of components
   */
  static <R extends Record> R in(R record, Map<String, ?> others) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < values.length; i++) {
        String name = components[i].getName();
        values[i] =
            others.containsKey(name)
                ? others.get(name)
                : components[i].getAccessor().invoke(record);
      }
      @SuppressWarnings("unchecked") // the class of a record is its own
      Constructor<R> constructor = (Constructor<R>) record.getClass().getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused; // what the record's own check says
      }
      throw new IllegalStateException("Cannot copy " + record, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot copy " + record, e);
    }
  }
}
