package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderTest {
  @TempDir Path folder;
  private Bundle bundle;

  @BeforeEach
  void open() throws Exception {
    bundle = Bundle.open(TinyBundle.write(folder));
  }

  @AfterEach
  void close() {
    bundle.close();
  }

  private List<Window> windows(String text) {
    return bundle.windows().of(TinyBundle.document(text));
  }

  @Test
  void windowsOfDifferentLengthsComeBackInTheirOrderAndWithoutPadding() throws Exception {
    List<Window> windows = new ArrayList<>();
    for (String text : List.of("abc def 1", "2", "qq 3 4 5", "a")) {
      windows.addAll(windows(text));
    }

    List<Logits> logits = bundle.encoder().run(windows);

    assertThat(logits).extracting(l -> l.classes()[0]).containsExactly(2f, 2f, 6f, 0f);
    assertThat(logits)
        .extracting(l -> l.tags().length)
        .containsExactlyElementsOf(windows.stream().map(Window::length).toList());
  }

  @Test
  void manyThreadsShareOneSessionAndEachGetsItsOwnResult() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Float>> runs =
          IntStream.range(0, 400)
              .<Callable<Float>>mapToObj(i ->
                  () -> {
                    String text = "9 ".repeat(i % 7) + "end";
                    return bundle.encoder().run(windows(text)).getFirst().classes()[0];
                  })
              .toList();

      List<Future<Float>> results = threads.invokeAll(runs);

      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(2f * (i % 7));
      }
    }
  }

  @Test
  void noRunBeginsOnceItIsClosed() throws Exception {
    List<Window> windows = windows("a 1");
    bundle.encoder().close();
    bundle.encoder().close();

    assertThatThrownBy(() -> bundle.encoder().run(windows))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void closingWhileOthersRunEndsInResultsOrRefusalsButNeverInACrash() throws Exception {
    List<Window> windows = windows("a 1 b 2");
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> runs =
          IntStream.range(0, 4)
              .mapToObj(i ->
                  threads.submit(() -> {
                    int done = 0;
                    try {
                      while (done < 100_000) {
                        bundle.encoder().run(windows);
                        done++;
                      }
                    } catch (IllegalStateException e) {
                      assertThat(e).hasMessageContaining("closed");
                    }
                    return done;
                  }))
              .toList();
      bundle.encoder().run(windows);
      bundle.encoder().close();

      for (Future<Integer> run : runs) {
        assertThat(run.get()).isLessThan(100_000);
      }
    }
  }

  @Test
  void anInterruptedThreadStopsBetweenTwoWindows() {
    List<Window> windows = windows("a 1");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> bundle.encoder().run(windows))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
