package redoubt.api.route;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import redoubt.api.http.ClientAddress;
import redoubt.api.http.Parameters;
import redoubt.api.http.RequestId;
import redoubt.api.http.TraceParent;
import redoubt.command.Instruction;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Identifiers;
import tools.jackson.databind.node.ObjectNode;

/** One request on its way to its endpoint: everything that was checked on the way is here and can be relied on. */
public final class Call {

    private final ServerWebExchange exchange;
    private final Match match;
    private final @Nullable Principal principal;
    private final ObjectNode body;
    private final @Nullable Upload file;
    private final Parameters parameters;
    private final Instruction.@Nullable Key key;

    Call(
            ServerWebExchange exchange,
            Match match,
            @Nullable Principal principal,
            ObjectNode body,
            @Nullable Upload file,
            Parameters parameters,
            Instruction.@Nullable Key key) {
        this.exchange = exchange;
        this.match = match;
        this.principal = principal;
        this.body = body;
        this.file = file;
        this.parameters = parameters;
        this.key = key;
    }

    /** The same, to be done under an idempotency key. */
    public Call under(Instruction.Key key) {
        return new Call(exchange, match, principal, body, file, parameters, key);
    }

    /** The same, of a call that anybody may send, on behalf of whoever did. */
    public Call by(Principal principal) {
        return new Call(exchange, match, principal, body, file, parameters, key);
    }

    /** On whose behalf. */
    public Principal by() {
        if (principal == null) {
            throw new Refused(new Failure.Unauthenticated());
        }
        return principal;
    }

    /** The context in which something is to be done. */
    public Instruction instruction() {
        Instruction plain = plain();
        return key == null ? plain : plain.under(key);
    }

    /** The same without the idempotency key, for calls that do several things, each under a key of its own. */
    public Instruction plain() {
        return Instruction.of(by(), requestId())
                .traced(TraceParent.of(exchange.getRequest().getHeaders()))
                .from(ClientAddress.of(remote()));
    }

    /** The idempotency key; null for none. */
    public Instruction.@Nullable Key key() {
        return key;
    }

    /** The identifier of the request. */
    public String requestId() {
        return RequestId.of(exchange);
    }

    /** The endpoint that is called. */
    public Endpoint endpoint() {
        return match.endpoint();
    }

    /** The value of a variable step of the path. */
    public String step(String name) {
        String value = match.steps().get(name);
        if (value == null) {
            throw new IllegalStateException(
                    "No step " + name + " in " + match.endpoint().path());
        }
        return value;
    }

    /** The canonical path that is called, with its variable steps filled in. */
    public String path() {
        String path = endpoint().path();
        for (Map.Entry<String, String> step : match.steps().entrySet()) {
            path = path.replace("{" + step.getKey() + "}", step.getValue());
        }
        return path;
    }

    /**
     * The resource that the path names.
     *
     * @throws Refused as not found if the identifier is none
     */
    public <R> Ref<R> target(Shape<R> shape) {
        String id = match.steps().getOrDefault("id", by().organization());
        return Identifiers.read(id).map(shape::ref).orElseThrow(() -> new Refused(new Failure.NotFound()));
    }

    /** The file that was sent, for endpoints that take one. */
    public Upload file() {
        return Objects.requireNonNull(file, "This endpoint takes no file");
    }

    /** What stands for what was sent where requests are compared: the body, or what tells a file from any other. */
    public ObjectNode fingerprint() {
        String query = exchange.getRequest().getURI().getRawQuery();
        return file == null ? body : file.fingerprint(Objects.requireNonNullElse(query, ""));
    }

    /** The body; an empty object where none is read. */
    public ObjectNode body() {
        return body;
    }

    /** The query parameters. */
    public Parameters parameters() {
        return parameters;
    }

    /** All values of a request header. */
    public List<String> header(String name) {
        return exchange.getRequest().getHeaders().getOrEmpty(name);
    }

    /** The request headers. */
    public HttpHeaders headers() {
        return exchange.getRequest().getHeaders();
    }

    /** Where the request comes from, if the server knows. */
    public @Nullable InetSocketAddress remote() {
        return exchange.getRequest().getRemoteAddress();
    }

    /** The exchange, for endpoints that answer as it happens. */
    public ServerWebExchange exchange() {
        return exchange;
    }
}
