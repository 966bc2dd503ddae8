package io.sluice.cli;

import io.sluice.config.ConfigNode;
import io.sluice.extractors.ExtractorsConfig;
import io.sluice.extractors.ExtractorsRoom;
import io.sluice.llm.egress.Egress;
import io.sluice.llm.egress.EgressPolicyFile;
import io.sluice.llm.worker.Door;
import io.sluice.llm.worker.LlmConfig;
import io.sluice.llm.worker.LlmRoom;
import io.sluice.llm.worker.Rung;
import io.sluice.models.ModelWorkersConfig;
import io.sluice.models.ModelWorkersRoom;
import io.sluice.streams.StreamsApp;
import io.sluice.streams.StreamsAppConfig;
import io.sluice.types.DocumentTypes;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The kinds of processes, each with its configuration and its start. */
enum Room {
  EXTRACTORS("extractors") {
    @Override
    Running start(ConfigNode node) throws Exception {
      ExtractorsConfig config = ExtractorsConfig.from(node);
      node.finish();
      ExtractorsRoom room = ExtractorsRoom.start(config);
      return new Running(room, room.health());
    }
  },
  MODEL_WORKERS("model-workers") {
    @Override
    Running start(ConfigNode node) throws Exception {
      ModelWorkersConfig config = ModelWorkersConfig.from(node);
      node.finish();
      ModelWorkersRoom room = ModelWorkersRoom.start(config);
      return new Running(room, room.health());
    }
  },
  LLM_WORKERS("llm-workers") {
    @Override
    Running start(ConfigNode node) throws Exception {
      return rung(Rung.LLM, node);
    }
  },
  FRONTIER_WORKER("frontier-worker") {
    @Override
    Running start(ConfigNode node) throws Exception {
      return rung(Rung.FRONTIER, node);
    }
  },
  STREAMS_APP("streams-app") {
    @Override
    Running start(ConfigNode node) throws Exception {
      StreamsAppConfig config = StreamsAppConfig.from(node);
      node.finish();
      StreamsApp app = StreamsApp.start(config);
      return new Running(app, app.address());
    }
  },
  INTAKE("intake") {
    @Override
    Running start(ConfigNode node) throws Exception {
      IntakeConfig config = IntakeConfig.from(node);
      node.finish();
      IntakeRoom room = IntakeRoom.start(config);
      return new Running(room, room.address());
    }
  },
  CONNECT("connect") {
    @Override
    Running start(ConfigNode node) throws Exception {
      ConnectRoom room = ConnectRoom.start(node);
      return new Running(room, room.address());
    }
  };

  /** A started process and where it answers. */
  record Running(AutoCloseable room, URI address) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      room.close();
    }
  }

  private static Running rung(Rung rung, ConfigNode node) throws Exception {
    LlmConfig config = LlmConfig.from(rung, node);
    @Nullable String policy = rung == Rung.FRONTIER ? node.optional("egress") : null;
    node.finish();
    if (policy == null) {
      LlmRoom room = LlmRoom.start(config, Door.CLOSED);
      return new Running(room, room.health());
    }
    Egress egress =
        Egress.open(
            EgressPolicyFile.read(Path.of(policy)),
            config.types().map(DocumentTypes::load).orElseGet(DocumentTypes::shipped),
            config.servers(),
            config.worker().kafka(),
            InstantSource.system());
    try {
      LlmRoom room = LlmRoom.start(config, egress.door());
      return new Running(
          () -> {
            room.close();
            egress.close();
          },
          room.health());
    } catch (Exception e) {
      egress.close();
      throw e;
    }
  }

  private final String title;

  Room(String title) {
    this.title = title;
  }

  /**
   * Starts it; returns when it has begun to take work.
   *
   * @throws io.sluice.config.ConfigException naming every problem, before anything starts
   */
  abstract Running start(ConfigNode node) throws Exception;

  @Override
  public String toString() {
    return title;
  }
}
