package redoubt.api.resource;

import jakarta.validation.constraints.Min;
import java.util.Objects;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Offer;
import redoubt.api.http.Answer;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.command.Commands;
import redoubt.command.Form;
import redoubt.command.Revert;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.failure.Failure;
import redoubt.query.history.Timeline;

/** Gives a resource the values it had in a version, also if it was deleted since. What a version was never changes. */
final class RevertResource<R> implements Handler {

    private final Offer<R> offer;
    private final Past past;
    private final Writing writing;
    private final Commands commands;
    private final Preconditions preconditions;

    RevertResource(Offer<R> offer, Past past, Writing writing, Commands commands, Preconditions preconditions) {
        this.offer = offer;
        this.past = past;
        this.writing = writing;
        this.commands = commands;
        this.preconditions = preconditions;
    }

    /**
     * Which version.
     *
     * @param version its number, from 1
     */
    record Input(@Required @Min(1) Long version) {}

    @Override
    public Mono<? extends Answer> answer(Call call) {
        call.parameters().finish();
        Ref<R> ref = call.target(offer.shape());
        Form<Input> form = JsonForm.read(Input.class, call.body(), writing.naming());
        return past.last(call.by(), ref)
                .flatMap(last -> wanted(call, ref, form)
                        .flatMap(wanted -> commands.send(
                                call.instruction(),
                                new Revert<>(
                                        ref,
                                        preconditions.acting(call),
                                        last.after() == null ? last.before() : null,
                                        wanted))))
                .flatMap(outcome -> writing.shown(call, outcome));
    }

    @Override
    public Mono<? extends Answer> again(Call call, long position) {
        return writing.changedAt(call, call.target(offer.shape()), position);
    }

    private Mono<Form<Patch<R>>> wanted(Call call, Ref<R> ref, Form<Input> form) {
        if (form.invalid() != null) {
            return Mono.just(Form.wrong(form.invalid()));
        }
        return past.version(call.by(), ref, Objects.requireNonNull(form.input()).version())
                .map(this::values)
                .defaultIfEmpty(wrong("There is no such version."));
    }

    private Form<Patch<R>> values(Timeline.Step<R> step) {
        Known<R> then = step.after();
        if (then == null) {
            return wrong("It was deleted in that version.");
        }
        Patch<R> values = Patch.of(offer.shape().type());
        for (Field<R, ?> field : offer.shape().fields()) {
            if (field.writable() && offer.amendable().test(field)) {
                values = values.with(field, field.of(then.state()));
            }
        }
        return Form.of(values);
    }

    private Form<Patch<R>> wrong(String message) {
        return Form.wrong(Failure.Invalid.of("version", message));
    }
}
