package redoubt.query;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import redoubt.query.assembly.ReadSide;
import redoubt.query.tenancy.Confined;

/** A read side at work on a fresh database and a log in memory. */
public final class Running implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(20);

    public final Database database = Database.fresh();
    public final MemoryLog log;
    public final ReadSide side;

    public Running(MemoryLog log, Clock clock, ZoneId zone) {
        this(log, clock, zone, Database::questions);
    }

    /** One that asks what people ask through other connections. */
    public Running(MemoryLog log, Function<Database, ConnectionFactory> questions) {
        this(log, Clock.systemUTC(), ZoneId.of("UTC"), questions);
    }

    private Running(MemoryLog log, Clock clock, ZoneId zone, Function<Database, ConnectionFactory> questions) {
        this.log = log;
        this.side = ReadSide.of(
                database.sessions(),
                database.pool(),
                new Confined(questions.apply(database)),
                log,
                Tenant.CATALOGUE,
                clock,
                zone);
        side.projector().start().block(PATIENCE);
    }

    public Running(MemoryLog log) {
        this(log, Clock.systemUTC(), ZoneId.of("UTC"));
    }

    /** Waits until the tables have followed the whole log. */
    public Running caughtUp() {
        side.progress().reached(log.last(), PATIENCE).block(PATIENCE);
        return this;
    }

    /** The answer, once the tables have followed the whole log; null if there is none. */
    public <T> T answer(Mono<T> question) {
        caughtUp();
        return question.block(PATIENCE);
    }

    @Override
    public void close() {
        side.projector().stop().block(PATIENCE);
        database.close();
    }
}
