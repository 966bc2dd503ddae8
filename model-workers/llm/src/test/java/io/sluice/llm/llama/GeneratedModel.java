package io.sluice.llm.llama;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes a model of one layer with random weights as GGUF version 3 (the format's specification is
 * in ggml's repository, docs/gguf.md). It knows nothing: a token a byte, and a liking for quotation
 * marks and closing brackets, so that what a grammar allows comes to an end.
 */
final class GeneratedModel {
  private static final int WIDTH = 32;
  private static final int INNER = 64;
  private static final int UINT32 = 4;
  private static final int INT32 = 5;
  private static final int FLOAT32 = 6;
  private static final int STRING = 8;
  private static final int ARRAY = 9;
  private static final int ALIGNMENT = 32;

  private final ByteArrayOutputStream pairs = new ByteArrayOutputStream();
  private final ByteArrayOutputStream tensors = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final Random random = new Random(7);
  private final List<String> tokens = new ArrayList<>();
  private int pairCount;
  private int tensorCount;

  private GeneratedModel() {}

  static void write(Path file) throws IOException {
    Files.write(file, new GeneratedModel().bytes());
  }

  private byte[] bytes() {
    tokens.addAll(List.of("<unk>", "<s>", "</s>"));
    for (int b = 0; b < 256; b++) {
      tokens.add("<0x%02X>".formatted(b));
    }
    for (char c = ' ' + 1; c < 127; c++) {
      tokens.add(Character.toString(c));
    }
    pairs();
    tensors();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(int32(3));
    file.writeBytes(int64(tensorCount));
    file.writeBytes(int64(pairCount));
    file.writeBytes(pairs.toByteArray());
    file.writeBytes(tensors.toByteArray());
    pad(file);
    file.writeBytes(data.toByteArray());
    return file.toByteArray();
  }

  private void pairs() {
    text("general.architecture", "llama");
    text("general.name", "generated");
    number("general.file_type", 0);
    number("llama.context_length", 16_384);
    number("llama.embedding_length", WIDTH);
    number("llama.block_count", 1);
    number("llama.feed_forward_length", INNER);
    number("llama.attention.head_count", 2);
    number("llama.attention.head_count_kv", 2);
    number("llama.rope.dimension_count", WIDTH / 2);
    number("llama.vocab_size", tokens.size());
    pair("llama.attention.layer_norm_rms_epsilon", FLOAT32, float32(1e-5f));
    text("tokenizer.ggml.model", "llama");
    ByteArrayOutputStream texts = array(STRING);
    ByteArrayOutputStream scores = array(FLOAT32);
    ByteArrayOutputStream kinds = array(INT32);
    for (int i = 0; i < tokens.size(); i++) {
      texts.writeBytes(string(tokens.get(i)));
      scores.writeBytes(float32(-i));
      // Unknown, control, byte, normal.
      kinds.writeBytes(int32(i == 0 ? 2 : i < 3 ? 3 : i < 259 ? 6 : 1));
    }
    pair("tokenizer.ggml.tokens", ARRAY, texts.toByteArray());
    pair("tokenizer.ggml.scores", ARRAY, scores.toByteArray());
    pair("tokenizer.ggml.token_type", ARRAY, kinds.toByteArray());
    number("tokenizer.ggml.unknown_token_id", 0);
    number("tokenizer.ggml.bos_token_id", 1);
    number("tokenizer.ggml.eos_token_id", 2);
  }

  private void tensors() {
    float[] embeddings = noise(WIDTH * tokens.size(), 0.1f);
    float[] output = noise(WIDTH * tokens.size(), 0.1f);
    for (int token = 0; token < tokens.size(); token++) {
      // What all hidden states have in common, so that the output's first column decides.
      embeddings[token * WIDTH] = 8;
      output[token * WIDTH] =
          switch (tokens.get(token)) {
            case "\"" -> 1.5f;
            case "}", "]" -> 1.2f;
            case "</s>" -> 1;
            default -> 0;
          };
    }
    tensor("token_embd.weight", embeddings, WIDTH, tokens.size());
    tensor("output_norm.weight", ones(), WIDTH);
    tensor("output.weight", output, WIDTH, tokens.size());
    tensor("blk.0.attn_norm.weight", ones(), WIDTH);
    for (String part : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
      tensor("blk.0." + part + ".weight", noise(WIDTH * WIDTH, 0.05f), WIDTH, WIDTH);
    }
    tensor("blk.0.ffn_norm.weight", ones(), WIDTH);
    tensor("blk.0.ffn_gate.weight", noise(WIDTH * INNER, 0.05f), WIDTH, INNER);
    tensor("blk.0.ffn_up.weight", noise(WIDTH * INNER, 0.05f), WIDTH, INNER);
    tensor("blk.0.ffn_down.weight", noise(WIDTH * INNER, 0.05f), INNER, WIDTH);
  }

  private float[] noise(int count, float scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (random.nextFloat() - 0.5f) * 2 * scale;
    }
    return values;
  }

  private static float[] ones() {
    float[] values = new float[WIDTH];
    java.util.Arrays.fill(values, 1);
    return values;
  }

  /** Dimensions as GGUF has them: the length of a row first. */
  private void tensor(String name, float[] values, int... dimensions) {
    tensors.writeBytes(string(name));
    tensors.writeBytes(int32(dimensions.length));
    for (int dimension : dimensions) {
      tensors.writeBytes(int64(dimension));
    }
    tensors.writeBytes(int32(0));
    tensors.writeBytes(int64(data.size()));
    for (float value : values) {
      data.writeBytes(float32(value));
    }
    pad(data);
    tensorCount++;
  }

  private ByteArrayOutputStream array(int type) {
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    array.writeBytes(int32(type));
    array.writeBytes(int64(tokens.size()));
    return array;
  }

  private void text(String key, String value) {
    pair(key, STRING, string(value));
  }

  private void number(String key, int value) {
    pair(key, UINT32, int32(value));
  }

  private void pair(String key, int type, byte[] value) {
    pairs.writeBytes(string(key));
    pairs.writeBytes(int32(type));
    pairs.writeBytes(value);
    pairCount++;
  }

  private static void pad(ByteArrayOutputStream out) {
    while (out.size() % ALIGNMENT != 0) {
      out.write(0);
    }
  }

  private static byte[] string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + bytes.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(bytes.length)
        .put(bytes)
        .array();
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] int64(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  private static byte[] float32(float value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
  }
}
