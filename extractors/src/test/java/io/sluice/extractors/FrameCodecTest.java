package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.events.Reason;
import io.sluice.events.StructureKind;
import io.sluice.extractors.frames.ChildTask;
import io.sluice.extractors.frames.ChildTask.Slice;
import io.sluice.extractors.frames.ChildTask.WantedPdf;
import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.FrameCodec;
import io.sluice.extractors.frames.ParseTask;
import io.sluice.extractors.frames.ParseTask.ParseLimits;
import io.sluice.extractors.frames.PlacedWord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FrameCodecTest {

  @Test
  void everyKindOfFrameComesBackAsItWas() throws IOException {
    var word = new PlacedWord("Straße", 1, 2, 3, 4, true);
    for (Frame frame :
        List.of(
            new Frame.Detected("text/plain", "tika"),
            new Frame.PageCount(7),
            new Frame.TextPage(1, 595, 842, List.of(word)),
            new Frame.Text("text"),
            new Frame.Structure(StructureKind.UBL, null, "<a/>"),
            new Frame.Property("dc:title", "x"),
            new Frame.Notice("PART_SKIPPED", "logo"),
            new Frame.Part("a.pdf", null, "part1.bin"),
            new Frame.Drawn(3, 595, 842, "page1.png"),
            new Frame.Failed(Reason.CORRUPT, "broken"),
            new Frame.Done())) {
      assertThat(read(write(frame))).isEqualTo(frame);
    }
    byte[] scan =
        write(
            new Frame.ScannedPage(2, 595, 842, 150, 2, 1, new byte[] {0, 1}, List.of(word), true));
    assertThat(read(scan))
        .isInstanceOfSatisfying(
            Frame.ScannedPage.class, page -> assertThat(page.layered()).isTrue());
  }

  @Test
  void everyKindOfTaskComesBackAsItWas() throws IOException {
    var limits = new ParseLimits(1, 2, 3, 4, 5.5, 6.5, 7, 8, 9);
    for (ChildTask task :
        List.of(
            new ParseTask("document", "a.pdf", null, true, limits),
            new ChildTask.Draw("document", "application/pdf", 2, 4, 110, limits),
            new ChildTask.Cut(
                List.of(
                    new WantedPdf(
                        "a.pdf",
                        List.of(new Slice("one", null, 1, 2), new Slice("two", "x", 3, 3))),
                    new WantedPdf(null, List.of())),
                limits))) {
      var bytes = new ByteArrayOutputStream();
      FrameCodec.write(new DataOutputStream(bytes), task);
      assertThat(
              FrameCodec.readTask(
                  new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
          .isEqualTo(task);
    }
  }

  @Property(tries = 500)
  void nonsenseIsAnIoExceptionAndNothingWorse(@ForAll byte[] nonsense) {
    try {
      FrameCodec.read(new DataInputStream(new ByteArrayInputStream(nonsense)));
    } catch (IOException expected) {
      assertThat(expected).isNotNull();
    }
  }

  @Test
  void aLengthOfTwoGigabytesIsRefusedBeforeItIsReserved() {
    byte[] huge = {0x7f, -1, -1, -1, 'T'};
    assertThatThrownBy(() -> read(huge))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("announced");
  }

  private static byte[] write(Frame frame) throws IOException {
    var bytes = new ByteArrayOutputStream();
    FrameCodec.write(new DataOutputStream(bytes), frame);
    return bytes.toByteArray();
  }

  private static Frame read(byte[] bytes) throws IOException {
    return FrameCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
