package redoubt.api.tenancy;

import java.util.List;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.tenancy.Directory.Located;
import redoubt.command.Create;
import redoubt.command.Expected;
import redoubt.command.Perform;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.command.identity.UnitRemoval;
import redoubt.identity.BusinessUnit;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** Business units, which the administrators of an organization make. */
final class Units {

    private static final String TITLE = "BusinessUnit";
    private static final int NAME = 255;
    private static final int CODE = 50;
    private static final int TEXT = 10_000;

    private final Tenancy tenancy;

    Units(Tenancy tenancy) {
        this.tenancy = tenancy;
    }

    Mono<Answer> create(Call call) {
        Form form = Form.whole(call.body());
        return organization(tenancy, call, form, "business_unit")
                .flatMap(seat -> values(form, seat).flatMap(values -> {
                    Ref<BusinessUnit> ref = tenancy.commands().draw(BusinessUnit.class);
                    Create<BusinessUnit> create = new Create<>(
                            ref,
                            Submission.of(values),
                            Patch.of(BusinessUnit.class).set(BusinessUnit::organization, seat.organization()));
                    return tenancy.send(call, seat.by(), create)
                            .then(Mono.defer(() -> shown(call, 201, new Located(ref.id(), seat))));
                }));
    }

    /** The answer to the creation that ended at a position. */
    Mono<Answer> created(Call call, long position) {
        return tenancy.made(call, BusinessUnit.class, position).flatMap(found -> shown(call, 201, found));
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
            Seat.demand(found.seat().allows(Permission.change("business_unit")));
            return values(form, found.seat())
                    .flatMap(values -> tenancy.send(
                            call, found.seat().by(), new Update<>(ref(found), Submission.of(values), Expected.ANY)))
                    .then(Mono.defer(() -> shown(call, 200, found)));
        });
    }

    Mono<Answer> delete(Call call) {
        return target(call)
                .flatMap(found -> tenancy.send(
                        call,
                        found.seat().by(),
                        new Perform<>(
                                ref(found),
                                UnitRemoval.NAME,
                                Expected.ANY,
                                redoubt.command.Form.of(new UnitRemoval.Input()))))
                .thenReturn(Reply.empty(204));
    }

    /** The organization that a form names, if the caller may make such things there. */
    static Mono<Seat> organization(Tenancy tenancy, Call call, Form form, String noun) {
        OptionalLong number = form.number("organization");
        Permission add = Permission.add(noun);
        return tenancy.seats(call).flatMap(seats -> {
            Seat.demand(seats.stream().anyMatch(seat -> seat.allows(add)));
            Mono<Located> found = number.isEmpty()
                    ? Mono.empty()
                    : tenancy.directory().locate(Shown.Organization.class, number.getAsLong(), seats);
            return found.switchIfEmpty(Mono.defer(() -> {
                        if (number.isPresent()) {
                            form.missing("organization");
                        }
                        form.finish();
                        return Mono.error(new Refused(new Failure.Denied()));
                    }))
                    .map(there -> {
                        Seat.demand(there.seat().allows(add));
                        return there.seat();
                    });
        });
    }

    private Mono<Patch<BusinessUnit>> values(Form form, Seat seat) {
        Patch<BusinessUnit> patch = Patch.of(BusinessUnit.class);
        if (form.replaces()) {
            patch = patch.set(BusinessUnit::code, "").set(BusinessUnit::description, "");
        }
        String name = form.required("name", NAME).orElse(null);
        patch = name == null ? patch : patch.set(BusinessUnit::name, name);
        String code = form.text("code", CODE).orElse(null);
        patch = code == null ? patch : patch.set(BusinessUnit::code, code);
        String description = form.text("description", TEXT).orElse(null);
        patch = description == null ? patch : patch.set(BusinessUnit::description, description);
        return unit(tenancy, form, "parent", seat, patch, (values, unit) -> values.set(BusinessUnit::parent, unit))
                .doOnNext(_ -> form.finish());
    }

    /** Puts in the unit that a member of a form names, or none if it says so. */
    static <R> Mono<Patch<R>> unit(
            Tenancy tenancy,
            Form form,
            String member,
            Seat seat,
            Patch<R> patch,
            java.util.function.BiFunction<Patch<R>, @org.jspecify.annotations.Nullable Ref<BusinessUnit>, Patch<R>>
                    put) {
        if (!form.has(member)) {
            return Mono.just(patch);
        }
        OptionalLong number = form.numberOrNothing(member);
        if (number.isEmpty()) {
            return Mono.just(put.apply(patch, null));
        }
        return tenancy.directory()
                .locate(Shown.BusinessUnit.class, number.getAsLong(), List.of(seat))
                .map(found -> put.apply(patch, ref(found)))
                .switchIfEmpty(Mono.fromSupplier(() -> {
                    form.missing(member);
                    return patch;
                }));
    }

    private Mono<Located> target(Call call) {
        return tenancy.target(call, Shown.BusinessUnit.class, TITLE);
    }

    private Mono<Answer> shown(Call call, int status, Located found) {
        return tenancy.shown(call, status, Shown.BusinessUnit.class, found.seat(), found.id());
    }

    private static Ref<BusinessUnit> ref(Located found) {
        return Ref.of(BusinessUnit.class, found.id());
    }
}
