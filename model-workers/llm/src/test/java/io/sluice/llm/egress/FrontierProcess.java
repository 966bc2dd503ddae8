package io.sluice.llm.egress;

import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.llm.worker.LlmConfig;
import io.sluice.llm.worker.LlmRoom;
import io.sluice.llm.worker.Rung;
import io.sluice.llm.worker.Server;
import io.sluice.types.DocumentTypes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import jdk.jfr.Recording;

/**
 * A frontier worker in a process of its own that notes every socket it writes to. It ends when its
 * standard input does.
 */
final class FrontierProcess {
  private FrontierProcess() {}

  /**
   * @param args configuration, egress policy, where the recording goes
   */
  public static void main(String[] args) throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.SocketWrite").withThreshold(Duration.ZERO).with("throttle", "off");
      recording.start();
      ConfigNode node = Configs.read(Path.of(args[0]));
      LlmConfig config = LlmConfig.from(Rung.FRONTIER, node);
      node.finish();
      config = inClear(config);
      try (Egress egress =
              Egress.open(
                  EgressPolicyFile.read(Path.of(args[1])),
                  DocumentTypes.shipped(),
                  config.servers(),
                  config.worker().kafka(),
                  InstantSource.system());
          LlmRoom room = LlmRoom.start(config, egress.door())) {
        System.in.read();
      }
      recording.stop();
      recording.dump(Path.of(args[2]));
    }
    System.exit(0);
  }

  /** A configuration only takes https; what is captured must be read. */
  private static LlmConfig inClear(LlmConfig c) {
    List<Server> servers =
        c.servers().stream()
            .map(s ->
                new Server(
                    s.name(),
                    s.dialect(),
                    URI.create(s.url().toString().replace("https:", "http:")),
                    s.key(),
                    s.region(),
                    s.model(),
                    s.models(),
                    s.inHouse(),
                    s.asking(),
                    s.prices()))
            .toList();
    return new LlmConfig(
        c.rung(), servers, c.prompt(), c.cache(), c.contents(), c.types(), c.health(), c.worker());
  }
}
