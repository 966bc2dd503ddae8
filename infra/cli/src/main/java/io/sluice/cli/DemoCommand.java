package io.sluice.cli;

import io.sluice.events.DataClass;
import io.sluice.events.DocumentStatus;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the whole river on a few sample documents: starts a broker and a registry in this process, runs all stages,"
          + " prints what was read and decided, and ends.",
      ""
    })
final class DemoCommand implements Callable<Integer> {
  private static final int DEFAULT_WIDTH = 160;
  private static final int STOPPED = 130;

  @Option(
      names = "--keep-running",
      description = "Leave everything up until Ctrl-C, and say where to look.")
  boolean keepRunning;

  @Option(
      names = "--with-erp",
      description =
          "Bring the invoices into a real ERP, too: Tryton, where its packages are installed.")
  boolean withErp;

  @Option(
      names = "--width",
      paramLabel = "COLUMNS",
      description = "Width of the table. Default: $COLUMNS, or " + DEFAULT_WIDTH + ".")
  @Nullable Integer width;

  @Mixin RunOptions options;

  @Override
  public Integer call() throws Exception {
    PrintStream out = new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
    long start = System.nanoTime();
    try (var interruption = new Interruption();
        var state = new StateFolder(options.state)) {
      out.println("Starting a Kafka broker, a schema registry and all stages in this process…");
      try (var river = River.embedded(state.path(), options);
          var upstream = new Upstream(river.connection(), "demo", DataClass.INTERNAL);
          var endings = new Endings(river.connection());
          DemoErp erp = withErp ? startErp(out, state.path(), river.connection()) : null) {
        out.println("Ready after " + since(start) + ". Feeding the sample documents.");
        List<Input> inputs = samples();
        Run run;
        boolean finished;
        try (var progress = Progress.onStandardError()) {
          run = new Run(inputs, upstream, endings, progress);
          finished = run.untilAllHaveEnded((input, ending) -> {}, interruption::isWished);
        }
        if (!finished) {
          return STOPPED;
        }
        out.println();
        out.print(table(inputs, run, endings));
        out.println();
        if (erp != null) {
          out.println("In the ERP:");
          erp.invoices(acceptedInvoices(endings)).forEach(line -> out.println("  " + line));
          out.println();
        }
        out.println("All of it took " + since(start) + ".");
        out.println(
            options.state == null
                ? "To decide what is in review: the same with --state DIR, then 'sluice desk --state DIR'."
                : "To decide what is in review: 'sluice desk --state " + options.state + "'.");
        if (keepRunning) {
          river.addresses().forEach((what, where) -> out.printf("  %-28s %s%n", what, where));
          out.printf("  %-28s %s%n", "where is a document?", river.statusOf(inputs.get(0).id()));
          if (erp != null) {
            erp.addresses().forEach((what, where) -> out.printf("  %-28s %s%n", what, where));
          }
          out.println("Everything stays up until Ctrl-C.");
          interruption.await();
        }
      }
    }
    return 0;
  }

  private static DemoErp startErp(PrintStream out, Path state, Connection connection)
      throws Exception {
    out.println("Starting an ERP with a fresh database, and a Kafka Connect worker…");
    return DemoErp.start(state, connection);
  }

  private static Set<String> acceptedInvoices(Endings endings) {
    return endings.all().values().stream()
        .filter(ending -> ending.route() == Ending.Route.ACCEPTED)
        .filter(ending -> "invoice".equals(ending.documentType()))
        .map(Ending::documentId)
        .collect(Collectors.toSet());
  }

  private static String since(long startNanos) {
    return Progress.inWords(Duration.ofNanos(System.nanoTime() - startNanos));
  }

  private static List<Input> samples() {
    String root = System.getProperty("sluice.root", ".");
    Path folder = Path.of(root, "infra", "samples");
    if (!Files.isDirectory(folder)) {
      throw new UsageException("the sample documents are not at " + folder);
    }
    List<Input> inputs = new ArrayList<>();
    for (Input input : Inputs.ofPaths(List.of(folder))) {
      inputs.add(new Input(input.id(), input.file(), input.file().getFileName().toString()));
    }
    return inputs;
  }

  private ResultTable table(List<Input> inputs, Run run, Endings endings) {
    ResultTable table = new ResultTable(columns());
    for (Input input : inputs) {
      addWithParts(table, input.id(), input.name(), 0, run.published().get(input.id()), endings);
    }
    return table;
  }

  private static void addWithParts(
      ResultTable table,
      String id,
      String name,
      int depth,
      @Nullable Instant published,
      Endings endings) {
    Ending ending = endings.all().get(id);
    DocumentStatus status = endings.status(id).orElse(null);
    Instant from = status == null ? published : status.getReceivedAt();
    if (ending != null) {
      Long millis = from == null ? null : ending.endedAt() - from.toEpochMilli();
      table.add(name, depth, ending, millis);
    }
    if (status != null) {
      for (String child : status.getChildren()) {
        Ending part = endings.all().get(child);
        String partName = part == null || part.fileName() == null ? child : part.fileName();
        addWithParts(table, child, partName, depth + 1, null, endings);
      }
    }
  }

  private int columns() {
    if (width != null) {
      return width;
    }
    String columns = System.getenv("COLUMNS");
    try {
      return columns == null ? DEFAULT_WIDTH : Integer.parseInt(columns);
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }
}
