package io.cofire.ops.zoo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every network that has a name. */
public final class Zoo {

  private static final List<ZooNetwork> NETWORKS =
      Stream.of(TdBnNetworks.all(), SewNetworks.all(), MsNetworks.all(), NeuNormNetworks.all())
          .flatMap(List::stream)
          .toList();

  private Zoo() {}

  /** All of them, by paper and depth. */
  public static List<ZooNetwork> networks() {
    return NETWORKS;
  }

  /** The network of a name, if there is one. */
  public static Optional<ZooNetwork> find(String name) {
    return NETWORKS.stream().filter(network -> network.name().equals(name)).findFirst();
  }
}
