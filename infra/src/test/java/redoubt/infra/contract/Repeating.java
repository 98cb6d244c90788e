package redoubt.infra.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import tools.jackson.databind.node.ObjectNode;

/** What happens when a client is not sure whether it was heard. */
interface Repeating extends Contract {

    @Test
    default void aRequestThatIsRepeatedUnderItsKeyIsDoneOnce() {
        Http keyed = subject().http().with("Idempotency-Key", UUID.randomUUID().toString());
        ObjectNode body = subject().body(1);
        Reply first = keyed.post(subject().path(), body).expect(201);
        Reply again = keyed.post(subject().path(), body).expect(201);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotency-Replayed")).isNull();
        for (String header : List.of("Location", "ETag", "X-Redoubt-Position", "Content-Type")) {
            assertThat(again.header(header)).as(header).isEqualTo(first.header(header));
        }
        assertThat(subject().list("").ids()).containsExactly(first.id());
        assertThat(subject().events(first.id())).isEqualTo(1);
    }

    @Test
    default void theOrderOfMembersDoesNotMakeAnotherRequest() {
        Http keyed = subject().http().with("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
        ObjectNode body = subject().body(1);
        Reply first = keyed.post(subject().path(), body).expect(201);
        ObjectNode turned = Subject.object("{}");
        List.copyOf(body.propertyNames()).reversed().forEach(member -> turned.set(member, body.get(member)));

        assertThat(keyed.post(subject().path(), turned).expect(201).id()).isEqualTo(first.id());
    }

    @Test
    default void aKeyStandsForOneRequest() {
        Http keyed = subject().http().with("Idempotency-Key", UUID.randomUUID().toString());
        keyed.post(subject().path(), subject().body(1)).expect(201);

        assertThat(keyed.post(subject().path(), subject().body(2)).expect(422).text())
                .isEqualTo("{\"error\":\"idempotency_key_reused\","
                        + "\"message\":\"Idempotency-Key was used with a different request\"}");
        assertThat(subject().list("").ids()).hasSize(1);
    }

    @Test
    default void whatWasRefusedMayBeTriedAgainUnderTheSameKey() {
        Http keyed = subject().http().with("Idempotency-Key", UUID.randomUUID().toString());

        keyed.post(subject().path(), "{}").expect(400);
        keyed.post(subject().path(), subject().body(1)).expect(201);
    }

    @Test
    default void aKeyIsVisibleAsciiAndNotTooLong() {
        for (String key : List.of("k".repeat(256), "\"\"", "two words", "\"unclosed")) {
            Reply refused = subject()
                    .http()
                    .with("Idempotency-Key", key)
                    .post(subject().path(), subject().body(1));
            assertThat(refused.expect(400).complaints("Idempotency-Key"))
                    .as(key)
                    .isNotEmpty();
        }
    }
}
