package io.sluice.content;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real file system of 64 KiB, in the namespace of a process of its own, so that no rights are
 * needed; it is reached through that process's root. Linux.
 */
record SmallDisk(Process holder, Path folder) implements AutoCloseable {

  static SmallDisk mount(Path parent) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(parent.resolve("small-disk"));
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "mounting needs unshare");
    Process holder =
        new ProcessBuilder(
                "/usr/bin/unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=64k tmpfs \"$0\" && echo mounted && exec cat",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = holder.inputReader().readLine();
    assumeTrue("mounted".equals(said), () -> "mounting is not allowed here: " + said);
    return new SmallDisk(
        holder,
        Path.of("/proc", Long.toString(holder.pid()), "root")
            .resolve(folder.toString().substring(1)));
  }

  @Override
  public void close() throws InterruptedException {
    holder.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }
}
