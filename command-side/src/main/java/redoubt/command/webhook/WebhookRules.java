package redoubt.command.webhook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.model.Fact;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.people.User;
import redoubt.webhook.Webhook;
import redoubt.webhook.WebhookDisabled;
import redoubt.webhook.WebhookEnabled;

/**
 * An endpoint belongs to whoever makes it, who must be somebody who looks after endpoints in the folders that it is told of. It
 * leads out into the world, and there are not too many of them.
 */
public final class WebhookRules implements Rules<Webhook, WebhookRules.Seen> {

    private final Neighbourhood neighbourhood;
    private final Most most;

    /** Rules that ask there what the log does not say. */
    public WebhookRules(Neighbourhood neighbourhood, Most most) {
        this.neighbourhood = neighbourhood;
        this.most = most;
    }

    /**
     * How many endpoints there may be.
     *
     * @param ofOne of one user
     * @param ofAll in an organization
     */
    public record Most(int ofOne, int ofAll) {

        /** Where nobody says otherwise. */
        public static final Most USUAL = new Most(20, 100);
    }

    /**
     * What an endpoint is judged by.
     *
     * @param complaint what is wrong with its address; empty if nothing is, or it was there before
     * @param own how many its owner has; 0 if it is one of them
     * @param all how many there are in the organization; 0 if it is one of them
     * @param placed whether the one who asks may have endpoints for its folders, or those were there before
     */
    public record Seen(Optional<String> complaint, long own, long all, boolean placed) {}

    @Override
    public Class<Webhook> of() {
        return Webhook.class;
    }

    @Override
    public Webhook complete(Webhook proposed, Principal by) {
        String user = by.actor().user();
        return proposed.owner() != null || user == null
                ? proposed
                : Patch.of(Webhook.class)
                        .set(Webhook::owner, Ref.of(User.class, user))
                        .applyTo(proposed);
    }

    @Override
    public Mono<Seen> look(Draft<Webhook> draft, World world) {
        Webhook former = draft.former();
        Webhook proposed = draft.proposed();
        String url = proposed.url();
        boolean asked = url != null
                && (former == null || !url.equals(former.url()) || (proposed.isActive() && !former.isActive()));
        Mono<Optional<String>> complaint = asked ? neighbourhood.complaint(url) : Mono.just(Optional.empty());
        Mono<Long> own = former != null
                ? Mono.just(0L)
                : world.pointing(Shape.of(Webhook.class).field(Webhook::owner), proposed.owner())
                        .map(owned -> (long) owned.size())
                        .defaultIfEmpty(0L);
        Mono<Long> all =
                former != null ? Mono.just(0L) : neighbourhood.count(draft.by().organization());
        return Mono.zip(complaint, own, all, placed(draft, world))
                .map(seen -> new Seen(seen.getT1(), seen.getT2(), seen.getT3(), seen.getT4()));
    }

    private static Mono<Boolean> placed(Draft<Webhook> draft, World world) {
        Webhook former = draft.former();
        if (former != null && former.folders().equals(draft.proposed().folders())) {
            return Mono.just(true);
        }
        Principal by = draft.by();
        Permission right = Permission.add("webhook");
        return draft.proposed().folders().isEmpty()
                ? Mono.just(Access.allows(by, right, Scope.of(by.organization(), List.of(by.root()))))
                : Flux.fromIterable(draft.proposed().folders())
                        .concatMap(folder -> world.chain(folder.id()))
                        .all(chain -> chain.isEmpty() || Access.allows(by, right, Scope.of(by.organization(), chain)));
    }

    @Override
    public Ruling<Webhook> judge(Draft<Webhook> draft, Seen seen) {
        Webhook proposed = draft.proposed();
        if (!Access.allowsSomewhere(draft.by(), Permission.change("webhook"))) {
            return Ruling.refused(new Failure.Denied());
        }
        Complaints complaints = new Complaints();
        seen.complaint().ifPresent(complaint -> complaints.add("url", complaint));
        proposed.eventTypes().stream()
                .filter(type -> !neighbourhood.knows(type))
                .forEach(type -> complaints.add("eventTypes", "\"" + type + "\" is not the type of any event."));
        if (!seen.placed()) {
            complaints.add("folders", "Choose folders in which you look after webhooks.");
        }
        if (!complaints.isEmpty()) {
            return Ruling.refused(complaints.toFailure());
        }
        if (seen.own() >= most.ofOne() || seen.all() >= most.ofAll()) {
            return Ruling.refused(Failure.Conflict.of(
                    "limit_reached",
                    "No more than " + most.ofOne() + " webhooks per user and " + most.ofAll() + " altogether."));
        }
        return settled(draft.former(), proposed);
    }

    private static Ruling<Webhook> settled(@Nullable Webhook former, Webhook proposed) {
        boolean turned = former != null && !former.isActive().equals(proposed.isActive());
        Webhook.Reason reason =
                former == null || turned ? (proposed.isActive() ? null : Webhook.Reason.USER) : former.disabledReason();
        Webhook settled = Patch.of(Webhook.class)
                .set(Webhook::eventTypes, List.copyOf(new LinkedHashSet<>(proposed.eventTypes())))
                .set(Webhook::disabledReason, reason)
                .applyTo(proposed);
        List<Fact<Webhook>> facts = new ArrayList<>();
        if (turned) {
            facts.add(
                    settled.isActive()
                            ? new WebhookEnabled(settled.host())
                            : new WebhookDisabled(settled.host(), Webhook.Reason.USER));
        }
        return Ruling.settled(settled, facts);
    }
}
