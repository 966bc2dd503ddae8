package io.sluice.extractors.fork;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a parser process. */
final class ChildCommand {
  private static final String MAIN = "io.sluice.extractors.child.ChildMain";

  /** Files a child writes, in blocks of 512 bytes: 2 GiB. */
  private static final int FILE_BLOCKS = 4 << 20;

  private ChildCommand() {}

  static ProcessBuilder of(ChildSettings settings, Path folder) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/bin/sh"))) {
      // The shell gives way to Java (exec), so that the process id stays ours to kill. Ctrl-C and
      // the end of a service reach the whole group: a child goes on until the parent has drained,
      // else a stop would look like a crash on the document.
      command.addAll(
          List.of(
              "/bin/sh",
              "-c",
              // -d: private memory, which Linux counts without what is only reserved; a shell that
              // knows no such limit goes on without.
              "trap '' INT HUP TERM; ulimit -c 0; ulimit -f %d; ulimit -d %d 2>/dev/null; exec \"$@\""
                  .formatted(
                      FILE_BLOCKS, (settings.heapMegabytes() + settings.nativeMegabytes()) * 1024L),
              "sluice-parser"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + settings.heapMegabytes() + "m",
            "-Xms32m",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("crash.log"),
            "-Djava.io.tmpdir=" + folder,
            "-Djava.awt.headless=true",
            // No name is resolved (there is no such file) and no socket leads anywhere.
            "-Djdk.net.hosts.file=" + folder.resolve("no-hosts"),
            "-DsocksProxyHost=127.0.0.1",
            "-DsocksProxyPort=1",
            "-Djavax.xml.accessExternalDTD=",
            "-Djavax.xml.accessExternalSchema=",
            "-Djavax.xml.accessExternalStylesheet=",
            // The virtual machine's own messages would break the frames.
            "-XX:+DisplayVMOutputToStderr",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Dlog4j2.StatusLogger.level=OFF",
            "-Dlogback.configurationFile=io/sluice/extractors/child/parser-logback.xml"));
    command.addAll(settings.options());
    command.addAll(List.of("-cp", classPath(), MAIN, folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    // Without a PATH no parser finds a program to start.
    builder.environment().clear();
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().put("HOME", folder.toString() + File.separator);
    return builder;
  }

  /** The parent's, made absolute: the child works in another folder. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
