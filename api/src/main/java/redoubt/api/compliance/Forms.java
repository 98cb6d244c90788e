package redoubt.api.compliance;

import java.util.List;
import java.util.Map;
import redoubt.api.route.Content;
import redoubt.api.route.Ordered;

/** The forms of the answers that are no resources, as documents tell of them. */
final class Forms {

    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> BELOW = Map.of("type", "array", "items", Map.of("type", "object"));

    /** Requirements as they are shown elsewhere, each with those below it. */
    static final Content TREE = new Content.Formed(
            "RequirementTree",
            Map.of(
                    "type",
                    "array",
                    "items",
                    Ordered.map(
                            "type",
                            "object",
                            "properties",
                            Ordered.map("urn", TEXT, "assessable", Map.of("type", "boolean"), "children", BELOW))),
            List.of(Ordered.map(
                    "urn",
                    "urn:redoubt:framework:baseline-1:govern",
                    "assessable",
                    false,
                    "children",
                    List.of(Ordered.map(
                            "urn",
                            "urn:redoubt:framework:baseline-1:g1",
                            "assessable",
                            true,
                            "children",
                            List.of())))));

    private Forms() {}
}
