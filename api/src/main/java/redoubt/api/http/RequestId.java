package redoubt.api.http;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The identifier under which a request is known everywhere: in its answer, in the log, in the events it leads to. */
public final class RequestId {

    /** The header that carries it both ways. */
    public static final String HEADER = "X-Request-ID";

    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    /** The client's own identifier if it is fit for a header, else a new one; the same one for the same exchange. */
    public static String of(ServerWebExchange exchange) {
        String known = exchange.getAttribute(ATTRIBUTE);
        if (known != null) {
            return known;
        }
        String id = of(exchange.getRequest().getHeaders().getFirst(HEADER));
        exchange.getAttributes().put(ATTRIBUTE, id);
        return id;
    }

    /** What a client sent, if it is fit for a header, else a new one. */
    public static String of(@Nullable String sent) {
        return sent != null && ACCEPTED.matcher(sent).matches()
                ? sent
                : UuidCreator.getTimeOrderedEpoch().toString();
    }
}
