package redoubt.infra.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.eventsourcing.eventstore.AppendCondition.none;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;

class ReceiptsTest extends LogTest {

    @Test
    void aClaimIsStoredWithItsEventsAndAnsweredAfterwards() {
        var store = store();
        written(store, event("before", "0"));
        var place = claimed(store, "key").join();

        var claimed = store.receipt("key").block(PATIENCE);
        assertThat(claimed.position()).isEqualTo(place.last()).isEqualTo(3);
        assertThat(claimed.fingerprint()).isEqualTo("print");
        assertThat(claimed.status()).isNull();
        assertThat(claimed.body()).isNull();

        store.keep("key", "print", 201, "{\"Location\": \"/x\"}", "answer".getBytes(UTF_8))
                .block(PATIENCE);

        var answered = store.receipt("key").block(PATIENCE);
        assertThat(answered.position()).isEqualTo(3);
        assertThat(answered.status()).isEqualTo(201);
        assertThat(answered.headersJson()).isEqualTo("{\"Location\": \"/x\"}");
        assertThat(answered.body()).asString(UTF_8).isEqualTo("answer");
    }

    @Test
    void ofTwentyAppendsWithOneKeyOneIsWrittenWhicheverStoreTheyGoThrough() {
        var one = store();
        var other = store();

        var all = IntStream.range(0, 20)
                .mapToObj(writer -> claimed(writer % 2 == 0 ? one : other, "the key"))
                .toList();

        assertThat(all.stream().map(LogTest::failure).filter(failure -> failure != null))
                .hasSize(19)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(AlreadyClaimed.class, taken -> assertThat(taken.key())
                                .isEqualTo("the key")));
        assertThat(sql("select count(*) from event")).containsExactly("2");
    }

    @Test
    void aRepeatedRequestHearsThatItIsKnownThoughItsOwnEventsStandInItsWay() {
        var store = store();
        var unlessMade = AppendCondition.withCriteria(EventCriteria.havingTags(tag("a")));
        append(store, unlessMade, new Context().with(Claim.KEY, new Claim("k", "f")), event("made", "1", tag("a")))
                .join();

        assertThat(failure(append(
                        store,
                        unlessMade,
                        new Context().with(Claim.KEY, new Claim("k", "f")),
                        event("made", "1", tag("a")))))
                .isInstanceOf(AlreadyClaimed.class);
    }

    @Test
    void aRejectedAppendClaimsNothing() {
        var store = store();
        written(store, event("made", "1", tag("a")));
        var unlessMade = AppendCondition.withCriteria(EventCriteria.havingTags(tag("a")));

        assertThat(failure(append(
                        store,
                        unlessMade,
                        new Context().with(Claim.KEY, new Claim("k", "f")),
                        event("made", "2", tag("a")))))
                .isInstanceOf(AppendEventsTransactionRejectedException.class);

        assertThat(store.receipt("k").blockOptional(PATIENCE)).isEmpty();
        assertThat(failure(claimed(store, "k"))).isNull();
    }

    @Test
    void aClaimTakesItsNeighboursNothingAway() {
        var store = store();
        claimed(store, "taken").join();

        var all = IntStream.range(0, 30)
                .mapToObj(i -> claimed(store, i == 7 ? "taken" : "key " + i))
                .toList();

        assertThat(all.stream().map(LogTest::failure).filter(failure -> failure != null))
                .hasSize(1);
        for (int i = 0; i < 30; i++) {
            var receipt = store.receipt(i == 7 ? "taken" : "key " + i).block(PATIENCE);
            assertThat(receipt.position())
                    .isEqualTo(i == 7 ? 2 : all.get(i).join().last());
        }
    }

    @Test
    void theFirstAnswerStaysAndAnotherFingerprintChangesNothing() {
        var store = store();
        claimed(store, "key").join();
        keep(store, "key", "another print", "not ours");
        keep(store, "key", "print", "first");
        keep(store, "key", "print", "second");

        assertThat(store.receipt("key").block(PATIENCE).body()).asString(UTF_8).isEqualTo("first");
    }

    @Test
    void anAnswerWithoutEventsIsKeptTooAndTakesTheKey() {
        var store = store();
        keep(store, "key", "print", "nothing to do");

        var receipt = store.receipt("key").block(PATIENCE);
        assertThat(receipt.position()).isNull();
        assertThat(receipt.body()).asString(UTF_8).isEqualTo("nothing to do");
        assertThat(failure(claimed(store, "key"))).isInstanceOf(AlreadyClaimed.class);
    }

    @Test
    void answersKeptWhileTheirKeysAreClaimedLeaveOneTruth() {
        var store = store();
        var all = IntStream.range(0, 200)
                .mapToObj(i -> {
                    var kept = store.keep("key " + i, "print", 200, "{}", new byte[0])
                            .toFuture();
                    return CompletableFuture.allOf(
                            kept, claimed(store, "key " + i).handle((_, failure) -> {
                                assertThat(failure == null || failure.getCause() instanceof AlreadyClaimed)
                                        .as("%s", failure)
                                        .isTrue();
                                return failure;
                            }));
                })
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();

        assertThat(sql("select count(*) from receipt")).containsExactly("200");
        assertThat(sql("select count(*) from receipt r where position is not null and not exists"
                        + " (select from event e where e.position = r.position)"))
                .containsExactly("0");
        assertThat(sql("select 2 * count(position) - (select count(*) from event) from receipt"))
                .containsExactly("0");
    }

    @Test
    void anExpiredReceiptIsUnknownAndItsKeyFree() {
        var store = store(Options.defaults().withReceipts(Duration.ofMillis(50)));
        claimed(store, "key").join();
        keep(store, "key", "print", "old");
        store.head().delayElement(Duration.ofMillis(80)).block(PATIENCE);

        assertThat(store.receipt("key").blockOptional(PATIENCE)).isEmpty();
        assertThat(failure(claimed(store, "key"))).isNull();
        assertThat(sql("select position from receipt")).containsExactly("4");
    }

    @Test
    void oldReceiptsAreForgottenAndTheirKeysFree() {
        var store = store();
        claimed(store, "one").join();
        claimed(store, "two").join();

        assertThat(store.forgetReceipts(Instant.now().minusSeconds(60)).block(PATIENCE))
                .isZero();
        assertThat(store.forgetReceipts(Instant.now().plusSeconds(60)).block(PATIENCE))
                .isEqualTo(2);
        assertThat(failure(claimed(store, "one"))).isNull();
    }

    private static CompletableFuture<Appended> claimed(PostgresEventStore store, String key) {
        return append(
                store,
                none(),
                new Context().with(Claim.KEY, new Claim(key, "print")),
                event("happened", "1"),
                event("happened", "2"));
    }

    private static void keep(PostgresEventStore store, String key, String fingerprint, String body) {
        store.keep(key, fingerprint, 200, "{}", body.getBytes(UTF_8)).block(PATIENCE);
    }
}
