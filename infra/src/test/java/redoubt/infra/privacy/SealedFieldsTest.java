package redoubt.infra.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redoubt.grc.Risk;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.privacy.SealedFields.About;
import redoubt.infra.privacy.SealedFields.Payload;
import redoubt.model.Catalogue;
import redoubt.people.User;

class SealedFieldsTest {

    private static final Catalogue CATALOGUE = Catalogue.of(User.class, Risk.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ANNA = "{\"email\":\"anna@example.com\",\"first_name\":\"Anna\",\"is_active\":true}";

    private final TestDatabase database = TestPostgres.fresh();
    private final UUID anna = UUID.randomUUID();

    @TempDir
    Path directory;

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void whatSaysWhoSomebodyIsIsSealedAndNothingElse() {
        SealedFields here = node();

        String sealed = seal(here, "user.created", ANNA);

        assertThat(sealed).contains("\"is_active\":true").doesNotContain("anna").doesNotContain("Anna");
        assertThat(open(here, "user.created", sealed)).isEqualTo(ANNA);
    }

    @Test
    void theSameTextLooksDifferentEachTime() {
        SealedFields here = node();

        assertThat(seal(here, "user.updated", ANNA)).isNotEqualTo(seal(here, "user.updated", ANNA));
    }

    @Test
    void anotherNodeOpensWhatThisOneSealed() {
        String sealed = seal(node(), "user.created", ANNA);

        assertThat(open(node(), "user.created", sealed)).isEqualTo(ANNA);
    }

    @Test
    void aTextThatWasMovedToAnotherFieldDoesNotOpen() {
        SealedFields here = node();
        String moved = seal(here, "user.created", ANNA)
                .replace("\"email\":", "\"x\":")
                .replace("\"first_name\":", "\"email\":");

        assertThatThrownBy(() -> open(here, "user.created", moved)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatStoodInClearBeforeIsRead() {
        assertThat(open(node(), "user.created", ANNA)).isEqualTo(ANNA);
    }

    @Test
    void eventsThatSayNothingOfAnybodyAreLeftAsTheyAre() {
        SealedFields here = node();
        String risk = "{\"name\":\"Fire\"}";

        assertThat(here.concerns("risk.created")).isFalse();
        assertThat(here.seal(new About("risk.created", UUID.randomUUID().toString()), risk))
                .isSameAs(risk);
    }

    @Test
    void whatIsGarbledIsNoticedByWhoeverOpensItAndNotBefore() {
        SealedFields here = node();
        for (String garbled : List.of("[]", "{\"email\":{}}", "{\"email\":{\"key\":\"none\"}}")) {
            here.beforeReading(Stream.of(new Payload("user.created", garbled))).block(PATIENCE);

            assertThatThrownBy(() -> here.open(new Payload("user.created", garbled)))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void afterTheKeyIsDestroyedNobodyReadsItAndNothingNewIsKept() {
        SubjectKeys keys = keys();
        SealedFields here = new SealedFields(CATALOGUE, keys);
        String sealed = seal(here, "user.created", ANNA);

        keys.destroy(List.of(anna)).block(PATIENCE);

        String erased = "{\"email\":\"erased-" + anna + "\",\"first_name\":\"\",\"is_active\":true}";
        assertThat(open(here, "user.created", sealed)).isEqualTo(erased);
        assertThat(open(node(), "user.created", sealed)).isEqualTo(erased);
        assertThat(open(node(), "user.updated", seal(node(), "user.updated", ANNA)))
                .isEqualTo(erased);
    }

    private SealedFields node() {
        return new SealedFields(CATALOGUE, keys());
    }

    private SubjectKeys keys() {
        return new SubjectKeys(database.pool(), MasterKey.of(null, directory));
    }

    private String seal(SealedFields fields, String event, String json) {
        About about = new About(event, anna.toString());
        fields.beforeWriting(Stream.of(about)).block(PATIENCE);
        return fields.seal(about, json);
    }

    private static String open(SealedFields fields, String event, String json) {
        Payload payload = new Payload(event, json);
        fields.beforeReading(Stream.of(payload)).block(PATIENCE);
        return fields.open(payload);
    }
}
