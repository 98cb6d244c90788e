package redoubt.api.compliance;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import redoubt.api.route.Content;
import redoubt.api.route.Ordered;
import redoubt.grc.RequirementAssessment;
import redoubt.model.wire.Naming;

/** The forms of what is asked of assessments and answered about them, where it is no resource. */
final class AssessmentForms {

    private static final String SOME_ID = "0190b6f0-3333-7aaa-8aaa-0123456789ab";
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> NUMBER = Map.of("type", "integer");
    private static final Map<String, Object> OBJECT = Map.of("type", "object");
    private static final Map<String, Object> ANYTHING = Map.of();

    /** The numbers of the whole, and its requirements, each with those below it. */
    static final Content TREE = new Content.Formed(
            "AssessmentTree",
            object(Ordered.map(
                    "compliance_assessment",
                    TEXT,
                    "progress",
                    NUMBER,
                    "requirements",
                    list(object(Ordered.map(
                            "id",
                            TEXT,
                            "requirement",
                            OBJECT,
                            "result",
                            TEXT,
                            "status",
                            TEXT,
                            "rollup",
                            OBJECT,
                            "children",
                            list(OBJECT)))))),
            Ordered.map(
                    "compliance_assessment",
                    SOME_ID,
                    "progress",
                    50,
                    "requirements",
                    List.of(Ordered.map(
                            "requirement",
                            Map.of("urn", "urn:redoubt:framework:baseline-1:g1"),
                            "result",
                            "compliant",
                            "status",
                            "done",
                            "children",
                            List.of()))));

    /** What is different, field by field. */
    static final Content COMPARISON = new Content.Formed(
            "AssessmentComparison",
            object(Ordered.map(
                    "changed",
                    list(object(Ordered.map(
                            "urn", TEXT, "ref_id", TEXT, "field", TEXT, "left", ANYTHING, "right", ANYTHING))),
                    "counts",
                    Map.of("type", "object", "additionalProperties", NUMBER))),
            Ordered.map(
                    "changed",
                    List.of(Ordered.map(
                            "urn",
                            "urn:redoubt:framework:baseline-1:g1",
                            "ref_id",
                            "G1",
                            "field",
                            "result",
                            "left",
                            "compliant",
                            "right",
                            "non_compliant")),
                    "counts",
                    Map.of("result", 1)));

    /** Updates of rows, each named by one of its names. */
    static final Content UPDATES = new Content.Formed(
            "RequirementAssessmentUpdates",
            Ordered.map(
                    "type",
                    "object",
                    "required",
                    List.of("updates"),
                    "properties",
                    Map.of(
                            "updates",
                            Ordered.map(
                                    "type",
                                    "array",
                                    "minItems",
                                    1,
                                    "maxItems",
                                    500,
                                    "items",
                                    object(Ordered.map(
                                            "id",
                                            TEXT,
                                            "urn",
                                            TEXT,
                                            "ref_id",
                                            TEXT,
                                            "version",
                                            NUMBER,
                                            "status",
                                            choice(RequirementAssessment.Status.values()),
                                            "result",
                                            choice(RequirementAssessment.Result.values()),
                                            "score",
                                            NUMBER,
                                            "observation",
                                            TEXT))))),
            Map.of(
                    "updates",
                    List.of(
                            Ordered.map("ref_id", "G1", "result", "compliant", "score", 4),
                            Ordered.map("id", SOME_ID, "status", "done"))));

    private AssessmentForms() {}

    private static Map<String, Object> choice(Enum<?>[] constants) {
        return Ordered.map(
                "type",
                "string",
                "enum",
                Stream.of(constants).map(Naming.SNAKE::constant).toList());
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        return Ordered.map("type", "object", "properties", properties);
    }

    private static Map<String, Object> list(Map<String, Object> items) {
        return Ordered.map("type", "array", "items", items);
    }
}
