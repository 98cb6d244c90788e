package redoubt.infra.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.api.tenancy.Directory.Question;
import redoubt.api.tenancy.Seat;
import redoubt.api.tenancy.Shown;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.postgres.Sql;
import redoubt.infra.security.People;
import redoubt.infra.security.People.Resident;
import redoubt.query.Window;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Housekeeping;
import redoubt.query.tenancy.Confined;
import redoubt.query.tenancy.Rewritten;

/** Organizations that are alike, looked at by somebody who belongs to one of them and by questions that do not say which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectorySecondNetTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Class<?>> TYPES = List.of(
            Shown.Organization.class,
            Shown.Membership.class,
            Shown.Member.class,
            Shown.BusinessUnit.class,
            Shown.Team.class,
            Shown.TeamMember.class,
            Shown.Invitation.class);

    private final TestDatabase database = TestPostgres.fresh();
    private RunningRedoubt redoubt;
    private Seat seat;
    private long foreignTeam;

    @BeforeAll
    void twoOrganizations() {
        redoubt = RunningRedoubt.on(database);
        foreignTeam = team("ada");
        team("eve");
        Resident eve = redoubt.part(People.class).at("eve@example.com").block(PATIENCE);
        seat = new Sql(database.connections())
                .ask(
                        "select id, root_folder from read.organization where name = 'Org of eve'",
                        statement -> statement,
                        row -> new Seat(eve.acting(null)
                                .in(String.valueOf(row.get(0, UUID.class)), String.valueOf(row.get(1, UUID.class)))
                                .backed()))
                .blockFirst(PATIENCE);
    }

    /** The number of a team of somebody, with all that there can be around one. */
    private long team(String name) {
        String password = "a long walk in the rain";
        String account = "{\"email\":\"%1$s@example.com\",\"password1\":\"%2$s\",\"password2\":\"%2$s\"}";
        String access = redoubt.http()
                .anonymous()
                .post("/api/auth/registration/", account.formatted(name, password))
                .expect(201)
                .text("access");
        Http http = redoubt.http().with("Authorization", "Bearer " + access);
        String organization = http.post("/api/organizations/", "{\"name\":\"Org of " + name + "\"}")
                .expect(201)
                .id();
        String inIt = "{\"organization\":" + organization + ",\"name\":\"One of " + name + "\"}";
        http.post("/api/business-units/", inIt).expect(201);
        String team = http.post("/api/teams/", inIt).expect(201).id();
        http.post("/api/teams/" + team + "/invite-member/", "{\"email\":\"friend.of." + name + "@example.com\"}")
                .expect(201);
        return Long.parseLong(team);
    }

    @AfterAll
    void stop() {
        redoubt.close();
        database.close();
    }

    @Test
    void nothingOfAnotherOrganizationIsFoundWithoutTheFirstNet() {
        StoredDirectory directory = withoutFirstNet(database.questions(2));
        for (Class<?> type : TYPES) {
            assertThat(shown(directory, type))
                    .as(type.getSimpleName())
                    .contains("eve")
                    .doesNotContain("ada");
        }
        assertThat(directory
                        .locate(Shown.Team.class, foreignTeam, List.of(seat))
                        .block(PATIENCE))
                .isNull();
    }

    @Test
    void withoutTheSecondEverythingIs() {
        StoredDirectory directory = withoutFirstNet(database.pool());
        for (Class<?> type : TYPES) {
            // Whose invitations may be seen is asked by another condition.
            if (type != Shown.Invitation.class) {
                assertThat(shown(directory, type)).as(type.getSimpleName()).contains("eve", "ada");
            }
        }
    }

    private StoredDirectory withoutFirstNet(ConnectionFactory questions) {
        return new StoredDirectory(
                new Asking(new Confined(Rewritten.withoutFirstNet(questions))),
                new Housekeeping(database.pool()),
                redoubt.part(People.class),
                redoubt.part(StoredInviteLinks.class),
                new Numbers(database.pool()),
                Clock.systemUTC());
    }

    private String shown(StoredDirectory directory, Class<?> type) {
        Question all = new Question(List.of(seat), seat.by(), List.of(), List.of(), List.of(), new Window(0, 100));
        return directory.list(type, all).block(PATIENCE).items().toString();
    }
}
