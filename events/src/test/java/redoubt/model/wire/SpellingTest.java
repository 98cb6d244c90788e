package redoubt.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.grc.Risk;
import redoubt.model.Envelope;
import redoubt.model.Envelope.Actor;
import redoubt.model.Ref;

/** How names, moments and envelopes are spelled. */
class SpellingTest {

    @ParameterizedTest
    @CsvSource({
        "name, name",
        "riskMatrix, risk_matrix",
        "existingAppliedControls, existing_applied_controls",
        "definition.risk.0.slug, definition.risk.0.slug",
        "acceptance.expiresOn, acceptance.expires_on",
        "non_field_errors, non_field_errors"
    })
    void membersAreSpelledInSnakeCaseAlongTheirWholePath(String path, String spelled) {
        assertThat(Naming.SNAKE.path(path)).isEqualTo(spelled);
    }

    @Test
    void constantsAreSpelledInLowerCase() {
        assertThat(Naming.SNAKE.constant(Risk.Status.IN_PROGRESS)).isEqualTo("in_progress");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-15T10:30:00Z, 2024-01-15T10:30:00Z",
        "2024-01-15T10:30:00.1Z, 2024-01-15T10:30:00.100Z",
        "2024-01-15T10:30:00.123Z, 2024-01-15T10:30:00.123Z",
        "2024-01-15T10:30:00.1234Z, 2024-01-15T10:30:00.123400Z",
        "2024-01-15T10:30:00.000001Z, 2024-01-15T10:30:00.000001Z",
        "2024-01-15T10:30:00.000000999Z, 2024-01-15T10:30:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z"
    })
    void aMomentHasNoFractionOrThreeOrSixDigits(Instant instant, String printed) {
        assertThat(Moments.print(instant)).isEqualTo(printed);
        assertThat(Instant.parse(printed)).isEqualTo(Moments.cut(instant));
    }

    @Test
    void anEnvelopeComesBackFromItsMetadata() {
        Instant at = Instant.parse("2024-01-15T10:30:00Z");
        Ref<Risk> risk = Ref.of(Risk.class, "r");
        Actor actor = new Actor(Actor.Type.USER, "u", "t");
        Envelope full = new Envelope(7, at, actor, "o", "f", "update_risk", "c", "e", "00-trace", "Fire ✓");
        Envelope bare = new Envelope(1, at, Actor.SYSTEM, "o", null, "create_risk", null, null, null, null);

        for (Envelope envelope : new Envelope[] {full, bare}) {
            Map<String, String> metadata = Metadata.write(risk, envelope);
            assertThat(Metadata.read(metadata, at)).isEqualTo(envelope);
            assertThat(Metadata.resource(metadata)).isEqualTo("r");
        }
        assertThat(Metadata.write(risk, bare))
                .doesNotContainKeys("actor", "token", "folder", "causation", "trace", "label");
    }
}
