package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.benchmarks.DeskClient.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works at the desk as people do: mostly takes the next, now and then what others see
 * as well, gives back, hands over, forgets the time, presses the button twice; and who errs in a
 * known share of documents.
 */
final class SimulatedReviewer implements Runnable {
  private static final double FIGHT = 0.10;
  private static final double RELEASE = 0.03;
  private static final double HAND_OVER = 0.02;
  private static final double FORGET = 0.02;
  private static final double TWICE = 0.10;
  private static final double DRAFT = 0.3;

  /** What the desk has said yes to. */
  record Acknowledged(
      String documentId, String taskId, String reviewer, String purpose, boolean slip) {}

  /** What all of them share. Thread-safe. */
  static final class World {
    final Map<String, ReviewCases.Case> cases = new ConcurrentHashMap<>();
    final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();

    /** Said yes or no to nobody: the desk was killed meanwhile. */
    final Queue<Acknowledged> unheard = new ConcurrentLinkedQueue<>();

    final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    volatile boolean over;

    void count(String what) {
      counts.computeIfAbsent(what, any -> new LongAdder()).increment();
    }
  }

  private final String name;
  private final double slips;
  private final DeskClient first;
  private final DeskClient second;
  private final World world;
  private final long leaseMillis;
  private final SplittableRandom chance;

  /**
   * @param slips the share of documents in which they get one value wrong
   * @param first their browser
   * @param second their other browser, with a session of its own
   */
  SimulatedReviewer(
      String name,
      double slips,
      DeskClient first,
      DeskClient second,
      World world,
      long leaseMillis,
      SplittableRandom chance) {
    this.name = name;
    this.slips = slips;
    this.first = first;
    this.second = second;
    this.world = world;
    this.leaseMillis = leaseMillis;
    this.chance = chance;
  }

  @Override
  public void run() {
    try {
      while (!world.over) {
        try {
          work();
        } catch (IOException e) {
          world.count("desk away");
          Thread.sleep(100 + chance.nextInt(200));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() throws IOException, InterruptedException {
    String id = chance.nextDouble() < FIGHT ? fought() : next();
    if (id == null) {
      Thread.sleep(50 + chance.nextInt(150));
      return;
    }
    Answer looked = first.get(DeskClient.review(id, ""));
    if (!looked.is(200)) {
      return;
    }
    JsonNode review = looked.json();
    double whim = chance.nextDouble();
    if (whim < RELEASE) {
      first.post("release", DeskClient.review(id, "/release"), body().put("note", "not mine"));
      world.count("released");
      return;
    }
    if (whim < RELEASE + HAND_OVER && handedOver(id)) {
      return;
    }
    if (chance.nextDouble() < DRAFT) {
      ObjectNode draft = body().put("comment", "half done");
      first.put(DeskClient.review(id, "/draft"), draft);
    }
    if (whim > 1 - FORGET) {
      Thread.sleep(leaseMillis + 500);
      world.count("leases forgotten");
    }
    decide(id, review);
  }

  private @Nullable String next() throws IOException, InterruptedException {
    Answer answer = first.post("claim", "/api/next", body());
    return answer.is(200) ? answer.json().path("documentId").asText() : null;
  }

  /** Takes one of the first that everybody sees, whoever else wants it. */
  private @Nullable String fought() throws IOException, InterruptedException {
    JsonNode items = first.get("/api/queue?state=open&limit=4").json().path("items");
    if (items.isEmpty()) {
      return null;
    }
    String id = items.get(chance.nextInt(items.size())).path("documentId").asText();
    Answer answer = first.post("claim", DeskClient.review(id, "/claim"), body());
    world.count(answer.is(200) ? "claims by name" : "claims refused: " + answer.code());
    return answer.is(200) ? id : null;
  }

  private boolean handedOver(String id) throws IOException, InterruptedException {
    Answer colleagues = first.get(DeskClient.review(id, "/colleagues"));
    if (!colleagues.is(200) || colleagues.json().path("colleagues").isEmpty()) {
      return false;
    }
    JsonNode all = colleagues.json().path("colleagues");
    String to = all.get(chance.nextInt(all.size())).path("user").asText();
    Answer answer =
        first.post("handover", DeskClient.review(id, "/handover"), body().put("to", to));
    world.count(answer.is(204) ? "handed over" : "hand-over refused: " + answer.code());
    return answer.is(204);
  }

  private void decide(String id, JsonNode review) throws InterruptedException {
    ReviewCases.Case labelled = world.cases.get(id);
    if (labelled == null) {
      throw new IllegalStateException("no such case: " + id);
    }
    boolean slip = chance.nextDouble() < slips;
    Map<String, String> said =
        slip ? ReviewCases.slipped(labelled.truth(), chance) : labelled.truth();
    String purpose = review.path("purpose").asText();
    ObjectNode body = body().put("taskId", review.path("taskId").asText());
    body.put("workMillis", Math.round(8_000 * Math.exp(chance.nextDouble() * 2.5)));
    if (!purpose.equals("audit") && said.equals(labelled.read())) {
      body.put("verdict", "accept");
    } else {
      body.put("verdict", "correct").put("documentType", labelled.type());
      ObjectNode fields = body.putObject("fields");
      said.forEach((field, value) -> {
        if (purpose.equals("audit") || !value.equals(labelled.read().get(field))) {
          fields.put(field, value);
        }
      });
    }
    Acknowledged mine = new Acknowledged(id, review.path("taskId").asText(), name, purpose, slip);
    List<DeskClient> clients = new ArrayList<>(List.of(first));
    if (chance.nextDouble() < TWICE) {
      clients.add(second);
      world.count("sent from two browsers at once");
    }
    Map<DeskClient, Thread> threads = new LinkedHashMap<>();
    for (DeskClient client : clients) {
      threads.put(client, Thread.ofVirtual().start(() -> send(client, id, body, mine)));
    }
    for (Thread thread : threads.values()) {
      thread.join();
    }
  }

  /** Until the desk says yes or no. */
  private void send(DeskClient client, String id, ObjectNode body, Acknowledged mine) {
    try {
      boolean heard = true;
      while (true) {
        try {
          Answer answer = client.post("decide", DeskClient.review(id, "/decide"), body);
          if (!answer.is(503)) {
            settled(answer, mine, heard);
            return;
          }
          world.count("desk away");
        } catch (IOException e) {
          heard = false;
          world.count("decisions sent again");
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void settled(Answer answer, Acknowledged mine, boolean heard) {
    if (answer.is(200)) {
      world.acknowledged.add(mine);
      return;
    }
    world.count("decisions refused: " + answer.code());
    if (!heard) {
      world.unheard.add(mine);
    }
  }

  private static ObjectNode body() {
    return JsonNodeFactory.instance.objectNode();
  }
}
