package redoubt.infra.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import redoubt.command.Commands;
import redoubt.command.identity.Beginnings;
import redoubt.command.identity.Founding;
import redoubt.identity.ApiToken;
import redoubt.infra.acceptance.EventStream;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.security.TokenSecret;
import redoubt.infra.security.TokenVault;
import redoubt.model.Ref;
import tools.jackson.databind.JsonNode;

/**
 * An organization with one thing of everything that can be made. Twins have the same things by the same names; beside them
 * each has things that hold a word which stands nowhere else.
 */
final class Tenant {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What things of every tenant are called. */
    static final String SAME = "Target";

    private static final String V1 = "/api/v1/";
    private static final String TM = "/api/";
    private static final String PASSWORD = "a long walk in the rain";

    private final RunningRedoubt redoubt;
    private final Http http;
    private final String word;
    private final Map<String, String> ids = new HashMap<>();
    private Http member;

    private Tenant(RunningRedoubt redoubt, Http http, String word) {
        this.redoubt = redoubt;
        this.http = http;
        this.member = http;
        this.word = word;
    }

    /** One whose people stand in it, founded as the first one is. */
    static Tenant founded(RunningRedoubt redoubt) {
        Commands commands = redoubt.part(Commands.class);
        Ref<ApiToken> token = commands.draw(ApiToken.class);
        String secret = TokenSecret.draw();
        String word = word();
        redoubt.part(TokenVault.class)
                .keep(token, secret)
                .then(new Founding(commands)
                        .found(new Founding.Plan(
                                word,
                                "boss@" + word + ".example",
                                Beginnings.read(),
                                token,
                                TokenSecret.preview(secret))))
                .block(PATIENCE);
        Tenant tenant = new Tenant(redoubt, redoubt.http().as(secret), word);
        // Nobody is promised to see at once what the house does.
        List<String> organizations = await().atMost(PATIENCE)
                .until(() -> tenant.http.get(TM + "organizations/").ids(), ids -> !ids.isEmpty());
        tenant.ids.put("organizations", organizations.getFirst());
        // Last stands what the others are told apart from.
        new Seed(tenant.http, tenant.ids).sown(word);
        new Seed(tenant.http, tenant.ids).sown(SAME);
        tenant.ids.put(Slot.WORD, word);
        tenant.people();
        tenant.listens();
        tenant.ids.put("audit-log", String.valueOf(tenant.log().getLast()));
        return tenant;
    }

    /** With all the rights of its administrator. */
    Http http() {
        return http;
    }

    /** Somebody who is a member of its team and nothing else. */
    Http member() {
        return member;
    }

    /** What of a noun there is. */
    String of(String noun) {
        return Objects.requireNonNull(ids.get(noun), noun);
    }

    /** Has another thing of a noun from now on. */
    void has(String noun, String id) {
        ids.put(noun, id);
    }

    /** Everything by which its things are known and nothing else is. */
    List<String> marks() {
        List<String> marks = new ArrayList<>(List.of(word));
        ids.values().stream().filter(id -> id.length() > 30).forEach(marks::add);
        return marks;
    }

    /** The positions of everything that has happened in it. */
    List<Long> log() {
        List<Long> log = new ArrayList<>();
        JsonNode page;
        do {
            page = http.get(V1 + "events/?payload=none&limit=500&after=" + (log.isEmpty() ? 0 : log.getLast()))
                    .expect(200)
                    .json();
            page.path("results").forEach(event -> log.add(event.path("position").asLong()));
        } while (!page.path("results").isEmpty());
        return log;
    }

    /** Completes when all that has happened in it is sealed. */
    void sealed() {
        long last = log().getLast();
        Instant end = Instant.now().plus(PATIENCE);
        while (http.get(V1 + "audit-log/head/")
                        .expect(200)
                        .json()
                        .path("sealed_position")
                        .asLong()
                < last) {
            assertThat(Instant.now()).as("sealed up to " + last).isBefore(end);
        }
    }

    /** A word that stands nowhere. */
    static String word() {
        return word(24);
    }

    private static String word(int length) {
        return ThreadLocalRandom.current()
                .ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Something of the form of an identifier that is nobody's. */
    static String nobodys(String id) {
        if (id.matches("\\d+")) {
            return Long.toString(ThreadLocalRandom.current().nextLong(100_000_000, 1_000_000_000));
        }
        if (id.contains("@")) {
            return "person@" + word() + ".example";
        }
        // The same age, so that it would stand beside the one that there is.
        return id.length() == 36
                ? id.substring(0, 24) + UUID.randomUUID().toString().substring(24)
                : word(id.length());
    }

    /** The same organization, seen from another team of it, which has an invitation of its own. */
    Tenant neighbour() {
        Tenant neighbour = new Tenant(redoubt, http, word);
        neighbour.ids.putAll(ids);
        new Seed(http, neighbour.ids).team(SAME, "");
        return neighbour;
    }

    /** Somebody who is let into the team in a role. */
    Http joined(String role) {
        return joined(role, "person@" + word() + ".example").http();
    }

    private record Person(Http http, String number) {}

    private Person joined(String role, String email) {
        Reply registered = redoubt.http()
                .anonymous()
                .post(
                        TM + "auth/registration/",
                        Seed.json("{'email':'%s','password1':'%s','password2':'%s'}", email, PASSWORD, PASSWORD))
                .expect(201);
        http.post(TM + "teams/" + of("teams") + "/invite-member/", Seed.json("{'email':'%s','role':'%s'}", email, role))
                .expect(200);
        return new Person(
                redoubt.http().with("Authorization", "Bearer " + registered.text("access")),
                registered.json().path("user").path("pk").asString());
    }

    /** Has a stream open, which tells nothing. */
    private void listens() {
        EventStream.open(http, "?types=framework.deleted", "");
        ids.put("streams", http.get(V1 + "events/streams/").ids().getFirst());
    }

    private void people() {
        Person person = joined("member", "member@" + word + ".example");
        String seat =
                http.get(TM + "memberships/?user=" + person.number()).ids().getFirst();
        member = person.http();
        ids.put("people", person.number());
        ids.put("memberships", seat);
        ids.put("organization-members", seat);
    }
}
