package redoubt.api.tenancy;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.tenancy.Directory.Located;
import redoubt.command.Act;
import redoubt.command.Create;
import redoubt.command.Delete;
import redoubt.command.Expected;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.command.identity.Founding;
import redoubt.identity.Team;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;

/** Teams: every member of an organization may make one, and who works in one looks after it. */
final class Teams {

    static final String TITLE = "Team";

    private static final int NAME = 255;
    private static final int CODE = 50;
    private static final int TEXT = 10_000;

    private final Tenancy tenancy;

    Teams(Tenancy tenancy) {
        this.tenancy = tenancy;
    }

    private record Values(Patch<Team> patch, boolean asksForDefault, boolean isDefault) {}

    Mono<Answer> create(Call call) {
        Form form = Form.whole(call.body());
        return Units.organization(tenancy, call, form, "team")
                .flatMap(seat -> values(form, seat).flatMap(values -> {
                    String user = seat.by().actor().user();
                    if (user == null) {
                        return Mono.error(new Refused(new Failure.Denied()));
                    }
                    Ref<Team> ref = tenancy.commands().draw(Team.class);
                    Create<Team> team = new Create<>(
                            ref,
                            Submission.of(values.patch()),
                            Patch.of(Team.class).set(Team::organization, seat.organization()));
                    List<Act<?>> acts =
                            new ArrayList<>(Founding.team(tenancy.commands(), team, Ref.of(User.class, user)));
                    if (values.isDefault()) {
                        Seat.demand(seat.administers());
                        acts.add(Founding.defaultTeam(seat.organization(), ref));
                    }
                    // Whoever makes a team leads it, which is the house's to say.
                    return tenancy.send(call, seat.by().backed(), acts)
                            .then(Mono.defer(() -> shown(call, 201, new Located(ref.id(), seat))));
                }));
    }

    /** The answer to the creation that ended at a position. */
    Mono<Answer> created(Call call, long position) {
        return tenancy.made(call, Team.class, position).flatMap(found -> shown(call, 201, found));
    }

    Mono<Answer> read(Call call) {
        return target(call).flatMap(found -> shown(call, 200, found));
    }

    Mono<Answer> replace(Call call) {
        return change(call, Form.whole(call.body()));
    }

    Mono<Answer> amend(Call call) {
        return change(call, Form.partial(call.body()));
    }

    private Mono<Answer> change(Call call, Form form) {
        return target(call).flatMap(found -> {
            Ref<Team> ref = ref(found);
            Seat.demand(found.seat().allows(Permission.change("team"), ref));
            return tenancy.item(call, Shown.Team.class, found.seat(), found.id())
                    .flatMap(now -> values(form, found.seat()).flatMap(values -> {
                        List<Act<?>> acts = new ArrayList<>();
                        acts.add(new Update<>(ref, Submission.of(values.patch()), Expected.ANY));
                        if (values.asksForDefault() && values.isDefault() != now.isDefault()) {
                            Seat.demand(found.seat().administers());
                            acts.add(
                                    Founding.defaultTeam(found.seat().organization(), values.isDefault() ? ref : null));
                        }
                        return tenancy.send(call, found.seat().by(), acts);
                    }))
                    .then(Mono.defer(() -> shown(call, 200, found)));
        });
    }

    Mono<Answer> delete(Call call) {
        return target(call).flatMap(found -> {
            Ref<Team> ref = ref(found);
            Seat.demand(found.seat().allows(Permission.delete("team"), ref));
            return tenancy.item(call, Shown.Team.class, found.seat(), found.id())
                    .flatMap(now -> {
                        List<Act<?>> acts = new ArrayList<>();
                        if (now.isDefault()) {
                            acts.add(Founding.defaultTeam(found.seat().organization(), null));
                        }
                        acts.add(new Delete<>(ref, Expected.ANY, true, now.name()));
                        return tenancy.send(call, found.seat().by().backed(), acts);
                    })
                    .thenReturn(Reply.empty(204));
        });
    }

    private Mono<Values> values(Form form, Seat seat) {
        Patch<Team> patch = Patch.of(Team.class);
        if (form.replaces()) {
            patch = patch.set(Team::code, "").set(Team::description, "");
        }
        String name = form.required("name", NAME).orElse(null);
        patch = name == null ? patch : patch.set(Team::name, name);
        String code = form.text("code", CODE).orElse(null);
        patch = code == null ? patch : patch.set(Team::code, code);
        String description = form.text("description", TEXT).orElse(null);
        patch = description == null ? patch : patch.set(Team::description, description);
        java.util.Optional<Boolean> isDefault = form.flag("isDefault");
        return Units.unit(
                        tenancy,
                        form,
                        "businessUnit",
                        seat,
                        patch,
                        (values, unit) -> values.set(Team::businessUnit, unit))
                .map(values -> {
                    form.finish();
                    return new Values(values, isDefault.isPresent(), isDefault.orElse(false));
                });
    }

    Mono<Located> target(Call call) {
        return tenancy.target(call, Shown.Team.class, TITLE);
    }

    static Ref<Team> ref(Located found) {
        return Ref.of(Team.class, found.id());
    }

    private Mono<Answer> shown(Call call, int status, Located found) {
        return tenancy.shown(call, status, Shown.Team.class, found.seat(), found.id());
    }
}
