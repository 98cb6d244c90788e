package redoubt.infra.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Required;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How one of them comes to be. */
interface Creating extends Contract {

    @Test
    default void aNewOneIsAnsweredWithItsPlaceItsTagAndItself() {
        ObjectNode sent = subject().body(1);
        Reply created = subject().create(sent).expect(201);

        assertThat(created.header("Location"))
                .isEqualTo(RunningRedoubt.PUBLIC + subject().path(created.id()));
        assertThat(created.header("ETag")).matches("\"1\\.[0-9a-f]{8}\"");
        assertThat(created.header("Content-Type")).startsWith("application/json");
        assertThat(created.number("X-Redoubt-Position")).isPositive();
        assertThat(created.version()).isEqualTo(1);
        assertThat(created.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(created.text("created_at")).endsWith("Z").isEqualTo(created.text("updated_at"));
        sent.properties().forEach(member -> assertThat(created.json().get(member.getKey()))
                .as(member.getKey())
                .isEqualTo(member.getValue()));
    }

    @Test
    default void noMemberIsEverLeftOut() {
        JsonNode created = subject().created(1);

        assertThat(created.propertyNames())
                .containsAll(subject().fields().stream().map(Subject::member).toList())
                .containsAll(subject().readOnly().toList())
                .doesNotContain("org", "team", "search");
    }

    @Test
    default void membersThatOnlyWeWriteAreIgnored() {
        ObjectNode body = subject().body(1);
        subject().readOnly().forEach(member -> body.put(member, "nonsense"));
        Reply created = subject().create(body).expect(201);

        subject().readOnly().forEach(member -> assertThat(
                        created.json().get(member).asString(""))
                .as(member)
                .isNotEqualTo("nonsense"));
    }

    @Test
    default void aMemberNobodyKnowsIsRefused() {
        Reply refused = subject().create(subject().body(1).put("nonsense", 1)).expect(400);

        assertThat(refused.complaints("nonsense")).containsExactly("Unknown field.");
    }

    @Test
    default void eachRequiredMemberMustBeThere() {
        for (String member : subject().required()) {
            ObjectNode body = subject().body(1);
            body.remove(member);

            assertThat(subject().create(body).expect(400).text())
                    .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"%s\":[\"This field is required.\"]}}"
                            .formatted(member));
        }
    }

    @Test
    default void allRequiredMembersAreMissedAtOnce() {
        Reply refused = subject().http().post(subject().path(), "{}").expect(400);

        assertThat(refused.json().path("details").propertyNames())
                .containsExactlyInAnyOrderElementsOf(subject().required());
    }

    @Test
    default void eachMistakeIsToldUnderItsMember() {
        for (Mistake mistake : subject().mistakes()) {
            ObjectNode body = subject().body(1);
            body.set(mistake.member(), JsonMapper.shared().readTree(mistake.json()));

            assertThat(subject().create(body).expect(400).complaints(mistake.path()))
                    .as("%s = %s", mistake.member(), mistake.json())
                    .contains(mistake.message());
        }
    }

    @Test
    default void aValueOfTheWrongTypeIsAMistakeInEveryMember() {
        for (Field<?, ?> field :
                subject().fields().stream().filter(Field::writable).toList()) {
            for (String wrong : wrongFor(field.kind())) {
                String member = Subject.member(field);
                ObjectNode body = subject().body(1);
                body.set(member, JsonMapper.shared().readTree(wrong));
                Reply refused = subject().create(body);

                assertThat(refused.status())
                        .as("%s = %s: %s", member, wrong, refused.text())
                        .isEqualTo(400);
                assertThat(refused.json().path("details").propertyNames())
                        .as("%s = %s: %s", member, wrong, refused.text())
                        .anyMatch(path -> path.equals(member) || path.startsWith(member + "."));
            }
        }
    }

    @Test
    default void nullClearsWhatMayBeEmptyAndIsRefusedElsewhere() {
        for (Field<?, ?> field : subject().written()) {
            String member = Subject.member(field);
            ObjectNode body = subject().body(1);
            body.putNull(member);
            Reply reply = subject().create(body);
            switch (Emptiness.of(field)) {
                case REFUSED ->
                    assertThat(reply.expect(400).complaints(member))
                            .as(member)
                            .containsExactly("This field may not be null.");
                case NULL ->
                    assertThat(reply.expect(201).json().get(member).isNull())
                            .as(member)
                            .isTrue();
                case TEXT ->
                    assertThat(reply.expect(201).text(member)).as(member).isEmpty();
                case LIST ->
                    assertThat(reply.expect(201).json().get(member)).as(member).isEmpty();
            }
            if (reply.status() == 201) {
                // Samples may not come twice: the next one needs the place of this one.
                subject().http().delete(subject().path(reply.id())).expect(204);
            }
        }
    }

    private static List<String> wrongFor(Kind kind) {
        Stream<String> never = Stream.of("{\"a\":[1]}");
        Stream<String> wrong =
                switch (kind) {
                    case TEXT -> Stream.of("7", "true", "[\"x\"]");
                    case INTEGER -> Stream.of("\"3\"", "1.5", "true", "[1]", "1e999", "99999999999999999999");
                    case DECIMAL -> Stream.of("\"3\"", "true", "[1]");
                    case BOOLEAN -> Stream.of("\"true\"", "1", "[true]");
                    case DATE -> Stream.of("5", "\"soon\"", "\"2026-13-40\"", "\"2026-01-01T00:00:00Z\"");
                    case INSTANT -> Stream.of("5", "\"soon\"", "\"2026-01-01\"", "\"2026-01-01T00:00:00\"");
                    case CHOICE -> Stream.of("3", "\"nonsense\"", "\"\"", "[\"open\"]");
                    case REF -> Stream.of("7", "\"nonsense\"", "[\"x\"]");
                    case TEXTS -> Stream.of("\"x\"", "[1]", "[null]", "[[\"x\"]]");
                    case REFS -> Stream.of("\"x\"", "[7]", "[null]", "[\"nonsense\"]");
                    case OBJECT -> Stream.of("\"{}\"", "7", "[]");
                };
        return Stream.concat(never, wrong).toList();
    }

    /** What null means for a member. */
    enum Emptiness {
        REFUSED,
        NULL,
        TEXT,
        LIST;

        static Emptiness of(Field<?, ?> field) {
            if (field.is(Required.class)) {
                return REFUSED;
            }
            return switch (field.kind()) {
                case TEXTS, REFS -> LIST;
                case TEXT -> field.nullable() ? NULL : TEXT;
                default -> field.nullable() ? NULL : REFUSED;
            };
        }
    }
}
