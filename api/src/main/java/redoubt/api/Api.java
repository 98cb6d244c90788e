package redoubt.api;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.api.auth.Security;
import redoubt.api.dialect.Dialect;
import redoubt.api.dialect.Grc;
import redoubt.api.dialect.Offer;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.PublicUrl;
import redoubt.api.idempotency.Idempotency;
import redoubt.api.resource.Past;
import redoubt.api.resource.Preconditions;
import redoubt.api.resource.Preset;
import redoubt.api.resource.ResourceEndpoints;
import redoubt.api.resource.Rights;
import redoubt.api.resource.Showing;
import redoubt.api.resource.Writing;
import redoubt.api.route.Door;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Gate;
import redoubt.api.route.Reception;
import redoubt.api.route.Rendering;
import redoubt.api.route.RouteTable;
import redoubt.api.stream.StreamEndpoints;

/** The whole face, put together from doors and options. Holds no state but what its parts hold. */
public final class Api {

    /** Paths that the framework serves: assets of pages and what they load. */
    private static final List<String> ELSEWHERE = List.of("/webjars/", "/api/docs/", "/api/v1/openapi.json/");

    private final ApiDoors doors;
    private final Dialect dialect = Grc.DIALECT;
    private final Security security;
    private final StreamEndpoints streams;
    private final RouteTable table;

    /** Puts it together. */
    public Api(ApiDoors doors, ApiOptions options) {
        this.doors = doors;
        Freshness freshness = new Freshness(doors.writers(), doors.progress());
        Showing showing = new Showing(
                doors.queries(), dialect, freshness, new PublicUrl(options.publicBaseUrl()), doors.clock());
        this.security = new Security(doors.credentials(), doors.tokenUse(), dialect.problems(), doors.clock());
        this.streams = new StreamEndpoints(
                new StreamEndpoints.Sources(
                        doors.feed(),
                        doors.log(),
                        doors.progress(),
                        doors.catalogue(),
                        call -> security.again(call.exchange().getRequest())),
                showing,
                options.heartbeat(),
                Schedulers.parallel(),
                new SecureRandom());
        this.table = new RouteTable(endpoints(doors, options, showing));
    }

    private List<Endpoint> endpoints(ApiDoors doors, ApiOptions options, Showing showing) {
        Writing writing = new Writing(showing, doors.timeline(), doors.log());
        Rights rights = new Rights(doors.timeline());
        Past past = new Past(doors.timeline(), doors.log(), rights, showing);
        ResourceEndpoints resources = new ResourceEndpoints(
                showing, writing, doors.commands(), past, new Preconditions(options.requireIfMatch()), Grc.offers());
        List<Endpoint> endpoints = new ArrayList<>();
        for (Offer<?> offer : Grc.offers()) {
            endpoints.addAll(resources.of(offer, Preset.NONE));
        }
        endpoints.addAll(streams.endpoints());
        return endpoints;
    }

    /**
     * Ends what has no end of its own; completes when it has ended. To be called before the server waits for its
     * requests.
     */
    public Mono<Void> close() {
        return streams.close();
    }

    /** Everything that can be called. */
    public RouteTable table() {
        return table;
    }

    /** The first filter: names requests and renders every failure. */
    public WebFilter reception() {
        return new Reception(new Rendering(dialect.problems()));
    }

    /** The filter after it, before anybody asks who is calling. */
    public WebFilter gate() {
        return new Gate(table, ELSEWHERE);
    }

    /** The chain that asks who is calling. */
    public SecurityWebFilterChain security(ServerHttpSecurity http) {
        return security.chain(http);
    }

    /** The way to the endpoints. */
    public RouterFunction<ServerResponse> router() {
        return new Door(new Idempotency(doors.receipts()));
    }
}
