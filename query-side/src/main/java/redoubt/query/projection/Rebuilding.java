package redoubt.query.projection;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redoubt.query.rebuild.State;

/**
 * Makes tables anew while they are read and written, no more than two at a time, each on a connection of its own. Only for the
 * one who writes the tables; whoever comes after it goes on where it was.
 */
final class Rebuilding {

    private static final Logger log = LoggerFactory.getLogger(Rebuilding.class);
    private static final int AT_A_TIME = 2;
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final ConnectionFactory sessions;
    private final Making.Surroundings around;
    private final Map<String, TableFile> files;
    private final Runnable ended;
    private final Map<Object, Job> going = new ConcurrentHashMap<>();
    private final Sinks.Many<Job> next = Sinks.many().unicast().onBackpressureBuffer();

    /** @param ended is told when one has ended, so that another may begin */
    Rebuilding(ConnectionFactory sessions, Making.Surroundings around, Map<String, TableFile> files, Runnable ended) {
        this.sessions = sessions;
        this.around = around;
        this.files = files;
        this.ended = ended;
    }

    /** Sees what is wanted and not begun. */
    Mono<Void> look(Session session) {
        return session.ask(
                        "select " + Job.COLUMNS + " from read.rebuild where state in " + State.OPEN
                                + " order by requested_at",
                        Job::read)
                .collectList()
                .doOnNext(jobs -> may(jobs).forEach(job -> {
                    going.put(job.id(), job);
                    next.tryEmitNext(job).orThrow();
                }))
                .then();
    }

    private List<Job> may(List<Job> jobs) {
        List<Job> chosen = new ArrayList<>();
        List<Job> busy = new ArrayList<>(going.values());
        for (Job job : jobs) {
            boolean free = busy.isEmpty()
                    || (busy.size() < AT_A_TIME
                            && !job.alone()
                            && !busy.getFirst().alone());
            if (free && files.containsKey(job.noun()) && !going.containsKey(job.id())) {
                chosen.add(job);
                busy.add(job);
            }
        }
        return chosen;
    }

    /** Goes on for as long as this node writes the tables. */
    Mono<Void> run() {
        return next.asFlux().flatMap(this::make, AT_A_TIME).then();
    }

    private Flux<Void> make(Job job) {
        return Mono.usingWhen(
                        sessions.create(),
                        connection -> new Making(
                                        job,
                                        Objects.requireNonNull(files.get(job.noun())),
                                        new Session(connection),
                                        around)
                                .run(),
                        Connection::close)
                .onErrorResume(failure -> {
                    log.warn(
                            "Making the table of {} anew is interrupted and will go on: {}",
                            job.noun(),
                            failure.toString());
                    return Mono.delay(AGAIN).then();
                })
                .doFinally(_ -> {
                    going.remove(job.id());
                    ended.run();
                })
                .flux();
    }
}
