package redoubt.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redoubt.command.Create;
import redoubt.command.Perform;
import redoubt.command.Scenario;
import redoubt.command.Submission;
import redoubt.grc.Folder;
import redoubt.identity.ApiToken;
import redoubt.identity.ApiToken.Status;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.people.User;

class TokenTest {

    private final Scenario house = Scenario.founded();
    private final Instant now = house.clock().instant();
    private final Scenario reader = house.as(Role.READER, house.root());

    @Test
    void aTokenBelongsToWhoeverMakesItAndKeepsWhatTheServerAdds() {
        Ref<ApiToken> ref = Ref.of(ApiToken.class, UUID.randomUUID().toString());
        Patch<ApiToken> preview = Patch.of(ApiToken.class).set(ApiToken::tokenPreview, "pst_ZGVmZ2hp");
        reader.given(new Create<>(ref, Submission.of(named("CI")), preview));
        ApiToken token = house.state(ref);
        assertThat(token.owner().id()).isEqualTo(reader.by().actor().user());
        assertThat(token.tokenPreview()).isEqualTo("pst_ZGVmZ2hp");
        assertThat(token.status(now)).isEqualTo(Status.ACTIVE);
        assertThat(house.log().getLast().envelope().folder()).isNull();
    }

    @Test
    void nobodyMakesATokenForSomebodyElse() {
        Ref<User> ben = house.user("ben@example.org");
        Ref<ApiToken> token = house.made(named("CI").set(ApiToken::owner, ben).set(ApiToken::tokenPreview, "mine"));
        assertThat(house.state(token).owner().id()).isEqualTo(house.by().actor().user());
        assertThat(house.state(token).tokenPreview()).isNull();
    }

    @Test
    void aTokenLivesAMinuteAtLeastAndNoLongerThanTheHouseAllows() {
        house.when(create(named("CI").set(ApiToken::expiresAt, now.plusSeconds(59))))
                .thenInvalid("expiresAt", "Must be at least 60 seconds ahead.");
        house.when(create(named("CI").set(ApiToken::expiresAt, now.minusSeconds(1))))
                .thenComplaintsAbout("expiresAt");
        Instant latest = now.plus(Scenario.TOKEN_LIFE);
        house.when(create(named("CI").set(ApiToken::expiresAt, latest.plusSeconds(1))))
                .thenInvalid("expiresAt", "Tokens of this instance live no longer than 31536000 seconds.");
        assertThat(house.state(house.made(named("CI").set(ApiToken::expiresAt, now.plusSeconds(60))))
                        .expiresAt())
                .isEqualTo(now.plusSeconds(60));
        assertThat(house.state(house.made(named("CI"))).expiresAt()).isEqualTo(latest);
    }

    @Test
    void aTokenIsActiveUntilTheInstantItExpiresAndRevocationOutlivesExpiry() {
        Ref<ApiToken> token = house.made(named("CI").set(ApiToken::expiresAt, now.plusSeconds(60)));
        assertThat(house.state(token).status(now.plusSeconds(59))).isEqualTo(Status.ACTIVE);
        assertThat(house.state(token).status(now.plusSeconds(60))).isEqualTo(Status.EXPIRED);
        house.given(revoke(token));
        assertThat(house.state(token).status(now.plusSeconds(60))).isEqualTo(Status.REVOKED);
    }

    @Test
    void whatATokenMakesIsNoStrongerThanItself() {
        Ref<Folder> finance = house.folder("Finance");
        Scenario ben = house.as(Role.ADMINISTRATOR, house.root());
        Ref<ApiToken> maker = ben.made(
                named("Maker").set(ApiToken::folder, finance).set(ApiToken::expiresAt, now.plusSeconds(3_600)));
        Scenario made = ben.limited(false, finance).with(maker);

        ApiToken heir = made.state(made.made(named("Heir")));
        assertThat(heir.folder()).isEqualTo(finance);
        assertThat(heir.expiresAt()).isEqualTo(now.plusSeconds(3_600));

        made.when(create(named("Escape").set(ApiToken::folder, house.root()))).thenComplaintsAbout("folder");
        Ref<Folder> cards = house.folder("Cards", finance);
        ApiToken narrower = made.state(made.made(named("Narrower")
                .set(ApiToken::folder, cards)
                .set(ApiToken::readOnly, true)
                .set(ApiToken::expiresAt, now.plusSeconds(60))));
        assertThat(narrower.folder()).isEqualTo(cards);
        assertThat(narrower.readOnly()).isTrue();
        assertThat(narrower.expiresAt()).isEqualTo(now.plusSeconds(60));
    }

    @Test
    void aReadOnlyTokenMakesNone() {
        house.limited(true, null).when(create(named("Heir"))).thenDenied();
    }

    @Test
    void nobodyHoardsTokensButRevokedAndExpiredOnesDoNotCount() {
        Ref<ApiToken> first = reader.made(named("1"));
        reader.made(named("2").set(ApiToken::expiresAt, now.plusSeconds(60)));
        reader.made(named("3"));
        reader.when(create(named("4"))).thenConflict("token_limit_reached");
        reader.given(revoke(first));
        reader.given(create(named("4")));
        reader.when(create(named("5"))).thenConflict("token_limit_reached");
        house.later(Duration.ofSeconds(61));
        reader.when(create(named("5"))).then("api_token.created");
    }

    @Test
    void twoAtOnceDoNotSlipPastTheLimit() {
        reader.given(create(named("1")), create(named("2")));
        reader.meanwhile(create(named("3")));
        reader.when(create(named("4"))).thenConflict("token_limit_reached");
    }

    @Test
    void afterwardsOnlyTheNameChanges() {
        Ref<ApiToken> token = house.made(named("CI").set(ApiToken::readOnly, true));
        house.when(update(token, named("Deploy").set(ApiToken::readOnly, false).set(ApiToken::expiresAt, null)))
                .then("api_token.updated");
        assertThat(house.state(token).name()).isEqualTo("Deploy");
        assertThat(house.state(token).readOnly()).isTrue();
        assertThat(house.state(token).expiresAt()).isNotNull();
    }

    @Test
    void aTokenIsRevokedOnce() {
        Ref<ApiToken> token = house.made(named("CI"));
        house.when(revoke(token)).then("api_token.revoked");
        assertThat(house.state(token).revokedAt()).isEqualTo(now);
        assertThat(house.state(token).revokedBy().id())
                .isEqualTo(house.by().actor().user());
        house.when(revoke(token)).thenNotFound();
    }

    @Test
    void twoWhoRevokeAtOnceRevokeItOnce() {
        Ref<ApiToken> token = house.made(named("CI"));
        house.meanwhile(revoke(token));
        house.when(revoke(token)).thenNotFound();
    }

    @Test
    void theTokenOfAnotherIsSeenOnlyByWhoManagesUsers() {
        Ref<ApiToken> token = reader.made(named("Mine"));
        Scenario manager = house.as(Role.DOMAIN_MANAGER, house.root());
        manager.when(revoke(token)).thenNotFound();
        manager.when(update(token, named("Yours"))).thenNotFound();
        house.limited(false, house.folder("Finance")).when(revoke(token)).thenNotFound();
        house.limited(true, null).when(revoke(token)).thenDenied();
        house.when(revoke(token)).then("api_token.revoked");
    }

    @Test
    void whoHasNoRoleAtAllStillHasTheirOwnTokens() {
        Scenario nobody = house.as(Role.READER, house.folder("Gone"));
        Ref<ApiToken> token = nobody.made(named("Mine"));
        nobody.when(delete(house.root())).thenNotFound();
        nobody.when(revoke(token)).then("api_token.revoked");
    }

    private static Perform<ApiToken> revoke(Ref<ApiToken> token) {
        return perform(token, TokenRevocation.NAME, new TokenRevocation.Input());
    }

    private static Patch<ApiToken> named(String name) {
        return Patch.of(ApiToken.class).set(ApiToken::name, name);
    }
}
