package io.sluice.streams.life;

import io.sluice.events.ParsedDocument;
import io.sluice.events.Prediction;
import io.sluice.events.Stage;
import io.sluice.events.StageUse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the stages of a life have used. Pure. */
final class Uses {
  private Uses() {}

  /**
   * In order: the parser, every model, people.
   *
   * @param earlier what was read before the last reading
   * @param last the last reading, whose time and cost are its own; null if there is none
   */
  static List<StageUse> of(
      ParsedDocument parsed, List<Prediction> earlier, @Nullable Prediction last, Endings.By by) {
    List<StageUse> uses = new ArrayList<>();
    uses.add(
        StageUse.newBuilder()
            .setStage(Stage.PARSE)
            .setBy(parsed.getParser().getName())
            .setWallMillis(parsed.getParser().getWallMillis())
            .build());
    earlier.forEach(prediction -> uses.add(of(prediction)));
    if (last != null) {
      uses.add(of(last));
    }
    if (by.reviewer() != null) {
      uses.add(
          StageUse.newBuilder()
              .setStage(Stage.REVIEW)
              .setBy("people")
              .setWallMillis(by.workMillis())
              .build());
    }
    return uses;
  }

  private static StageUse of(Prediction prediction) {
    boolean larger = prediction.getTokensIn() > 0 || prediction.getCostMicros() > 0;
    return StageUse.newBuilder()
        .setStage(larger ? Stage.ESCALATE : Stage.INFER)
        .setBy(prediction.getModel().getName())
        .setWallMillis(prediction.getWallMillis())
        .setCpuMillis(prediction.getCpuMillis())
        .setGpuMillis(prediction.getGpuMillis())
        .setTokensIn(prediction.getTokensIn())
        .setTokensOut(prediction.getTokensOut())
        .setCostMicros(prediction.getCostMicros())
        .build();
  }
}
