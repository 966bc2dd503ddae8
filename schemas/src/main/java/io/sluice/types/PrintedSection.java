package io.sluice.types;

import io.sluice.config.ConfigNode;
import io.sluice.types.Printed.Part;
import io.sluice.types.Printed.Place;
import io.sluice.types.Printed.Side;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code printed}: what stands on the forms of a type, and where a field's value is. */
final class PrintedSection {
  private static final Set<FieldKind> KINDS =
      EnumSet.of(FieldKind.NAME, FieldKind.TEXT, FieldKind.ID, FieldKind.DATE);

  private PrintedSection() {}

  static List<Place> places(ConfigNode field, FieldKind kind) {
    if (!field.has("printed")) {
      return List.of();
    }
    if (!KINDS.contains(kind)) {
      field.problem(
          "printed", kind, "names, texts, ids and dates are read off forms", "kind: name");
    }
    return field.list("printed").stream().map(node -> place(node, kind)).toList();
  }

  /** All fields' labels and the phrases that belong to no field. */
  static List<String> phrases(List<List<Place>> places, List<String> others) {
    return Stream.concat(
            others.stream(),
            places.stream()
                .flatMap(List::stream)
                .map(place -> place.beside() == null ? place.label() : place.beside()))
        .filter(phrase -> !phrase.isEmpty())
        .distinct()
        .toList();
  }

  private static Place place(ConfigNode node, FieldKind kind) {
    Side side = node.choice("value", Side.BELOW);
    if (side == Side.ABOVE && kind != FieldKind.DATE) {
      node.problem("value", side, "only dates are found above their label", "value: below");
    }
    return new Place(
        node.string("label"),
        node.optional("beside"),
        side,
        node.optional("after"),
        node.optional("before"),
        node.choice("part", Part.WHOLE),
        shape(node),
        node.bool("hint", false));
  }

  private static @Nullable String shape(ConfigNode node) {
    String shape = node.optional("shape");
    if (shape != null) {
      try {
        Pattern.compile(shape);
      } catch (PatternSyntaxException e) {
        node.problem("shape", shape, "a regular expression", "shape: '[0-9]{4}'");
        return null;
      }
    }
    return shape;
  }
}
