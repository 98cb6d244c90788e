package redoubt.infra.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.model.Field;
import redoubt.model.Required;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How one of them is changed, and how it is not. */
interface Changing extends Contract {

    @Test
    default void aPatchChangesWhatItNamesAndNothingElse() {
        ObjectNode before = subject().created(1);
        Reply changed = subject().http().patch(path(before), subject().change()).expect(200);

        assertThat(changed.version()).isGreaterThan(1);
        assertThat(changed.number("X-Redoubt-Position")).isPositive();
        assertThat(changed.header("ETag")).startsWith("\"" + changed.version() + ".");
        subject().change().properties().forEach(member -> assertThat(
                        changed.json().get(member.getKey()))
                .as(member.getKey())
                .isEqualTo(member.getValue()));
        for (Field<?, ?> field : subject().written()) {
            String member = Subject.member(field);
            if (!subject().change().has(member)) {
                assertThat(changed.json().get(member)).as(member).isEqualTo(before.get(member));
            }
        }
        assertThat(subject().live(id(before))).isEqualTo(changed.json());
    }

    @Test
    default void aPatchMayBeCalledByItsOwnName() {
        ObjectNode before = subject().created(1);
        Http merging = subject().http().with("Content-Type", "application/merge-patch+json");

        merging.patch(path(before), subject().change()).expect(200);
        assertThat(merging.put(path(before), before).expect(415).text("error")).isEqualTo("unsupported_media_type");
    }

    @Test
    default void whatIsReadCanBeEditedAndPutBack() {
        ObjectNode body = subject().created(1);
        body.setAll(subject().change());
        Reply put = subject().http().put(path(body), body).expect(200);

        subject().change().properties().forEach(member -> assertThat(put.json().get(member.getKey()))
                .as(member.getKey())
                .isEqualTo(member.getValue()));
        assertThat(put.version()).isGreaterThan(1);
    }

    @Test
    default void aPutKeepsWhatItLeavesOutIfThatIsOptional() {
        ObjectNode before = subject().created(1);
        ObjectNode least = JsonNodeFactory.instance.objectNode();
        subject().required().forEach(member -> least.set(member, before.get(member)));
        Reply put = subject().http().put(path(before), least).expect(200);

        assertThat(put.json()).isEqualTo(before);
        for (String member : subject().required()) {
            ObjectNode lacking = before.deepCopy();
            lacking.remove(member);
            assertThat(subject().http().put(path(before), lacking).expect(400).complaints(member))
                    .containsExactly("This field is required.");
        }
    }

    @Test
    default void aChangeThatChangesNothingIsSilent() {
        ObjectNode before = subject().created(1);
        String path = path(before);
        for (Reply silent : new Reply[] {
            subject().http().put(path, before),
            subject().http().patch(path, "{}"),
            subject().http().patch(path, before)
        }) {
            assertThat(silent.expect(200).json()).isEqualTo(before);
        }
        assertThat(subject().events(id(before))).isEqualTo(1);
    }

    @Test
    default void nullInAPatchClearsWhatMayBeEmptyAndIsRefusedElsewhere() {
        String id = id(subject().created(1));
        for (Field<?, ?> field : subject().written()) {
            String member = Subject.member(field);
            Reply reply = subject().http().patch(subject().path(id), "{\"%s\":null}".formatted(member));
            switch (Creating.Emptiness.of(field)) {
                case REFUSED ->
                    assertThat(reply.expect(400).complaints(member))
                            .as(member)
                            .containsExactly("This field may not be null.");
                case NULL ->
                    assertThat(reply.expect(200).json().get(member).isNull())
                            .as(member)
                            .isTrue();
                case TEXT ->
                    assertThat(reply.expect(200).text(member)).as(member).isEmpty();
                case LIST ->
                    assertThat(reply.expect(200).json().get(member)).as(member).isEmpty();
            }
        }
    }

    @Test
    default void aMistakeInAChangeChangesNothing() {
        ObjectNode before = subject().created(1);
        for (Mistake mistake : subject().mistakes()) {
            ObjectNode patch = subject().change();
            patch.set(mistake.member(), JsonMapper.shared().readTree(mistake.json()));

            assertThat(subject().http().patch(path(before), patch).expect(400).complaints(mistake.path()))
                    .as("%s = %s", mistake.member(), mistake.json())
                    .contains(mistake.message());
        }
        assertThat(subject()
                        .http()
                        .patch(path(before), "{\"nonsense\":1}")
                        .expect(400)
                        .complaints("nonsense"))
                .containsExactly("Unknown field.");
        assertThat(subject().live(id(before))).isEqualTo(before);
        assertThat(subject().events(id(before))).isEqualTo(1);
    }

    @Test
    default void aChangeOfAnOlderVersionIsRefused() {
        ObjectNode before = subject().created(1);
        String path = path(before);
        int version = subject()
                .http()
                .with("If-Match", "\"1\"")
                .patch(path, subject().change())
                .expect(200)
                .version();

        for (String stale : new String[] {"\"1\"", "\"1.00000000\"", "\"999\""}) {
            Http late = subject().http().with("If-Match", stale);
            String refusal = "{\"error\":\"precondition_failed\",\"message\":\"Resource was modified\","
                    + "\"current_version\":" + version + "}";
            assertThat(late.put(path, before).expect(412).text()).isEqualTo(refusal);
            assertThat(late.patch(path, "{}").expect(412).text()).isEqualTo(refusal);
            assertThat(late.delete(path).expect(412).text()).isEqualTo(refusal);
        }
        assertThat(subject().live(id(before)).path("version").asInt()).isEqualTo(version);
    }

    @Test
    default void aChangeOfThePresentVersionIsMadeHoweverThatIsSaid() {
        String path = path(subject().created(1));
        Map<String, JsonNode> change = Subject.members(subject().change());

        for (String match : new String[] {"*", "\"1\"", "\"1.00000000\""}) {
            subject().http().with("If-Match", match).patch(path, "{}").expect(200);
        }
        String tag = String.valueOf(subject().http().get(path).header("ETag"));
        assertThat(change).isNotEmpty();
        subject().http().with("If-Match", tag).patch(path, subject().change()).expect(200);
        subject().http().with("If-Match", "nonsense").patch(path, "{}").expect(400);
    }

    @Test
    default void nothingIsMadeByPuttingIt() {
        String path = subject().path(UUID.randomUUID().toString());

        subject().http().put(path, subject().body(1)).expect(404);
        subject().http().get(path).expect(404);
        assertThat(subject().list("").ids()).isEmpty();
    }

    @Test
    default void aReferenceToNothingIsRefusedWhereverItStands() {
        ObjectNode before = subject().created(1);
        for (Field<?, ?> field : subject().fields()) {
            String member = Subject.member(field);
            String stranger = "\"" + UUID.randomUUID() + "\"";
            String patch =
                    switch (field.kind()) {
                        case REF -> stranger;
                        case REFS -> "[" + stranger + "]";
                        default -> "";
                    };
            if (field.writable() && !patch.isEmpty()) {
                Reply refused = subject().http().patch(path(before), "{\"%s\":%s}".formatted(member, patch));
                assertThat(refused.expect(400).complaints(member))
                        .as(member)
                        .containsExactly("Object not found or not accessible.");
            }
        }
    }

    @Test
    default void aNameIsTrimmedAndNeverBlank() {
        ObjectNode before = subject().created(1);
        boolean named =
                subject().fields().stream().anyMatch(field -> field.name().equals("name") && field.is(Required.class));
        assertThat(named).isTrue();

        assertThat(subject()
                        .http()
                        .patch(path(before), "{\"name\":\"  A new name\\t\"}")
                        .expect(200)
                        .text("name"))
                .isEqualTo("A new name");
        assertThat(subject()
                        .http()
                        .patch(path(before), "{\"name\":\" \\u00a0 \"}")
                        .expect(400)
                        .complaints("name"))
                .containsExactly("This field may not be blank.");
    }

    private String path(JsonNode one) {
        return subject().path(id(one));
    }

    private static String id(JsonNode one) {
        return one.path("id").asString();
    }
}
