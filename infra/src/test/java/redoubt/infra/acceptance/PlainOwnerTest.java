package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.infra.acceptance.Colleagues.ORGANIZATIONS;
import static redoubt.infra.acceptance.Colleagues.TEAMS;
import static redoubt.infra.acceptance.Colleagues.organization;
import static redoubt.infra.acceptance.Colleagues.team;

import org.junit.jupiter.api.Test;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.acceptance.Colleagues.Person;

/** On a database whose owner is no superuser, so that row security counts for everybody. */
class PlainOwnerTest {

    @Test
    void everythingIsAsItIsForASuperuser() {
        try (TestDatabase database = TestPostgres.owned("keeper", "createrole");
                RunningRedoubt redoubt = RunningRedoubt.on(database)) {
            String risk = redoubt.http()
                    .post("/api/v1/risks/", "{\"name\":\"Data breach\",\"labels\":[\"cloud\"]}")
                    .expect(201)
                    .text("id");
            redoubt.http()
                    .patch("/api/v1/risks/" + risk + "/", "{\"description\":\"Again\"}")
                    .expect(200);
            for (String list : new String[] {"?search=breach", "?labels=cloud", "?name=Data%20breach", ""}) {
                assertThat(redoubt.http().get("/api/v1/risks/" + list).ids()).containsExactly(risk);
            }
            assertThat(redoubt.http()
                            .get("/api/v1/risks/" + risk + "/history/")
                            .expect(200)
                            .results())
                    .hasSize(2);
            assertThat(redoubt.http()
                            .get("/api/v1/risks/" + risk + "/?version=1")
                            .expect(200)
                            .text("description"))
                    .isEmpty();
            Person ada = new Colleagues(redoubt).person();
            Person ben = new Colleagues(redoubt).person();
            String north = organization(ada, "North");
            team(ada, north, "Crypto");
            assertThat(ada.http().get(TEAMS).text()).contains("Crypto");
            assertThat(ben.http().get(TEAMS).results()).isEmpty();
            assertThat(ben.http().get(ORGANIZATIONS).results()).isEmpty();
            assertThat(redoubt.http().get("/api/v1/audit-log/verify/").status()).isEqualTo(200);
        }
    }
}
