package io.sluice.chaos;

import io.sluice.local.ClusterNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A broker as a process: FOLDER CLUSTER-ID NUMBER CLIENT-PORT:CONTROLLER-PORT… */
final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] arguments) {
    List<ClusterNode.Place> places =
        Arrays.stream(arguments).skip(3).map(BrokerMain::place).toList();
    ClusterNode node =
        ClusterNode.start(
            Path.of(arguments[0]), arguments[1], Integer.parseInt(arguments[2]), places);
    Runtime.getRuntime().addShutdownHook(new Thread(node::close));
    node.awaitEnd();
  }

  private static ClusterNode.Place place(String ports) {
    int colon = ports.indexOf(':');
    return new ClusterNode.Place(
        Integer.parseInt(ports.substring(0, colon)), Integer.parseInt(ports.substring(colon + 1)));
  }
}
