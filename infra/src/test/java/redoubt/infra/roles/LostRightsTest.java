package redoubt.infra.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.infra.acceptance.Colleagues;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.acceptance.SharedRedoubt;

/** What somebody may do is asked at each request: a token that lives on is worth what its owner may do now. */
@ExtendWith(SharedRedoubt.class)
class LostRightsTest {

    private final Colleagues colleagues;
    private final Http anybody;

    LostRightsTest(RunningRedoubt redoubt) {
        colleagues = new Colleagues(redoubt);
        anybody = redoubt.http().anonymous();
    }

    @Test
    void whoLosesARoleIsRefusedOnTheNextRequestWithTheTokensOfBefore() {
        Colleagues.Person boss = colleagues.person();
        String organization = Colleagues.organization(boss, "North");
        Colleagues.Person ben = colleagues.joined(boss, Colleagues.team(boss, organization, "Crypto"), "member");
        String token = ben.http()
                .post("/api/v1/api-tokens/", "{\"name\":\"Theirs\"}")
                .expect(201)
                .text("token");
        String seat = Colleagues.MEMBERSHIPS + Colleagues.seat(boss, ben) + "/";
        List<Http> both = List.of(ben.http(), anybody.as(token));

        boss.http().patch(seat, "{\"role\":\"security_team\"}").expect(200);
        assertThat(both).allSatisfy(each -> rename(each, organization).expect(200));
        boss.http().patch(seat, "{\"role\":\"member\"}").expect(200);
        assertThat(both).allSatisfy(each -> rename(each, organization).expect(403));
        boss.http().delete(seat).expect(204);
        assertThat(both).allSatisfy(each -> rename(each, organization).expect(404));
        assertThat(both).allSatisfy(each -> each.get("/api/v1/me/").expect(200));
    }

    private static Reply rename(Http http, String organization) {
        return http.patch(Colleagues.ORGANIZATIONS + organization + "/", "{\"name\":\"North\"}");
    }
}
