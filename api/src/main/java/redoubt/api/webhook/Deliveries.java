package redoubt.api.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.query.Window;
import redoubt.webhook.Webhook;

/** What became of what was to be sent. */
public interface Deliveries {

    /** How it goes with telling: {@code ok}, {@code standby} while another node tells, or {@code interrupted}. */
    String pulse();

    /** Those of an endpoint. */
    Mono<Part> list(String organization, Ref<Webhook> webhook, Asked asked, Window window);

    /** One of an endpoint, with everything about it; nothing if there is none. */
    Mono<Delivery.Detail> one(String organization, Known<Webhook> webhook, String id);

    /** Has one sent again at once; nothing if there is none. */
    Mono<Delivery> again(String organization, Ref<Webhook> webhook, String id);

    /** How often an endpoint was tested since a moment. */
    Mono<Integer> tests(Ref<Webhook> webhook, Instant since);

    /** Sends something now, once, whatever comes of it. */
    Mono<Tried> test(String organization, Known<Webhook> webhook, Test test);

    /** How many events there are to be told again, and has them told if that is wanted. */
    Mono<Replay> replay(Principal by, Known<Webhook> webhook, Wanted wanted);

    /** How far a replay is; nothing if there is none. */
    Mono<Replaying> replaying(String organization, Ref<Webhook> webhook, String id);

    /**
     * Some of the deliveries.
     *
     * @param count how many there are altogether
     * @param rows these ones
     */
    record Part(long count, List<Delivery> rows) {}

    /**
     * Which deliveries are asked for; what is empty or null is not asked about.
     *
     * @param equal the values that a column may have, by its name
     * @param ranges bounds, by the name of a column and the sign of the comparison
     * @param order a column
     * @param falling whether the greatest comes first
     */
    record Asked(Map<String, List<String>> equal, Map<String, Object> ranges, String order, boolean falling) {}

    /**
     * Something that did not happen.
     *
     * @param type of what did not happen
     * @param message what the receiver knows it by
     * @param body what is sent
     */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    record Test(String type, String message, byte[] body) {}

    /**
     * What came of a test.
     *
     * @param delivery where it is noted
     * @param attempt what came of it
     */
    record Tried(String delivery, Delivery.Attempt attempt) {}

    /**
     * What is to be told again.
     *
     * @param after events after this position
     * @param until up to this one
     * @param names of the events
     * @param onlyFailed only those that have not arrived
     * @param dry whether they are only counted
     */
    record Wanted(long after, long until, Set<String> names, boolean onlyFailed, boolean dry) {}

    /**
     * What is told again.
     *
     * @param id by which it is asked about; null if nothing is told
     * @param matching how many events
     */
    record Replay(@Nullable String id, long matching) {}

    /**
     * How far it is.
     *
     * @param done whether nothing is left to do
     */
    record Replaying(boolean done, long matching, long delivered, long failed, long pending) {}
}
