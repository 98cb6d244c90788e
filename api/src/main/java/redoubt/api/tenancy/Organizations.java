package redoubt.api.tenancy;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.Reply;
import redoubt.api.resource.Preconditions;
import redoubt.api.route.Call;
import redoubt.api.tenancy.Directory.Located;
import redoubt.command.Perform;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.command.identity.Beginnings;
import redoubt.command.identity.Dissolution;
import redoubt.command.identity.Founding;
import redoubt.identity.Organization;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.people.User;

/** Organizations: whoever has none may found one, and so may who administers one. */
final class Organizations {

    static final String TITLE = "Organization";

    private static final int NAME = 255;
    private static final int LABEL = 50;

    /** Clients of this dialect may say which version they mean, and need not. */
    private static final Preconditions VERSIONS = new Preconditions(false);

    private final Tenancy tenancy;

    Organizations(Tenancy tenancy) {
        this.tenancy = tenancy;
    }

    Mono<Answer> create(Call call) {
        String user = call.by().actor().user();
        return tenancy.seats(call).flatMap(seats -> {
            Seat.demand(user != null
                    && call.by().limits().equals(Principal.Limits.NONE)
                    && (seats.isEmpty() || seats.stream().anyMatch(Seat::administers)));
            Ref<User> founder = Ref.of(User.class, String.valueOf(user));
            Patch<Organization> values = values(Form.whole(call.body()));
            Founding.House house = Founding.House.draw(tenancy.commands());
            Principal there =
                    call.by().in(house.organization().id(), house.root().id()).backed();
            return Mono.fromSupplier(Beginnings::read)
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMap(beginnings ->
                            tenancy.send(call, there, house.foundedBy(founder, tenancy.commands(), values, beginnings)))
                    .then(Mono.defer(() ->
                            shown(call, 201, new Located(house.organization().id(), new Seat(there)))));
        });
    }

    /** The answer to the creation that ended at a position. */
    Mono<Answer> created(Call call, long position) {
        return tenancy.made(call, Organization.class, position).flatMap(found -> shown(call, 201, found));
    }

    Mono<Answer> read(Call call) {
        return target(call).flatMap(found -> shown(call, 200, found));
    }

    Mono<Answer> replace(Call call) {
        return change(call, true);
    }

    Mono<Answer> amend(Call call) {
        return change(call, false);
    }

    private Mono<Answer> change(Call call, boolean whole) {
        return target(call).flatMap(found -> {
            Seat.demand(found.seat().administers());
            Patch<Organization> values = values(whole ? Form.whole(call.body()) : Form.partial(call.body()));
            Update<Organization> update =
                    new Update<>(found.seat().organization(), Submission.of(values), VERSIONS.acting(call));
            return tenancy.send(call, found.seat().by(), update).then(Mono.defer(() -> shown(call, 200, found)));
        });
    }

    Mono<Answer> delete(Call call) {
        return target(call)
                .flatMap(found -> tenancy.send(
                        call,
                        found.seat().by(),
                        new Perform<>(
                                found.seat().organization(),
                                Dissolution.NAME,
                                VERSIONS.acting(call),
                                redoubt.command.Form.of(new Dissolution.Input()))))
                .thenReturn(Reply.empty(204));
    }

    Mono<Located> target(Call call) {
        return tenancy.target(call, Shown.Organization.class, TITLE);
    }

    private Mono<Answer> shown(Call call, int status, Located found) {
        return tenancy.item(call, Shown.Organization.class, found.seat(), found.id())
                .flatMap(item -> tenancy.version(found.seat()).map(version -> {
                    Reply reply = Reply.json(status, out -> Tenancy.write(item, out));
                    return reply.with("ETag", EntityTags.of(version, reply.body()));
                }));
    }

    private static Patch<Organization> values(Form form) {
        Patch<Organization> patch = Patch.of(Organization.class);
        if (form.replaces()) {
            patch = patch.set(Organization::domain, "")
                    .set(Organization::plan, Organization.Plan.FREE)
                    .set(Organization::businessUnitLabel, "Business Unit");
        }
        String name = form.required("name", NAME).orElse(null);
        patch = name == null ? patch : patch.set(Organization::name, name);
        String domain = form.text("domain", NAME).orElse(null);
        patch = domain == null ? patch : patch.set(Organization::domain, domain);
        Organization.Plan plan = form.choice("plan", Organization.Plan.class).orElse(null);
        patch = plan == null ? patch : patch.set(Organization::plan, plan);
        String label = form.text("businessUnitLabel", LABEL).orElse(null);
        patch = label == null ? patch : patch.set(Organization::businessUnitLabel, label);
        form.finish();
        return patch;
    }
}
