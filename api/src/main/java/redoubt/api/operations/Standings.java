package redoubt.api.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.operations.ProjectionText.Standing;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.log.LogCensus;
import redoubt.query.rebuild.Projection;
import redoubt.query.rebuild.Rebuilds;

/** Where projections stand beside the log, by one look at it however many they are. */
final class Standings {

    private static final double MILLIS = 1_000.0;

    private final Rebuilds rebuilds;
    private final LogCensus census;
    private final ProjectionText text;
    private final Clock clock;

    Standings(Rebuilds rebuilds, LogCensus census, ProjectionText text, Clock clock) {
        this.rebuilds = rebuilds;
        this.census = census;
        this.text = text;
        this.clock = clock;
    }

    /** Where these stand. */
    Mono<List<Standing>> of(List<Projection> projections) {
        Set<Long> positions = new TreeSet<>();
        projections.forEach(each -> {
            positions.add(each.position() + 1);
            positions.add(each.lastChange());
        });
        return census.recorded(positions).map(recorded -> projections.stream()
                .map(each -> new Standing(
                        each,
                        recorded.head(),
                        secondsSince(recorded.at().get(each.position() + 1)),
                        recorded.at().get(each.lastChange())))
                .toList());
    }

    /** The answer that tells where one of them stands. */
    Mono<Answer> one(String noun) {
        return rebuilds.projections()
                .filter(projection -> projection.noun().equals(noun))
                .next()
                .flatMap(projection -> of(List.of(projection)))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                .map(standings -> Reply.json(200, out -> text.write(standings.getFirst(), out))
                        .with("Cache-Control", "no-store"));
    }

    private double secondsSince(@Nullable Instant at) {
        return at == null
                ? 0.0
                : Math.max(0, Duration.between(at, clock.instant()).toMillis() / MILLIS);
    }
}
