package redoubt.api.openapi;

import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Offer;
import redoubt.api.page.Pages;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.model.Catalogue;

/**
 * What is told without being asked, described: for programs as an AsyncAPI document in JSON and YAML, for people as a page. The
 * document is made once, for the first who asks. Open to everybody; safe for any thread.
 */
public final class EventDocuments {

    private static final String TAG = "Documents";

    private static final Content DOCUMENT = new Content.Formed(
            "EventDocument",
            Map.of(
                    "type",
                    "object",
                    "description",
                    "An AsyncAPI 3.1 document.",
                    "required",
                    List.of("asyncapi", "info", "channels", "operations", "components"),
                    "properties",
                    Map.of(
                            "asyncapi", Map.of("type", "string"),
                            "info", open(),
                            "channels", open(),
                            "operations", open(),
                            "components", open())),
            Map.of(
                    "asyncapi",
                    "3.1.0",
                    "info",
                    Map.of("title", "Redoubt events", "version", "1.0.0"),
                    "channels",
                    Map.of(),
                    "operations",
                    Map.of(),
                    "components",
                    Map.of()));

    private final Mono<Made> made;

    /**
     * Describes the events of what is offered.
     *
     * @param versions in which version of its schema each event is recorded
     * @param version of the program
     */
    public EventDocuments(
            Showing showing,
            List<Offer<?>> offers,
            Catalogue catalogue,
            ToIntFunction<String> versions,
            String version) {
        this.made = Made.once(() ->
                new AsyncApiFromCatalogue(showing, new EventKinds(offers, catalogue, versions), version).document());
    }

    /** The document in both forms, and the page that shows it. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                                "/api/v1/asyncapi.json",
                                About.question(
                                        "read_asyncapi",
                                        TAG,
                                        "Read what is told over streams, webhooks and Kafka",
                                        List.of(),
                                        DOCUMENT),
                                call -> made.map(document -> Made.to(call, document.json())))
                        .opened(),
                Endpoint.get(
                                "/api/v1/asyncapi.yaml",
                                About.question(
                                        "read_asyncapi_yaml",
                                        TAG,
                                        "Read the same in YAML",
                                        List.of(),
                                        new Content.Text(Made.YAML, "asyncapi: 3.1.0\n")),
                                call -> made.map(document -> Made.to(call, document.yaml())))
                        .giving(Made.YAML)
                        .opened(),
                Pages.at(
                        "/api/event-catalogue/",
                        "read_event_catalogue",
                        TAG,
                        "Read which events there are",
                        "events.html",
                        ""));
    }

    private static Map<String, Object> open() {
        return Map.of("type", "object", "additionalProperties", true);
    }
}
