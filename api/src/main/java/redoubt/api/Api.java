package redoubt.api;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.api.account.AccountEndpoints;
import redoubt.api.audit.AuditEndpoints;
import redoubt.api.audit.Readers;
import redoubt.api.auth.Security;
import redoubt.api.changes.ChangeEndpoints;
import redoubt.api.clock.ClockEndpoints;
import redoubt.api.compliance.ComplianceEndpoints;
import redoubt.api.custom.CustomEndpoints;
import redoubt.api.dialect.Dialect;
import redoubt.api.dialect.Dialects;
import redoubt.api.dialect.Grc;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.ThreatModelling;
import redoubt.api.exchange.ExchangeEndpoints;
import redoubt.api.freshness.Freshness;
import redoubt.api.history.HistoryEndpoints;
import redoubt.api.http.PublicUrl;
import redoubt.api.http.Reply;
import redoubt.api.http.Sending;
import redoubt.api.idempotency.Idempotency;
import redoubt.api.limit.RateLimits;
import redoubt.api.limit.Rates;
import redoubt.api.openapi.Documents;
import redoubt.api.openapi.EventDocuments;
import redoubt.api.openapi.EventTypes;
import redoubt.api.openapi.OpenApiFromCatalogue;
import redoubt.api.operations.EventStoreEndpoint;
import redoubt.api.operations.ParkedEndpoints;
import redoubt.api.operations.ProjectionEndpoints;
import redoubt.api.page.Pages;
import redoubt.api.resource.Past;
import redoubt.api.resource.Preconditions;
import redoubt.api.resource.Preset;
import redoubt.api.resource.Recollection;
import redoubt.api.resource.ResourceEndpoints;
import redoubt.api.resource.Rights;
import redoubt.api.resource.Showing;
import redoubt.api.resource.Writing;
import redoubt.api.route.Call;
import redoubt.api.route.CrossOrigin;
import redoubt.api.route.Door;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Gate;
import redoubt.api.route.Reception;
import redoubt.api.route.Rendering;
import redoubt.api.route.RouteTable;
import redoubt.api.route.Transfers;
import redoubt.api.stream.Bulletins;
import redoubt.api.stream.Messages;
import redoubt.api.stream.StreamEndpoints;
import redoubt.api.stream.Streams;
import redoubt.api.tenancy.TenancyEndpoints;
import redoubt.api.webhook.WebhookEndpoints;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.query.feed.Chronicle;
import redoubt.webhook.Webhook;

/** The whole face, put together from doors and options. Holds no state but what its parts hold. */
public final class Api {

    private final ApiDoors doors;
    private final ApiOptions options;
    private final Dialect dialect = Grc.DIALECT;
    private final Security security;
    private final Rendering rendering;
    private final StreamEndpoints streams;
    private final RouteTable table;
    private final RateLimits limits;

    /** Puts it together. */
    public Api(ApiDoors doors, ApiOptions options) {
        this.doors = doors;
        this.options = options;
        this.rendering = new Rendering(dialect.problems(), doors.outage());
        Freshness freshness = new Freshness(doors.writers(), doors.progress());
        Showing showing =
                new Showing(doors.queries(), dialect, freshness, new PublicUrl(options.publicBaseUrl()), doors.clock());
        this.limits = new RateLimits(
                doors.tally(),
                Rates.of(dialect.prefix(), options.quota(), options.quotaElsewhere(), options.refusedPerMinute()),
                doors.clock());
        this.security = new Security(
                doors.credentials(),
                doors.tickets(),
                dialect.prefix() + StreamEndpoints.PATH,
                doors.tokenUse(),
                doors.refusals(),
                limits,
                doors.clock());
        this.streams = new StreamEndpoints(
                new StreamEndpoints.Sources(
                        doors.feed(), doors.log(), doors.progress(), doors.catalogue(), security, doors.elsewhere()),
                showing,
                options.heartbeat(),
                Schedulers.parallel(),
                new SecureRandom());
        this.table = new RouteTable(endpoints(showing));
    }

    private List<Endpoint> endpoints(Showing showing) {
        Writing writing = new Writing(showing, doors.timeline(), doors.log());
        Rights rights = new Rights(doors.timeline(), doors.queries());
        Past past = new Past(doors.timeline(), doors.log(), rights, showing, doors.retrospect());
        ResourceEndpoints resources = new ResourceEndpoints(
                showing,
                writing,
                doors.commands(),
                past,
                new Preconditions(options.requireIfMatch()),
                new ResourceEndpoints.Bulk(rendering, this::claimed, new Recollection(doors.log(), doors.timeline())),
                Grc.offers());
        HistoryEndpoints history =
                new HistoryEndpoints(showing, rights, doors.timeline(), doors.log(), doors.audit(), doors.catalogue());
        Transfers transfers = new Transfers();
        ExchangeEndpoints exchange =
                new ExchangeEndpoints(showing, doors.imports(), doors.progress(), rendering, this::again, transfers);
        CustomEndpoints custom = new CustomEndpoints(showing);
        List<Endpoint> endpoints = new ArrayList<>();
        EventTypes types = new EventTypes(showing, Grc.offers(), doors.catalogue(), doors.schemas());
        WebhookEndpoints webhooks = new WebhookEndpoints(
                new WebhookEndpoints.Sources(
                        doors.commands(),
                        doors.hooks(),
                        doors.deliveries(),
                        doors.log(),
                        types,
                        EventTypes.names(doors.catalogue(), Grc.offers()).collect(Collectors.toSet())),
                showing,
                writing,
                new Preconditions(options.requireIfMatch()));
        for (Offer<?> offer : Grc.offers()) {
            Preset preset = CustomEndpoints.preset(offer.shape());
            List<Endpoint> usual = resources.of(offer, preset);
            endpoints.addAll(offer.shape().type() == Webhook.class ? webhooks.changing(usual) : usual);
            endpoints.addAll(exchange.of(offer, preset));
            endpoints.addAll(history.of(offer));
        }
        endpoints.addAll(new ComplianceEndpoints(resources, showing, past, doors.log()).endpoints());
        endpoints.addAll(custom.views(doors.views()));
        endpoints.addAll(custom.identity(doors.commands(), doors.mint(), writing, doors.catalogue()));
        endpoints.addAll(custom.house(
                doors.log(),
                doors.progress(),
                new CustomEndpoints.House(options.version(), options.zone().getId(), doors.deliveries()::pulse)));
        endpoints.addAll(
                new ProjectionEndpoints(doors.rebuilds(), doors.census(), showing, doors.catalogue()).endpoints());
        endpoints.add(new EventStoreEndpoint(doors.census(), dialect).endpoint());
        if (doors.timeMachine() != null) {
            endpoints.addAll(new ClockEndpoints(doors.timeMachine(), showing).endpoints());
        }
        endpoints.addAll(new ParkedEndpoints(doors.parked(), showing, doors.catalogue()).endpoints());
        endpoints.addAll(streams.endpoints());
        endpoints.addAll(types.endpoints());
        endpoints.addAll(webhooks.endpoints());
        endpoints.addAll(
                new EventDocuments(showing, Grc.offers(), doors.catalogue(), doors.schemas(), options.version())
                        .endpoints());
        AuditEndpoints.Sources sources = new AuditEndpoints.Sources(
                doors.sealed(),
                doors.verifications(),
                doors.audit(),
                doors.log(),
                doors.timeline(),
                doors.catalogue(),
                doors.notes());
        Freshness reading = new Freshness(doors.writers(), doors.audit().progress());
        endpoints.addAll(new AuditEndpoints(showing, sources, reading, transfers).endpoints());
        endpoints.addAll(new ChangeEndpoints(showing, doors.changes(), doors.log(), reading).endpoints());
        endpoints.addAll(new AccountEndpoints(doors.accounts(), this::again, doors.clock()).endpoints());
        endpoints.addAll(new TenancyEndpoints(
                        doors.directory(),
                        doors.links(),
                        doors.commands(),
                        doors.log(),
                        doors.queries(),
                        showing.freshness(),
                        showing.url(),
                        this::again,
                        doors.clock())
                .endpoints());
        endpoints.addAll(Pages.all());
        endpoints.addAll(new Documents(
                        new OpenApiFromCatalogue(dialect, doors.queries(), Grc.offers(), options.version()), endpoints)
                .endpoints());
        return endpoints;
    }

    private Mono<Principal> again(Call call) {
        return security.again(call.exchange().getRequest());
    }

    private Mono<Long> claimed(String key) {
        return doors.receipts().find(key).flatMap(receipt -> Mono.justOrEmpty(receipt.position()));
    }

    /**
     * Ends what has no end of its own; completes when it has ended. To be called before the server waits for its
     * requests.
     */
    public Mono<Void> close() {
        return streams.close();
    }

    /** The streams that are open here. */
    public Streams openStreams() {
        return streams;
    }

    /** What is sent to those who do not come for it. */
    public Messages messages() {
        return streams.messages();
    }

    /** Everything that happens anywhere, told as events are, for those who keep what they are told. */
    public Bulletins bulletins(Chronicle chronicle) {
        return streams.bulletins(chronicle);
    }

    /** What counts requests; its exchange with other nodes has to be seen to. */
    public RateLimits limits() {
        return limits;
    }

    /** Everything that can be called. */
    public RouteTable table() {
        return table;
    }

    /** The first filter: names requests and renders every failure. */
    public WebFilter reception() {
        Rendering modelling = new Rendering(ThreatModelling.DIALECT.problems(), doors.outage());
        return new Reception(path -> Dialects.threatModelling(path) ? modelling : rendering, limits, dialect.prefix());
    }

    /** The filter after it: lets pages of other origins call, if any may. */
    public WebFilter crossOrigin() {
        return new CrossOrigin(Set.copyOf(options.corsOrigins()));
    }

    /** The filter after that, before anybody asks who is calling. */
    public WebFilter gate() {
        return new Gate(table, Documents.ASSETS);
    }

    /** The chain that asks who is calling. */
    public SecurityWebFilterChain security(ServerHttpSecurity http) {
        return security.chain(http);
    }

    /** What is told when the firewall of the framework does not like a request. */
    public ServerExchangeRejectedHandler rejected() {
        return (exchange, _) -> Sending.send(exchange, malformed());
    }

    /** What is told when a request is not even one. */
    public Reply malformed() {
        return rendering.of(Failure.Invalid.of(Complaints.WHOLE, "Malformed request."));
    }

    /** What is told when the server gives a request up before it has read its head, by the status of that. */
    public Reply unread(int status) {
        return switch (status) {
            case 408 -> rendering.of(new Failure.TooSlow());
            case 414 -> rendering.of(new Failure.UriTooLong());
            case 431 -> rendering.of(new Failure.HeadersTooLarge());
            default -> malformed();
        };
    }

    /** The way to the endpoints. */
    public RouterFunction<ServerResponse> router() {
        Readers readers = new Readers(options.watched(), doors.notes());
        return new Door(new Idempotency(doors.receipts()), readers, limits, options.pace());
    }
}
