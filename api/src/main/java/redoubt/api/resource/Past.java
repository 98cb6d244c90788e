package redoubt.api.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.http.Reply;
import redoubt.api.http.Spelled;
import redoubt.api.route.Call;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Json;
import redoubt.model.wire.Moments;
import redoubt.model.wire.Naming;
import redoubt.query.Moment;
import redoubt.query.Queries;
import redoubt.query.Retrospect;
import redoubt.query.Sight;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;

/** Things as they were: at a moment, at a position of the log, or in a version. */
public final class Past {

    /** What asks for a point of the past: of one thing, also by its version. */
    public static final List<Parameter> PARAMETERS = List.of(
            Parameter.text(
                    "as_of",
                    "Show it as it was at this moment (RFC 3339 with an offset) or at this position of the log.",
                    "2026-01-15T10:30:00Z"),
            Parameter.query("version", "Show it in this version.", Map.of("type", "integer", "minimum", 1), 2));

    /** The same where there is no one thing that has versions. */
    public static final List<Parameter> MOMENT = PARAMETERS.subList(0, 1);

    /** Events that are younger may still have company that is not visible yet. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final Timeline timeline;
    private final EventLog log;
    private final Rights rights;
    private final Showing showing;
    private final Retrospect retrospect;

    /** Tells from the log what was; lists are told of by {@code retrospect}. */
    public Past(Timeline timeline, EventLog log, Rights rights, Showing showing, Retrospect retrospect) {
        this.retrospect = retrospect;
        this.timeline = timeline;
        this.log = log;
        this.rights = rights;
        this.showing = showing;
    }

    /**
     * The last that happened to a thing, for whoever may look at its past.
     *
     * @return fails as not found, or as denied if only the history is out of reach
     */
    <R> Mono<Timeline.Step<R>> last(Principal by, Ref<R> ref) {
        return rights.past(by, ref);
    }

    /** What made a thing what it was in that version; nothing if it never had it. */
    <R> Mono<Timeline.Step<R>> version(Principal by, Ref<R> ref, long version) {
        return timeline.within(by.organization()).version(ref, version);
    }

    /**
     * A point in the past; at most one of its parts is there.
     *
     * @param position of the log
     * @param instant by the clock
     * @param version of the thing
     */
    public record Point(
            @Nullable Long position,
            @Nullable Instant instant,
            @Nullable Long version) {

        public static final Point NOW = new Point(null, null, null);

        /** Whether it is one. */
        public boolean past() {
            return position != null || instant != null || version != null;
        }
    }

    /**
     * A thing as it was.
     *
     * @param sight what is shown
     * @param position the position of the log it is shown at
     * @param at the moment it is shown at
     * @param settled whether the same question will always have the same answer
     */
    public record Scene<R>(Sight<R> sight, long position, Instant at, boolean settled) {

        /** The answer with the headers that tell when it is from. */
        public Reply dress(Reply reply) {
            return new When(position, at, settled).dress(reply);
        }
    }

    /**
     * A moment of the past.
     *
     * @param position of the log
     * @param at by the clock
     * @param settled whether the log will always say the same about it
     */
    record When(long position, Instant at, boolean settled) {

        /** The answer with the headers that tell when it is from. */
        Reply dress(Reply reply) {
            Reply dated =
                    reply.with("X-Redoubt-As-Of-Position", position).with("X-Redoubt-As-Of-Time", Moments.print(at));
            return settled ? dated.with("Cache-Control", "private, max-age=31536000, immutable") : dated;
        }
    }

    /** The moment that a request asks for, where no one thing has versions; complaints go to the parameters. */
    Point moment(Parameters parameters) {
        return moment(parameters.one("as_of"), parameters);
    }

    /** The point that a request asks for; complaints go to the parameters. */
    public Point read(Parameters parameters) {
        String asOf = parameters.one("as_of");
        String version = parameters.one("version");
        if (asOf != null && version != null) {
            parameters.complaints().add("version", "Cannot be combined with as_of.");
        }
        if (version != null) {
            if (!version.matches("0*[1-9]\\d{0,15}")) {
                parameters.complaints().add("version", "Must be a whole number from 1.");
                return Point.NOW;
            }
            return new Point(null, null, Long.valueOf(version));
        }
        return moment(asOf, parameters);
    }

    private static Point moment(@Nullable String asOf, Parameters parameters) {
        if (asOf == null) {
            return Point.NOW;
        }
        if (asOf.matches("\\d{1,18}")) {
            return new Point(Long.valueOf(asOf), null, null);
        }
        Instant instant = Codec.<Instant>of(Instant.class)
                .read(
                        Json.MAPPER.getNodeFactory().stringNode(asOf.replace(' ', '+')),
                        Naming.SNAKE,
                        "as_of",
                        parameters.complaints());
        return new Point(null, instant, null);
    }

    /** The thing at that point, if the caller may look at its past. */
    public <R> Mono<Scene<R>> show(Call call, Ref<R> ref, Point point) {
        // Both at once: what comes of the second is looked at only if the first allows it.
        return Mono.zip(
                        rights.past(call.by(), ref).materialize(),
                        known(timeline.within(call.by().organization()), ref, point)
                                .materialize())
                .flatMap(both -> {
                    Throwable refused = both.getT1().getThrowable();
                    return refused == null ? Mono.just(both.getT2()).<Then<R>>dematerialize() : Mono.error(refused);
                })
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                .flatMap(then -> showing.queries()
                        .describe(call.by(), List.of(then.known()), new Moment(then.position(), then.at()))
                        .map(sights -> new Scene<>(sights.getFirst(), then.position(), then.at(), then.settled())));
    }

    private record Then<R>(Known<R> known, long position, Instant at, boolean settled) {}

    private <R> Mono<Then<R>> known(Timeline past, Ref<R> ref, Point point) {
        if (point.version() != null) {
            return past.version(ref, point.version())
                    .flatMap(step -> step.after() == null
                            ? Mono.empty()
                            : Mono.just(new Then<>(
                                    step.after(),
                                    step.event().position(),
                                    step.event().envelope().at(),
                                    true)));
        }
        return when(point).flatMap(when -> past.at(ref, when.position())
                .map(known -> new Then<>(known, when.position(), when.at(), when.settled())));
    }

    /** Answers as of a moment, for who sees everything. */
    Mono<Queries> queries(Principal by, When when) {
        return retrospect.at(by.organization(), new Moment(when.position(), when.at()));
    }

    /** When that was; not a version, which only one thing has. */
    Mono<When> when(Point point) {
        if (point.instant() != null) {
            Instant instant = point.instant();
            Instant now = showing.clock().instant();
            if (instant.isAfter(now)) {
                return future();
            }
            boolean settled = instant.isBefore(now.minus(SETTLED));
            return log.positionAt(instant).map(position -> new When(position, instant, settled));
        }
        long position = point.position() == null ? 0 : point.position();
        return log.head()
                .flatMap(head -> position > head
                        ? future()
                        : log.read(new EventLog.Reading(position - 1, position, null, Set.of(), false))
                                .next()
                                .map(event ->
                                        new When(position, event.envelope().at(), true)));
    }

    private static <T> Mono<T> future() {
        return Mono.error(new Refused(Failure.Invalid.of(Spelled.as("as_of"), "Must not be in the future.")));
    }
}
