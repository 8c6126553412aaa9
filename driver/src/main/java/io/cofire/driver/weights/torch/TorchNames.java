package io.cofire.driver.weights.torch;

import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.block.MsBlock;
import io.cofire.ops.block.PlainBlock;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.block.SpikingBlock;
import io.cofire.ops.network.NetworkConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How published PyTorch code calls the tensors of a network: each form gives the name there of one
 * of ours. {@code SeqToANNContainer} of older SpikingJelly puts {@code module} between, and
 * distributed training in front; both are left out before names are compared.
 *
 * <p>The forms are those of fangwei123456/Spike-Element-Wise-ResNet (imagenet, dvsgesture,
 * cifar10dvs), of Ariande1/MS-ResNet, and of SpikingJelly's activation_based.model.
 */
public enum TorchNames {
  /** {@code sew_resnet} and {@code spiking_resnet} of SpikingJelly. */
  SPIKINGJELLY("SpikingJelly") {
    @Override
    Optional<String> block(Place at) {
      return at.in("layer%d.%d.", at.stage(), at.block() - 1)
          .or("conv(\\d)\\.weight", "conv%s.weight")
          .or("norm(\\d)\\.(.+)", "bn%s.%s")
          .or("neuron(\\d)\\.w", "sn%s.w")
          .or("shortcut\\.conv\\.weight", "downsample.0.weight")
          .or("shortcut\\.norm\\.(.+)", "downsample.1.%s")
          .or("shortcut\\.neuron\\.w", "downsample_sn.w")
          .name();
    }
  },
  /** {@code sew_resnet} of the authors of SEW, for ImageNet. */
  SEW_AUTHORS("the SEW authors' sew_resnet") {
    @Override
    Optional<String> block(Place at) {
      return at.in("layer%d.%d.", at.stage(), at.block() - 1)
          .or("conv(\\d)\\.weight", "conv%s.0.weight")
          .or("norm(\\d)\\.(.+)", "conv%s.1.%s")
          .or("neuron(\\d)\\.w", "sn%s.w")
          .or("shortcut\\.conv\\.weight", "downsample.0.0.weight")
          .or("shortcut\\.norm\\.(.+)", "downsample.0.1.%s")
          .or("shortcut\\.neuron\\.w", "downsample.1.w")
          .name();
    }
  },
  /** {@code spiking_resnet} of the authors of SEW: its shortcuts end without neurons. */
  SPIKING_AUTHORS("the SEW authors' spiking_resnet") {
    @Override
    Optional<String> block(Place at) {
      return at.in("layer%d.%d.", at.stage(), at.block() - 1)
          .or("conv(\\d)\\.weight", "conv%s.0.weight")
          .or("norm(\\d)\\.(.+)", "conv%s.1.%s")
          .or("neuron(\\d)\\.w", "sn%s.w")
          .or("shortcut\\.conv\\.weight", "downsample.0.weight")
          .or("shortcut\\.norm\\.(.+)", "downsample.1.%s")
          .name();
    }
  },
  /** {@code resnet18} and {@code resnet34} of the authors of MS-ResNet. */
  MS_AUTHORS("the MS authors' resnet18 and resnet34") {
    @Override
    Optional<String> stem(String name, int convolutions) {
      return membrane(name, convolutions);
    }

    @Override
    Optional<String> block(Place at) {
      return residual(at, 0);
    }
  },
  /** {@code resnet104} of the authors of MS-ResNet, whose shortcuts begin with a pool. */
  MS_AUTHORS_POOLED("the MS authors' resnet104") {
    @Override
    Optional<String> stem(String name, int convolutions) {
      return membrane(name, convolutions);
    }

    @Override
    Optional<String> block(Place at) {
      return residual(at, 1);
    }
  },
  /** The networks for event data of the authors of SEW, with SEW or plain blocks. */
  EVENT_AUTHORS("the SEW authors' networks for event data") {
    @Override
    Optional<String> whole(String name, SequentialRows rows) {
      return events(name, rows, "1.0.0.weight", "1.0.1.%s", "1.1.w");
    }
  },
  /** Those with Spiking ResNet's blocks. */
  SPIKING_EVENT_AUTHORS("the SEW authors' SpikingResNet for event data") {
    @Override
    Optional<String> whole(String name, SequentialRows rows) {
      return events(name, rows, "1.0.weight", "1.1.%s", "");
    }
  };

  private static final Pattern BLOCK = Pattern.compile("stage(\\d+)\\.block(\\d+)\\.(.+)");

  private final String title;

  TorchNames(String title) {
    this.title = title;
  }

  /** Whose names they are. */
  public String title() {
    return title;
  }

  /** How the command line calls them: {@code sew-authors}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Those of a word. */
  public static Optional<TorchNames> find(String word) {
    return Arrays.stream(values()).filter(names -> names.word().equals(word)).findFirst();
  }

  /** Whether that code has networks of such blocks. */
  public boolean has(NetworkConfig network) {
    if (!(network instanceof NetworkConfig.ResNet residual)) {
      return false;
    }
    return switch (this) {
      case SPIKINGJELLY -> is(residual, SewBlock.class) || is(residual, SpikingBlock.class);
      case SEW_AUTHORS -> is(residual, SewBlock.class);
      case SPIKING_AUTHORS, SPIKING_EVENT_AUTHORS -> is(residual, SpikingBlock.class);
      case MS_AUTHORS, MS_AUTHORS_POOLED -> is(residual, MsBlock.class);
      case EVENT_AUTHORS -> is(residual, SewBlock.class) || is(residual, PlainBlock.class);
    };
  }

  private static boolean is(NetworkConfig.ResNet network, Class<? extends BlockConfig> kind) {
    return kind.isInstance(network.block());
  }

  /** The name of each of a network's tensors there; those that have none are left out. */
  public Map<String, String> of(List<String> ours) {
    SequentialRows rows = SequentialRows.of(ours);
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : ours) {
      whole(name, rows).ifPresent(there -> names.put(name, there));
    }
    return names;
  }

  /** A name as it is compared: without what wrappers put into it. */
  public static String bare(String name) {
    return name.startsWith("module.") ? bare(name.substring(7)) : name.replace(".module.", ".");
  }

  Optional<String> whole(String name, SequentialRows rows) {
    Matcher block = BLOCK.matcher(name);
    if (block.matches()) {
      int stage = Integer.parseInt(block.group(1));
      return block(new Place(stage, Integer.parseInt(block.group(2)), block.group(3)));
    }
    if (name.equals("head.weight") || name.equals("head.bias")) {
      return Optional.of("fc." + name.substring(5));
    }
    return stem(name, rows.stemConvolutions());
  }

  Optional<String> stem(String name, int convolutions) {
    return new Naming("", name)
        .or("stem\\.conv\\.weight", "conv1.weight")
        .or("stem\\.norm\\.(.+)", "bn1.%s")
        .or("stem\\.neuron\\.w", "sn1.w")
        .name();
  }

  Optional<String> block(Place at) {
    return Optional.empty();
  }

  private static Optional<String> membrane(String name, int convolutions) {
    Matcher numbered = Pattern.compile("stem\\.conv(\\d)\\.(weight|bias)").matcher(name);
    if (numbered.matches()) {
      int at = Integer.parseInt(numbered.group(1)) - 1;
      return Optional.of("conv1." + at + "." + numbered.group(2));
    }
    return new Naming("conv1.", name)
        .or("stem\\.conv\\.weight", "0.weight")
        .or("stem\\.norm\\.(.+)", convolutions + ".bn.%s")
        .name();
  }

  private static Optional<String> residual(Place at, int shortcut) {
    return at.in("conv%d_x.%d.", at.stage() + 1, at.block() - 1)
        .or("conv1\\.weight", "residual_function.1.weight")
        .or("norm1\\.(.+)", "residual_function.2.bn.%s")
        .or("conv2\\.weight", "residual_function.4.weight")
        .or("norm2\\.(.+)", "residual_function.5.bn.%s")
        .or("shortcut\\.conv\\.weight", "shortcut." + shortcut + ".weight")
        .or("shortcut\\.norm\\.(.+)", "shortcut." + (shortcut + 1) + ".bn.%s")
        .name();
  }

  private static Optional<String> events(
      String name, SequentialRows rows, String conv, String norm, String neuron) {
    if (name.equals("head.weight") || name.equals("head.bias")) {
      return Optional.of("out." + name.substring(5));
    }
    Optional<String> row = rows.row(name);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    String place = "conv." + rows.number(row.get()) + ".";
    String part = name.substring(row.get().length() + 1);
    if (!row.get().contains("block")) {
      return new Naming(place, part)
          .or("conv\\.weight", "0.0.weight")
          .or("norm\\.(.+)", "0.1.%s")
          .or("neuron\\.w", "1.w")
          .name();
    }
    return new Naming(place, part)
        .or("conv1\\.weight", "conv.0.0.0.weight")
        .or("norm1\\.(.+)", "conv.0.0.1.%s")
        .or("neuron1\\.w", "conv.0.1.w")
        .or("conv2\\.weight", "conv." + conv)
        .or("norm2\\.(.+)", "conv." + norm)
        .or("neuron2\\.w", neuron.isEmpty() ? "sn.w" : "conv." + neuron)
        .name();
  }

  /**
   * A tensor in a block.
   *
   * @param stage from 1
   * @param block from 1, in its stage
   * @param name in its block
   */
  record Place(int stage, int block, String name) {

    Naming in(String form, int stage, int block) {
      return new Naming(String.format(Locale.ROOT, form, stage, block), name);
    }
  }
}
