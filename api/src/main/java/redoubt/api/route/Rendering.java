package redoubt.api.route;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import redoubt.api.dialect.Problems;
import redoubt.api.http.Reply;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Turns whatever went wrong into an answer: refusals, what the framework says, outages, which pass, and bugs, which are
 * logged once.
 */
public final class Rendering {

    private static final Logger LOG = LoggerFactory.getLogger(Rendering.class);

    private static final int SOON = 1;

    private final Problems problems;
    private final Predicate<Throwable> outage;

    /**
     * Renders in the manner of a dialect.
     *
     * @param outage whether what was thrown is no bug: what we rely on is not to be had at the moment
     */
    public Rendering(Problems problems, Predicate<Throwable> outage) {
        this.problems = problems;
        this.outage = outage;
    }

    /** The answer for a failure. */
    public Reply of(Failure failure) {
        return problems.of(failure);
    }

    /** The answer for anything that was thrown; logs what is our own fault. */
    public Reply of(Throwable thrown, String requestId) {
        if (thrown instanceof Refused refused) {
            return problems.of(refused.failure());
        }
        if (thrown instanceof ResponseStatusException framework) {
            Failure failure = failure(framework);
            if (failure != null) {
                return problems.of(failure);
            }
        }
        if (outage.test(thrown)) {
            LOG.warn("Request {} cannot be answered now: {}", requestId, thrown.getMessage());
            return problems.of(new Failure.Unavailable("event_store_unavailable", SOON));
        }
        LOG.error("Request {} failed", requestId, thrown);
        return problems.fault(requestId);
    }

    private static @org.jspecify.annotations.Nullable Failure failure(ResponseStatusException thrown) {
        return switch (thrown.getStatusCode().value()) {
            case 400 -> Failure.Invalid.of(Complaints.WHOLE, "Malformed request.");
            case 401 -> new Failure.Unauthenticated();
            case 403 -> new Failure.Denied();
            case 404 -> new Failure.NotFound();
            case 405 ->
                new Failure.MethodNotAllowed(
                        thrown instanceof MethodNotAllowedException not ? not.getHttpMethod() : "",
                        thrown instanceof MethodNotAllowedException not
                                ? not.getSupportedMethods().stream()
                                        .map(HttpMethod::name)
                                        .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new))
                                : Set.of());
            case 406 -> new Failure.NotAcceptable("application/json");
            case 413 -> new Failure.TooLarge(Takes.JSON.limit());
            case 414 -> new Failure.UriTooLong();
            case 415 -> new Failure.UnsupportedMediaType("", List.of("application/json"));
            case 503 -> new Failure.Unavailable("starting", 1);
            default -> null;
        };
    }
}
