package io.sluice.models;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a tiny ONNX model with the inputs and outputs of a bundle's: the protocol buffer by hand,
 * so that no binary lies in the repository. Token embeddings plus projected boxes, marks without
 * weight; tags are a projection of them, the class is one of their sum.
 */
final class TinyOnnx {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private TinyOnnx() {}

  /**
   * {@code embeddings [vocabulary][hidden], boxes [4][hidden], classes [hidden][classes], tags
   * [hidden][2 * tags]}
   */
  static byte[] model(float[][] embeddings, float[][] boxes, float[][] classes, float[][] tags) {
    Message graph =
        new Message()
            .add(1, node("Gather", "embedded", "embeddings", "input_ids"))
            .add(1, node("Cast", "bbox_f", "bbox").add(5, attribute("to", FLOAT)))
            .add(1, node("MatMul", "placed", "bbox_f", "boxes"))
            .add(1, node("Add", "unmarked", "embedded", "placed"))
            .add(1, node("Cast", "marks_f", "marks").add(5, attribute("to", FLOAT)))
            .add(1, node("MatMul", "marked", "marks_f", "mark_weights"))
            .add(1, node("Add", "x", "unmarked", "marked"))
            .add(1, node("Cast", "mask_f", "attention_mask").add(5, attribute("to", FLOAT)))
            .add(1, node("Unsqueeze", "mask", "mask_f", "last"))
            .add(1, node("Mul", "masked", "x", "mask"))
            .add(
                1, node("ReduceSum", "pooled", "masked", "middle").add(5, attribute("keepdims", 0)))
            .add(1, node("MatMul", "class_logits", "pooled", "classes"))
            .add(1, node("MatMul", "tag_logits", "x", "tags"))
            .text(2, "tiny")
            .add(5, matrix("embeddings", embeddings))
            .add(5, matrix("boxes", boxes))
            .add(5, matrix("mark_weights", new float[Marks.COUNT][boxes[0].length]))
            .add(5, matrix("classes", classes))
            .add(5, matrix("tags", tags))
            .add(5, axis("last", 2))
            .add(5, axis("middle", 1))
            .add(11, value("input_ids", INT64, 2))
            .add(11, value("attention_mask", INT64, 2))
            .add(11, value("bbox", INT64, 3))
            .add(11, value("marks", INT64, 3))
            .add(12, value("class_logits", FLOAT, 2))
            .add(12, value("tag_logits", FLOAT, 3));
    return new Message()
        .number(1, 8)
        .add(7, graph)
        .add(8, new Message().text(1, "").number(2, 13))
        .bytes();
  }

  private static Message node(String operator, String output, String... inputs) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(3, output).text(4, operator);
  }

  private static Message attribute(String name, int value) {
    return new Message().text(1, name).number(3, value).number(20, 2);
  }

  private static Message matrix(String name, float[][] rows) {
    ByteBuffer raw =
        ByteBuffer.allocate(rows.length * rows[0].length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      for (float value : row) {
        raw.putFloat(value);
      }
    }
    return new Message()
        .number(1, rows.length)
        .number(1, rows[0].length)
        .number(2, FLOAT)
        .text(8, name)
        .add(9, raw.array());
  }

  private static Message axis(String name, int axis) {
    byte[] raw = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(axis).array();
    return new Message().number(1, 1).number(2, INT64).text(8, name).add(9, raw);
  }

  private static Message value(String name, int type, int rank) {
    Message shape = new Message();
    for (int i = 0; i < rank; i++) {
      shape.add(1, new Message().text(2, name + i));
    }
    Message tensor = new Message().number(1, type).add(2, shape);
    return new Message().text(1, name).add(2, new Message().add(1, tensor));
  }

  /** A protocol buffer message under construction. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint(field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String text) {
      return add(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message add(int field, Message message) {
      return add(field, message.bytes());
    }

    Message add(int field, byte[] bytes) {
      varint(field << 3 | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      for (; rest > 0x7f; rest >>>= 7) {
        out.write((int) (rest & 0x7f | 0x80));
      }
      out.write((int) rest);
    }
  }
}
