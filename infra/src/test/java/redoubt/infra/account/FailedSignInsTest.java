package redoubt.infra.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Behaviour;
import redoubt.command.Commands;
import redoubt.command.Instruction;
import redoubt.command.Outcome;
import redoubt.identity.SignInsFailed;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.acceptance.SharedRedoubt;
import redoubt.infra.security.People;
import redoubt.infra.security.People.Resident;
import redoubt.model.Change;
import redoubt.model.Event;
import redoubt.model.Ref;

/** Who tries in vain is told of in the log, a few words for many attempts. */
@ExtendWith(SharedRedoubt.class)
class FailedSignInsTest {

    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.parse("2026-08-08T14:43:12Z");
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "2001:db8:0:0:0:0:0:7";
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final RunningRedoubt redoubt;

    FailedSignInsTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @Test
    void manyAttemptsOnOneAccountAreOneEvent() {
        Resident ada = resident();
        Resident ben = resident();
        Door door = new Door(redoubt.part(Commands.class), 0);
        try (FailedSignIns failed = new FailedSignIns(door, Duration.ofSeconds(1), CLOCK)) {
            failed.count(ada, HERE);
            failed.count(ada, HERE);
            failed.count(ada, HERE);
            failed.count(ben, HERE);

            await().atMost(SOON).untilAsserted(() -> assertThat(door.done).hasSize(2));
        }
        assertThat(door.facts()).containsExactlyInAnyOrder(new SignInsFailed(3, NOW), new SignInsFailed(1, NOW));
        assertThat(history(ada)).containsOnlyOnce("user.sign_ins_failed");
        assertThat(history(ben)).containsOnlyOnce("user.sign_ins_failed");
    }

    @Test
    void whoTriesFromElsewhereIsToldOfApart() {
        Resident ada = resident();
        Door door = new Door(redoubt.part(Commands.class), 0);
        try (FailedSignIns failed = new FailedSignIns(door, Duration.ofSeconds(1), CLOCK)) {
            failed.count(ada, HERE);
            failed.count(ada, THERE);
            failed.count(ada, THERE);

            await().atMost(SOON).untilAsserted(() -> assertThat(door.done).hasSize(2));
        }
        assertThat(door.facts()).containsExactlyInAnyOrder(new SignInsFailed(1, NOW), new SignInsFailed(2, NOW));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(history(ada)).contains("\"" + HERE + "\"", "\"" + THERE + "\""));
    }

    @Test
    void whatCannotBeNotedIsNotedLaterWithWhatHappenedMeanwhile() {
        Resident ada = resident();
        Door door = new Door(redoubt.part(Commands.class), Integer.MAX_VALUE);
        try (FailedSignIns failed = new FailedSignIns(door, OFTEN, CLOCK)) {
            failed.count(ada, HERE);
            await().atMost(SOON).until(() -> door.refusals.get() < Integer.MAX_VALUE);
            failed.count(ada, HERE);
            door.refusals.set(0);

            await().atMost(SOON).untilAsserted(() -> assertThat(door.done).isNotEmpty());
        }
        assertThat(door.facts()).containsExactly(new SignInsFailed(2, NOW));
        assertThat(history(ada)).containsOnlyOnce("user.sign_ins_failed");
    }

    @Test
    void whereNobodyTriedNothingIsNoted() throws InterruptedException {
        Door door = new Door(redoubt.part(Commands.class), 0);
        try (FailedSignIns failed = new FailedSignIns(door, OFTEN, CLOCK)) {
            failed.count(resident(), HERE);
            await().atMost(SOON).untilAsserted(() -> assertThat(door.done).hasSize(1));
            Thread.sleep(OFTEN.multipliedBy(6));

            assertThat(door.done).hasSize(1);
        }
    }

    private Resident resident() {
        String email = "tried-" + UUID.randomUUID() + "@example.com";
        redoubt.http().post("/api/v1/users/", "{\"email\":\"" + email + "\"}").expect(201);
        return redoubt.part(People.class).at(email).blockOptional(SOON).orElseThrow();
    }

    private String history(Resident resident) {
        return redoubt.http()
                .get("/api/v1/users/" + resident.account().ref().id() + "/history/")
                .expect(200)
                .text();
    }

    /** The way to the real write side, which is closed for the first who come. */
    private static final class Door implements Commands {

        private final Commands commands;
        private final AtomicInteger refusals;
        private final List<Outcome<?>> done = new CopyOnWriteArrayList<>();

        Door(Commands commands, int refusals) {
            this.commands = commands;
            this.refusals = new AtomicInteger(refusals);
        }

        List<Change<?>> facts() {
            return done.stream()
                    .flatMap(outcome -> outcome.events().stream())
                    .<Change<?>>map(Event::change)
                    .toList();
        }

        @Override
        public <R> Mono<Outcome<R>> send(Instruction instruction, Act<R> act) {
            return refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                    ? Mono.error(new IllegalStateException("The log is away"))
                    : commands.send(instruction, act).doOnNext(done::add);
        }

        @Override
        public Mono<List<Outcome<?>>> sendAll(Instruction instruction, List<Act<?>> acts) {
            return commands.sendAll(instruction, acts);
        }

        @Override
        public <R> Ref<R> draw(Class<R> type) {
            return commands.draw(type);
        }

        @Override
        public List<Behaviour<?, ?, ?>> behaviours() {
            return commands.behaviours();
        }
    }
}
