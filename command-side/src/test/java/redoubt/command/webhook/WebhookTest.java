package redoubt.command.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.command.Expected;
import redoubt.command.Scenario;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.grc.Folder;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.webhook.Webhook;
import redoubt.webhook.Webhook.Reason;

/** Who may have endpoints, and what becomes of them. */
class WebhookTest {

    private final Scenario house = Scenario.founded();

    @Test
    void anEndpointBelongsToWhoeverMakesItAndListensToEverythingTheyMaySee() {
        Ref<Webhook> webhook = house.made(siem());
        Webhook made = house.state(webhook);
        assertThat(made.owner().id()).isEqualTo(house.by().actor().user());
        assertThat(made.folders()).isEmpty();
        assertThat(made.isActive()).isTrue();
        assertThat(made.maxInFlight()).isEqualTo(4);
        assertThat(made.ratePerSecond()).isEqualTo(10);
        assertThat(made.disabledReason()).isNull();
    }

    @Test
    void whoeverLooksAfterAFolderHasEndpointsForItAndForNoOther() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<Folder> cards = house.folder("Cards", finance);
        Ref<Folder> other = house.folder("Other");
        Scenario ben = house.as(Role.DOMAIN_MANAGER, finance);
        ben.when(create(siem())).thenComplaintsAbout("folders");
        ben.when(create(siem().set(Webhook::folders, List.of(other)))).thenComplaintsAbout("folders");
        ben.when(create(siem().set(Webhook::folders, List.of(finance, cards)))).then("webhook.created");
    }

    @Test
    void nobodyElseHasAny() {
        for (Role role : List.of(Role.READER, Role.ANALYST, Role.APPROVER, Role.AUDITOR)) {
            house.as(role, house.root()).when(create(siem())).thenDenied();
        }
        house.limited(true, null).when(create(siem())).thenDenied();
    }

    @Test
    void anEndpointOfSomebodyElseIsNotThere() {
        Scenario ben = house.as(Role.DOMAIN_MANAGER, house.root());
        Ref<Webhook> hers = house.made(siem());
        ben.when(update(hers, Webhook::name, "Mine")).thenNotFound();
        ben.when(delete(hers)).thenNotFound();
        Ref<Webhook> his = ben.made(siem());
        house.when(update(his, Webhook::name, "Administered")).then("webhook.updated");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        house.when(create(siem().set(Webhook::url, "https://refused.example/"))).thenInvalid("url", "Out of reach.");
        house.when(create(siem().set(Webhook::eventTypes, List.of("risk.created", "ghost.created"))))
                .thenInvalid("eventTypes", "\"ghost.created\" is not the type of any event.");
        house.when(create(siem().set(Webhook::maxInFlight, 17).set(Webhook::ratePerSecond, 0)))
                .thenComplaintsAbout("maxInFlight", "ratePerSecond");
    }

    @Test
    void nobodyHasMoreThanTwenty() {
        for (int i = 0; i < 20; i++) {
            house.made(siem());
        }
        house.when(create(siem())).thenConflict("limit_reached");
        house.as(Role.ADMINISTRATOR, house.root()).when(create(siem())).then("webhook.created");
    }

    @Test
    void anEndpointIsTurnedOffAndOnByItsOwner() {
        Ref<Webhook> webhook = house.made(siem());
        house.when(update(webhook, Webhook::isActive, false)).then("webhook.updated", "webhook.disabled");
        assertThat(house.state(webhook).disabledReason()).isEqualTo(Reason.USER);
        house.when(update(webhook, Webhook::isActive, true)).then("webhook.updated", "webhook.enabled");
        assertThat(house.state(webhook).disabledReason()).isNull();
        house.when(update(webhook, Webhook::isActive, true)).thenNothing();
    }

    @Test
    void theHouseStopsSendingOnceAndSaysWhy() {
        Ref<Webhook> webhook = house.made(siem());
        house.when(perform(webhook, Disabling.NAME, new Disabling.Input(Reason.GONE)))
                .then("webhook.disabled");
        assertThat(house.state(webhook).isActive()).isFalse();
        assertThat(house.state(webhook).disabledReason()).isEqualTo(Reason.GONE);
        house.when(perform(webhook, Disabling.NAME, new Disabling.Input(Reason.FAILING)))
                .thenNothing();
        house.when(update(webhook, Webhook::isActive, true)).then("webhook.updated", "webhook.enabled");
    }

    @Test
    void anotherSecretIsNotedByItsBeginningAndTheFormerOneSignsForAWhile() {
        Ref<Webhook> webhook = house.made(siem());
        house.when(perform(webhook, SecretRotation.NAME, input("first", Duration.ZERO)))
                .then("webhook.secret_rotated");
        Instant now = house.clock().instant();
        house.when(perform(webhook, SecretRotation.NAME, input("second", Duration.ofHours(1))))
                .then("webhook.secret_rotated");
        Webhook rotated = house.state(webhook);
        assertThat(rotated.secretPreview()).isEqualTo("whsec_ISIj");
        assertThat(rotated.secretRotatedAt()).isEqualTo(now);
        assertThat(rotated.secretKept()).isEqualTo("second");
        assertThat(rotated.formerKept()).isEqualTo("first");
        assertThat(rotated.formerUntil()).isEqualTo(now.plus(Duration.ofHours(1)));
        house.when(perform(webhook, SecretRotation.NAME, input("third", Duration.ZERO)))
                .then("webhook.secret_rotated");
        assertThat(house.state(webhook).formerKept()).isNull();
        assertThat(house.state(webhook).formerUntil()).isNull();
    }

    private static SecretRotation.Input input(String kept, Duration grace) {
        return new SecretRotation.Input("whsec_ISIj", kept, grace);
    }

    @Test
    void whatIsSecretAboutAnEndpointChangesWithTheRestOfIt() {
        Ref<Webhook> webhook = house.made(siem());
        Patch<Webhook> given = Patch.of(Webhook.class)
                .set(Webhook::headerNames, List.of("X-Tenant"))
                .set(Webhook::headersKept, "somewhere");
        Patch<Webhook> sent = Patch.of(Webhook.class).set(Webhook::name, "Renamed");
        house.when(new Update<>(webhook, Submission.of(sent), Expected.ANY, false, given))
                .then("webhook.updated");
        assertThat(house.state(webhook).name()).isEqualTo("Renamed");
        assertThat(house.state(webhook).headerNames()).containsExactly("X-Tenant");
        assertThat(house.state(webhook).headersKept()).isEqualTo("somewhere");
        house.when(new Update<>(webhook, Submission.of(sent), Expected.ANY, false, given))
                .thenNothing();
    }

    private static Patch<Webhook> siem() {
        return Patch.of(Webhook.class)
                .set(Webhook::name, "SIEM")
                .set(Webhook::url, "https://siem.example.com/hooks")
                .set(Webhook::eventTypes, List.of("risk.*"));
    }
}
