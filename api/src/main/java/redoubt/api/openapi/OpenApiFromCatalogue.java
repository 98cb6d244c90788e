package redoubt.api.openapi;

import java.util.List;
import java.util.Locale;
import redoubt.api.dialect.Dialect;
import redoubt.api.dialect.Dialects;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.ThreatModelling;
import redoubt.api.route.Endpoint;
import redoubt.query.Queries;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the OpenAPI 3.1 document of a dialect from what is there: the endpoints that are mounted, the shapes of what
 * they take and give, the constraints on it, and every way in which the dialect says no. Nothing is described by hand
 * that could be asked.
 */
public final class OpenApiFromCatalogue {

    private static final String INTRODUCTION = """
        Redoubt keeps a register of risks and remembers every change of it as an event.

        * **Credential.** Every request but those marked as open carries `Authorization: Token <token>`, or \
        `Authorization: Bearer <access>` of a person who signed in.
        * **Paths** end with a slash; without it they are answered alike, never with a redirect.
        * **Lists** are pages with an exact `count`; filters of different names must all hold, values of one name \
        are alternatives.
        * **Versions.** A resource has an `ETag`; `If-Match` makes a change conditional on it.
        * **Your own writes** are seen by your next read, wherever it goes. To see those of others, send the \
        `X-Redoubt-Position` they got as `X-Redoubt-Min-Position`.
        * **Refusals** name what is wrong in `error`; a wrong input is told completely, member by member.
        """;

    private final Dialect dialect;
    private final Queries queries;
    private final List<Offer<?>> offers;
    private final String version;

    /**
     * Describes a dialect.
     *
     * @param version of the program
     */
    public OpenApiFromCatalogue(Dialect dialect, Queries queries, List<Offer<?>> offers, String version) {
        this.dialect = dialect;
        this.queries = queries;
        this.offers = List.copyOf(offers);
        this.version = version;
    }

    /** The document of these endpoints; the same for the same endpoints, whenever it is made. */
    ObjectNode document(List<Endpoint> endpoints) {
        Notes notes = Notes.read();
        Bodies bodies = new Bodies(dialect, queries, offers, notes);
        Refusals refusals = new Refusals(dialect.problems(), "");
        Refusals others = new Refusals(ThreatModelling.DIALECT.problems(), "ThreatModelling");
        Operations operations = new Operations(bodies, refusals, notes);
        Operations elsewhere = new Operations(bodies, others, notes);
        ObjectNode paths = Tree.object();
        for (Endpoint endpoint : endpoints) {
            ObjectNode path =
                    paths.get(endpoint.path()) instanceof ObjectNode there ? there : paths.putObject(endpoint.path());
            Operations spoken = Dialects.threatModelling(endpoint.path()) ? elsewhere : operations;
            path.set(endpoint.method().name().toLowerCase(Locale.ROOT), spoken.operation(endpoint));
        }
        ObjectNode document = Tree.object().put("openapi", "3.1.0");
        document.set("info", info());
        document.putArray("servers").addObject().put("url", "/").put("description", "This server");
        document.set("tags", tags(endpoints, notes));
        document.set("paths", paths);
        document.set("components", components(bodies, List.of(refusals, others)));
        ArrayNode security = document.putArray("security");
        security.addObject().putArray("token");
        security.addObject().putArray("bearer");
        security.addObject().putArray("key");
        Unreferenced.remove(document);
        return document;
    }

    private ObjectNode info() {
        ObjectNode info = Tree.object()
                .put("title", "Redoubt")
                .put("summary", "The " + dialect.name().toUpperCase(Locale.ROOT) + " API")
                .put("description", INTRODUCTION)
                .put("version", version);
        info.putObject("contact").put("name", "The Redoubt project");
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        return info;
    }

    private static ArrayNode tags(List<Endpoint> endpoints, Notes notes) {
        ArrayNode tags = Tree.array(List.of());
        endpoints.stream().map(endpoint -> endpoint.about().tag()).distinct().forEach(tag -> tags.addObject()
                .put("name", tag)
                .put("description", notes.tag(tag)));
        return tags;
    }

    private static ObjectNode components(Bodies bodies, List<Refusals> spoken) {
        ObjectNode schemas = Tree.object();
        ObjectNode responses = Tree.object();
        bodies.components().forEach(schemas::set);
        for (Refusals refusals : spoken) {
            for (String name : refusals.schemas().propertyNames()) {
                if (schemas.has(name)) {
                    throw new IllegalStateException("Two schemas are called " + name);
                }
                schemas.set(name, refusals.schemas().get(name));
            }
            responses.setAll(refusals.components());
        }
        ObjectNode components = Tree.object();
        components.set("schemas", Tree.sorted(schemas));
        components.set("responses", Tree.sorted(responses));
        components.set("parameters", Tree.sorted(Operations.shared()));
        components.set("headers", Tree.sorted(Headers.components()));
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", "The access token of a person who signed in.");
        schemes.putObject("key")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-API-Key")
                .put("description", "The same token by itself: `pst_…`.");
        schemes.putObject("token")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "Authorization")
                .put("description", "The word Token, a space, and the token: `Token pst_…`.");
        return components;
    }
}
