package redoubt.api.auth;

import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Dialects;
import redoubt.api.http.ClientAddress;
import redoubt.api.http.Sending;
import redoubt.api.limit.RateLimits;
import redoubt.api.route.OpenPaths;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Failure.Unauthenticated.Why;
import redoubt.model.failure.Refused;

/**
 * The chain that asks for a credential wherever nothing else is said. Other ways to show one, such as a signed token of
 * a foreign issuer, are further filters of the same chain.
 */
public final class Security {

    /** What API tokens begin with. */
    private static final String API_TOKEN = "pst_";

    private static final String API_KEY = "X-API-Key";
    private static final String NOBODYS = "none";

    private static final Pattern HEADER = Pattern.compile("(?i:token) +([^ ]+)|(?i:bearer) +([^ ]+)");
    private static final Pattern SCHEME = Pattern.compile("(?i:token|bearer)( .*)?");

    private final Credentials credentials;
    private final Tickets tickets;
    private final String streams;
    private final TokenUse use;
    private final Refusals refusals;
    private final RateLimits limits;
    private final Clock clock;

    /**
     * Asks {@code credentials}; refusals sound like the dialect of the path, and addresses that get too many wait.
     *
     * @param streams the path where a ticket does as well, and the only one
     * @param refusals hears of credentials that were none
     */
    public Security(
            Credentials credentials,
            Tickets tickets,
            String streams,
            TokenUse use,
            Refusals refusals,
            RateLimits limits,
            Clock clock) {
        this.refusals = refusals;
        this.credentials = credentials;
        this.tickets = tickets;
        this.streams = streams.endsWith("/") ? streams.substring(0, streams.length() - 1) : streams;
        this.use = use;
        this.limits = limits;
        this.clock = clock;
    }

    /** The chain, built on what the framework offers. */
    public SecurityWebFilterChain chain(ServerHttpSecurity http) {
        ServerWebExchangeMatcher open = exchange -> open(exchange) ? MatchResult.match() : MatchResult.notMatch();
        ServerAuthenticationEntryPoint refuse = this::refuse;
        AuthenticationWebFilter tokens = new AuthenticationWebFilter(this::authenticate);
        tokens.setRequiresAuthenticationMatcher(new NegatedServerWebExchangeMatcher(open));
        tokens.setServerAuthenticationConverter(exchange -> Mono.defer(() -> shown(exchange)));
        tokens.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
        tokens.setAuthenticationFailureHandler(new ServerAuthenticationEntryPointFailureHandler(refuse));
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .cors(ServerHttpSecurity.CorsSpec::disable)
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(refuse)
                        .accessDeniedHandler((exchange, _) -> refuse(exchange, new Failure.Unauthenticated())))
                .addFilterAt(tokens, SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(exchanges ->
                        exchanges.matchers(open).permitAll().anyExchange().authenticated())
                .build();
    }

    private static boolean open(ServerWebExchange exchange) {
        return OpenPaths.include(
                exchange.getRequest().getPath().pathWithinApplication().value());
    }

    /** Nobody looks at what an address shows that was refused too often, so that guessing takes its time. */
    private Mono<Authentication> shown(ServerWebExchange exchange) {
        limits.knock(
                ClientAddress.network(exchange.getRequest().getRemoteAddress()),
                exchange.getResponse().getHeaders());
        Presented presented = presented(exchange.getRequest());
        ShownTicket ticket = ShownTicket.in(exchange, streams);
        if (presented != null && ticket != null) {
            // Two credentials could belong to two people.
            return Mono.just(new Presented("", null));
        }
        return Mono.justOrEmpty(ticket == null ? presented : ticket);
    }

    private Mono<Authentication> authenticate(Authentication shown) {
        if (shown instanceof ShownTicket ticket) {
            return tickets.find(ticket.ticket(), ticket.mark())
                    .doOnNext(ticket::found)
                    .<Authentication>map(held -> new Caller(held.by()))
                    .switchIfEmpty(Mono.error(() -> new Rejected(new Failure.Unauthenticated(Why.INVALID))));
        }
        if (!(shown instanceof Presented presented)) {
            return Mono.error(new Rejected(new Failure.Unauthenticated(Why.MALFORMED)));
        }
        return known(presented).doOnError(Rejected.class, _ -> refusals.refused(presented.ip()));
    }

    private Mono<Authentication> known(Presented presented) {
        if (presented.secret().isEmpty()) {
            return Mono.error(new Rejected(new Failure.Unauthenticated(Why.MALFORMED)));
        }
        return credentials
                .authenticate(presented.secret())
                .onErrorMap(Refused.class, Security::rejection)
                .switchIfEmpty(Mono.error(() -> new Rejected(new Failure.Unauthenticated(Why.INVALID))))
                .<Authentication>map(principal -> {
                    if (presented.secret().startsWith(API_TOKEN)) {
                        use.used(principal, clock.instant(), presented.ip());
                    }
                    return new Caller(principal);
                });
    }

    /** Who sent a request, with the rights they have at subscription; nobody if its credential is good no longer. */
    public Mono<Principal> again(ServerHttpRequest request) {
        String ticket = ShownTicket.of(request, streams);
        if (ticket != null) {
            return tickets.owner(ticket);
        }
        return Mono.justOrEmpty(presented(request))
                .flatMap(shown -> credentials.authenticate(shown.secret()))
                .onErrorResume(thrown -> rejection(thrown) instanceof Rejected, _ -> Mono.empty());
    }

    /** The ticket with which a stream was asked for; null if a credential was shown. */
    public Tickets.@Nullable Held ticket(ServerWebExchange exchange) {
        return ShownTicket.behind(exchange);
    }

    /** A ticket in the name of the credential with which it is asked for. */
    public Mono<Tickets.Drawn> draw(ServerHttpRequest request, String question) {
        return Mono.justOrEmpty(presented(request)).flatMap(shown -> tickets.draw(shown.secret(), question));
    }

    /** Uses a ticket; fails if somebody else was faster. The cookie to answer with, in the form of its header. */
    public Mono<String> use(Tickets.Held held) {
        return tickets.use(held)
                .map(mark -> ShownTicket.COOKIE + "=" + mark + "; Path=" + streams + "; Max-Age="
                        + Tickets.MARKED.toSeconds() + "; Secure; HttpOnly; SameSite=Strict")
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.Unauthenticated(Why.INVALID))));
    }

    /** Emits when it makes sense to ask {@link #again}, but for what the clock does. */
    public Flux<Long> changes() {
        return credentials.changes();
    }

    private static Throwable rejection(Throwable thrown) {
        return thrown instanceof Refused refused && refused.failure() instanceof Failure.Unauthenticated failure
                ? new Rejected(failure)
                : thrown;
    }

    private Mono<Void> refuse(ServerWebExchange exchange, AuthenticationException thrown) {
        return refuse(
                exchange, thrown instanceof Rejected rejected ? rejected.failure() : new Failure.Unauthenticated());
    }

    private Mono<Void> refuse(ServerWebExchange exchange, Failure failure) {
        return Mono.defer(() -> {
            limits.refused(
                    ClientAddress.network(exchange.getRequest().getRemoteAddress()),
                    exchange.getResponse().getHeaders());
            String path =
                    exchange.getRequest().getPath().pathWithinApplication().value();
            return Sending.send(exchange, Dialects.at(path).problems().of(failure));
        });
    }

    private static @Nullable Presented presented(ServerHttpRequest request) {
        List<String> headers = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        List<String> keys = request.getHeaders().getOrEmpty(API_KEY);
        if (!keys.isEmpty()) {
            // Two credentials could belong to two people, and neither of them is meant for certain.
            boolean alone = keys.size() == 1 && headers.isEmpty();
            return new Presented(
                    alone ? apiToken(keys.getFirst().strip()) : "", ClientAddress.of(request.getRemoteAddress()));
        }
        if (headers.isEmpty()) {
            return null;
        }
        String header = headers.getFirst().strip();
        if (headers.size() == 1 && !SCHEME.matcher(header).matches()) {
            return null;
        }
        Matcher matcher = HEADER.matcher(header);
        return new Presented(
                headers.size() == 1 && matcher.matches() ? secret(matcher) : "",
                ClientAddress.of(request.getRemoteAddress()));
    }

    /** API tokens are shown as tokens and not as bearer tokens: no two schemes for one of them. */
    private static String secret(Matcher header) {
        String token = header.group(1);
        String bearer = header.group(2);
        if (token != null) {
            return token;
        }
        return bearer.startsWith(API_TOKEN) ? NOBODYS : bearer;
    }

    /** What stands in the header for keys is an API token, or nobody's. */
    private static String apiToken(String key) {
        return key.isEmpty() || key.startsWith(API_TOKEN) ? key : NOBODYS;
    }
}
