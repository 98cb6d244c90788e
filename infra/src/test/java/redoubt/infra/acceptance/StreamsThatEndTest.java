package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;
import redoubt.command.Commands;
import redoubt.command.Delete;
import redoubt.command.Expected;
import redoubt.command.Instruction;
import redoubt.identity.RoleAssignment;
import redoubt.infra.TestPostgres;
import redoubt.infra.founding.Houses;
import redoubt.model.Ref;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;

/** A stream lives no longer than the right to it, nor than its server, and says why it ends. */
@Timeout(240)
class StreamsThatEndTest {

    private static final String STREAM = "/api/v1/events/stream";
    private static final String TOKENS = "/api/v1/api-tokens/";
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void aStreamEndsWithItsTokenAtWhicheverNodeThatWasTakenBack() {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database);
                var other = RunningRedoubt.on(database)) {
            Reply token = one.http().post(TOKENS, "{\"name\":\"For a stream\"}").expect(201);
            Http here = one.http().as(token.text("token"));
            Http there = other.http().as(token.text("token"));
            try (var near = listen(here);
                    var far = listen(there);
                    var others = listen(one.http())) {
                Instant before = Instant.now();
                one.http().delete(TOKENS + token.id() + "/").expect(204);

                assertEnds(near, "token_revoked");
                assertEnds(far, "token_revoked");
                assertThat(Duration.between(before, Instant.now())).isLessThan(SOON);
                here.get(STREAM).expect(401);
                there.get(STREAM).expect(401);
                assertThat(others.next().orElseThrow().event()).isEqualTo("api_token.revoked");
            }
        }
    }

    @Test
    void aStreamEndsWithTheSessionThatOpenedItOnEitherNode() {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database, "--redoubt.sign-in.registration=member");
                var other = RunningRedoubt.on(database)) {
            String access = Visitors.register(one.http().anonymous(), Visitors.email())
                    .expect(201)
                    .text("access");
            Http here = one.http().with("Authorization", "Bearer " + access);
            Http there = other.http().with("Authorization", "Bearer " + access);
            try (var near = listen(here);
                    var far = listen(there)) {
                Instant before = Instant.now();
                here.send("POST", "/api/auth/logout/", BodyPublishers.noBody()).expect(200);

                assertEnds(near, "token_revoked");
                assertEnds(far, "token_revoked");
                assertThat(Duration.between(before, Instant.now())).isLessThan(SOON);
            }
        }
    }

    @Test
    void t15AStreamEndsWhenItsOwnerHoldsNoRoleThatAllowsIt() {
        try (var redoubt = RunningRedoubt.start("--redoubt.sign-in.registration=member")) {
            String access = Visitors.register(redoubt.http().anonymous(), Visitors.email())
                    .expect(201)
                    .text("access");
            Http member = redoubt.http().with("Authorization", "Bearer " + access);
            try (var stream = listen(member)) {
                takeRoleAway(redoubt);

                assertEnds(stream, "permission_lost");
                member.get(STREAM).expect(403);
            }
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aServerThatStopsSaysSoAndIsGoneWithinSeconds(CapturedOutput said) {
        try (var redoubt = RunningRedoubt.start();
                var stream = listen(redoubt.http())) {
            Instant before = Instant.now();
            redoubt.stop();

            assertThat(Duration.between(before, Instant.now())).isLessThan(SOON);
            assertEnds(stream, "shutdown");
            // Netty tells at any time of buffers that other tests of this process have left.
            assertThat(said.getAll().lines().filter(line -> !line.contains("ResourceLeakDetector")))
                    .noneMatch(line -> line.contains("ERROR") || line.contains("Exception"));
        }
    }

    /** A stream that has told where it begins and listens. */
    private static EventStream listen(Http http) {
        var stream = EventStream.open(http, "", "");
        assertThat(stream.next().orElseThrow().event()).isEqualTo("stream.ready");
        assertThat(stream.next().orElseThrow().event()).isEqualTo("stream.caught_up");
        return stream;
    }

    /** The last that is heard; what happened just before may or may not be. */
    private static void assertEnds(EventStream stream, String reason) {
        var frame = stream.next().orElseThrow();
        while (!frame.event().startsWith("stream.")) {
            frame = stream.next().orElseThrow();
        }
        assertThat(frame.event()).isEqualTo("stream.closing");
        assertThat(frame.data().path("reason").asString()).isEqualTo(reason);
        assertThat(stream.next()).as("the end").isEmpty();
    }

    /** Takes the role that was given last away, without any endpoint for that. */
    private static void takeRoleAway(RunningRedoubt redoubt) {
        var commands = redoubt.part(Commands.class);
        redoubt.part(Houses.class)
                .system()
                .flatMap(system -> roles(redoubt)
                        .takeLast(1)
                        .flatMap(role -> commands.send(Instruction.of(system, null), new Delete<>(role, Expected.ANY))))
                .blockLast(SOON);
    }

    private static Flux<Ref<RoleAssignment>> roles(RunningRedoubt redoubt) {
        return redoubt.part(EventLog.class)
                .read(Reading.of(Set.of("role_assignment"), Long.MAX_VALUE))
                .map(event -> Ref.of(RoleAssignment.class, event.ref().id()));
    }
}
