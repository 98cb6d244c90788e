package redoubt.api.auth;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
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
import redoubt.api.dialect.Problems;
import redoubt.api.http.Sending;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;

/**
 * The chain that asks for a credential wherever nothing else is said. Other ways to show one, such as a signed token of
 * a foreign issuer, are further filters of the same chain.
 */
public final class Security {

    /** What everybody may see, and whatever lies below. */
    private static final List<String> OPEN =
            List.of("/api/docs", "/api/redoc", "/api/schema", "/api/v1/openapi.json", "/api/v1/health", "/webjars");

    private static final Pattern HEADER = Pattern.compile("(?i:token) +([^ ]+)");

    private final Credentials credentials;
    private final TokenUse use;
    private final Problems problems;
    private final Clock clock;

    /** Asks {@code credentials}; refusals sound like {@code problems}. */
    public Security(Credentials credentials, TokenUse use, Problems problems, Clock clock) {
        this.credentials = credentials;
        this.use = use;
        this.problems = problems;
        this.clock = clock;
    }

    /** The chain, built on what the framework offers. */
    public SecurityWebFilterChain chain(ServerHttpSecurity http) {
        ServerWebExchangeMatcher open = exchange -> open(exchange) ? MatchResult.match() : MatchResult.notMatch();
        ServerAuthenticationEntryPoint refuse = (exchange, _) -> refuse(exchange);
        AuthenticationWebFilter tokens = new AuthenticationWebFilter(this::authenticate);
        tokens.setRequiresAuthenticationMatcher(new NegatedServerWebExchangeMatcher(open));
        tokens.setServerAuthenticationConverter(exchange -> Mono.justOrEmpty(presented(exchange.getRequest())));
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
                        .accessDeniedHandler((exchange, _) -> refuse(exchange)))
                .addFilterAt(tokens, SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(exchanges ->
                        exchanges.matchers(open).permitAll().anyExchange().authenticated())
                .build();
    }

    /** Plainer than patterns, which cost a tenth of a request. */
    private static boolean open(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        return OPEN.stream()
                .anyMatch(open ->
                        path.startsWith(open) && (path.length() == open.length() || path.charAt(open.length()) == '/'));
    }

    private Mono<Authentication> authenticate(Authentication shown) {
        if (!(shown instanceof Presented presented) || presented.secret().isEmpty()) {
            return Mono.error(new BadCredentialsException("Not a token"));
        }
        return credentials
                .authenticate(presented.secret())
                .switchIfEmpty(Mono.error(() -> new BadCredentialsException("Not a good token")))
                .<Authentication>map(principal -> {
                    String token = principal.actor().token();
                    if (token != null) {
                        use.used(token, clock.instant(), presented.ip());
                    }
                    return new Caller(principal);
                });
    }

    /** Who sent a request, with the rights they have at subscription; nobody if its credential is good no longer. */
    public Mono<Principal> again(ServerHttpRequest request) {
        return Mono.justOrEmpty(presented(request)).flatMap(shown -> credentials.authenticate(shown.secret()));
    }

    /** Emits when it makes sense to ask {@link #again}, but for what the clock does. */
    public Flux<Long> changes() {
        return credentials.changes();
    }

    private Mono<Void> refuse(ServerWebExchange exchange) {
        return Mono.defer(() -> Sending.send(exchange, problems.of(new Failure.Unauthenticated())));
    }

    private static @Nullable Presented presented(ServerHttpRequest request) {
        List<String> headers = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (headers.isEmpty()) {
            return null;
        }
        Matcher matcher = HEADER.matcher(headers.getFirst().strip());
        InetSocketAddress remote = request.getRemoteAddress();
        String ip = remote == null || remote.getAddress() == null
                ? null
                : remote.getAddress().getHostAddress();
        return new Presented(headers.size() == 1 && matcher.matches() ? matcher.group(1) : "", ip);
    }
}
