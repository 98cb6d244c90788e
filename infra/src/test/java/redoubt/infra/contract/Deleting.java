package redoubt.infra.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import redoubt.infra.acceptance.Reply;

/** How one of them ends. */
interface Deleting extends Contract {

    @Test
    default void whatIsDeletedIsGoneAtOnceAndOnlyOnce() {
        String id = subject().created(1).path("id").asString();
        String kept = subject().created(2).path("id").asString();
        Reply deleted = subject().http().delete(subject().path(id)).expect(204);

        assertThat(deleted.body()).isEmpty();
        assertThat(deleted.number("X-Redoubt-Position")).isPositive();
        assertThat(subject().list("").ids()).containsExactly(kept);
        subject().http().get(subject().path(id)).expect(404);
        subject().http().delete(subject().path(id)).expect(404);
        subject().http().patch(subject().path(id), subject().change()).expect(404);
        subject().http().put(subject().path(id), subject().body(1)).expect(404);
        assertThat(subject().events(id)).isEqualTo(2);
    }

    @Test
    default void whatIsDeletedMayBeMadeAgain() {
        String id = subject().created(1).path("id").asString();
        subject().http().delete(subject().path(id)).expect(204);

        assertThat(subject().created(1).path("id").asString()).isNotEqualTo(id);
    }

    @Test
    default void aDeletionMayInsistOnAVersion() {
        String path = subject().path(subject().created(1).path("id").asString());

        subject().http().with("If-Match", "\"2\"").delete(path).expect(412);
        subject().http().with("If-Match", "\"1\"").delete(path).expect(204);
    }
}
