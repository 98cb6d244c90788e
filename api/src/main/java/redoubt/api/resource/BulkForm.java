package redoubt.api.resource;

import java.util.List;
import java.util.Map;
import redoubt.api.route.Content;

/** Bulk requests and answers as documents tell of them. */
final class BulkForm {

    private static final String SOME_ID = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";
    private static final Map<String, Object> NUMBER = Map.of("type", "integer");
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> OBJECT = Map.of("type", "object");

    static final Content REQUEST = new Content.Formed(
            "BulkRequest",
            Map.of(
                    "type", "object",
                    "required", List.of("operations"),
                    "properties",
                            Map.of(
                                    "operations",
                                    Map.of(
                                            "type",
                                            "array",
                                            "minItems",
                                            1,
                                            "maxItems",
                                            BulkRequest.MOST,
                                            "items",
                                            Map.of(
                                                    "type", "object",
                                                    "required", List.of("op"),
                                                    "properties",
                                                            Map.of(
                                                                    "op",
                                                                    Map.of(
                                                                            "type",
                                                                            "string",
                                                                            "enum",
                                                                            List.of("create", "update", "delete")),
                                                                    "id",
                                                                    TEXT,
                                                                    "version",
                                                                    NUMBER,
                                                                    "data",
                                                                    OBJECT))),
                                    "atomic",
                                    Map.of("type", "boolean", "default", false))),
            Map.of(
                    "operations",
                    List.of(
                            Map.of("op", "create", "data", Map.of("name", "Third-Party Data Breach")),
                            Map.of("op", "update", "id", SOME_ID, "version", 7, "data", Map.of("impact", 5)))));

    static final Content ANSWER = new Content.Formed(
            "BulkAnswer",
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of(
                            "results",
                            Map.of(
                                    "type",
                                    "array",
                                    "items",
                                    Map.of(
                                            "type",
                                            "object",
                                            "properties",
                                            Map.of(
                                                    "index", NUMBER,
                                                    "status", NUMBER,
                                                    "id", TEXT,
                                                    "version", NUMBER,
                                                    "body", OBJECT,
                                                    "error", OBJECT))),
                            "succeeded",
                            NUMBER,
                            "failed",
                            NUMBER)),
            Map.of(
                    "results", List.of(Map.of("index", 0, "status", 201, "id", SOME_ID, "version", 1)),
                    "succeeded", 1,
                    "failed", 0));

    private BulkForm() {}
}
