package redoubt.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.grc.Risk;
import redoubt.model.Always;
import redoubt.model.Catalogue;
import redoubt.model.Created;
import redoubt.model.Patch;
import redoubt.model.Resource;
import redoubt.model.Updated;
import redoubt.model.Vocabulary;

/** Events over the years: old ones stay readable, whatever has become of the records since. */
class EventJsonTest {

    private final EventJson json = new EventJson(Vocabulary.catalogue(), List.of());

    /** A ship as we see it today: once it had a title instead of a name, and tons instead of kilograms. */
    @Resource(name = "ship", plural = "ships")
    record Ship(String name, Integer kilograms, @Always String flag, Hull hull) {
        Ship {
            flag = flag == null ? "none" : flag;
        }
    }

    record Hull(String steel, int decks) {}

    private static final Upcast TITLE_TO_NAME = new Upcast("ship.created", 1, payload -> {
        payload.set("name", payload.remove("title"));
        return payload;
    });

    private static final Upcast TONS_TO_KILOGRAMS = new Upcast("ship.created", 2, payload -> {
        payload.put("kilograms", payload.remove("tons").asInt() * 1_000);
        return payload;
    });

    @Test
    void anOldPayloadIsLiftedStepByStep() {
        EventJson ships = new EventJson(Catalogue.of(Ship.class), List.of(TONS_TO_KILOGRAMS, TITLE_TO_NAME));
        Created<Ship> today = new Created<>(new Ship("Argo", 3_000, "Iolcus", null));

        assertThat(ships.read("ship.created", 1, "{\"title\":\"Argo\",\"tons\":3,\"flag\":\"Iolcus\"}"))
                .isEqualTo(today);
        assertThat(ships.read("ship.created", 2, "{\"name\":\"Argo\",\"tons\":3,\"flag\":\"Iolcus\"}"))
                .isEqualTo(today);
        assertThat(ships.read("ship.created", 3, "{\"name\":\"Argo\",\"kilograms\":3000,\"flag\":\"Iolcus\"}"))
                .isEqualTo(today);
        assertThat(ships.version("ship.created")).isEqualTo(3);
        assertThat(ships.version("ship.updated")).isEqualTo(1);
        assertThat(ships.read("ship.created", 3, ships.write(today))).isEqualTo(today);
    }

    @Test
    void aMissingStepIsAnErrorAndNotAGuess() {
        EventJson ships = new EventJson(Catalogue.of(Ship.class), List.of(TONS_TO_KILOGRAMS));
        assertThatThrownBy(() -> ships.read("ship.created", 1, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No upcast for ship.created from version 1");
    }

    @Test
    void whatANewerRedoubtWroteIsRefused() {
        assertThatThrownBy(() -> json.read("risk.created", 2, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("newer");
    }

    @Test
    void membersThatNoLongerExistAreIgnoredAndThoseThatDidNotExistYetAreDefaulted() {
        Created<?> read = (Created<?>) json.read(
                "risk.created",
                1,
                "{\"name\":\"Fire\",\"colour\":\"red\",\"acceptance\":{\"accepted_at\":\"2024-01-15T10:30:00Z\","
                        + "\"mood\":\"grim\",\"state\":{\"likelihood\":3}}}");

        Risk risk = (Risk) read.state();
        assertThat(risk.name()).isEqualTo("Fire");
        assertThat(risk.status()).isEqualTo(Risk.Status.OPEN);
        assertThat(risk.labels()).isEmpty();
        assertThat(risk.acceptance().acceptedAt()).isEqualTo(Instant.parse("2024-01-15T10:30:00Z"));
        assertThat(risk.acceptance().state().likelihood()).isEqualTo(3);
        assertThat(risk.acceptance().state().version()).isZero();
    }

    @Test
    void anUpdateHoldsExactlyWhatChangedNullIncluded() {
        Patch<Risk> patch = Patch.of(Risk.class).set(Risk::impact, 5).set(Risk::justification, null);
        assertThat(json.write(new Updated<>(patch))).isEqualTo("{\"impact\":5,\"justification\":null}");
        assertThat(json.read("risk.updated", 1, "{\"impact\":5,\"justification\":null,\"gone\":1}"))
                .isEqualTo(new Updated<>(patch));
    }

    @Test
    void anEmptyFieldIsNotWritten() {
        Risk risk = Patch.of(Risk.class).set(Risk::name, "Fire").create();
        assertThat(json.write(new Created<>(risk)))
                .isEqualTo("{\"name\":\"Fire\",\"description\":\"\",\"status\":\"open\",\"treatment\":\"open\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "3", "{", "{\"name\":1}", "{\"name\":\"a\",\"name\":\"b\"}", "null"})
    void whatIsNotSuchAnEventIsRefused(String payload) {
        assertThatThrownBy(() -> json.read("risk.created", 1, payload)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghost.created", "risk.painted", "risk", "", "risk."})
    void anUnknownNameIsRefused(String name) {
        assertThatThrownBy(() -> json.read(name, 1, "{}")).isInstanceOf(IllegalArgumentException.class);
    }
}
