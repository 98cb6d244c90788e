package redoubt.api.tenancy;

import java.time.Clock;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.tenancy.Directory.Invited;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;

/** The link of an invitation: anybody who has it sees what it is for, and whom it is for joins through it. */
final class Invites {

    private final Tenancy tenancy;
    private final InviteLinks links;
    private final Invitations invitations;
    private final Function<Call, Mono<Principal>> caller;
    private final Clock clock;

    Invites(
            Tenancy tenancy,
            InviteLinks links,
            Invitations invitations,
            Function<Call, Mono<Principal>> caller,
            Clock clock) {
        this.tenancy = tenancy;
        this.links = links;
        this.invitations = invitations;
        this.caller = caller;
        this.clock = clock;
    }

    Mono<Answer> preview(Call call) {
        return opened(call, invited -> caller.apply(call).hasElement().flatMap(known -> tenancy.directory()
                .preview(invited)
                .<Answer>map(preview -> Reply.json(200, out -> {
                    out.writeStartObject();
                    out.writeName("invitation");
                    Tenancy.write(preview, out);
                    out.writeBooleanProperty("requiresSignup", !known);
                    out.writeEndObject();
                }))));
    }

    Mono<Answer> accept(Call call) {
        return caller.apply(call)
                .flatMap(by -> opened(call, invited -> accept(call.by(by), by, invited)))
                .switchIfEmpty(Mono.defer(() -> opened(
                        call,
                        _ -> Mono.just(Tenancy.error(401, "Must be logged in to accept invitation")
                                .with("WWW-Authenticate", "Bearer realm=\"api\"")))));
    }

    private Mono<Answer> accept(Call call, Principal by, Invited invited) {
        String user = by.actor().user();
        Seat.demand(user != null && by.limits().equals(Principal.Limits.NONE));
        return tenancy.directory()
                .address(by)
                .filter(email -> email.equalsIgnoreCase(invited.email()))
                .flatMap(_ -> invitations.accept(call, invited, Ref.of(User.class, String.valueOf(user))))
                .<Answer>map(member -> TeamPeople.told("accepted", "membership", member, 200))
                .switchIfEmpty(Mono.fromSupplier(
                        () -> Tenancy.error(403, "Invitation was sent to a different email address")));
    }

    private Mono<Answer> opened(Call call, Function<Invited, Mono<Answer>> answer) {
        return links.behind(call.step("token"))
                .flatMap(tenancy.directory()::invited)
                .flatMap(invited -> invited.open(clock.instant())
                        ? answer.apply(invited)
                        : Mono.error(new Refused(new Failure.Gone("Invitation expired or already used"))))
                .switchIfEmpty(Mono.fromSupplier(() -> Tenancy.error(404, "Invalid invitation")));
    }
}
