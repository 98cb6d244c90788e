package redoubt.api.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.page.Pages;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;

/**
 * The endpoints that describe all the others: the document for programs, in JSON and YAML, and two pages for people. The
 * document is made once, for the first who asks, and kept as bytes. Open to everybody; safe for any thread.
 */
public final class Documents {

    /** Beginnings of the paths of what the pages load; the framework serves it. */
    public static final List<String> ASSETS = List.of(
            "/api/docs/swagger-ui/swagger-ui",
            "/api/docs/swagger-ui/index.css",
            "/api/docs/swagger-ui/favicon-32x32.png",
            "/webjars/redoc/");

    private static final String OPENAPI = "application/vnd.oai.openapi";
    private static final String TAG = "Documents";

    private static final Content DOCUMENT = new Content.Formed(
            "Document",
            Map.of(
                    "type",
                    "object",
                    "description",
                    "An OpenAPI 3.1 document.",
                    "required",
                    List.of("openapi", "info", "paths"),
                    "properties",
                    Map.of(
                            "openapi", Map.of("type", "string"),
                            "info", Map.of("type", "object", "additionalProperties", true),
                            "paths", Map.of("type", "object", "additionalProperties", true))),
            Map.of("openapi", "3.1.0", "info", Map.of("title", "Redoubt", "version", "1.0.0"), "paths", Map.of()));

    private final List<Endpoint> endpoints;
    private final Mono<Made> made;

    /** Describes the others, and itself. */
    public Documents(OpenApiFromCatalogue openApi, List<Endpoint> others) {
        this.endpoints = List.of(
                Endpoint.get(
                                "/api/v1/openapi.json",
                                About.question("read_openapi", TAG, "Read this document", List.of(), DOCUMENT),
                                call -> made().map(document -> Made.to(call, document.json())))
                        .opened(),
                Endpoint.get("/api/schema/", schema(), this::schema)
                        .giving(Made.JSON, Made.YAML, OPENAPI)
                        .opened(),
                Pages.at("/api/docs/", "read_docs", TAG, "Read this document in Swagger UI", "docs.html", ""),
                Pages.at(
                        "/api/redoc/",
                        "read_redoc",
                        TAG,
                        "Read this document in ReDoc",
                        "redoc.html",
                        "; worker-src blob:"));
        List<Endpoint> all = new ArrayList<>(others);
        all.addAll(endpoints);
        this.made = Made.once(() -> openApi.document(all));
    }

    /** The endpoints. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The document, as it is served in JSON. */
    Mono<byte[]> document() {
        return made.map(document -> document.json().body());
    }

    private Mono<Made> made() {
        return made;
    }

    private static About schema() {
        return About.question(
                "read_schema",
                TAG,
                "Read this document in JSON or YAML",
                List.of(Parameter.query(
                        "format",
                        "In which form, whatever is accepted.",
                        Map.of("type", "string", "enum", List.of("json", "yaml")),
                        "yaml")),
                DOCUMENT);
    }

    private Mono<? extends Answer> schema(Call call) {
        Parameters parameters = call.parameters();
        String format = parameters.one("format");
        if (format != null && !format.equals("json") && !format.equals("yaml")) {
            parameters.complaints().add("format", "Choose from json, yaml.");
        }
        if (format != null ? format.equals("json") : !wantsYaml(call)) {
            return made.map(document -> Made.to(call, document.json()));
        }
        return made.map(Made::yaml)
                .map(yaml -> Made.to(call, wants(call, OPENAPI) ? yaml.with("Content-Type", OPENAPI) : yaml));
    }

    /** Whether YAML stands before JSON in what is accepted. */
    private static boolean wantsYaml(Call call) {
        List<MediaType> accepted = new ArrayList<>(call.headers().getAccept());
        MimeTypeUtils.sortBySpecificity(accepted);
        for (MediaType type : accepted) {
            if (type.includes(MediaType.APPLICATION_JSON)) {
                return false;
            }
            if (type.equalsTypeAndSubtype(MediaType.APPLICATION_YAML)
                    || type.equalsTypeAndSubtype(MediaType.valueOf(OPENAPI))) {
                return true;
            }
        }
        return false;
    }

    private static boolean wants(Call call, String mediaType) {
        return call.headers().getAccept().stream()
                .anyMatch(accepted -> accepted.equalsTypeAndSubtype(MediaType.valueOf(mediaType)));
    }
}
