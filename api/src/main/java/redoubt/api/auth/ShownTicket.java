package redoubt.api.auth;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/** A ticket that somebody showed instead of a credential, and the mark of a browser that has used it before. */
final class ShownTicket extends SpringToken {

    /** Browsers keep it for pages of this server alone, and show it where streams are and nowhere else. */
    static final String COOKIE = "__Secure-redoubt_stream";

    /** The query parameter in which a ticket is shown. */
    static final String PARAMETER = "ticket";

    private static final long serialVersionUID = 1L;
    private static final String HELD = ShownTicket.class.getName();

    private final transient String ticket;
    private final transient @Nullable String mark;
    private final transient Map<String, Object> notes;

    private ShownTicket(String ticket, @Nullable String mark, Map<String, Object> notes) {
        this.ticket = ticket;
        this.mark = mark;
        this.notes = notes;
    }

    /** The ticket that a request shows where tickets count; null for none. */
    static @Nullable ShownTicket in(ServerWebExchange exchange, String streams) {
        ServerHttpRequest request = exchange.getRequest();
        String ticket = of(request, streams);
        if (ticket == null) {
            return null;
        }
        List<HttpCookie> marks = request.getCookies().getOrDefault(COOKIE, List.of());
        String mark = marks.size() == 1 ? marks.getFirst().getValue() : null;
        return new ShownTicket(ticket, mark, exchange.getAttributes());
    }

    /** The text of it; null if none is shown, and empty if it is not clear which. */
    static @Nullable String of(ServerHttpRequest request, String streams) {
        String path = request.getPath().pathWithinApplication().value();
        boolean there = path.equals(streams) || path.equals(streams + "/");
        if (!there || !HttpMethod.GET.equals(request.getMethod())) {
            return null;
        }
        List<String> tickets = request.getQueryParams().get(PARAMETER);
        return tickets == null ? null : tickets.size() == 1 ? Objects.requireNonNullElse(tickets.getFirst(), "") : "";
    }

    String ticket() {
        return ticket;
    }

    @Nullable
    String mark() {
        return mark;
    }

    /** Keeps what is behind it for whoever answers the request. */
    void found(Tickets.Held held) {
        notes.put(HELD, held);
    }

    /** What was found behind the ticket of a request; null if it showed none. */
    static Tickets.@Nullable Held behind(ServerWebExchange exchange) {
        return exchange.getAttribute(HELD);
    }
}
