package io.cofire.driver.weights.torch;

import io.cofire.data.pickle.RefusedPickle;
import io.cofire.driver.checkpoint.TensorType;
import io.cofire.driver.weights.torch.StoredTensor.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A class or function that a pickle asks for by name. The few that build tensors and dictionaries
 * are done here; a few more that stand beside weights in people's checkpoints (the command line's
 * arguments, a best accuracy of NumPy's) become an {@link Unread}; any other is refused. No name
 * ever becomes code.
 *
 * @param name with its module, such as {@code torch._utils._rebuild_tensor_v2}
 */
record PickledName(String name) {

  /**
   * What stands for an object that was not built.
   *
   * @param name of its class
   */
  record Unread(String name) {}

  private static final Map<String, TensorType> STORAGES =
      Map.of(
          "torch.DoubleStorage", TensorType.F64,
          "torch.FloatStorage", TensorType.F32,
          "torch.HalfStorage", TensorType.F16,
          "torch.BFloat16Storage", TensorType.BF16,
          "torch.LongStorage", TensorType.I64,
          "torch.IntStorage", TensorType.I32,
          "torch.ShortStorage", TensorType.I16,
          "torch.CharStorage", TensorType.I8,
          "torch.ByteStorage", TensorType.U8,
          "torch.BoolStorage", TensorType.BOOL);

  private static final Set<String> HARMLESS =
      Set.of(
          "argparse.Namespace",
          "types.SimpleNamespace",
          "datetime.datetime",
          "datetime.timedelta",
          "pathlib.Path",
          "pathlib.PosixPath",
          "pathlib.PurePosixPath",
          "pathlib.WindowsPath",
          "numpy.dtype",
          "numpy.ndarray",
          "numpy.core.multiarray.scalar",
          "numpy.core.multiarray._reconstruct",
          "numpy._core.multiarray.scalar",
          "numpy._core.multiarray._reconstruct",
          "torch.device",
          "torch.dtype",
          "torch.float16",
          "torch.bfloat16",
          "torch.float32",
          "torch.float64",
          "torch.int64",
          "_codecs.encode",
          "builtins.set",
          "__builtin__.set");

  /**
   * Checks the name.
   *
   * @throws RefusedPickle if it is none of those
   */
  PickledName {
    if (!STORAGES.containsKey(name) && !HARMLESS.contains(name) && !builds(name)) {
      throw new RefusedPickle(name);
    }
  }

  private static boolean builds(String name) {
    return switch (name) {
      case "collections.OrderedDict",
          "collections.defaultdict",
          "collections.Counter",
          "torch.Size",
          "torch._utils._rebuild_tensor",
          "torch._utils._rebuild_tensor_v2",
          "torch._utils._rebuild_parameter",
          "torch._utils._rebuild_parameter_with_state",
          "torch._tensor._rebuild_from_type_v2" ->
          true;
      default -> false;
    };
  }

  /** The numbers of a storage's class. */
  Optional<TensorType> storage() {
    return Optional.ofNullable(STORAGES.get(name));
  }

  /** What it makes of its arguments. */
  Object called(Object[] arguments) {
    return switch (name) {
      case "collections.OrderedDict" -> dictionary(arguments);
      case "collections.defaultdict", "collections.Counter" -> new LinkedHashMap<>();
      case "torch.Size" -> argument(arguments, 0, Object.class);
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> tensor(arguments);
      case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
          argument(arguments, 0, Object.class);
      case "torch._tensor._rebuild_from_type_v2" ->
          argument(arguments, 0, PickledName.class).called(argument(arguments, 2, Object[].class));
      default -> new Unread(name);
    };
  }

  private Map<Object, Object> dictionary(Object[] arguments) {
    Map<Object, Object> items = new LinkedHashMap<>();
    if (arguments.length > 0) {
      for (Object item : list(arguments[0])) {
        List<Object> pair = list(item);
        if (pair.size() != 2) {
          throw new RefusedPickle("a dictionary's item of " + pair.size() + " parts");
        }
        if (!(pair.get(0) instanceof String)) {
          throw new RefusedPickle("a dictionary whose key is no text");
        }
        items.put(pair.get(0), pair.get(1));
      }
    }
    return items;
  }

  private StoredTensor tensor(Object[] arguments) {
    return new StoredTensor(
        argument(arguments, 0, Storage.class),
        argument(arguments, 1, Number.class).longValue(),
        sizes(argument(arguments, 2, Object.class)),
        sizes(argument(arguments, 3, Object.class)));
  }

  private <T> T argument(Object[] arguments, int at, Class<T> type) {
    if (at >= arguments.length || !type.isInstance(arguments[at])) {
      throw new RefusedPickle(name + " with other arguments than PyTorch's");
    }
    return type.cast(arguments[at]);
  }

  private List<Long> sizes(Object tuple) {
    List<Long> sizes = new ArrayList<>();
    for (Object size : list(tuple)) {
      if (!(size instanceof Number number)) {
        throw new RefusedPickle(name + " with sizes that are no numbers");
      }
      sizes.add(number.longValue());
    }
    return sizes;
  }

  private List<Object> list(Object tuple) {
    if (tuple instanceof Object[] items) {
      return Arrays.asList(items);
    }
    if (tuple instanceof List<?> items) {
      return new ArrayList<>(items);
    }
    throw new RefusedPickle(name + " with other arguments than PyTorch's");
  }
}
