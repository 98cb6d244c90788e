package redoubt.api.route;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.api.http.Answer;
import redoubt.api.http.FormText;
import redoubt.api.http.JsonText;
import redoubt.api.http.Parameters;
import redoubt.api.http.YamlText;
import redoubt.api.limit.Admission;
import redoubt.api.limit.RateLimits;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Leads a request that the {@link Gate} let in to its endpoint. What is checked on the way is checked in this order:
 * how much its caller asked for already, the media types it accepts, the media type of its body, its size while it
 * arrives, and whether it can be read.
 */
public final class Door implements RouterFunction<ServerResponse> {

    private final Around posted;
    private final Around others;
    private final RateLimits limits;
    private final Pace pace;

    /**
     * A door.
     *
     * @param posted stands around the handlers of everything that is posted
     * @param others stands around all others
     * @param limits how much callers may ask for
     * @param pace of bodies
     */
    public Door(Around posted, Around others, RateLimits limits, Pace pace) {
        this.posted = posted;
        this.others = others;
        this.limits = limits;
        this.pace = pace;
    }

    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        Match match = Match.of(request.exchange());
        return match == null ? Mono.empty() : Mono.just(each -> handle(each.exchange(), match));
    }

    private Mono<ServerResponse> handle(ServerWebExchange exchange, Match match) {
        Mono<Principal> caller = exchange.getPrincipal().ofType(Bearer.class).map(Bearer::principal);
        return caller.map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(by -> enter(exchange, match, by.orElse(null)))
                .map(Sent::new);
    }

    private Mono<Answer> enter(ServerWebExchange exchange, Match match, @Nullable Principal by) {
        Endpoint endpoint = match.endpoint();
        if (by == null && !endpoint.open()) {
            return Mono.error(new Refused(new Failure.Unauthenticated()));
        }
        if (by == null) {
            return serve(exchange, match, null, Admission.FREE);
        }
        AccessLog.note(exchange, by);
        return limits.admit(
                        endpoint.path(),
                        by,
                        endpoint.weight().of(nothing()),
                        exchange.getResponse().getHeaders())
                .flatMap(admission -> serve(exchange, match, by, admission));
    }

    private Mono<Answer> serve(ServerWebExchange exchange, Match match, @Nullable Principal by, Admission admission) {
        Endpoint endpoint = match.endpoint();
        ServerHttpRequest request = exchange.getRequest();
        accepts(request.getHeaders(), endpoint.gives());
        return taken(request, endpoint.takes()).flatMap(taken -> {
            Mono<? extends Answer> answer = Mono.defer(() -> {
                Parameters parameters = new Parameters(request.getURI().getRawQuery());
                Call call = new Call(exchange, match, by, taken.body(), taken.file(), parameters, null);
                Around around = HttpMethod.POST.equals(endpoint.method()) ? posted : others;
                return around.answer(call, endpoint.handler());
            });
            return admission.weigh(endpoint.weight().of(taken.body())).then(answer);
        });
    }

    private static void accepts(HttpHeaders headers, List<String> gives) {
        List<MediaType> accepted;
        try {
            accepted = headers.getAccept();
        } catch (InvalidMediaTypeException _) {
            throw new Refused(new Failure.NotAcceptable(gives.getFirst()));
        }
        if (!accepted.isEmpty() && gives.stream().map(MediaType::valueOf).noneMatch(each -> wanted(each, accepted))) {
            throw new Refused(new Failure.NotAcceptable(gives.getFirst()));
        }
    }

    /** The narrowest range decides, so that a type can be kept out of a wider one. */
    private static boolean wanted(MediaType type, List<MediaType> accepted) {
        return accepted.stream()
                .filter(range -> range.isCompatibleWith(type))
                .max(Comparator.comparing(MediaType::isConcrete)
                        .thenComparing(range -> !range.isWildcardType())
                        .thenComparing(MediaType::getQualityValue))
                .filter(range -> range.getQualityValue() > 0)
                .isPresent();
    }

    /** What was sent: an object, or a file and an empty object. */
    private record Taken(ObjectNode body, @Nullable Upload file) {}

    private Mono<Taken> taken(ServerHttpRequest request, Takes takes) {
        if (!takes.body()) {
            return Mono.just(new Taken(nothing(), null));
        }
        HttpHeaders headers = request.getHeaders();
        boolean announced = headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        // Two that differ could be read in two ways, and two that do not are still more than one.
        List<String> types = headers.getOrEmpty(HttpHeaders.CONTENT_TYPE);
        String type = types.isEmpty() ? null : String.join(", ", types);
        if (type != null ? !understood(type, takes) : announced || takes.file()) {
            throw new Refused(new Failure.UnsupportedMediaType(type == null ? "" : type, takes.mediaTypes()));
        }
        if (headers.getContentLength() > takes.limit() && headers.containsHeader(HttpHeaders.EXPECT)) {
            // The client waits for leave to send the body: it need not send it at all.
            throw new Refused(new Failure.TooLarge(takes.limit()));
        }
        Mono<byte[]> bytes = Intake.read(request.getBody(), takes.limit(), headers.getContentLength(), pace);
        // What may be large takes its time to be read, and others wait for this thread.
        return (takes.large() ? bytes.publishOn(Schedulers.boundedElastic()) : bytes)
                .map(sent -> takes.file()
                        ? uploaded(type, sent)
                        : new Taken(sent.length == 0 && takes.optional() ? nothing() : read(type, sent), null));
    }

    private static Taken uploaded(@Nullable String type, byte[] bytes) {
        MediaType media = type == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(type);
        return new Taken(nothing(), new Upload(media.getType() + "/" + media.getSubtype(), bytes));
    }

    private static ObjectNode read(@Nullable String type, byte[] bytes) {
        String media = type == null ? "" : type.toLowerCase(Locale.ROOT);
        if (media.startsWith(FormText.TYPE)) {
            return FormText.readObject(bytes);
        }
        return media.startsWith(YamlText.TYPE) ? YamlText.readObject(bytes) : JsonText.readObject(bytes);
    }

    private static boolean understood(String type, Takes takes) {
        try {
            MediaType media = MediaType.parseMediaType(type);
            Map<String, String> parameters = media.getParameters();
            String charset = parameters.get("charset");
            return takes.mediaTypes().contains(media.getType() + "/" + media.getSubtype())
                    && (charset == null || charset.replace("\"", "").equalsIgnoreCase("utf-8"));
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    private static ObjectNode nothing() {
        return Json.MAPPER.createObjectNode();
    }
}
