package redoubt.api.exchange;

import java.util.List;
import java.util.Map;
import redoubt.api.route.Content;

/** What is told of an import, for documents. */
final class ImportForms {

    private static final Map<String, Object> NUMBER = Map.of("type", "integer");
    private static final Map<String, Object> TRUTH = Map.of("type", "boolean");

    /** The report. */
    static final Content REPORT = new Content.Formed(
            "ImportReport",
            Map.of(
                    "type",
                    "object",
                    "required",
                    List.of("dry_run", "applied", "rows", "failed", "results"),
                    "properties",
                    Map.of(
                            "dry_run",
                            TRUTH,
                            "applied",
                            Map.of("type", "boolean", "description", "Whether the rows were created."),
                            "rows",
                            NUMBER,
                            "failed",
                            NUMBER,
                            "results",
                            Map.of(
                                    "type",
                                    "array",
                                    "description",
                                    "Each row; of a file of more than " + ImportReport.TOLD
                                            + " rows those that are refused.",
                                    "items",
                                    result()))),
            Map.of(
                    "dry_run",
                    true,
                    "applied",
                    false,
                    "rows",
                    1,
                    "failed",
                    0,
                    "results",
                    List.of(Map.of("row", 2, "status", "valid"))));

    private ImportForms() {}

    private static Map<String, Object> result() {
        return Map.of(
                "type",
                "object",
                "required",
                List.of("row", "status"),
                "properties",
                Map.of(
                        "row",
                        Map.of("type", "integer", "description", "Where the row stands in the file, from 1."),
                        "status",
                        Map.of("type", "string", "enum", List.of("valid", "created", "refused")),
                        "id",
                        Map.of("type", "string", "format", "uuid", "description", "Of a row that was created."),
                        "error",
                        Map.of(
                                "type",
                                "object",
                                "description",
                                "Why a row is refused, as it would be if sent alone.")));
    }
}
