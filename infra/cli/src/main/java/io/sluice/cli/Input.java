package io.sluice.cli;

import java.nio.file.Path;

/** One document to process: its identity, its file and the name shown to people. */
public record Input(String id, Path file, String name) {}
