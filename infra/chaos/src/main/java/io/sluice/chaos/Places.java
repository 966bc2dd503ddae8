package io.sluice.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where each process answers, on loopback. The ports lie below those that Linux hands out to
 * clients: a client must not take the port of a broker that is down, nor meet itself there.
 */
final class Places {
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;

  private final Map<Member, Integer> ports = new HashMap<>();
  private final Map<Member, Integer> controllerPorts = new HashMap<>();

  Places() {
    Random random = new Random();
    Set<Integer> taken = new HashSet<>();
    for (Member member : Member.all()) {
      ports.put(member, free(random, taken));
      controllerPorts.put(member, free(random, taken));
    }
  }

  int port(Member member) {
    return ports.getOrDefault(member, 0);
  }

  /** What Kafka clients connect to. */
  String bootstrapServers() {
    return brokers().stream()
        .map(broker -> "127.0.0.1:" + port(broker))
        .collect(Collectors.joining(","));
  }

  String registryUrl() {
    return "http://127.0.0.1:" + port(new Member(Part.REGISTRY, 1));
  }

  /** What a client needs to reach both. */
  Map<String, Object> clientConfig(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("bootstrap.servers", bootstrapServers());
    all.put("schema.registry.url", registryUrl());
    return all;
  }

  /** CLIENT-PORT:CONTROLLER-PORT of each broker, in order. */
  List<String> brokerPorts() {
    return brokers().stream()
        .map(broker -> port(broker) + ":" + controllerPorts.get(broker))
        .toList();
  }

  private static List<Member> brokers() {
    return Member.all().stream().filter(member -> member.part() == Part.BROKER).toList();
  }

  private static int free(Random random, Set<Integer> taken) {
    while (true) {
      int port = LOWEST + random.nextInt(HIGHEST - LOWEST);
      if (taken.add(port) && isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
